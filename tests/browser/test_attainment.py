"""Måluppfyllelse in a real browser: from a red goal of the council down to the school's words and money."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.activity_town import LATE, plant_activities
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
ADDRESSES = (
    "/maluppfyllelse", "/maluppfyllelse?vy=tabell", "/maluppfyllelse?enhet=4", "/maluppfyllelse?enhet=411",
)  # fmt: skip


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, with goals, their words, activities and money."""
    with running_server(tmp_path_factory.mktemp("attainment"), plant=plant_activities, mode="demo") as own:
        yield own


def test_executive_goes_from_a_red_goal_to_the_school_its_words_activities_and_money(page: Page) -> None:
    open_as(page, "executive", "/maluppfyllelse")
    expect(page.get_by_role("heading", name="Måluppfyllelse", exact=True)).to_be_visible()

    page.get_by_role("button", name="Alla barn lyckas i skolan, Barn- och utbildningsnämnden").click()
    expect(page.get_by_role("heading", name="Röda tråden: Alla barn lyckas i skolan")).to_be_visible()
    settle(page)
    page.locator(".st-key-card_thread").get_by_role("button", name="Fler läser flytande").click()
    settle(page)

    beside = page.locator(".st-key-card_goal_beside")
    expect(beside.get_by_text("Enhetens mål, Ekbackens skola")).to_be_visible()
    expect(beside.get_by_text("Speciallärare saknas i två klasser.")).to_be_visible()
    expect(beside.get_by_text(LATE)).to_be_visible()
    expect(beside.get_by_text("Budget")).to_be_visible()
    expect(beside.get_by_role("link", name="Öppna målet")).to_be_visible()


@pytest.mark.parametrize("options", MODES)
def test_pages_have_nothing_serious_for_axe_and_fit_a_phone(
    new_context: Callable[..., BrowserContext], options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "executive")
    for address in ADDRESSES:
        page.goto(address)
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

        assert serious(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
