"""Gränser och regler in a real browser: changed by a controller, read by a manager, taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import serious, settle, sign_in
from tests.server_process import Server

CHANGE = "/granser?andra=forecast_limit_amount"


@pytest.fixture
def server(town_server: Server) -> Server:
    return town_server


def test_limit_is_changed_read_by_a_manager_and_restored(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    page.goto(CHANGE)
    sign_in(page, "sara")
    field = page.get_by_label("Prognosen behöver förklaras, belopp (kr)")
    field.fill("femtio tusen")
    page.get_by_label("Varför ändras den?").fill("Beslutat i budgetberedningen")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("”femtio tusen” är inget belopp")).to_be_visible()
    expect(field).to_have_value("femtio tusen")

    field.fill("50 000")
    page.get_by_role("button", name="Spara", exact=True).click()

    expect(page.get_by_text("1 gräns är er egen")).to_be_visible()
    settle(page)
    manager = new_context(viewport={"width": 390, "height": 900}).new_page()
    manager.goto("/granser")
    sign_in(manager, "maria")
    expect(manager.get_by_text("50 000 kr", exact=True)).to_be_visible()
    manager.get_by_text("1 ändring").click()
    expect(manager.get_by_text("Sara Holm: från 100 000 kr till 50 000 kr.")).to_be_visible()
    expect(manager.get_by_role("button", name="Ändra")).to_have_count(0)

    page.goto(CHANGE)
    page.get_by_label("Varför ändras den?").fill("Som förut")
    page.get_by_role("button", name="Återställ till 100 000 kr").click()
    expect(page.get_by_text("Alla 30 gränser har sitt ursprungliga värde.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_page_of_limits_is_accessible_and_no_wider_than_the_screen(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto("/granser")
    sign_in(page, "sara")
    for address in (
        "/granser",
        CHANGE,
        "/granser?del=budget&andra=own_redistribution",
        "/granser?del=kommunen",
    ):
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        settle(page)

        assert serious(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
