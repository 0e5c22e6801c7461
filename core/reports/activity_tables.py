"""Activities as tables: each in a row, and added up by state, unit and goal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from core.enums import ActivityState
from core.money import MoneyUnit
from core.queries.access import UnitRow
from core.queries.activities import ActivityRow
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.rules.activities import Gathered, Spent, gather
from core.table import Column, Kind, Row, RowRole, Table
from core.texts import _, ngettext

REST = "rest"
"""The drill of the line that stands for the activities that go by plan."""
_MOST = 15


def list_table(page: ActivityPage, money: MoneyUnit, *, everything: bool) -> Table:
    """Return the activities, those that need somebody first; a drill is an id.

    Unless `everything` is asked for a long list shows the first, and one line stands for the others.
    """
    shown = _shown(page, everything=everything)
    ids = {row.id for row in shown}
    rest = [row for row in page.rows if row.id not in ids]
    return Table(
        title=_("Aktiviteter {year}").format(year=page.year),
        columns=(
            Column("title", _("Aktivitet"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("owner", _("Ansvarig"), Kind.TEXT),
            Column("starts", _("Börjar"), Kind.DATE),
            Column("ends", _("Slutar"), Kind.DATE),
            Column("status", _("Läge"), Kind.STATUS),
            Column("goal", _("Mål"), Kind.TEXT),
            Column("cost", _("Kostnad"), Kind.MONEY),
            Column("hours", _("Timmar"), Kind.COUNT),
        ),
        rows=tuple(_row(page, row) for row in shown) + ((_rest(rest),) if rest else ()),
        money_unit=money,
    )


def _shown(page: ActivityPage, *, everything: bool) -> Sequence[ActivityRow]:
    if everything or len(page.rows) <= _MOST:
        return page.rows
    pressing = [row for row in page.rows if activity_words.rank(row, page.today) <= activity_words.ASKED]
    return pressing or page.rows[:_MOST]


def _row(page: ActivityPage, row: ActivityRow) -> Row:
    status, word = activity_words.standing(row, page.today)
    return Row(
        str(row.id),
        (
            row.title, row.unit, row.owner or _("Ingen än"), row.starts, row.ends, word,
            page.goal(row) or _("Inget mål"), row.cost, row.hours.normalize() if row.hours else None,
        ),
        status=status,
        drill=str(row.id),
    )  # fmt: skip


def _rest(rows: Sequence[ActivityRow]) -> Row:
    words = ngettext("{n} aktivitet till", "{n} aktiviteter till", len(rows)).format(n=len(rows))
    known = [row.cost for row in rows if row.cost is not None]
    hours = [row.hours for row in rows if row.hours is not None]
    sums = (sum(known) if known else None, sum(hours, Decimal(0)).normalize() if hours else None)
    return Row(REST, (words, *(None for _column in range(6)), *sums), role=RowRole.REST, drill=REST)


def is_pressing(page: ActivityPage) -> bool:
    """Return whether some activity needs somebody: it is late, or a reconciliation is missing."""
    return any(activity_words.rank(row, page.today) <= activity_words.ASKED for row in page.rows)


def copies_table(copies: Sequence[ActivityRow], today: date) -> Table:
    """Return how each unit's copy of an activity stands, those that need somebody first."""
    rows = sorted(copies, key=lambda row: activity_words.rank(row, today))
    states = [activity_words.standing(row, today) for row in rows]
    return Table(
        title=_("Enheternas kopior"),
        columns=(
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("owner", _("Ansvarig"), Kind.TEXT),
            Column("status", _("Läge"), Kind.STATUS),
            Column("outcome", _("Vad det ledde till"), Kind.TEXT),
        ),
        rows=tuple(
            Row(str(row.id), (row.unit, row.owner or _("Ingen än"), word, row.outcome), status=status)
            for row, (status, word) in zip(rows, states, strict=True)
        ),
    )


def sum_table(
    page: ActivityPage,
    title: str,
    groups: Iterable[tuple[str, str, Sequence[ActivityRow]]],
    money: MoneyUnit,
) -> Table:
    """Return groups of activities (key, name, rows) added up, the most late first, with their total."""
    added = [(key, name, gathered(rows)) for key, name, rows in groups]
    added.sort(key=lambda group: (-group[2].late, -sum(group[2].counts.values()), group[1]))
    whole = gathered(page.rows)
    return Table(
        title=title,
        columns=(
            Column("name", title, Kind.TEXT),
            Column("count", _("Antal"), Kind.COUNT),
            *(Column(state, activity_words.state_word(state), Kind.COUNT) for state in ActivityState),
            Column("late", _("Sena"), Kind.COUNT),
            Column("cost", _("Kostnad"), Kind.MONEY),
            Column("hours", _("Timmar"), Kind.COUNT),
        ),
        rows=(
            *(Row(key, _cells(name, one)) for key, name, one in added),
            Row("total", _cells(_("Alla"), whole), role=RowRole.TOTAL),
        ),
        money_unit=money,
    )


def by_unit(page: ActivityPage, units: Sequence[UnitRow], money: MoneyUnit) -> Table:
    """Return the activities added up by the units straight below the page's, each with all under it.

    What the unit does itself stands by its own name; `units` are those in scope.
    """
    known = {unit.id: unit for unit in units}
    below = [unit for unit in units if unit.parent_id == page.unit_id]

    def branch(row: ActivityRow) -> int:
        here = known.get(row.unit_id)
        found = (one.id for one in below if here is not None and one.lft <= here.lft <= one.rgt)
        return next(found, row.unit_id)

    groups = _grouped(page.rows, branch)
    named = (
        (str(unit_id), known[unit_id].name if unit_id in known else rows[0].unit, rows)
        for unit_id, rows in groups.items()
    )
    return sum_table(page, _("Enhet"), named, money)


def by_goal(page: ActivityPage, money: MoneyUnit) -> Table:
    """Return the activities added up by the goal that they are for; those for none in a row of their own."""
    groups = _grouped(page.rows, lambda row: row.goal_id if row.goal_id in page.goals else None)
    named = (
        (str(goal_id), page.goals[goal_id].title if goal_id is not None else _("Inget mål"), rows)
        for goal_id, rows in groups.items()
    )
    return sum_table(page, _("Mål"), named, money)


def gathered(rows: Iterable[ActivityRow]) -> Gathered:
    """Return activities as one: how many in each state, how many late, cost and hours."""
    return gather(Spent(row.state, row.late, row.cost or 0, row.hours or Decimal(0)) for row in rows)


def _grouped(
    rows: Iterable[ActivityRow], key: Callable[[ActivityRow], int | None]
) -> dict[int | None, list[ActivityRow]]:
    found: dict[int | None, list[ActivityRow]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _cells(name: str, one: Gathered) -> tuple[str | int | Decimal | None, ...]:
    counts = (one.counts[state] or None for state in ActivityState)
    return (
        name, sum(one.counts.values()), *counts, one.late or None, one.cost or None,
        one.hours.normalize() or None,
    )  # fmt: skip
