"""Getting about in the grid: keys, groups, menu, phone, themes, accessibility."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import complaints, serious
from tests.browser.grid_page.running import GridServer, active, cell, grid_server, log, opened

pytestmark = pytest.mark.browser
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def server(chromium_path: str) -> Iterator[GridServer]:
    with grid_server() as own:
        yield own


@pytest.fixture
def sheet(page: Page) -> Page:
    """The small sheet, ready to be typed in."""
    return opened(page)


def test_grid_keeps_the_policy_and_says_nothing_in_the_console(page: Page) -> None:
    said = complaints(page)
    opened(page)

    expect(page.get_by_role("treegrid", name="Budget 2027, Ekbackens skola")).to_be_visible()
    assert said == []


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
