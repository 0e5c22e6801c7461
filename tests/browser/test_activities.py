"""Aktiviteter in a real browser: an activity is moved on the board by the keyboard, and ended with words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core.db import Database
from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.activity_town import LATE, RUNNING, plant_activities
from tests.people import People
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


def _plant(database: Database, password_hash: str) -> People:
    return plant_activities(database, password_hash).people


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("activities"), plant=_plant, mode="demo") as own:
        yield own


def test_manager_moves_an_activity_by_the_keyboard_and_ends_it_with_words(page: Page) -> None:
    open_as(page, "maria", "/aktiviteter?del=tavla")
    begin = page.get_by_role("button", name=f"Sätt i gång {LATE}")
    expect(begin).to_be_visible()

    begin.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Tillbaka till planerad {LATE}")).to_be_visible()
    settle(page)
    page.get_by_role("button", name=f"Klar {LATE}").click()
    expect(page.get_by_role("heading", name=LATE, level=1)).to_be_visible()
    page.get_by_label("Vad ledde den till?").fill("Fler läser flytande")
    page.get_by_role("button", name="Spara läget").click()

    expect(page.get_by_text("Fler läser flytande").first).to_be_visible()
    expect(page.locator(".r-answer")).to_contain_text("Klar")


@pytest.mark.parametrize("options", MODES)
@pytest.mark.parametrize("part", ["lista", "gantt", "tavla"])
def test_page_has_nothing_serious_for_axe_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], options: dict[str, Any], part: str
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "maria", f"/aktiviteter?del={part}")
    expect(page.get_by_text(RUNNING).first).to_be_visible()
    settle(page)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
