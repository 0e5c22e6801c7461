"""Managers and finance at once: enter and hand in; return with a marked cell, unlock, approve."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core.enums import SubmissionState
from tests.browser.conftest import open_as, settle
from tests.browser.test_budget_sheet import PATIENT, cell, column_of, enter
from tests.pages.sheet_town import plant_budget, submission_of
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("round"), plant=plant_budget, mode="demo") as own:
        yield own


def state(server: Server, unit: str) -> SubmissionState:
    with server.database.reading() as session:
        return submission_of(session, unit).state


def add_row(page: Page, account: str, amount: str) -> None:
    """Add a row of a coded account through the tool, and give it a year's amount."""
    page.get_by_role("button", name="Ny rad").click()
    page.get_by_label("Konto", exact=True).fill(account)
    page.get_by_role("option", name=account).first.click()
    page.get_by_label("Verksamhet", exact=True).fill("Grundskola")
    page.get_by_role("option", name="Grundskola").first.click()
    page.get_by_role("button", name="Lägg till raden").click()
    expect(page.get_by_text("Raden är tillagd.")).to_be_visible(timeout=PATIENT)
    enter(page, f"{account} {_CODES[account]}, Grundskola", "Budget 2027", amount)


_CODES = {"Månadslön": "5010", "Läromedel": "6420"}


def test_finance_returns_with_a_marked_cell_unlocks_and_approves_while_managers_work(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    maria, bodil, sara = (new_context().new_page() for _person in range(3))
    open_as(maria, "maria", "/budget")
    open_as(bodil, "bodil", "/budget?enhet=412")
    add_row(maria, "Månadslön", "1 200 tkr")
    add_row(bodil, "Läromedel", "900 000")
    for page in (maria, bodil):
        page.get_by_role("button", name="Lämna in", exact=True).click()
        expect(page.get_by_text("Det är inlämnat.").first).to_be_visible(timeout=PATIENT)
    assert (state(server, "411"), state(server, "412")) == (SubmissionState.SUBMITTED,) * 2

    open_as(sara, "sara", "/budget?enhet=411")
    name = "Månadslön 5010, Grundskola"
    cell(sara, name, column_of(sara, "jan")).click()
    sara.get_by_role("button", name="Be om ändring här").click()
    sara.get_by_label("Vad ska ändras?").fill("Är hela januari med?")
    sara.get_by_role("button", name="Markera cellen").click()
    expect(sara.get_by_text("Sara Holm: Är hela januari med?")).to_be_visible(timeout=PATIENT)
    sara.get_by_role("link", name="Inlämningen").click()
    sara.get_by_role("button", name="Lämna tillbaka").first.click()
    expect(sara.get_by_label("Vad ska ändras?")).to_be_visible(timeout=PATIENT)
    sara.get_by_label("Vad ska ändras?").fill("Se den markerade cellen.")
    sara.get_by_role("button", name="Lämna tillbaka").last.click()
    expect(sara.get_by_text("Återlämnat till enheten.")).to_be_visible(timeout=PATIENT)

    maria.reload()
    settle(maria)
    expect(maria.get_by_text("1 cell att svara på")).to_be_visible(timeout=PATIENT)
    maria.get_by_role("button", name="Gå till cellen").click()
    enter(maria, name, "jan", "110 000")
    maria.get_by_role("button", name="Klart", exact=True).click()
    expect(maria.get_by_text("1 cell att svara på")).to_be_hidden(timeout=PATIENT)
    maria.get_by_role("button", name="Lämna in", exact=True).click()
    expect(maria.get_by_text("Det är inlämnat.").first).to_be_visible(timeout=PATIENT)

    sara.goto("/budget?enhet=412")
    sara.get_by_role("link", name="Inlämningen").click()
    sara.get_by_role("button", name="Lås upp för enheten").first.click()
    sara.get_by_role("button", name="Lås upp för enheten").last.click()
    expect(sara.get_by_text("Upplåst för enheten.")).to_be_visible(timeout=PATIENT)
    bodil.reload()
    enter(bodil, "Läromedel 6420, Grundskola", "feb", "80 000")
    assert state(server, "412") is SubmissionState.SUBMITTED

    sara.goto("/budget?enhet=411")
    sara.get_by_role("link", name="Inlämningen").click()
    sara.get_by_role("button", name="Godkänn", exact=True).click()
    expect(sara.get_by_text("Godkänt.")).to_be_visible(timeout=PATIENT)
    assert state(server, "411") is SubmissionState.APPROVED
