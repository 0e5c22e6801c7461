"""What every change of a goal shares: its words, who may change it, and how a row is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from core.enums import GoalKind, GoalState
from core.errors import Conflict, RuleViolation
from core.models import Goal, GoalLevel
from core.queries import access
from core.queries.goals import in_force
from core.queries.subjects import not_there, why_not
from core.rules.access import Action, Actor
from core.rules.long_texts import LONG, checked_text, checked_title
from core.texts import _

LONGEST_WHY = 1000
_LONGEST_TITLE = 300
_YEARS = range(2000, 2101)
_WEIGHTS = range(101)


@dataclass(frozen=True, slots=True)
class GoalText:
    """What is said of a goal: its words, owner, day to report back (assignments only) and weight."""

    title: str
    text: str = ""
    owner_id: int | None = None
    report_by: date | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal as it is written, in force from `first_year` to `last_year` (None: until further notice).

    `serves` are the goals that it contributes to, `tags` the keys of its marks.
    """

    unit_id: int
    level_id: int
    text: GoalText
    first_year: int
    last_year: int | None = None
    serves: tuple[int, ...] = ()
    tags: tuple[str, ...] = field(default=())


def editable(session: Session, actor: Actor, goal_id: int) -> Goal:
    """Return a goal in use that the actor may change; `RuleViolation` for one that has ended."""
    goal = owned(session, actor, goal_id)
    require_active(goal)
    return goal


def owned(session: Session, actor: Actor, goal_id: int) -> Goal:
    """Return a goal of a unit where the actor may change goals, ended or not."""
    goal = session.get(Goal, goal_id, populate_existing=True)
    if goal is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    access.require_write(session, actor, Action.EDIT_GOALS, goal.unit_id)
    return goal


def require_active(goal: Goal) -> None:
    """Raise `RuleViolation` for a goal that is closed or merged."""
    if goal.state is not GoalState.ACTIVE:
        raise RuleViolation(_("Målet är avslutat. Öppna det igen om det ska ändras."))


def require_level(session: Session, level_id: int) -> GoalLevel:
    """Return a level in use; `RuleViolation` for one that is closed or not there."""
    level = session.get(GoalLevel, level_id, populate_existing=True)
    if level is None or level.closed:
        raise RuleViolation(_("Nivån används inte längre. Välj en annan."))
    return level


def require_room(session: Session, level: GoalLevel, unit_id: int, year: int, why: str) -> None:
    """Raise `RuleViolation` for a goal beyond what a unit may have on a level, unless it is said why."""
    if not level.most or why:
        return
    count = session.exec(
        select(func.count()).where(
            Goal.unit_id == unit_id, Goal.level_id == level.id, Goal.state == GoalState.ACTIVE,
            in_force(year),
        )
    ).one()  # fmt: skip
    if count >= level.most:
        raise RuleViolation(
            _(
                "Enheten har redan {count} på nivån {level}, och högst {most} är tänkt. "
                "Avsluta något av dem, eller skriv varför ett till behövs."
            ).format(count=count, level=level.name, most=level.most)
        )


def checked(
    session: Session, text: GoalText, *, level: GoalLevel, unit_id: int, held: Goal | None = None
) -> GoalText:
    """Return what is said of a goal, tidy; `RuleViolation` for words, owner, day or weight that cannot hold.

    An owner who is already there may stay though she has left; a new one must see the goal.
    """
    title = checked_title(text.title, what=_("målets rubrik"), longest=_LONGEST_TITLE)
    body = checked_text(text.text, what=_("beskrivningen"), longest=LONG, needed=False)
    if text.weight not in _WEIGHTS:
        raise RuleViolation(_("Vikten är ett heltal mellan 0 och 100."))
    if level.kind is GoalKind.ASSIGNMENT and text.report_by is None:
        raise RuleViolation(_("Skriv vilken dag uppdraget ska återrapporteras."))
    if level.kind is not GoalKind.ASSIGNMENT and text.report_by is not None:
        raise RuleViolation(_("Bara uppdrag har en dag för återrapportering."))
    if text.owner_id is not None and (held is None or text.owner_id != held.owner_id):
        reason = why_not(session, user_id=text.owner_id, action=Action.VIEW_GOALS, unit_id=unit_id)
        if reason:
            raise RuleViolation(reason)
    return replace(text, title=title, text=body)


def insert(session: Session, actor: Actor, goal: NewGoal, *, origin_id: int | None = None) -> Goal:
    """Store a goal last on its unit and level; part of services that have asked."""
    last = session.exec(
        select(func.max(Goal.position)).where(Goal.unit_id == goal.unit_id, Goal.level_id == goal.level_id)
    ).one()
    row = Goal(
        unit_id=goal.unit_id, level_id=goal.level_id, position=(last or 0) + 1,
        first_year=goal.first_year, last_year=goal.last_year, origin_id=origin_id,
        created_by_id=actor.user_id, created_at=session.info["database"].now(), **values_of(goal.text),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def compare_and_set(session: Session, goal: Goal, rev: int, **values: Any) -> None:
    """Write values where the goal still stands at `rev`; `Conflict` when somebody else came first."""
    written = session.execute(
        update(Goal)
        .where(col(Goal.id) == goal.id, col(Goal.rev) == rev)
        .values(rev=rev + 1, **values)
        .returning(col(Goal.id))
        .execution_options(synchronize_session=False)
    ).first()
    if written is None:
        raise Conflict(_("Någon annan har ändrat målet sedan du öppnade det. Läs det och försök igen."))
    session.refresh(goal)


def facts(goal: Goal) -> dict[str, Any]:
    """Return what the log keeps of a goal."""
    return {
        "title": goal.title, "text": goal.text, "owner": goal.owner_id, "report_by": goal.report_by,
        "weight": goal.weight, "level": goal.level_id, "unit": goal.unit_id,
        "years": [goal.first_year, goal.last_year], "state": goal.state,
    }  # fmt: skip


def check_years(first: int, last: int | None) -> None:
    """Raise `RuleViolation` unless the years are years, the last one not before the first."""
    if first not in _YEARS or (last is not None and (last not in _YEARS or last < first)):
        raise RuleViolation(_("Målets sista år kan inte ligga före det första."))


def values_of(text: GoalText) -> Mapping[str, Any]:
    """Return what is said of a goal by the names of its columns."""
    return {
        "title": text.title, "text": text.text, "owner_id": text.owner_id, "report_by": text.report_by,
        "weight": text.weight,
    }  # fmt: skip
