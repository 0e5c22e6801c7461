"""Ledningsvy and Mötesunderlag in a real browser: a manager's words in three clicks, and a promise."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.executive_year import WORDS, plan_year
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
MOST_CLICKS = 3
ADDRESSES = (
    "/", "/ledningsvy", "/ledningsvy?enhet=4", "/ledningsvy?vy=allt", "/ledningsvy?enhet=411",
    "/motesunderlag?enhet=411",
)  # fmt: skip


class Clicks:
    """A hand that counts its clicks."""

    def __init__(self) -> None:
        self.made = 0

    def on(self, target: Locator) -> None:
        self.made += 1
        target.click()


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, with a forecast that a manager has explained."""
    with running_server(tmp_path_factory.mktemp("executive"), plant=plant, mode="demo") as own:
        plan_year(own.database)
        yield own


def test_executive_reaches_a_managers_explanation_from_the_start_page_in_three_clicks(page: Page) -> None:
    open_as(page, "executive")
    hand = Clicks()

    hand.on(page.get_by_test_id("stSidebar").get_by_role("link", name="Ledningsvy"))
    expect(page.get_by_role("heading", name="Ledningsvy", exact=True)).to_be_visible()
    hand.on(page.get_by_role("button", name="Barn- och utbildningsnämnden"))
    expect(page.get_by_role("heading", name="Ledningsvy: Barn- och utbildningsnämnden")).to_be_visible()
    settle(page)
    hand.on(page.get_by_role("button", name="Ekbackens skola").first)

    expect(page.get_by_role("heading", name="Chefens förklaring")).to_be_visible()
    expect(page.locator(".st-key-card_own").get_by_text(WORDS)).to_be_visible()
    expect(page.locator(".st-key-card_own").get_by_text("Maria Sandell")).to_be_visible()
    assert hand.made == MOST_CLICKS


def test_promise_of_the_meeting_is_in_its_owners_tasks(
    page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    open_as(page, "sara", "/motesunderlag?enhet=411")
    expect(page.get_by_role("heading", name="Frågor att tala om")).to_be_visible()
    page.get_by_label("Vad ska göras?").fill("Ny bemanningsplan till jul")
    page.get_by_role("combobox", name="Vem gör det?").fill("Maria")
    page.get_by_role("option", name="Maria Sandell").click()
    page.get_by_role("button", name="Lägg till löftet").click()
    expect(page.get_by_role("heading", name="Ny bemanningsplan till jul")).to_be_visible()

    hers = new_context().new_page()
    open_as(hers, "maria", "/uppgifter")

    expect(hers.get_by_role("heading", name="Ny bemanningsplan till jul")).to_be_visible()


def test_page_to_print_is_one_file_with_the_managers_words(page: Page) -> None:
    open_as(page, "executive", "/ledningsvy")
    with page.expect_download() as download:
        page.get_by_role("button", name="Webbsida").click()

    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert '<html lang="sv">' in text
    assert WORDS in text


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
