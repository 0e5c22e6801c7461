"""The grid in a real browser: typing, refusals, new rows, the clipboard, and the events that come of them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.grid_page.running import GridServer, active, cell, grid_server, log, opened

pytestmark = pytest.mark.browser
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def server(chromium_path: str) -> Iterator[GridServer]:
    with grid_server() as own:
        yield own


@pytest.fixture
def sheet(page: Page) -> Page:
    """The small sheet, ready to be typed in."""
    return opened(page)


def test_typing_replaces_and_enter_saves_and_goes_down(sheet: Page) -> None:
    cell(sheet, "3011", 2).click()

    sheet.keyboard.type("90 000")
    sheet.keyboard.press("Enter")

    assert active(sheet) == "3511-2"
    expect(log(sheet)).to_contain_text(
        "edits=(GridEdit(row='3011', column='m1', old=84500, text='90 000', value=90000),)"
    )
    expect(cell(sheet, "3011", 2)).to_have_text(f"90{NBSP}000")
    expect(sheet.locator(".rg-say")).to_have_text("Sparat 10:42")


def test_sums_follow_at_once_and_a_revenue_lowers_the_total(sheet: Page) -> None:
    cell(sheet, "3011", 2).click()
    sheet.keyboard.type("94500")
    sheet.keyboard.press("Tab")

    at_once = sheet.evaluate(
        """() => ['revenue-2', '3011-14', 'revenue-14', 'total-2', 'total-14']
            .map((id) => document.querySelector(`[id$="-${id}"] .rg-v`).textContent.replace(/\\s/g, ' '))"""
    )

    assert at_once == ["135 500", "1 024 000", "1 516 000", "2 272 650", "28 445 800"]
    expect(log(sheet)).to_contain_text("94500")
    expect(cell(sheet, "total", 14).locator(".rg-v")).to_have_text(f"28{NBSP}445{NBSP}800")


def test_quick_typing_comes_as_one_event_with_every_edit(sheet: Page) -> None:
    cell(sheet, "5012", 2).click()

    for text in ("1", "2", "3", "4"):
        sheet.keyboard.type(text)
        sheet.keyboard.press("Tab")

    expect(log(sheet)).to_contain_text("column='m4', old=62000, text='4', value=4")
    events = [line for line in log(sheet).inner_text().splitlines() if "EDITS" in line]
    assert sum(line.count("GridEdit(") for line in events) == 4
    expect(sheet.locator('[data-rg~="pending"]')).to_have_count(0)


def test_odd_forms_are_sent_as_they_were_typed(sheet: Page) -> None:
    cell(sheet, "5012", 2).click()

    sheet.keyboard.type("12,5 tkr")
    sheet.keyboard.press("Enter")

    expect(log(sheet)).to_contain_text("old=62000, text='12,5 tkr', value=None")


def test_escape_keeps_the_old_value_and_sends_nothing(sheet: Page) -> None:
    cell(sheet, "5012", 2).dblclick()
    expect(sheet.get_by_role("textbox", name="Timlöner och vikarier (5012), Jan")).to_have_value("62000")

    sheet.keyboard.type("99")
    sheet.keyboard.press("Escape")
    sheet.wait_for_timeout(700)

    expect(cell(sheet, "5012", 2)).to_have_text(f"62{NBSP}000")
    assert "EDITS" not in log(sheet).inner_text()


def test_delete_empties_the_range(sheet: Page) -> None:
    cell(sheet, "5012", 2).click()
    sheet.keyboard.press("Shift+ArrowRight")

    sheet.keyboard.press("Delete")

    expect(log(sheet)).to_contain_text("column='m2', old=62000, text='', value=None")
    expect(cell(sheet, "5012", 3)).to_have_text("–")


def test_fill_down_copies_the_first_row_of_the_range(sheet: Page) -> None:
    cell(sheet, "3011", 4).click()
    sheet.keyboard.press("Shift+ArrowDown")

    sheet.keyboard.press("Control+d")

    expect(log(sheet)).to_contain_text(
        "GridEdit(row='3511', column='m3', old=41000, text='84500', value=84500)"
    )


def test_refused_value_goes_back_and_says_why(sheet: Page) -> None:
    cell(sheet, "3011", 3).click()

    sheet.keyboard.type("13")
    sheet.keyboard.press("Enter")

    expect(sheet.locator(".rg-say")).to_have_text("13 tas inte emot här.")
    expect(cell(sheet, "3011", 3).locator(".rg-v")).to_have_text(f"84{NBSP}500")
    expect(cell(sheet, "3011", 3)).to_have_attribute("title", "13 tas inte emot här.")
    expect(cell(sheet, "3011", 3)).to_contain_text("behöver rättas")


def test_sum_row_and_year_send_a_splash(sheet: Page) -> None:
    cell(sheet, "revenue", 2).click()
    sheet.keyboard.type("200000")
    sheet.keyboard.press("Enter")
    expect(log(sheet)).to_contain_text("SPLASH")
    cell(sheet, "5012", 14).click()
    sheet.keyboard.type("120000")
    sheet.keyboard.press("Enter")

    expect(log(sheet)).to_contain_text("row='5012', column='year', old=")
    assert log(sheet).inner_text().count("EventKind.SPLASH") == 2


def test_computed_and_locked_cells_refuse_and_say_why(sheet: Page) -> None:
    cell(sheet, "5011", 2).click()
    sheet.keyboard.type("5")
    expect(sheet.locator(".rg-say")).to_have_text("Den här cellen kan inte ändras.")
    cell(sheet, "6461", 2).click()
    sheet.keyboard.type("5")

    expect(sheet.locator(".rg-say")).to_contain_text("Cellen är låst")
    expect(cell(sheet, "6461", 2)).to_contain_text("låst")
    expect(sheet.locator(".rg-input")).to_have_count(0)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("Control+z", "UNDO"),
        ("Control+y", "REDO"),
        ("Control+Shift+Z", "REDO"),
        ("Control+l", "LOCK"),
        ("Shift+F2", "COMMENT"),
    ],
)
def test_keys_send_their_event(sheet: Page, keys: str, kind: str) -> None:
    cell(sheet, "5012", 4).click()

    sheet.keyboard.press(keys)

    expect(log(sheet)).to_contain_text(re.compile(f"EventKind.{kind}.*row='5012', column='m3'"))


def test_enter_on_a_computed_row_asks_what_lies_behind(sheet: Page) -> None:
    cell(sheet, "5011", 4).click()

    sheet.keyboard.press("Enter")

    expect(log(sheet)).to_contain_text(re.compile("EventKind.OPEN.*row='5011', column='m3'"))


def test_select_comes_after_a_while_with_the_last_cell(sheet: Page) -> None:
    cell(sheet, "3011", 2).click()
    for _step in range(3):
        sheet.keyboard.press("ArrowRight")

    expect(log(sheet)).to_contain_text(re.compile("EventKind.SELECT.*row='3011', column='m4'"))
    assert log(sheet).inner_text().count("EventKind.SELECT") == 1


def test_new_figures_leave_the_cell_that_is_edited_alone(sheet: Page) -> None:
    cell(sheet, "5012", 3).click()
    sheet.keyboard.press("Control+y")  # the page answers with new figures in the whole row
    cell(sheet, "5012", 4).click()
    sheet.keyboard.type("77")

    expect(cell(sheet, "5012", 5)).to_have_text("1")
    field = sheet.locator(".rg-input")
    expect(field).to_be_focused()
    expect(field).to_have_value("77")
    sheet.keyboard.type("0")
    sheet.keyboard.press("Enter")
    expect(log(sheet)).to_contain_text("text='770', value=770")


def test_new_rows_keep_the_cell_that_is_edited_and_the_groups(sheet: Page) -> None:
    cell(sheet, "revenue", 0).click()
    sheet.keyboard.press("ArrowLeft")
    cell(sheet, "6461", 5).click()
    sheet.keyboard.press("Shift+F2")  # the page answers with one row more
    sheet.keyboard.type("42")

    expect(cell(sheet, "6461a", 2)).to_have_text("7")
    expect(sheet.locator(".rg-input")).to_be_focused()
    expect(sheet.locator(".rg-input")).to_have_value("42")
    expect(cell(sheet, "3011", 0)).to_have_count(0)
    sheet.keyboard.press("Enter")
    expect(log(sheet)).to_contain_text("row='6461', column='m4', old=118300, text='42', value=42")


def test_copy_gives_figures_for_a_spreadsheet(sheet: Page) -> None:
    cell(sheet, "5012", 6).click()
    for keys in ("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown"):
        sheet.keyboard.press(keys)
    expect(sheet.locator(".rg-range")).to_have_text(f"5 celler, summa 1{NBSP}653{NBSP}200")

    sheet.keyboard.press("Control+c")

    assert sheet.evaluate("() => navigator.clipboard.readText()") == "62000\t0\t\n530400\t530400\t530400"


def test_paste_changes_nothing_and_is_sent_whole_with_its_targets(sheet: Page) -> None:
    sheet.evaluate("() => navigator.clipboard.writeText('1 234,50\\t2\\r\\n3\\t4\\r\\n')")
    cell(sheet, "3511", 14).click()

    sheet.keyboard.press("Control+v")

    expect(log(sheet)).to_contain_text(
        "row='3511', column='year', rows=('3511', 'staff'), columns=('year', 'last'), edits=(), "
        "text='1 234,50\\t2\\n3\\t4'"
    )
    expect(cell(sheet, "3511", 14)).to_have_text(f"492{NBSP}000")
