"""A manager judges her goal, and the controller sees the money: in a real browser, on both widths."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core.db import Database
from tests.browser.conftest import serious, settle, sign_in
from tests.pages.goal_town import plant_goals
from tests.people import People
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


def _plant(database: Database, password_hash: str) -> People:
    return plant_goals(database, password_hash).people


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("goals"), plant=_plant, mode="demo") as own:
        yield own


def test_manager_opens_her_goal_judges_it_and_follows_the_thread_upward(page: Page) -> None:
    page.goto("/mal")
    sign_in(page, "maria")
    expect(page.locator(".r-answer")).to_have_text("”Fler läser flytande” väntas inte nås.")
    page.get_by_role("button", name="Fler läser flytande").click()
    expect(page.get_by_role("heading", name="Fler läser flytande", level=1)).to_be_visible()
    settle(page)

    page.get_by_text("Bedöms nås delvis", exact=True).click()
    page.get_by_label("Varför, och vad gör ni?").fill("Speciallärare är anställd från januari.")
    page.get_by_role("button", name="Spara bedömningen").click()

    expect(page.locator(".r-answer")).to_have_text(
        "Bedöms nås delvis. Speciallärare är anställd från januari."
    )
    settle(page)
    page.get_by_role("button", name="88 procent blir behöriga").click()
    expect(page.get_by_role("heading", name="88 procent blir behöriga", level=1)).to_be_visible()
    assert "mal=" in page.url


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_goals_are_accessible_and_no_wider_than_the_screen(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto("/mal")
    sign_in(page, "sara")
    addresses = (
        "/mal", "/mal?enhet=411", "/mal?del=pengar", "/mal?del=uppdrag", "/mal?mal=3&gor=pengar",
        "/mal?mal=3&gor=andra", "/styrmodell", "/styrmodell?del=modeller",
    )  # fmt: skip
    for address in addresses:
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        settle(page)

        assert serious(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
