from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import settle, sign_in
from tests.browser.test_sign_in import MODES, path_of, serious
from tests.pages.process_town import ROUND, open_round
from tests.server_process import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def asked(server: Server) -> int:
    """A round without steps that asks the only school, opened by sara; its id."""
    return open_round(server.database, replace(ROUND, levels=()))


def test_process_opens_on_the_round_and_leads_to_the_submission(
    page: Page, server: Server, asked: int
) -> None:
    page.goto(f"/laget?omgang={asked}")
    sign_in(page, "sara")
    expect(page.get_by_text("0 av 1 enhet")).to_be_visible()

    page.get_by_role("button", name="Ekbackens skola").click()
    page.wait_for_url("**/inlamning?*")

    assert path_of(page, server).startswith("/inlamning?inlamning=")


def test_year_wheel_round_leads_by_keyboard_to_how_it_goes(page: Page, server: Server, asked: int) -> None:
    page.goto("/arshjul?ar=2026")
    sign_in(page, "sara")
    if not page.get_by_role("button", name=ROUND.name).is_visible():
        page.get_by_text("Visa det som har varit").click()
        settle(page)

    page.get_by_role("button", name=ROUND.name).press("Enter")
    page.wait_for_url("**/laget?*")

    assert path_of(page, server) == f"/laget?omgang={asked}"


def test_round_is_planned_and_its_unit_chosen_in_the_browser(page: Page) -> None:
    page.goto("/omgangar?gor=ny")
    sign_in(page, "sara")
    page.get_by_label("Namn").fill("Prognos på prov")
    page.get_by_label("Namn").press("Tab")
    settle(page)

    page.get_by_role("button", name="Planera omgången").click()
    page.get_by_role("button", name="Lägg till alla").click()
    page.get_by_role("button", name="Öppna omgången").click()

    expect(page.get_by_role("button", name="Öppna för 1 enhet")).to_be_visible()
    expect(page.get_by_text("har inte alla steg ovanför sig")).to_be_visible()


@pytest.mark.parametrize("options", MODES)
def test_process_pages_have_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], asked: int, options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    page.goto("/omgangar")
    sign_in(page, "sara")
    for address in ("/omgangar", f"/omgangar?omgang={asked}", "/omgangar?gor=ny", "/arshjul", "/laget"):
        page.goto(address)
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
