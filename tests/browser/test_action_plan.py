"""Åtgärdsplan in a real browser: a manager follows her measure up, the controller writes the decision in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.measures_plan import plan_measures
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, where the nämnd has reported a deficit and taken its measures."""
    with running_server(tmp_path_factory.mktemp("measures"), plant=plant, mode="demo") as own:
        plan_measures(own.database)
        yield own


def test_manager_opens_her_measure_and_says_what_it_has_given(page: Page) -> None:
    open_as(page, "maria", "/atgardsplan")
    expect(page.get_by_text("140 tkr sämre än budget")).to_be_visible()

    page.get_by_role("button", name="Färre vikarier").click()
    expect(page.get_by_role("heading", name="Färre vikarier")).to_be_visible()
    page.get_by_role("button", name="Följ upp").click()
    page.get_by_role("textbox", name="Har gett hittills i år, tkr").fill("20")
    page.get_by_label("Vad har hänt?").fill("Även november")
    page.get_by_role("button", name="Spara uppföljningen").click()

    expect(page.get_by_text("20 tkr hittills")).to_be_visible()
    expect(page.get_by_test_id("stMainBlockContainer").get_by_text("Även november")).to_be_visible()


def test_controller_adds_a_measure_and_stops_the_clock_with_the_decision(page: Page) -> None:
    open_as(page, "sara", "/atgardsplan?enhet=4")
    expect(page.get_by_text("ska besluta om åtgärder senast")).to_be_visible()

    page.get_by_text("Ny åtgärd").click()
    page.get_by_role("textbox", name="Åtgärd", exact=True).fill("Inga vikarier i december")
    page.get_by_role("textbox", name="Ger i år, tkr").fill("45")
    page.get_by_role("button", name="Lägg till åtgärden").click()
    expect(page.get_by_role("button", name="Inga vikarier i december")).to_be_visible()
    page.get_by_role("button", name="Registrera beslut").click()
    page.get_by_label("Paragraf").fill("98")
    page.get_by_role("button", name="Registrera beslutet").click()

    expect(page.get_by_text("1 klocka är stoppad")).to_be_visible()
    expect(page.get_by_text("ska besluta om åtgärder senast")).to_have_count(0)


@pytest.mark.parametrize("options", MODES)
def test_page_has_nothing_serious_for_axe_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "sara", "/atgardsplan?enhet=1")
    settle(page)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
