"""What is missing in a unit's follow-up of its goals: asked by Inlämning, and before it is handed in."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.enums import GoalKind
from core.errors import RuleViolation
from core.models import IndicatorAssessment
from core.periods import MONTHS
from core.queries.goal_assessments import AssessmentRow, read_assessments
from core.queries.goals import read_goals
from core.queries.indicator_standing import Standing, read_standings
from core.queries.indicators import list_indicators, list_places
from core.rules.access import Actor
from core.table import Status
from core.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class GoalGap:
    """Something that is missing, with the goal or key figure that it concerns."""

    message: str
    goal_id: int | None = None
    indicator_id: int | None = None


def followed_month(year: int, deadline: date) -> int:
    """Return the last month that a follow-up due on a day is about: December when it is due next year."""
    return MONTHS[-1] if deadline.year > year else max(deadline.month - 1, MONTHS[0])


def find_gaps(session: Session, actor: Actor, *, unit_id: int, year: int, month: int) -> tuple[GoalGap, ...]:
    """Return what is missing at the end of a month: goals without words, red figures without an analysis."""
    world = read_goals(session, actor, year=year, unit_ids=[unit_id])
    levels = {level.id for level in world.levels if level.kind is GoalKind.GOAL}
    own = [goal for goal in world.of_unit(unit_id) if goal.level_id in levels and not goal.ended]
    said = read_assessments(session, actor, year=year, month=month, goal_ids=[goal.id for goal in own])
    goals = [
        GoalGap(_("{title}: skriv hur det går.").format(title=goal.title), goal_id=goal.id)
        for goal in own
        if goal.id not in said or not said[goal.id].text
    ]
    return (*goals, *_red_figures(session, actor, unit_id, year, month))


def said_of_goals(
    session: Session, actor: Actor, *, unit_id: int, year: int, month: int
) -> list[tuple[str, AssessmentRow]]:
    """Return the unit's goals of which something is said at the end of a month, each with what holds."""
    world = read_goals(session, actor, year=year, unit_ids=[unit_id])
    own = {goal.id: goal.title for goal in world.of_unit(unit_id)}
    said = read_assessments(session, actor, year=year, month=month, goal_ids=list(own))
    return [(own[goal_id], row) for goal_id, row in said.items()]


def require_followed(session: Session, actor: Actor, *, unit_id: int, year: int, deadline: date) -> None:
    """Raise `RuleViolation`, naming the first, while something is missing."""
    gaps = find_gaps(session, actor, unit_id=unit_id, year=year, month=followed_month(year, deadline))
    if gaps:
        words = ngettext(
            "En sak saknas innan uppföljningen kan lämnas in. {first}",
            "{n} saker saknas innan uppföljningen kan lämnas in. Först: {first}",
            len(gaps),
        )
        raise RuleViolation(words.format(n=len(gaps), first=gaps[0].message))


def _red_figures(session: Session, actor: Actor, unit_id: int, year: int, month: int) -> list[GoalGap]:
    """Return the key figures of a unit that are far from their target, and of which nothing is said."""
    places = list_places(session, actor, unit_ids=[unit_id], year=year)
    placed = {place.indicator_id for place in places}
    rows = [row for row in list_indicators(session, actor) if row.id in placed]
    found = read_standings(session, actor, places=[(row.id, unit_id) for row in rows], year=year, month=month)
    analysed = {
        (row.indicator_id, row.year, row.month)
        for row in session.exec(
            select(IndicatorAssessment).where(
                IndicatorAssessment.unit_id == unit_id,
                col(IndicatorAssessment.year).in_((year - 1, year)),
                IndicatorAssessment.text != "",
            )
        )
    }
    return [
        GoalGap(_("{title}: skriv varför målet inte nås.").format(title=row.definition.title), None, row.id)
        for row in rows
        if _is_unsaid(row.id, found.get((row.id, unit_id)), analysed)
    ]


def _is_unsaid(indicator_id: int, standing: Standing | None, analysed: set[tuple[int, int, int]]) -> bool:
    """Return whether a value is far from its target, and nothing is said of that very month."""
    if standing is None or standing.measured is None or standing.status is not Status.BAD:
        return False
    return (indicator_id, *standing.measured.at) not in analysed
