"""A unit's operational plan is begun, written, adopted and taken along as Word: in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import BrowserContext, Page, expect

from core.db import Database
from core.services.plan_templates import set_template, shipped_sections
from core.services.transaction import transaction
from tests.browser.conftest import serious, settle, sign_in
from tests.pages.goal_town import plant_goals
from tests.pages.process_town import actor_named
from tests.people import People
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
ADDRESS = "/verksamhetsplan?enhet=411&ar=2026"


def _plant(database: Database, password_hash: str) -> People:
    people = plant_goals(database, password_hash).people
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        for year in (2026, 2027):
            set_template(session, sara, year=year, sections=shipped_sections())
    return people


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("plan"), plant=_plant, mode="demo") as own:
        yield own


def _open(context: BrowserContext, username: str, address: str = ADDRESS) -> Page:
    page = context.new_page()
    page.goto(address)
    sign_in(page, username)
    page.get_by_role("heading", name="Verksamhetsplan", level=1).wait_for()
    settle(page)
    return page


def test_plan_is_written_adopted_and_downloaded_as_word(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = _open(new_context(), "maria")
    page.get_by_role("button", name="Börja planen").click()
    expect(page.locator(".r-answer")).to_have_text("7 rubriker är kvar att skriva klart.")
    settle(page)
    page.get_by_label("Enhetens text").first.fill("Ekbacken har 340 elever.")
    page.get_by_role("button", name="Spara och markera klar").first.click()
    expect(page.locator(".r-answer")).to_have_text("6 rubriker är kvar att skriva klart.")

    page = _open(new_context(), "sara")
    assert serious(page) == []
    page.get_by_text("Skriv in beslutet som antar planen").click()
    page.get_by_label("Vem har beslutat?").fill("Barn- och utbildningsnämnden")
    page.get_by_role("button", name="Anta planen").click()
    expect(page.locator(".r-answer")).to_have_text("Planen är antagen.")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").first.click()

    file = tmp_path / "plan.docx"
    download.value.save_as(file)
    word = docx.Document(str(file))
    headings = [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings[:3] == ["Uppdrag och verksamhet", "Läget inför året", "Mål"]
    assert "Ekbacken har 340 elever." in [one.text for one in word.paragraphs]
    goals = word.tables[0]
    assert goals.cell(0, 0).text == "Mål"
    assert goals.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("width", [1280, 390])
def test_plan_is_accessible_and_no_wider_than_the_screen(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = _open(new_context(viewport={"width": width, "height": 900}), "maria")

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_next_years_plan_is_begun_from_this_years_on_one_page(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = _open(new_context(), "maria", "/verksamhetsplan?enhet=411&ar=2027")
    page.get_by_role("button", name="Börja planen").click()
    keep = page.get_by_role("button", name="Behåll allt")
    keep.wait_for()
    page.reload()  # the address opens the same step, and the message of what was saved is gone
    keep.wait_for()
    settle(page)
    assert serious(page) == []

    keep.click()
    expect(page.get_by_text("Gäller även 2027.").first).to_be_visible()
    page.get_by_role("button", name="Spara valen").click()

    expect(page.get_by_text("Allt i planen för 2026 är genomgånget.")).to_be_visible()
