"""Måluppfyllelse as tables and as one printed page: the map in words, what has changed, why it deviates."""

from datetime import datetime

from sqlmodel import Session

from core.exports.document import Bullets, Document, Heading, Paragraph, Part, TablePart
from core.money import MoneyUnit, format_large, format_money
from core.periods import Period, month_name
from core.queries.goal_assessments import read_assessments
from core.queries.goals import GoalRow
from core.reports.goal_map import GoalMap, Money
from core.reports.goal_map_words import count_words
from core.reports.words import plain
from core.rules.access import Actor
from core.rules.goal_map import Moved
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _

FOOT = "foot"
_MOST_CHANGES = 8


def map_table(found: GoalMap, money: MoneyUnit, *, deviating: bool = False) -> Table:
    """Return the map in words: a row a goal, a column a unit; a drill is the goal's id."""
    units = found.read.columns
    rows = [_row(found, goal, title) for title, goals in found.groups(deviating=deviating) for goal in goals]
    return Table(
        title=_("Måluppfyllelse {unit}").format(unit=found.read.unit.name),
        columns=(
            Column("goal", _("Mål"), Kind.TEXT),
            Column("group", _("Bidrar till"), Kind.TEXT),
            Column("status", _("Läge"), Kind.STATUS),
            Column("budget", _("Budget"), Kind.MONEY),
            Column("variance", _("Avvikelse"), Kind.MONEY, signed=True),
            *(Column(f"unit{unit.id}", unit.name, Kind.TEXT) for unit in units),
        ),
        rows=(*rows, *_foot(found, money)),
        money_unit=money,
        about=(
            (_("Enhet"), f"{found.read.unit.name} ({found.read.unit.code})"),
            (_("Till och med"), Period(found.read.year, found.read.month).words()),
        ),
        footnotes=tuple(_footnotes(found)),
    )


def _row(found: GoalMap, goal: GoalRow, title: str) -> Row:
    money = found.rows[goal.id]
    cells = []
    for unit in found.read.columns:
        cell = found.cell(goal.id, unit.id)
        cells.append(f"{found.cell_word(cell)}, {count_words(cell)}" if cell else "")
    status = found.read.standings.status(goal.id)
    return Row(
        f"g{goal.id}",
        (goal.title, title, found.goal_word(goal.id), money.sums.budget, money.variance, *cells),
        status=status,
        drill=str(goal.id),
        note=_about_variance(money),
    )


def _about_variance(money: Money) -> str:
    if money.sums.estimated:
        return _("Prognosen är uppskattad.")
    return "" if money.forecast or money.variance is None else _("Avvikelsen är utfallet hittills.")


def _foot(found: GoalMap, money: MoneyUnit) -> list[Row]:
    """Return how the whole and each unit vary; a unit's amount is text, in the table's own unit."""
    if found.foot.total is None:
        return []
    units = found.foot.units or {}
    amounts = [units.get(unit.id) for unit in found.read.columns]
    words = ["" if amount is None else format_money(amount, money, signed=True) for amount in amounts]
    return [Row(FOOT, (foot_title(found), "", "", None, found.foot.total, *words), role=RowRole.TOTAL)]


def foot_title(found: GoalMap) -> str:
    """Return what the last row of the map says."""
    return _("Prognos mot budget") if found.foot.forecast else _("Utfall mot budget")


def rest_words(found: GoalMap) -> str:
    """Return what the whole varies by beside its columns, so that the last row adds up; else nothing."""
    if found.foot.total is None or found.foot.units is None or found.read.is_unit:
        return ""
    rest = found.foot.total - sum(found.foot.units.get(unit.id, 0) for unit in found.read.columns)
    if not rest:
        return ""
    return _("I summan ingår också {amount} hos enheter utan mål i kartan.").format(
        amount=format_large(rest, signed=True)
    )


def _footnotes(found: GoalMap) -> list[str]:
    notes = [
        _(
            "Ordet är hur enhetens översta mål står, talen efter det hur många av alla dess mål som nås, "
            "också längre ned."
        ),
        _(
            "Pengarna är de som målen under raden har fått. Ett mål som bidrar till flera räknas i vart och "
            "ett, så raderna går inte att lägga ihop."
        ),
    ]
    if rest := rest_words(found):
        notes.append(rest)
    if any(money.sums.hidden for money in found.rows.values()):
        notes.append(_("En del av pengarna ligger på enheter du inte ser."))
    return notes


def change_table(found: GoalMap, *, everything: bool = False) -> Table:
    """Return the goals that stand otherwise than last time, those that got worse first; drills are ids."""
    since = month_name(found.read.since) if found.read.since else ""
    shown = found.changes if everything else found.changes[:_MOST_CHANGES]
    return Table(
        title=_("Ändrat sedan {month}").format(month=since),
        columns=(
            Column("goal", _("Mål"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("before", since.capitalize(), Kind.TEXT),
            Column("status", _("Nu"), Kind.STATUS),
        ),
        rows=tuple(_change(found, one) for one in shown),
    )


def _change(found: GoalMap, one: Moved) -> Row:
    goal = found.read.world.goals[one.goal_id]
    return Row(
        str(one.goal_id),
        (goal.title, goal.unit, found.word(one.before), found.goal_word(one.goal_id)),
        status=one.now,
        drill=str(one.goal_id),
    )


def map_document(
    session: Session, actor: Actor, found: GoalMap, money: MoneyUnit, made_at: datetime
) -> Document:
    """Return the map as a printed page: the answer, the table, and the units' own words of what deviates."""
    read = found.read
    bad = [goal for goal in read.behind() if read.standings.status(goal.id) in {Status.BAD, Status.PARTLY}]
    said = read_assessments(
        session, actor, year=read.year, month=read.month, goal_ids=[goal.id for goal in bad]
    )
    parts: list[Part] = [Paragraph(plain(found.answer)), TablePart(map_table(found, money))]
    for status in (Status.BAD, Status.PARTLY):
        told = [
            _("{goal}, {unit}: {text}").format(goal=goal.title, unit=goal.unit, text=said[goal.id].text)
            for goal in bad
            if read.standings.status(goal.id) is status and goal.id in said and said[goal.id].text
        ]
        if told:
            heading = _("Nås inte, med enheternas egna ord")
            if status is Status.PARTLY:
                heading = _("Nås delvis, med enheternas egna ord")
            parts += [Heading(1, heading), Bullets(tuple(told))]
    if found.changes:
        table = change_table(found, everything=True)
        parts += [Heading(1, table.title), TablePart(table)]
    return Document(
        title=_("Måluppfyllelse {unit}").format(unit=read.unit.name),
        facts=((_("Enhet"), read.unit.name), (_("Läge"), found.freshness)),
        parts=tuple(parts),
        made_at=made_at,
    )
