"""The budget sheet in a real browser: typing, spreading, pasting, two people, axe, and the phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlmodel import select

from core.models import Coding, PlanLine, Unit
from tests.browser.conftest import complaints, open_as, serious, settle
from tests.pages.sheet_town import plant_budget
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
NBSP = "\u00a0"
KR = 100
PATIENT = 20_000


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("budget"), plant=plant_budget, mode="demo") as own:
        yield own


def row(page: Page, name: str) -> Locator:
    return page.locator(".tabulator-row", has_text=name).first


def cell(page: Page, name: str, column: int) -> Locator:
    return row(page, name).locator(".tabulator-cell").nth(column)


def column_of(page: Page, title: str) -> int:
    """Return the place of a column by its heading, once the sheet is there."""
    expect(page.locator(".tabulator-row").first).to_be_visible(timeout=PATIENT)
    titles = [text.strip() for text in page.locator(".tabulator-col[role=columnheader]").all_inner_texts()]
    leaves = [text for text in titles if "\n" not in text]
    return leaves.index(title)


def enter(page: Page, name: str, title: str, text: str) -> None:
    cell(page, name, column_of(page, title)).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(".rg-say")).to_contain_text("Sparat", timeout=PATIENT)


def months_of(server: Server, unit: str, account: str = "5010") -> list[tuple[int | None, int | None]]:
    """Return January and February of an ansvar's lines of an account, in kronor."""
    with server.database.reading() as session:
        rows = session.exec(
            select(PlanLine)
            .join(Unit)
            .join(Coding, Coding.id == PlanLine.coding_id)  # type: ignore[arg-type]
            .where(Unit.code == unit)
        ).all()
        return [(_kr(line.m1), _kr(line.m2)) for line in rows]


def _kr(ore: int | None) -> int | None:
    return None if ore is None else ore // KR


def test_manager_types_spreads_and_undoes(page: Page, server: Server) -> None:
    said = complaints(page)
    open_as(page, "maria", "/budget")
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget 2027, Ekbackens skola")

    enter(page, "Timlön", "jan", "12 tkr")
    expect(cell(page, "Timlön", column_of(page, "jan"))).to_have_text(f"12{NBSP}000")
    assert months_of(server, "4110") == [(12_000, None)]
    page.get_by_role("button", name="Ångra", exact=True).click()

    expect(cell(page, "Timlön", column_of(page, "jan"))).to_have_text("–", timeout=PATIENT)
    assert months_of(server, "4110") == [(None, None)]
    assert said == []


def test_word_in_a_cell_is_refused_at_the_cell_and_the_old_value_stands(page: Page, server: Server) -> None:
    open_as(page, "maria", "/budget")
    cell(page, "Timlön", column_of(page, "feb")).click()

    page.keyboard.type("ungefär 7")
    page.keyboard.press("Enter")

    expect(page.locator(".rg-say")).to_contain_text("är inget belopp", timeout=PATIENT)
    settle(page)
    assert months_of(server, "4110") in ([], [(None, None)])


def test_two_people_on_one_sheet_both_succeed_and_the_same_cell_shows_both_values(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    first, second = (new_context().new_page() for _person in range(2))
    open_as(first, "bodil", "/budget?enhet=412")
    open_as(second, "sara", "/budget?enhet=412")
    expect(second.get_by_text("Bodil Ek har också budgeten öppen.")).to_be_visible(timeout=40_000)

    enter(first, "Läromedel", "jan", "5000")
    enter(second, "Läromedel", "feb", "3000")
    assert months_of(server, "4120") == [(5_000, 3_000)]
    enter(first, "Läromedel", "jan", "6000")
    cell(second, "Läromedel", column_of(second, "jan")).click()
    second.keyboard.type("9000")
    second.keyboard.press("Enter")

    expect(second.locator(".rg-say")).to_contain_text(f"Någon annan skrev 6{NBSP}000", timeout=PATIENT)
    expect(second.locator(".rg-say")).to_contain_text(f"Du skrev 9{NBSP}000")
    assert months_of(server, "4120") == [(6_000, 3_000)]


def test_pasted_block_is_shown_with_its_red_cells_before_anything_is_saved(
    page: Page, server: Server
) -> None:
    open_as(page, "maria", "/budget")
    cell(page, "Månadslön", column_of(page, "jan")).click()
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        "1 234,00\tungefär\t2 tkr",
    )

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("1 cell är röd och sparas inte.")).to_be_visible(timeout=PATIENT)
    dialog.get_by_role("button", name="Spara 2 celler").click()
    expect(dialog).to_be_hidden(timeout=PATIENT)

    assert (1_234, None) in months_of(server, "4110")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_sheet_has_nothing_serious_for_axe_and_never_scrolls_sideways(
    new_context: Callable[..., BrowserContext], width: int, scheme: str
) -> None:
    page = new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    open_as(page, "maria", "/budget")
    expect(page.locator(".tabulator-row").first).to_be_visible()

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
