"""The follow-up's rows with three columns of the year: adopted budget, what has changed, current budget.

build(session, actor, *, view: FollowUpView) -> Table
"""

from dataclasses import replace

from sqlmodel import Session

from core.money import MoneyUnit
from core.queries.budget_bases import bases_of
from core.reports.follow_up_lines import Line, read_content
from core.reports.follow_up_view import UNITS, FollowUpView
from core.rules.access import Actor
from core.rules.follow_up import Comparison
from core.table import Column, Kind, Row, RowRole, Table
from core.texts import _, ngettext

ADOPTED, CHANGE, CURRENT = "adopted", "change", "current"
_FEWEST_AT_REST = 2


def has_revision(session: Session, year: int) -> bool:
    """Return whether a year has both an adopted and a revised budget."""
    bases = bases_of(session, year)
    return bases.adopted is not None and bases.revised is not None


def build(session: Session, actor: Actor, *, view: FollowUpView) -> Table:
    """Return the rows of a view with the year's budget before and after, those that changed first."""
    before = read_content(session, actor, view=replace(view, comparison=Comparison.BUDGET))
    after = read_content(session, actor, view=replace(view, comparison=Comparison.REVISED))
    old = {line.key: line for line in before.lines if not line.is_sum}
    new = {line.key: line for line in after.lines if not line.is_sum}
    rows = [_row(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    total = _row(before.net, after.net)
    name = Column("name", _("Enhet") if view.rows == UNITS else _("Rad"), Kind.TEXT)
    return Table(
        title=_("Budgetens förändring {year}, {unit}").format(year=view.period.year, unit=after.unit.name),
        columns=(
            name,
            Column(ADOPTED, _("Antagen budget"), Kind.MONEY),
            Column(CHANGE, _("Förändring"), Kind.MONEY, signed=True),
            Column(CURRENT, _("Gällande budget"), Kind.MONEY),
        ),
        rows=(*_shortened(rows, show_all=view.show_all), replace(total, role=RowRole.TOTAL, drill=None)),
        money_unit=view.money_unit,
        about=((_("Enhet"), f"{after.unit.name} ({after.unit.code})"), (_("År"), str(view.period.year))),
        footnotes=(_("Avrundning kan ge differens."),) if view.money_unit is not MoneyUnit.KR else (),
    )


def _row(old: Line | None, new: Line | None) -> Row:
    line = new or old
    if line is None:
        raise ValueError("a row has a line before or after")
    before = old.amounts.year_budget if old else None
    after = new.amounts.year_budget if new else None
    change = (after or 0) - (before or 0)
    return Row(line.key, (line.name, before, change or None, after), drill=line.drill)


def _shortened(rows: list[Row], *, show_all: bool) -> list[Row]:
    """Return the rows that changed, the largest change first, and the others as one line."""
    held = [row for row in rows if row.cells[1:] != (None, None, None)]
    moved = sorted((row for row in held if row.cells[2]), key=lambda row: -abs(_number(row.cells[2])))
    still = [row for row in held if not row.cells[2]]
    if show_all or len(still) < _FEWEST_AT_REST:
        return [*moved, *still]
    amount = sum(_number(row.cells[1]) for row in still)
    name = ngettext("{n} rad utan förändring", "{n} rader utan förändring", len(still)).format(n=len(still))
    return [*moved, Row("rest", (name, amount, None, amount), role=RowRole.REST, drill="all")]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
