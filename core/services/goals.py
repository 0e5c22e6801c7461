"""Goals: added, changed, ordered, marked and linked by whoever answers for their unit.

Each change names the `rev` that it was made from: who comes second is told so and loses nothing.
How goals end, move, merge, split and follow into a later year is in `goal_ends` and `goal_moves`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, delete, func, select

from core.enums import GoalKind, GoalState
from core.errors import Conflict, RuleViolation
from core.models import Goal, GoalLevel, GoalLink, GoalTag, Tag
from core.queries import access
from core.queries.goals import in_force, read_goal
from core.queries.subjects import not_there, why_not
from core.rules.access import Action, Actor
from core.rules.goals import check_link, threads_of
from core.rules.long_texts import LONG, checked_text, checked_title
from core.services import audit
from core.services.frames import hold_top
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST_TITLE = 300
_LONGEST_WHY = 1000
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


def add_goal(session: Session, actor: Actor, *, goal: NewGoal, key: str, why: str = "") -> int:
    """Add a goal to a unit and return its id.

    One beyond the level's limit needs `why`, which is kept in the log. Raises `NotAllowed`, and
    `RuleViolation` in words for what cannot hold.
    """
    access.require_write(session, actor, Action.EDIT_GOALS, goal.unit_id)
    level = require_level(session, goal.level_id)
    _check_years(goal.first_year, goal.last_year)
    text = checked(session, goal.text, level=level, unit_id=goal.unit_id)
    reason = checked_text(why, what=_("varför"), longest=_LONGEST_WHY, needed=False)
    if not first_time(session, actor, key=key, action="goal_added", subject=(goal, reason)):
        return int(result_of(session, key))
    hold_top(session, actor)
    require_room(session, level, goal.unit_id, goal.first_year, reason)
    row = insert(session, actor, replace(goal, text=text))
    for serves_id in dict.fromkeys(goal.serves):
        _link(session, actor, row, serves_id)
    _write_tags(session, row, goal.tags)
    audit.record(
        session, actor, "goal_added", subject=("goal", row.id), unit_id=row.unit_id,
        change=(None, {**facts(row), "serves": list(goal.serves), "tags": list(goal.tags)}), cause=reason,
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def change_goal(session: Session, actor: Actor, *, goal_id: int, rev: int, text: GoalText, key: str) -> int:
    """Change what is said of a goal; return its new `rev`. `Conflict` when somebody came first."""
    goal = editable(session, actor, goal_id)
    level = session.get_one(GoalLevel, goal.level_id)
    clean = checked(session, text, level=level, unit_id=goal.unit_id, held=goal)
    if not first_time(session, actor, key=key, action="goal_changed", subject=(goal_id, rev, clean)):
        return int(result_of(session, key))
    old = facts(goal)
    compare_and_set(session, goal, rev, **_values(clean))
    audit.record(
        session, actor, "goal_changed", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(old, facts(goal)),
    )  # fmt: skip
    keep_result(session, key, goal.rev)
    return goal.rev


def set_tags(session: Session, actor: Actor, *, goal_id: int, tags: Collection[str]) -> None:
    """Make a goal's marks these."""
    goal = editable(session, actor, goal_id)
    old = sorted(session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == goal_id)))
    session.exec(delete(GoalTag).where(col(GoalTag.goal_id) == goal_id))
    _write_tags(session, goal, tags)
    if old != sorted(set(tags)):
        audit.record(
            session, actor, "goal_tagged", subject=("goal", goal_id), unit_id=goal.unit_id,
            change=(old, sorted(set(tags))),
        )  # fmt: skip


def order_goals(session: Session, actor: Actor, *, unit_id: int, goal_ids: Collection[int]) -> None:
    """Put a unit's goals in this order; those that are not named keep their places after them."""
    access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    rows = {row.id: row for row in session.exec(select(Goal).where(Goal.unit_id == unit_id))}
    if set(goal_ids) - rows.keys():
        raise RuleViolation(_("Ett av målen finns inte längre på enheten. Ladda om sidan."))
    for position, goal_id in enumerate(goal_ids, start=1):
        rows[goal_id].position = position
        session.add(rows[goal_id])
    session.flush()
    audit.record(
        session, actor, "goals_ordered", subject=("unit", unit_id), unit_id=unit_id,
        change=(None, list(goal_ids)),
    )  # fmt: skip


def link_goals(session: Session, actor: Actor, *, goal_id: int, serves_id: int) -> bool:
    """Let a goal serve another one that the actor may see; False when it already does.

    Raises `RuleViolation` for a circle, or for one that has ended.
    """
    goal = editable(session, actor, goal_id)
    if session.get(GoalLink, (goal_id, serves_id)) is not None:
        return False
    hold_top(session, actor)
    _link(session, actor, goal, serves_id)
    audit.record(
        session, actor, "goal_linked", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(None, serves_id),
    )  # fmt: skip
    return True


def unlink_goals(session: Session, actor: Actor, *, goal_id: int, serves_id: int) -> bool:
    """Let a goal not serve another one any more; False when it did not."""
    goal = editable(session, actor, goal_id)
    held = session.get(GoalLink, (goal_id, serves_id))
    if held is None:
        return False
    session.delete(held)
    session.flush()
    audit.record(
        session, actor, "goal_unlinked", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(serves_id, None),
    )  # fmt: skip
    return True


def editable(session: Session, actor: Actor, goal_id: int, *, ended: bool = False) -> Goal:
    """Return a goal that the actor may change; with `ended` one that is closed or merged too."""
    goal = session.get(Goal, goal_id, populate_existing=True)
    if goal is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    access.require_write(session, actor, Action.EDIT_GOALS, goal.unit_id)
    if goal.state is not GoalState.ACTIVE and not ended:
        raise RuleViolation(_("Målet är avslutat. Öppna det igen om det ska ändras."))
    return goal


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
        created_by_id=actor.user_id, created_at=session.info["database"].now(), **_values(goal.text),
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


def all_links(session: Session) -> tuple[tuple[int, int], ...]:
    """Return every link, of every year. Not narrowed by rights: for the refusal of circles."""
    return tuple(session.exec(select(GoalLink.goal_id, GoalLink.serves_id)).all())


def _link(session: Session, actor: Actor, goal: Goal, serves_id: int) -> None:
    seen = read_goal(session, actor, goal_id=serves_id, year=goal.first_year)
    if seen is None:
        raise not_there(session, actor, Action.VIEW_GOALS)
    if seen.state is not GoalState.ACTIVE:
        raise RuleViolation(_("Målet som skulle stödjas är avslutat. Välj ett annat."))
    check_link(threads_of(all_links(session)), goal.id or 0, serves_id)
    session.add(GoalLink(goal_id=goal.id or 0, serves_id=serves_id))
    session.flush()


def _write_tags(session: Session, goal: Goal, tags: Collection[str]) -> None:
    known = set(session.exec(select(Tag.key).where(col(Tag.key).in_(list(tags)))))
    if set(tags) - known:
        raise RuleViolation(_("En av märkningarna finns inte längre. Ladda om sidan."))
    session.add_all(GoalTag(goal_id=goal.id or 0, tag_key=key) for key in sorted(known))
    session.flush()


def _check_years(first: int, last: int | None) -> None:
    if first not in _YEARS or (last is not None and (last not in _YEARS or last < first)):
        raise RuleViolation(_("Målets sista år kan inte ligga före det första."))


def _values(text: GoalText) -> Mapping[str, Any]:
    return {
        "title": text.title, "text": text.text, "owner_id": text.owner_id, "report_by": text.report_by,
        "weight": text.weight,
    }  # fmt: skip
