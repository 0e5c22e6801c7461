"""What the pages lean on in the framework's own page: its marks, its language, its policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.settings import ROOT
from tests.browser.conftest import complaints, open_as, settle
from tests.server_process import Server

pytestmark = pytest.mark.browser
SHEET = ROOT / "pages" / "ui" / "chrome.css"
NOT_USED_YET = {"stBottomBlockContainer"}
"""Made by `st.bottom`, which no page has yet."""
STATES = ("/uppfoljning?enhet=411&rad=row:timloner", "/inlasning")


@pytest.fixture(scope="module")
def server(town_server: Server) -> Server:
    return town_server


def test_every_mark_that_the_sheet_names_is_on_the_pages(page: Page) -> None:
    wanted = set(re.findall(r'data-testid="(\w[\w-]*)"', SHEET.read_text(encoding="utf-8")))
    open_as(page, "eva")

    seen: set[str] = set()
    for address in STATES:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settle(page)
        page.wait_for_timeout(1000)
        script = "() => [...document.querySelectorAll('[data-testid]')].map(e => e.dataset.testid)"
        seen |= set(page.evaluate(script))

    assert wanted - seen - NOT_USED_YET == set()


def test_page_speaks_swedish_and_keeps_its_policy(page: Page) -> None:
    said = complaints(page)
    open_as(page, "maria", "/uppfoljning?rad=row:timloner")
    expect(page.get_by_role("heading", name="Timlöner och vikarier")).to_be_visible()
    page.goto("/transaktioner")
    settle(page)

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Hoppa till innehållet")
    hide = page.get_by_test_id("stSidebarCollapseButton").get_by_role("button", include_hidden=True)
    expect(hide).to_have_attribute("aria-label", "Dölj menyn")
    assert said == []


def test_search_without_hits_says_so_in_swedish(page: Page) -> None:
    open_as(page, "maria", "/uppfoljning")
    page.get_by_test_id("stMain").get_by_role("button", name="Ekbackens skola").click()

    page.get_by_role("combobox", name="Enhet").fill("finns inte")

    expect(page.get_by_role("option")).to_have_text("Inga träffar")


def test_unknown_address_says_so_in_swedish_and_shows_the_start(page: Page) -> None:
    open_as(page, "maria", "/finns-inte")

    expect(page.get_by_role("dialog")).to_contain_text("Sidan finns inte")
    expect(page.get_by_role("dialog")).to_contain_text("Här visas startsidan i stället.")


def test_page_of_another_role_says_whom_to_ask(page: Page) -> None:
    open_as(page, "maria", "/inlasning")

    expect(page.get_by_role("heading", level=1)).to_have_text("Du har inte tillgång till sidan")
    expect(page.get_by_test_id("stAlert")).to_contain_text("som är administratör.")
