import pytest
from sqlmodel import Session

from core.enums import UnitKind, VersionKind
from core.money import MoneyUnit
from core.reports.budget_views import InternalView, cross_table, internal_table
from core.table import Table
from tests.core.budget_town import Town
from tests.core.overview_town import KR, enter, make_asked_town
from tests.factories import make_coding, make_counterparty, make_version, put_balance


@pytest.fixture
def town(session: Session) -> Town:
    return make_asked_town(session)


def cross(session: Session, town: Town, unit: str, kind: UnitKind) -> Table:
    return cross_table(
        session, town.sara, version_id=town.version_id, unit_id=town.units[unit], definition="groups",
        kind=kind, money=MoneyUnit.KR,
    )  # fmt: skip


def internal(session: Session, town: Town, unit: str) -> InternalView:
    return internal_table(
        session, town.sara, version_id=town.version_id, unit_id=town.units[unit], money=MoneyUnit.KR
    )


def test_cross_has_units_as_rows_and_used_groups_as_columns(session: Session, town: Town) -> None:
    budget = make_version(session, VersionKind.BUDGET, 2026, "Budget 2026")
    put_balance(session, budget, town.units["4110"], town.pay, {1: 40 * KR})
    enter(session, town, "4110", town.pay, 60)
    enter(session, town, "4110", town.fees, -25)
    enter(session, town, "4120", town.pay, 10)
    enter(session, town, "4009", town.pay, 5)

    table = cross(session, town, "BUN", UnitKind.UNIT)

    assert [column.title for column in table.columns[6:]] == ["Taxor och avgifter", "Löner"]
    assert [(row.cells[0], row.cells[2], row.cells[3], *row.cells[6:]) for row in table.rows] == [
        ("Ekbackens skola", 35 * KR, 40 * KR, -25 * KR, 60 * KR),
        ("Björkdalens skola", 10 * KR, 0, None, 10 * KR),
        ("Övrigt", 5 * KR, 0, None, 5 * KR),
        ("Barn- och utbildningsnämnden", 50 * KR, 40 * KR, -25 * KR, 75 * KR),
    ]


def test_cross_of_the_municipality_has_a_row_per_committee(session: Session, town: Town) -> None:
    enter(session, town, "4110", town.pay, 60)
    enter(session, town, "6110", town.pay, 7)

    table = cross(session, town, "EKA", UnitKind.COMMITTEE)

    assert [(row.cells[1], row.cells[2]) for row in table.rows] == [
        ("BUN", 60 * KR), ("VON", 7 * KR), ("EKA", 67 * KR),
    ]  # fmt: skip


@pytest.fixture
def traded(session: Session, town: Town) -> Town:
    """The schools buy for 12 000 of VON, which has sold 9 000; VON buys rooms of BUN for 4 000, as sold."""
    for code, unit in (("101", "BUN"), ("102", "VON")):
        make_counterparty(session, code, unit_id=town.units[unit])
    rows = (
        ("4110", "4610", "102", 7_000), ("4120", "4610", "102", 5_000), ("6110", "3610", "101", -9_000),
        ("6110", "6010", "101", 4_000), ("4009", "3410", "102", -4_000),
    )  # fmt: skip
    for unit, account, counterparty, kronor in rows:
        coding = make_coding(session, account, function="440", counterparty=counterparty)
        enter(session, town, unit, coding, kronor)
    return town


def test_internal_lists_the_pairs_that_differ(session: Session, traded: Town) -> None:
    found = internal(session, traded, "EKA")

    assert (found.differing, found.meeting) == (1, 1)
    assert [row.cells for row in found.table.rows] == [
        (
            "Barn- och utbildningsnämnden av Vård- och omsorgsnämnden",
            "Barn- och utbildningsnämnden", "Vård- och omsorgsnämnden",
            12_000 * KR, 9_000 * KR, 3_000 * KR, "Kom överens om beloppet.",
        )
    ]  # fmt: skip


def test_internal_of_a_committee_has_what_concerns_it_from_either_side(
    session: Session, traded: Town
) -> None:
    assert internal(session, traded, "VON").differing == 1
    assert internal(session, traded, "BUN").differing == 1


def test_internal_below_the_committees_has_nothing_to_compare(session: Session, traded: Town) -> None:
    found = internal(session, traded, "411")

    assert (found.differing, found.meeting) == (0, 0)


def test_internal_purchase_that_nobody_sells_says_who_has_not_budgeted(
    session: Session, traded: Town
) -> None:
    lonely = make_coding(session, "4620", function="440", counterparty="101")
    enter(session, traded, "4110", lonely, 2_000)

    found = internal(session, traded, "BUN")

    assert [row.cells[6] for row in found.table.rows] == [
        "Kom överens om beloppet.", "Säljaren har inte budgeterat försäljningen.",
    ]  # fmt: skip
