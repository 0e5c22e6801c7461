from datetime import date

import numpy as np
import pytest
from sqlalchemy import text
from sqlmodel import Session

from core.enums import VersionKind
from core.models import PlanLine
from core.services import balances
from core.services.balances import BalanceFault
from tests.factories import make_batch, make_coding, make_tree, make_version, put_line

TOWN = "1 K - Ekarboda\n4120 A 1 Skola\n4121 A 1 Fritidshem"


def _held(session: Session, version_id: int) -> dict[tuple[int, int], dict[int, int]]:
    columns = ", ".join(balances.AMOUNT_COLUMNS)
    rows = session.execute(
        text(f"SELECT unit_id, coding_id, {columns} FROM balance WHERE version_id = :v"), {"v": version_id}
    )
    return {
        (unit, coding): {month: amount for month, amount in enumerate(amounts) if amount}
        for unit, coding, *amounts in rows
    }


def _deltas(*lines: tuple[int, int, int, int]) -> balances.Deltas:
    """Each line is unit, coding, month, öre."""
    units, codings, months, amounts = np.array(lines, dtype=np.int64).reshape(-1, 4).T
    return balances.deltas_of(units, codings, months, amounts)


def test_deltas_of_sums_per_unit_coding_and_month() -> None:
    deltas = _deltas((2, 7, 1, 10), (2, 7, 1, 5), (2, 7, 13, 3), (1, 9, 0, 4), (2, 8, 12, -1))

    assert deltas.units.tolist() == [1, 2, 2]
    assert deltas.codings.tolist() == [9, 7, 8]
    assert [{m: a for m, a in enumerate(row) if a} for row in deltas.amounts.tolist()] == [
        {0: 4},
        {1: 15, 13: 3},
        {12: -1},
    ]


def test_deltas_of_nothing_is_nothing() -> None:
    assert len(_deltas().units) == 0


def test_deltas_of_amounts_beyond_32_bits_are_exact() -> None:
    deltas = _deltas((1, 1, 1, 9_007_199_254_740_993), (1, 1, 1, 2))

    assert deltas.amounts[0, 1] == 9_007_199_254_740_995


def test_add_deltas_adds_and_drops_what_became_nothing(session: Session) -> None:
    units = make_tree(session, TOWN)
    one, two = make_coding(session, "5021"), make_coding(session, "6010")
    version = make_version(session, VersionKind.ACTUAL, 2026)
    school, leisure = units["4120"], units["4121"]

    balances.add_deltas(
        session, version, _deltas((school, one, 1, 100), (school, two, 2, 50), (leisure, one, 0, 7))
    )
    balances.add_deltas(session, version, _deltas((school, one, 1, 20), (school, two, 2, -50)))

    assert _held(session, version) == {(school, one): {1: 120}, (leisure, one): {0: 7}}


def test_add_deltas_leaves_other_versions_alone(session: Session) -> None:
    units = make_tree(session, TOWN)
    coding = make_coding(session, "5021")
    one, two = (make_version(session, VersionKind.ACTUAL, year) for year in (2025, 2026))

    balances.add_deltas(session, one, _deltas((units["4120"], coding, 1, 100)))
    balances.add_deltas(session, two, _deltas((units["4120"], coding, 1, 1)))

    assert _held(session, one) == {(units["4120"], coding): {1: 100}}


def test_rebuild_from_plan_replaces_the_balances_with_the_sums(session: Session) -> None:
    units = make_tree(session, TOWN)
    coding = make_coding(session, "5021")
    version = make_version(session, VersionKind.BUDGET, 2026)
    key = {"version_id": version, "unit_id": units["4120"], "coding_id": coding}
    session.add_all([PlanLine(**key, m1=100, m12=300), PlanLine(**key, m1=200)])
    session.flush()
    balances.add_deltas(session, version, _deltas((units["4121"], coding, 5, 999)))

    balances.rebuild_from_plan(session, version)

    assert _held(session, version) == {(units["4120"], coding): {1: 300, 12: 300}}
    assert balances.find_faults(session) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE balance SET m10 = m10 + 1", (10, 501, 500)),
        ("UPDATE balance SET opening = 5", (0, 5, 0)),
        ("DELETE FROM balance", (10, 0, 500)),
        ("DELETE FROM ledger_line", (10, 500, 0)),
        ("UPDATE ledger_line SET amount = 499", (10, 500, 499)),
    ],
)
def test_find_faults_tells_which_balance_its_lines_do_not_add_up_to(
    session: Session, statement: str, fault: tuple[int, int, int]
) -> None:
    units = make_tree(session, TOWN)
    coding = make_coding(session, "5021")
    version = make_version(session, VersionKind.ACTUAL, 2026)
    put_line(session, make_batch(session), version, units["4120"], coding, 500, day=date(2026, 10, 5))
    assert balances.find_faults(session) == []

    session.execute(text(statement))

    assert balances.find_faults(session) == [BalanceFault(version, units["4120"], coding, *fault)]
