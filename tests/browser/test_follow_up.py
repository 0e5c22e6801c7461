"""A manager's way from the sentence to the single voucher, and what she takes with her."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, settle
from tests.pages.small_town import SCAN
from tests.server_process import Server

pytestmark = pytest.mark.browser
MOST_TABS = 60
SHOWN = ".st-key-context, .r-answer, .r-fig"
"""What says which figures a page shows: the choices, the sentence and the figures."""


@pytest.fixture(scope="module")
def server(town_server: Server) -> Server:
    return town_server


def answer(page: Page) -> str:
    return page.locator(".r-answer").first.inner_text().replace("\u00a0", " ")


def test_manager_goes_from_the_sentence_to_the_vouchers_and_takes_them_along(
    page: Page, tmp_path: Path
) -> None:
    open_as(page, "maria")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ekbackens skola")
    assert "117 tkr sämre än budget" in answer(page)

    page.get_by_role("button", name="Timlöner och vikarier").click()
    expect(page.get_by_role("heading", name="Timlöner och vikarier")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/uppfoljning\?rad=row%3Atimloner$"))

    page.get_by_role("button", name=re.compile(r"\(5030\)")).click()
    expect(page).to_have_url(re.compile(r"/transaktioner\?rad=account%3A5030$"))
    expect(page.locator(".r-answer")).to_have_text(re.compile("10 rader"))
    assert answer(page) == "10 rader, sammanlagt −300 000,00 kr."

    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    book = load_workbook(file)
    assert book.sheetnames == ["Transaktioner", "Om rapporten"]
    head, *rows = book["Transaktioner"].iter_rows(values_only=True)
    amount = head.index("Belopp, kr")
    assert [row[amount] for row in rows] == [-30_000] * 10
    about = {row[0]: row[1] for row in book["Om rapporten"].iter_rows(values_only=True)}
    assert (about["Enhet"], about["Period"]) == ("Ekbackens skola (411)", "t.o.m. oktober 2026")


def test_invoice_opens_in_a_tab_of_its_own(page: Page) -> None:
    open_as(page, "maria", "/transaktioner?sok=bokhuset")

    link = page.get_by_role("link", name="Öppna")

    expect(link).to_have_attribute("href", SCAN)
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_copied_address_shows_the_same_to_another_and_after_reload(
    page: Page, new_context: Callable[..., BrowserContext], server: Server
) -> None:
    open_as(page, "maria", "/uppfoljning")
    page.get_by_test_id("stMain").get_by_role("button", name="T.o.m. oktober 2026").click()
    page.get_by_role("combobox", name="Till och med").click()
    page.get_by_role("option", name="mars").click()
    expect(page).to_have_url(re.compile(r"period=2026-03"))
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stMain")).to_contain_text("Utfallet t.o.m. mars")
    settle(page)
    shown = page.locator(SHOWN).all_inner_texts()

    page.reload()
    expect(page.locator(SHOWN)).to_have_text(shown, use_inner_text=True)

    other = new_context().new_page()
    open_as(other, "maria", page.url.removeprefix(server.url))
    expect(other.locator(SHOWN)).to_have_text(shown, use_inner_text=True)


def test_back_button_closes_the_row_that_was_opened(page: Page) -> None:
    open_as(page, "maria", "/uppfoljning")
    page.get_by_role("button", name="Timlöner och vikarier").click()
    opened = page.get_by_role("heading", name="Timlöner och vikarier")
    expect(opened).to_be_visible()

    page.go_back()

    expect(opened).to_have_count(0)


def test_keyboard_alone_reaches_a_row_and_opens_it(page: Page) -> None:
    open_as(page, "maria", "/uppfoljning")
    row = page.get_by_role("button", name="Timlöner och vikarier")
    expect(row).to_be_visible()

    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if row.evaluate("element => element.getRootNode().activeElement === element"):
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Timlöner och vikarier")).to_be_visible()
    expect(page).to_have_url(re.compile(r"rad=row%3Atimloner"))
