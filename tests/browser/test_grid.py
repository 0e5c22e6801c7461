"""The grid in a real browser: typing, keys, clipboard, refusals, new rows, themes, accessibility."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from core.settings import ROOT
from tests.browser.conftest import complaints, serious

pytestmark = pytest.mark.browser
READY = '.rg[data-ready="true"]'
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def address(chromium_path: str) -> Iterator[str]:
    """A server of the grid's own page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "tests.browser.grid_page.app:app", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--log-level", "warning"],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(f"http://127.0.0.1:{port}/_stcore/health")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def wait_for(url: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture
def new_context(chromium: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        chosen: dict[str, object] = {"viewport": DESKTOP, **options}
        context = chromium.new_context(locale="sv-SE", base_url=address, **chosen)  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def sheet(page: Page) -> Page:
    """The small sheet, ready to be typed in."""
    return opened(page)


def opened(page: Page, target: str = "/") -> Page:
    page.goto(target)
    page.wait_for_selector(READY, timeout=30_000)
    return page


def cell(page: Page, row: str, place: int) -> Locator:
    """Return a cell by its row and the place of its column; January is 2, the year 14."""
    return page.locator(f'[id$="-{row}-{place}"]')


def log(page: Page) -> Locator:
    """Return where the page writes the events that came."""
    return page.get_by_test_id("stCode")


def active(page: Page) -> str:
    """Return row and place of the cell that the grid points at."""
    pointed = page.get_by_role("treegrid").get_attribute("aria-activedescendant") or ""
    return pointed.partition("-")[2]


def test_grid_keeps_the_policy_and_says_nothing_in_the_console(page: Page) -> None:
    said = complaints(page)
    opened(page)

    expect(page.get_by_role("treegrid", name="Budget 2027, Ekbackens skola")).to_be_visible()
    assert said == []


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


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ("ArrowDown", "3511-5"),
        ("ArrowUp", "revenue-5"),
        ("ArrowLeft", "3011-4"),
        ("Tab", "3011-6"),
        ("Shift+Tab", "3011-4"),
        ("Home", "3011-0"),
        ("End", "3011-16"),
        ("Control+Home", "revenue-0"),
        ("Control+End", "total-16"),
        ("Control+ArrowDown", "total-5"),
        ("PageDown", "total-5"),
    ],
)
def test_keys_move(sheet: Page, keys: str, where: str) -> None:
    cell(sheet, "3011", 5).click()

    sheet.keyboard.press(keys)

    assert active(sheet) == where


def test_groups_open_and_close_with_keys_and_stay_so_when_rows_come(sheet: Page) -> None:
    cell(sheet, "revenue", 0).click()
    sheet.keyboard.press("ArrowLeft")
    expect(cell(sheet, "3011", 0)).to_have_count(0)
    cell(sheet, "6411", 0).click()
    sheet.keyboard.press("ArrowRight")
    expect(cell(sheet, "6411a", 0)).to_be_visible()

    cell(sheet, "6411a", 2).click()
    sheet.keyboard.type("9100")
    sheet.keyboard.press("Enter")

    expect(log(sheet)).to_contain_text("9100")
    expect(sheet.locator('[data-rg~="pending"]')).to_have_count(0)
    expect(cell(sheet, "3011", 0)).to_have_count(0)
    expect(cell(sheet, "6411a", 2)).to_have_text(f"9{NBSP}100")
    expect(sheet.get_by_role("row", name="Intäkter")).to_have_attribute("aria-expanded", "false")


def test_new_figures_leave_the_cell_that_is_edited_alone(sheet: Page) -> None:
    cell(sheet, "5012", 3).click()
    sheet.keyboard.press("Control+y")  # the page answers with new figures in the whole row
    cell(sheet, "5012", 4).click()
    sheet.keyboard.type("77")

    expect(cell(sheet, "5012", 5)).to_have_text("1, har kommentar".removesuffix(", har kommentar"))
    field = sheet.locator(".rg-input")
    expect(field).to_be_focused()
    expect(field).to_have_value("77")
    sheet.keyboard.type("0")
    sheet.keyboard.press("Enter")
    expect(log(sheet)).to_contain_text("text='770', value=770")


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


def test_menu_opens_with_keys_and_locks(sheet: Page) -> None:
    cell(sheet, "3011", 2).click()
    sheet.keyboard.press("Shift+F10")

    sheet.get_by_role("menuitem", name="Lås eller lås upp").click()

    expect(cell(sheet, "3011", 2)).to_contain_text("låst")
    expect(sheet.get_by_role("menu")).to_have_count(0)


def test_escape_and_tab_leave_the_grid_and_the_link_skips_it(sheet: Page) -> None:
    cell(sheet, "3011", 2).click()
    sheet.keyboard.press("Escape")
    sheet.keyboard.press("Tab")
    assert sheet.evaluate("() => document.activeElement.closest('.rg-frame')") is None

    skip = sheet.get_by_role("button", name="Hoppa över tabellen")
    skip.focus()
    expect(skip).to_be_in_viewport()
    sheet.keyboard.press("Enter")

    expect(sheet.locator(".rg-after")).to_be_focused()


def test_cell_in_the_address_is_chosen_and_its_group_open(page: Page) -> None:
    opened(page, "/?cell=6411b:m3")

    expect(cell(page, "6411b", 4)).to_have_attribute("aria-selected", "true")


def test_large_sheet_draws_only_what_is_seen_and_goes_to_its_end(page: Page) -> None:
    opened(page, "/?rader=2000&hojd=500")
    assert page.locator(".rg .tabulator-row").count() < 80

    cell(page, "g0", 2).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")

    expect(cell(page, "r180-9", 16)).to_be_in_viewport()
    assert active(page) == "r180-9-16"


def test_phone_shows_name_marks_and_year(new_context: Callable[..., BrowserContext]) -> None:
    page = opened(new_context(viewport=PHONE).new_page())

    expect(cell(page, "3011", 14)).to_be_in_viewport()
    expect(cell(page, "3011", 2)).not_to_be_visible()
    wider = "() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth - window.innerWidth"
    assert page.evaluate(wider) <= 0


def test_second_touch_edits(new_context: Callable[..., BrowserContext]) -> None:
    page = opened(new_context(viewport=PHONE, has_touch=True).new_page())

    cell(page, "3511", 14).tap()
    expect(page.locator(".rg-input")).to_have_count(0)
    cell(page, "3511", 14).tap()

    expect(page.locator(".rg-input")).to_be_focused()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_grid_is_free_of_serious_faults(
    new_context: Callable[..., BrowserContext], size: dict[str, int], scheme: str
) -> None:
    page = opened(new_context(viewport=size, color_scheme=scheme).new_page())
    cell(page, "5012", 14).click()

    assert serious(page) == []


def test_theme_colours_follow_the_reader(new_context: Callable[..., BrowserContext]) -> None:
    colour = "() => getComputedStyle(document.querySelector('.rg .tabulator-row .tabulator-cell')).color"

    seen = [
        opened(new_context(color_scheme=scheme).new_page()).evaluate(colour) for scheme in ("light", "dark")
    ]

    assert seen == ["rgb(23, 38, 43)", "rgb(230, 237, 238)"]
