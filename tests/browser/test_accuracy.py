"""Prognossäkerhet in a real browser: two years in the picture and in the table, and into a unit."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.past_forecasts import plan_past
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, where two years with forecasts are over."""
    with running_server(tmp_path_factory.mktemp("accuracy"), plant=plant, mode="demo") as own:
        plan_past(own.database)
        yield own


def test_manager_sees_two_years_of_her_own_forecasts(page: Page) -> None:
    open_as(page, "maria", "/prognossakerhet")
    expect(page.get_by_text("Ni har i snitt legat")).to_be_visible()
    expect(page.get_by_text("350 tkr för dystert")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()

    page.get_by_role("radio", name="Tabell").click()

    for name in ("Prognos vår 2024", "Bokslut 2024", "Prognos höst 2025", "Bokslut 2025"):
        expect(page.get_by_role("row", name=name)).to_be_visible()


def test_controller_goes_from_the_municipality_to_the_school(page: Page) -> None:
    open_as(page, "sara", "/prognossakerhet")

    expect(page.get_by_text("Ekarboda kommun har i snitt legat")).to_be_visible()
    page.get_by_role("button", name="Barn- och utbildningsnämnden (4)").click()
    page.get_by_role("button", name="Ekbackens skola (411)").click()

    expect(page.get_by_text("Ekbackens skola har i snitt legat")).to_be_visible()
    expect(page).to_have_url(re.compile(r"enhet=411"))


@pytest.mark.parametrize("options", MODES)
def test_page_has_nothing_serious_for_axe_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "sara", "/prognossakerhet")
    expect(page.get_by_text("350 tkr för dystert")).to_be_visible()
    settle(page)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
