"""Goals by their marks: which marks some goal in sight carries, and the goals of one on all levels."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.money import MoneyUnit
from core.queries.goals import GoalRow
from core.queries.steering import TagRow
from core.reports.goal_page import GoalPage
from core.table import Column, Kind, Row, Table
from core.texts import _


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark and how many goals in use in the year carry it."""

    tag: TagRow
    count: int


def marks(page: GoalPage, tags: Sequence[TagRow]) -> list[Marked]:
    """Return the marks that some goal in sight carries, in their own order."""
    counts = Counter(key for goal_id, keys in page.world.tags.items() if _used(page, goal_id) for key in keys)
    return [Marked(tag, counts[tag.key]) for tag in tags if counts[tag.key]]


def marked_goals(page: GoalPage, key: str) -> list[GoalRow]:
    """Return the goals in use that carry a mark, the highest level first, as far as the actor sees."""
    return [
        goal for goal in page.world.goals.values()
        if not goal.ended and key in page.world.tags.get(goal.id, ())
    ]  # fmt: skip


def marked_table(page: GoalPage, tag: TagRow, money_unit: MoneyUnit) -> Table:
    """Return the goals of a mark with level, unit, status and money; a drill is the goal's id."""
    return Table(
        title=_("Mål märkta med {tag} {year}").format(tag=tag.name, year=page.year),
        columns=(
            Column("goal", _("Mål"), Kind.TEXT),
            Column("level", _("Nivå"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("status", _("Läge"), Kind.STATUS),
            Column("budget", _("Budget"), Kind.MONEY),
            Column("actual", _("Använt"), Kind.MONEY),
        ),
        rows=tuple(_row(page, goal) for goal in marked_goals(page, tag.key)),
        money_unit=money_unit,
    )


def _row(page: GoalPage, goal: GoalRow) -> Row:
    sums = page.sums.get(goal.id)
    return Row(
        str(goal.id),
        (
            goal.title, page.level(goal).name, goal.unit, page.word(goal.id),
            sums.budget if sums else None, sums.actual if sums else None,
        ),
        status=page.status(goal.id),
        drill=str(goal.id),
    )  # fmt: skip


def _used(page: GoalPage, goal_id: int) -> bool:
    goal = page.world.goals.get(goal_id)
    return goal is not None and not goal.ended
