import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from core.rules.plan_workbook import FIRST_MONTH, HEAD_ROW
from tests.browser.conftest import serious, settle, sign_in
from tests.browser.test_sign_in import MODES
from tests.pages.budget_round import ask, enter, give, open_round
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own with the two schools, since a round in the town would be in others' way."""
    with running_server(tmp_path_factory.mktemp("budget"), plant=plant, mode="demo") as own:
        yield own


@pytest.fixture(scope="module")
def asked(server: Server) -> int:
    """A round for both schools, one over its frame and asked about a cell; the coding of its row."""
    open_round(server.database)
    give(server.database, "411", 40_000)
    coding = enter(server.database, "4110", 50_000)
    ask(server.database, "4110", f"{coding}/1", "Räkna med tolv lärare.")
    return coding


def test_overview_row_opens_the_units_budget(page: Page, asked: int) -> None:
    page.goto("/budgetlaget")
    sign_in(page, "sara")
    expect(page.get_by_text("1 av 2 enheter är över sin ram")).to_be_visible()

    page.get_by_role("button", name="Ekbackens skola").click()
    page.wait_for_url("**/budget?*")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ekbackens skola")


def test_workbook_goes_out_is_filled_in_and_comes_back(page: Page, asked: int, tmp_path: Path) -> None:
    page.goto("/budget?enhet=411")
    sign_in(page, "maria")
    page.get_by_role("button", name="Excel", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta boken").click()
    filled = tmp_path / "budget.xlsx"
    filled.write_bytes(_filled_in(Path(download.value.path()).read_bytes()))

    page.locator('input[type="file"]').set_input_files(filled)
    page.get_by_role("button", name="Spara 1 cell").click()

    expect(page.get_by_text("1 cell är sparad från Excel.")).to_be_visible()
    expect(page.get_by_text("1 tkr").first).to_be_visible()


def _filled_in(data: bytes) -> bytes:
    """The workbook with 51 000 in January on the row that has 50 000."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for number in range(HEAD_ROW + 1, sheet.max_row + 1):
        if sheet.cell(number, FIRST_MONTH).value == 50_000:
            sheet.cell(number, FIRST_MONTH).value = 51_000
            break
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("options", MODES)
def test_overview_has_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], asked: int, options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    page.goto("/budgetlaget")
    sign_in(page, "sara")
    for address in ("/budgetlaget", "/budgetlaget?vy=konton", "/budgetlaget?vy=interna"):
        page.goto(address)
        settle(page)
        expect(page.get_by_role("heading", name="Budgetläget", level=1)).to_be_visible()

        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
