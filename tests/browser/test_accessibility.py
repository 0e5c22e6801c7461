"""Every page in both themes and on a phone: axe finds nothing serious, nothing scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.server_process import Server

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
MODES = [
    pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{size['width']}-{scheme}")
    for size in (DESKTOP, PHONE)
    for scheme in ("light", "dark")
]
ADDRESSES = (
    "/",
    "/uppfoljning?enhet=411&rad=row:timloner",
    "/transaktioner?enhet=411",
    "/kontrollista?enhet=411",
    "/ataganden?enhet=411",
    "/inlasning",
    "/inlasning?del=kallor",
    "/inlasning?del=manader",
    "/logg",
)


@pytest.fixture(scope="module")
def server(town_server: Server) -> Server:
    return town_server


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    script = "() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth - window.innerWidth"
    return max(0, int(page.evaluate(script)))


@pytest.mark.parametrize("mode", MODES)
def test_every_page_is_free_of_serious_faults_and_fits_its_window(
    new_context: Callable[..., BrowserContext], mode: dict[str, object]
) -> None:
    page = new_context(**mode).new_page()
    open_as(page, "eva")

    found = {}
    for address in ADDRESSES:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settle(page)
        faults = [*serious(page), *([("scrolls sideways", overflow(page))] if overflow(page) else [])]
        if faults:
            found[address] = faults

    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_popover_is_free_of_serious_faults(
    new_context: Callable[..., BrowserContext], scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    open_as(page, "maria", "/uppfoljning")
    page.get_by_test_id("stMain").get_by_role("button", name="T.o.m. oktober 2026").click()
    expect(page.get_by_role("combobox", name="Till och med")).to_be_visible()

    assert serious(page) == []


def test_phone_menu_is_free_of_serious_faults(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport=PHONE).new_page()
    open_as(page, "eva")
    page.get_by_role("button", name="Visa menyn").click()
    expect(page.get_by_role("link", name="Administration")).to_be_visible()

    assert serious(page) == []
