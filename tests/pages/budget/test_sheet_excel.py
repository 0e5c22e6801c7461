import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from core.db import Database
from core.models import AuditEvent, PlanChange, PlanLine, Round
from core.reports.budget_workbook import build_workbook
from core.rules.plan_workbook import FIRST_MONTH, HEAD_ROW
from core.services.budget_workbook import kept_upload
from tests.core.reports.test_budget_workbook import forged_for
from tests.pages.budget_round import KR, enter, open_round, version_of
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named, unit_id
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "budget"


def workbook(database: Database, unit: str, amounts: dict[int, int]) -> bytes:
    """The unit's workbook with other amounts (kronor) in the months of its first row with an amount."""
    with database.reading() as session:
        sara = actor_named(session, database, "sara")
        data = build_workbook(session, sara, version_id=version_of(database), unit_id=unit_id(database, unit))
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    row = next(n for n in range(HEAD_ROW + 1, sheet.max_row) if sheet.cell(n, FIRST_MONTH).value is not None)
    for month, amount in amounts.items():
        sheet.cell(row, FIRST_MONTH + month - 1).value = amount
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbook_read_in_is_compared_and_saved(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    coding = enter(town, "4110", 50_000)
    sign_in_as("maria")
    page = open_page(PATH, enhet="411")

    page.file_uploader[0].upload("budget.xlsx", workbook(town, "411", {1: 55_000, 2: 1_000}))
    page.run()
    shown = words_of(page)
    page.session_state["excel_open"] = True  # a dialog runs by itself in a browser, not in AppTest
    next(button for button in page.button if button.label == "Spara 2 celler").click().run()

    assert "Bara du" in shown
    with town.reading() as session:
        line = session.exec(select(PlanLine).where(PlanLine.coding_id == coding)).one()
        causes = {change.cause for change in session.exec(select(PlanChange).where(PlanChange.month == 2))}
        maria = actor_named(session, town, "maria")
        left = kept_upload(session, maria, version_id=version_of(town), unit_id=unit_id(town, "411"))
        months = (line.m1, line.m2)
    assert (*months, causes, left) == (55_000 * KR, 1_000 * KR, {"från Excel"}, None)


def test_workbook_that_waits_is_there_in_a_new_browser(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    enter(town, "4110", 50_000)
    sign_in_as("maria")
    page = open_page(PATH, enhet="411")
    page.file_uploader[0].upload("budget.xlsx", workbook(town, "411", {1: 55_000}))
    page.run()

    again = open_page(PATH, enhet="411")

    assert "Visa filen som väntar" in [button.label for button in again.button]


def test_workbook_of_another_unit_is_refused_and_not_kept(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    enter(town, "4110", 50_000)
    enter(town, "4120", 7_000)
    sign_in_as("maria")
    page = open_page(PATH, enhet="411")

    page.file_uploader[0].upload("budget.xlsx", workbook(town, "412", {1: 55_000}))
    page.run()

    assert ["Grannskolan" in error.value for error in page.error] == [True]
    with town.reading() as session:
        maria = actor_named(session, town, "maria")
        assert kept_upload(session, maria, version_id=version_of(town), unit_id=unit_id(town, "411")) is None


def test_workbook_with_foreign_rows_is_refused_and_the_refusal_is_in_the_log(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    enter(town, "4110", 50_000)
    enter(town, "4120", 7_000)
    sign_in_as("maria")
    page = open_page(PATH, enhet="411")

    page.file_uploader[0].upload("budget.xlsx", forged(town))
    page.run()

    assert ["inte hör till Ekbackens skola" in error.value for error in page.error] == [True]
    with town.reading() as session:
        kinds = session.exec(select(AuditEvent.action)).all()
    assert kinds.count("refused") == 1


def forged(database: Database) -> bytes:
    """A workbook that says that it is the first school's, with a row of the other."""
    with database.reading() as session:
        line = session.exec(select(PlanLine).where(PlanLine.unit_id == unit_id(database, "4120"))).one()
        return forged_for(version_of(database), round_of(database), f"L{line.id}")


def round_of(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(Round.id)).one() or 0


def test_word_and_web_page_stand_beside_excel(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("maria")

    page = open_page(PATH, enhet="411")

    labels = [button.label for button in page.get("download_button")]
    assert {"Hämta boken", "Word", "Webbsida"} <= set(labels)
