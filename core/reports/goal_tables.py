"""Goals as tables: those of the units below, assignments, and mål och medel."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core.money import MoneyUnit
from core.queries.goal_money import Coverage
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.reports.words import listed
from core.rules.tasks import due_words
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _

_SOON = 30
_MOST = 15


REST = "rest"
"""The drill of the line that stands for the goals that are reached."""


def below_table(page: GoalPage, *, everything: bool) -> Table:
    """Return the goals of the units below that are not reached, the rest as one line; a drill is an id.

    With `everything` each has a row of its own, those that are not reached first.
    """
    rows = page.worst_first(page.below)
    shown = [goal for goal in rows if everything or page.status(goal.id) is not Status.OK]
    if not everything and len(shown) > _MOST:
        shown = [goal for goal in rows if page.status(goal.id) is Status.BAD]
    rest = len(rows) - len(shown)
    return Table(
        title=_("Målen på enheterna"),
        columns=(
            Column("goal", _("Mål"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("status", _("Läge"), Kind.STATUS),
            Column("said", _("Enheten säger"), Kind.TEXT),
        ),
        rows=tuple(
            Row(
                str(goal.id),
                (goal.title, goal.unit, page.word(goal.id), _said(page, goal)),
                status=page.status(goal.id),
                drill=str(goal.id),
            )
            for goal in shown
        )
        + ((_rest(_rest_words(page, rows[len(shown) :]), 4),) if rest else ()),
    )


def _rest_words(page: GoalPage, goals: Sequence[GoalRow]) -> str:
    """Return what the goals of the last line come to: `14 mål väntas nås delvis och 40 mål väntas nås`."""
    counted = (
        (Status.PARTLY, _("{n} mål väntas nås delvis")),
        (Status.NONE, _("{n} mål är inte bedömda")),
        (Status.OK, _("{n} mål väntas nås")),
    )
    counts = [(sum(page.status(goal.id) is status for goal in goals), words) for status, words in counted]
    return listed([words.format(n=count) for count, words in counts if count])


def _rest(words: str, columns: int) -> Row:
    """Return the line that stands for many, as wide as its table."""
    return Row(REST, (words, *(None for _column in range(columns - 1))), role=RowRole.REST, drill=REST)


def assignment_table(page: GoalPage, today: date) -> Table:
    """Return the register of assignments, late ones first; a drill is the goal's id."""
    return Table(
        title=_("Uppdrag från fullmäktige och kommunstyrelsen"),
        columns=(
            Column("title", _("Uppdrag"), Kind.TEXT),
            Column("unit", _("Hos"), Kind.TEXT),
            Column("owner", _("Ansvarig"), Kind.TEXT),
            Column("report_by", _("Återrapporteras"), Kind.DATE),
            Column("status", _("Läge"), Kind.STATUS),
        ),
        rows=tuple(_assignment(goal, today) for goal in page.assignments),
    )


def assignment_state(goal: GoalRow, today: date) -> tuple[Status, str]:
    """Return how an assignment stands: reported back, late, near, or under way."""
    if goal.ended:
        return Status.OK, _("Återrapporterat")
    if goal.report_by is None:
        return Status.NONE, _("Ingen dag satt")
    if goal.report_by < today:
        return Status.BAD, due_words(goal.report_by, today).capitalize()
    days = (goal.report_by - today).days
    return (Status.PARTLY if days <= _SOON else Status.NONE), due_words(goal.report_by, today).capitalize()


def money_table(
    page: GoalPage, goals: Sequence[GoalRow], money_unit: MoneyUnit, *, everything: bool
) -> Table:
    """Return goals with their money, the dearest first; a goal without any stands last. A drill is its id.

    Unless `everything` is asked for the dearest have a row each, and one line stands for the others.
    """
    rows = sorted(goals, key=lambda goal: page.sums[goal.id].budget or 0)
    shown = rows if everything or len(rows) <= _MOST else rows[:_MOST]
    rest = len(rows) - len(shown)
    return Table(
        title=_("Mål och medel {year}").format(year=page.year),
        columns=(
            Column("goal", _("Mål"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("budget", _("Budget"), Kind.MONEY),
            Column("actual", _("Utfall"), Kind.MONEY),
            Column("forecast", _("Prognos"), Kind.MONEY),
            Column("fte", _("Årsarbetare"), Kind.COUNT),
        ),
        rows=tuple(
            Row(
                str(goal.id),
                (
                    goal.title, goal.unit, page.sums[goal.id].budget, page.sums[goal.id].actual,
                    page.sums[goal.id].forecast, page.sums[goal.id].fte,
                ),
                drill=str(goal.id),
                note=_about_money(page, goal),
            )
            for goal in shown
        )
        + ((_rest(_("{n} mål till").format(n=rest), 6),) if rest else ()),
        money_unit=money_unit,
    )  # fmt: skip


def coverage_table(rows: Sequence[Coverage], money_unit: MoneyUnit) -> Table:
    """Return how much of each unit's budget that serves some goal; the first row is the whole."""
    shown = [row for row in rows if row.net or row.cost]
    return Table(
        title=_("Pengar som inte går till något mål"),
        columns=(
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("code", _("Kod"), Kind.CODE),
            Column("cost", _("Kostnader"), Kind.MONEY),
            Column("served", _("Går till mål"), Kind.MONEY),
            Column("without", _("Utan mål"), Kind.MONEY),
            Column("share", _("Andel med mål"), Kind.PERCENT),
            Column("net", _("Nettobudget"), Kind.MONEY),
        ),
        rows=tuple(_coverage(row, whole=n == 0) for n, row in enumerate(shown)),
        money_unit=money_unit,
        footnotes=(_("Kostnader med interna köp, som i budgeten."),),
    )


def _coverage(row: Coverage, *, whole: bool) -> Row:
    share = Decimal(row.served_cost) / Decimal(row.cost) if row.cost else None
    cells = (row.name, row.code, row.cost, row.served_cost, row.unserved, share, row.net)
    return Row(
        row.code, cells, role=RowRole.TOTAL if whole else RowRole.DETAIL, drill=None if whole else row.code
    )


def _said(page: GoalPage, goal: GoalRow) -> str:
    return page.said[goal.id].text if goal.id in page.said else ""


def _about_money(page: GoalPage, goal: GoalRow) -> str:
    sums = page.sums[goal.id]
    hidden = _("En del av pengarna ligger på enheter du inte ser.") if sums.hidden else ""
    return " ".join(filter(None, (_("Prognosen är uppskattad.") if sums.estimated else "", hidden)))


def _assignment(goal: GoalRow, today: date) -> Row:
    status, word = assignment_state(goal, today)
    return Row(
        str(goal.id),
        (goal.title, goal.unit, goal.owner or _("Ingen ansvarig"), goal.report_by, word),
        status=status,
        drill=str(goal.id),
        note=goal_words.ended_words(goal),
    )
