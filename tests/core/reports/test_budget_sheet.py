import pytest
from sqlmodel import Session

from core.enums import PlanOrigin, SubmissionState, VersionKind
from core.errors import NotAllowed
from core.models import PlanLine
from core.reports.budget_sheet import Sheet, budget_subject, build_sheet
from core.services.comments import ask_for_change
from core.services.plan_edits import CellEdit, save_cells
from tests.core.budget_town import Town, make_town
from tests.factories import close_months, make_version, put_balance

KR = 100


@pytest.fixture
def town(session: Session) -> Town:
    own = make_town(session)
    unit = own.units["4110"]
    put_balance(session, make_version(session, VersionKind.ACTUAL, 2025), unit, own.pay, {1: 1_000_049})
    put_balance(session, make_version(session, VersionKind.BUDGET, 2026), unit, own.fees, {3: -40_000 * KR})
    actual = make_version(session, VersionKind.ACTUAL, 2026)
    put_balance(session, actual, unit, own.pay, {9: 7_000 * KR, 10: 3_000 * KR, 11: 500 * KR})
    close_months(session, 2026, range(1, 11))
    return own


def enter(session: Session, town: Town, coding_id: int, amount: int, unit: str = "4110") -> None:
    edits = [CellEdit(None, town.units[unit], coding_id, 1, None, amount)]
    save_cells(session, town.sara, version_id=town.version_id, edits=edits, key=f"{coding_id}{unit}")


def sheet(session: Session, town: Town, unit: str = "411") -> Sheet:
    return build_sheet(session, town.maria, version_id=town.version_id, unit_id=town.units[unit])


def outline(found: Sheet) -> list[tuple[int, str, int | None]]:
    return [(row.level, row.name, row.year) for row in found.rows]


def test_sheet_rows_of_one_ansvar_sum_to_net_cost(session: Session, town: Town) -> None:
    enter(session, town, town.pay, 60_000 * KR)
    enter(session, town, town.fees, -45_000 * KR)

    found = sheet(session, town)

    assert outline(found) == [
        (0, "Nettokostnad", 15_000),
        (1, "Intäkter", 45_000),
        (2, "Taxor och avgifter", 45_000),
        (3, "3110", 45_000),
        (1, "Kostnader", 60_000),
        (2, "Löner", 60_000),
        (3, "5020", 60_000),
    ]
    assert found.frame.entered == 15_000 * KR


def test_sheet_shows_every_coding_in_use_with_what_stands_beside(session: Session, town: Town) -> None:
    found = sheet(session, town)

    pay = next(row for row in found.rows if row.coding_id == town.pay)
    fees = next(row for row in found.rows if row.coding_id == town.fees)
    assert [(one.key, one.name, one.last_month) for one in found.beside] == [
        ("last_actual", "Utfall 2025", 12),
        ("budget", "Budget 2026", 12),
        ("actual", "Utfall 2026", 10),
    ]
    assert (pay.year, pay.beside, pay.editable) == (None, {"last_actual": 10_000, "actual": 10_000}, True)
    assert (fees.year, fees.beside) == (None, {"budget": 40_000})
    assert found.rows[0].beside == {"last_actual": 10_000, "actual": 10_000, "budget": -40_000}


def test_sheet_of_several_ansvar_has_them_as_the_top_of_the_tree(session: Session, town: Town) -> None:
    enter(session, town, town.material, 5 * KR, unit="4111")

    found = sheet(session, town)

    tops = [(row.name, row.year) for row in found.rows if row.level == 1]
    assert tops == [("Ekbacken undervisning (4110)", None), ("Ekbacken fritids (4111)", 5)]


def test_sheet_of_lines_that_the_system_fills_in_can_be_read_only(session: Session, town: Town) -> None:
    enter(session, town, town.pay, 60_000 * KR)
    made = PlanLine(
        version_id=town.version_id, unit_id=town.units["4110"], coding_id=town.pay,
        origin=PlanOrigin.PERSONNEL, m1=100 * KR, m2=900 * KR,
    )  # fmt: skip
    session.add(made)
    session.flush()

    rows = [row for row in sheet(session, town).rows if row.coding_id == town.pay]

    assert [(row.kind, row.name, row.year, row.editable) for row in rows] == [
        ("coding", "5020", 61_000, False),
        ("line", "Egen rad", 60_000, True),
        ("line", "Från personal", 1_000, False),
    ]


def test_sheet_tells_state_who_may_type_and_what_is_asked(session: Session, town: Town) -> None:
    enter(session, town, town.pay, 60_000 * KR)
    subject = budget_subject(town.version_id, town.units["4110"], f"{town.pay}/1")
    ask_for_change(session, town.sara, key="ask", subject=subject, body="Stämmer januari?")

    found = sheet(session, town)

    assert found.state is SubmissionState.WORKING
    assert found.editing.allowed
    assert [(thread.subject.cell, thread.comments[0].body) for thread in found.asked] == [
        (f"{town.pay}/1", "Stämmer januari?")
    ]


def test_sheet_of_another_managers_unit_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        sheet(session, town, "412")
