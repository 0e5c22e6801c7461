"""The tables of Åtgärdsplanen: every measure, what somebody must look at first, and the plan per unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.enums import TaskStatus
from core.money import MoneyUnit
from core.periods import month_name
from core.queries.measures import MeasureRow, MeasureSum
from core.rules.measures import EXCEPTIONS, MeasureState, state_of, state_words
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _

STATUS = {
    MeasureState.LATE: Status.BAD,
    MeasureState.NO_EFFECT: Status.PARTLY,
    MeasureState.NOT_FOLLOWED: Status.PARTLY,
    MeasureState.BELOW: Status.BAD,
    MeasureState.UNDER_WAY: Status.NONE,
    MeasureState.REACHED: Status.OK,
    MeasureState.DROPPED: Status.NONE,
}
"""The judgement of each state."""
_ORDER = list(MeasureState)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's year, öre, + = better; None without a forecast. The first one is the whole, without a name."""

    unit_id: int
    name: str
    code: str
    budget: int | None
    variance: int | None
    sums: MeasureSum


def measure_state(row: MeasureRow, today: date) -> MeasureState:
    """Return how a measure stands today."""
    return state_of(row.status, row.due, row.effect, row.realised, today)


def measures_table(
    rows: Sequence[MeasureRow], *, year: int, today: date, money_unit: MoneyUnit = MoneyUnit.TKR
) -> Table:
    """Return a row per measure, what needs somebody first, then by last day; dropped ones are not summed."""
    ordered = sorted(rows, key=lambda row: (_ORDER.index(measure_state(row, today)), row.due, row.task_id))
    live = [row for row in rows if row.status is not TaskStatus.DROPPED]
    effect, realised = sum(row.effect or 0 for row in live), sum(row.realised or 0 for row in live)
    total = (_("Summa"), "", "", None, "", effect, realised, "", "")
    return Table(
        title=_("Åtgärder {year}").format(year=year),
        columns=(
            Column("name", _("Åtgärd"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("owner", _("Ansvarig"), Kind.TEXT),
            Column("due", _("Senast"), Kind.DATE),
            Column("from", _("Ger från"), Kind.TEXT),
            Column("effect", _("Ska ge"), Kind.MONEY),
            Column("realised", _("Har gett"), Kind.MONEY),
            Column("state", _("Läge"), Kind.STATUS),
            Column("row", _("Rad"), Kind.TEXT),
        ),
        rows=(
            *(_measure_row(row, today) for row in ordered),
            *([Row("total", total, role=RowRole.TOTAL)] if live else []),
        ),
        money_unit=money_unit,
        about=((_("År"), str(year)),),
        footnotes=_footnotes(rows),
    )


def exceptions(rows: Sequence[MeasureRow], today: date) -> int:
    """Return how many measures somebody has to do something about."""
    return sum(measure_state(row, today) in EXCEPTIONS for row in rows)


def units_table(
    lines: Sequence[UnitLine], *, year: int, money_unit: MoneyUnit = MoneyUnit.TKR
) -> Table | None:
    """Return before, measures and after for the units below; None when none of them has any of it.

    What lies on the node itself has a row of its own, so that the rows add up to the node.
    """
    whole, *below = lines
    rows = [line for line in below if line.variance or line.sums.effect or line.sums.realised]
    if not rows:
        return None
    own = _rest(whole, below)
    if own.variance or own.sums.effect or own.sums.realised:
        rows.append(own)
    table = Table(
        title=_("Före och efter åtgärder per enhet {year}").format(year=year),
        columns=(
            Column("name", _("Enhet"), Kind.TEXT),
            Column("code", _("Kod"), Kind.CODE),
            Column("before", _("Före åtgärder"), Kind.MONEY, signed=True),
            Column("effect", _("Åtgärder"), Kind.MONEY, signed=True),
            Column("realised", _("varav har gett"), Kind.MONEY, signed=True),
            Column("after", _("Efter åtgärder"), Kind.MONEY, signed=True),
        ),
        rows=(
            *(_unit_row(line) for line in rows),
            Row("total", _cells(whole, _("Summa")), role=RowRole.TOTAL),
        ),
        money_unit=money_unit,
        footnotes=(_("Före och efter är prognosen för året mot budget, minus är sämre."),),
    )
    return table if whole.variance is not None else table.without("before", "after")


def _measure_row(row: MeasureRow, today: date) -> Row:
    state = measure_state(row, today)
    counted = state is not MeasureState.DROPPED
    return Row(
        key=str(row.task_id),
        cells=(
            row.title, row.unit, row.owner, row.due, month_name(row.from_month),
            row.effect if counted else None, row.realised if counted else None, state_words(state),
            row.row or _("Hela enheten"),
        ),
        status=STATUS[state],
        drill=str(row.task_id),
    )  # fmt: skip


def _footnotes(rows: Sequence[MeasureRow]) -> tuple[str, ...]:
    told = [_("Beloppen är vad åtgärderna ska ge och har gett i år. Plus är bättre för resultatet.")]
    if any(row.status is TaskStatus.DROPPED for row in rows):
        told.append(_("Strukna åtgärder räknas inte."))
    return tuple(told)


def _rest(whole: UnitLine, below: Sequence[UnitLine]) -> UnitLine:
    """Return what of the node lies on none of the units below it."""
    variance = None
    if whole.variance is not None:
        variance = whole.variance - sum(line.variance or 0 for line in below)
    return UnitLine(
        unit_id=whole.unit_id,
        name=_("Gemensamt"),
        code="",
        budget=None,
        variance=variance,
        sums=MeasureSum(
            whole.sums.effect - sum(line.sums.effect for line in below),
            whole.sums.realised - sum(line.sums.realised for line in below),
        ),
    )


def _unit_row(line: UnitLine) -> Row:
    drill = line.code or None
    return Row(str(line.unit_id) if drill else "own", _cells(line, line.name), drill=drill)


def _cells(line: UnitLine, name: str) -> tuple[str | int | None, ...]:
    after = None if line.variance is None else line.variance + line.sums.effect
    return (name, line.code, line.variance, line.sums.effect or None, line.sums.realised or None, after)
