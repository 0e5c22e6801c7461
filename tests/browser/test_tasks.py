"""A manager answers a round and the controller approves it: drafts, quick clicks, files, axe."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import col, select

from core.db import Database
from core.models import Submission, SubmissionEvent, Unit
from tests.browser.conftest import open_as, serious, settle
from tests.pages.process_town import ROUND, open_round
from tests.pages.small_town import plant
from tests.people import People
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser

MODES = [
    pytest.param(
        {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}"
    )
    for width in (1280, 390)
    for scheme in ("light", "dark")
]


def plant_round(database: Database, password_hash: str) -> People:
    """Add the two schools and a round of questions that both are to answer."""
    people = plant(database, password_hash)
    open_round(database)
    return people


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("round"), plant=plant_round, mode="demo") as own:
        yield own


def address_of(server: Server, code: str) -> str:
    with server.database.reading() as session:
        statement = select(Submission.id).join(Unit).where(Unit.code == code)
        return f"/inlamning?inlamning={session.exec(statement).one()}"


def events_of(server: Server, code: str) -> list[str]:
    with server.database.reading() as session:
        statement = (
            select(SubmissionEvent.kind)
            .join(Submission)
            .join(Unit)
            .where(Unit.code == code)
            .order_by(col(SubmissionEvent.n))
        )
        return [str(kind) for kind in session.exec(statement)]


def test_answer_survives_reloading_and_three_quick_clicks_hand_it_in_once(page: Page, server: Server) -> None:
    open_as(page, "maria", "/uppgifter")
    page.get_by_role("button", name="Öppna").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ROUND.name}, Ekbackens skola")
    field = page.get_by_label("Svar", exact=True)
    field.fill("Färre elever.")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Utkast sparat")).to_be_visible()
    page.reload()
    expect(field).to_have_value("Färre elever.")

    page.get_by_role("button", name="Lämna in", exact=True).click(click_count=3, delay=20)
    expect(page.get_by_role("button", name="Återta")).to_be_visible()
    settle(page)

    assert events_of(server, "411") == ["start", "submit"]


def test_controller_approves_what_another_hands_in_for_a_manager(page: Page, server: Server) -> None:
    open_as(page, "sara", address_of(server, "412"))
    page.get_by_label("Svar", exact=True).fill("Skrivet av ekonomen.")
    page.get_by_role("button", name="Lämna in för Bodil Ek").click()
    page.get_by_role("button", name="Godkänn", exact=True).click()
    expect(page.locator(".r-answer").first).to_have_text("Godkänt i alla steg.")

    assert events_of(server, "412") == ["start", "submit", "approve"]


def test_file_is_attached_and_fetched_again(page: Page, server: Server, tmp_path: Path) -> None:
    kept = tmp_path / "underlag.txt"
    kept.write_text("Räknat på bussar.", encoding="utf-8")
    open_as(page, "maria", f"{address_of(server, '411')}&panel=filer")
    page.locator('input[type="file"]').set_input_files(kept)
    page.get_by_role("button", name="Bifoga", exact=True).click()
    fetch = page.get_by_role("button", name="Hämta")
    expect(fetch).to_be_visible()
    with page.expect_download() as started:
        fetch.click()

    assert started.value.suggested_filename == "underlag.txt"
    assert Path(started.value.path()).read_text(encoding="utf-8") == "Räknat på bussar."


@pytest.mark.parametrize("options", MODES)
def test_pages_of_the_process_have_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], server: Server, options: dict[str, object]
) -> None:
    page = new_context(**options).new_page()
    submission = address_of(server, "411")
    open_as(page, "sara", "/uppgifter")
    for address in ("/uppgifter", submission, f"{submission}&panel=uppgifter", "/meddelanden"):
        page.goto(address)
        settle(page)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
