"""Activities as tables: what is folded away is added up, so that the column still comes to the whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.enums import ActivityState, UnitKind, UnitState
from core.money import MoneyUnit
from core.queries.access import UnitRow
from core.queries.activities import ActivityRow
from core.reports.activities import ActivityPage
from core.reports.activity_tables import REST, by_unit, is_pressing, list_table
from core.table import Row

TODAY = date(2026, 11, 26)
CALM = ActivityRow(
    id=1, rev=0, unit_id=1, unit="Ekbackens skola", unit_code="411", goal_id=None, origin_id=None,
    title="Läslyft", text="", owner_id=None, owner="", starts=date(2026, 1, 12), ends=date(2026, 12, 18),
    state=ActivityState.RUNNING, late=False, cost=None, hours=None, outcome="", effect_due=None, effect=None,
    effect_text="", ended_on=None, checks=(), pauses=(),
)  # fmt: skip


def _page(*rows: ActivityRow) -> ActivityPage:
    return ActivityPage(
        unit_id=1, year=2026, today=TODAY, rows=rows, goals={}, answer=(), units={}, editable=frozenset()
    )


def _rest(page: ActivityPage) -> Row:
    return next(row for row in list_table(page, MoneyUnit.KR, everything=False).rows if row.key == REST)


def test_line_for_the_others_adds_up_their_cost_and_hours() -> None:
    late = replace(CALM, late=True, cost=50_000_00)
    calm = [replace(CALM, id=2 + n, cost=1_000_00, hours=Decimal("2.5")) for n in range(16)]

    row = _rest(_page(late, *calm))

    assert row.cells[0] == "16 aktiviteter till"
    assert row.cells[-2:] == (16_000_00, Decimal(40))


def test_line_for_others_without_cost_or_hours_has_none() -> None:
    row = _rest(_page(replace(CALM, late=True), *(replace(CALM, id=2 + n) for n in range(16))))

    assert row.cells[-2:] == (None, None)


def test_units_below_are_added_up_with_all_under_them() -> None:
    town = UnitRow(1, "EKA", "Ekarboda", UnitKind.MUNICIPALITY, None, 0, 1, 10, UnitState.OPEN)
    board = UnitRow(2, "BUN", "Nämnden", UnitKind.COMMITTEE, 1, 1, 2, 7, UnitState.OPEN)
    school = UnitRow(3, "411", "Skolan", UnitKind.UNIT, 2, 2, 3, 6, UnitState.OPEN)
    other = UnitRow(4, "KS", "Styrelsen", UnitKind.COMMITTEE, 1, 1, 8, 9, UnitState.OPEN)
    rows = [replace(CALM, id=n, unit_id=unit, cost=n * 100_00) for n, unit in enumerate((1, 2, 3, 3, 4), 1)]

    table = by_unit(_page(*rows), [town, board, school, other], MoneyUnit.KR)

    assert [(row.cells[0], row.cells[1], row.cells[-2]) for row in table.rows] == [
        ("Nämnden", 3, 9_00_00), ("Ekarboda", 1, 1_00_00), ("Styrelsen", 1, 5_00_00), ("Alla", 5, 15_00_00),
    ]  # fmt: skip


def test_late_activity_presses_and_one_by_plan_does_not() -> None:
    assert is_pressing(_page(CALM, replace(CALM, id=2, late=True)))
    assert not is_pressing(_page(CALM))
    assert not is_pressing(_page())
