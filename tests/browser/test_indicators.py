"""Key figures in a real browser: a manager tells three of them, and reads why one is red."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core.db import Database
from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.indicator_town import plant_indicators
from tests.people import People
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


def _plant(database: Database, password_hash: str) -> People:
    return plant_indicators(database, password_hash).goals.people


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, where the schools have key figures."""
    with running_server(tmp_path_factory.mktemp("indicators"), plant=_plant, mode="demo") as own:
        yield own


def test_manager_tells_three_figures_from_her_tasks(page: Page) -> None:
    open_as(page, "maria", "/uppgifter")
    page.get_by_text("Rapportera 1 nyckeltal").first.wait_for()
    page.goto("/nyckeltalsvarden?enhet=411&period=2026-10")
    page.get_by_label("Värde, procent").fill("6,4")
    page.get_by_label("Värde, antal").fill("12")
    page.get_by_label("Täljare").fill("18")
    page.get_by_label("Nämnare").fill("20")

    page.get_by_role("button", name="Spara värdena").click()

    expect(page.get_by_text("Nu 90,0")).to_be_visible()
    expect(page.get_by_text("Senast 6,4")).to_be_visible()


def test_red_figure_is_opened_from_the_list(page: Page) -> None:
    open_as(page, "maria", "/nyckeltal?enhet=411&period=2026-09")
    page.get_by_role("button", name="Sjukfrånvaro").click()

    expect(page.get_by_role("heading", level=1, name="Sjukfrånvaro")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    expect(page).to_have_url(re.compile(r"nyckeltal=\d+"))


@pytest.mark.parametrize(
    "address", ["/nyckeltal?enhet=411", "/nyckeltalsvarden?enhet=411", "/agare?enhet=411"]
)
@pytest.mark.parametrize("options", MODES)
def test_pages_have_nothing_serious_for_axe_and_fit_a_phone(
    new_context: Callable[..., BrowserContext], options: dict[str, Any], address: str
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "maria", address)
    settle(page)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
