"""How goals serve each other, many to many, and the marks that they have.

A circle is refused; a goal may serve any goal that its writer may see, so those of the units above too.
"""

from collections.abc import Collection, Iterable

from sqlmodel import Session, col, delete, select

from core.enums import GoalState
from core.errors import RuleViolation
from core.models import Goal, GoalLink, GoalTag, Tag
from core.queries.goals import read_goal
from core.queries.subjects import not_there
from core.rules.access import Action, Actor
from core.rules.goals import check_link, threads_of
from core.services import audit
from core.services.frames import hold_top
from core.services.goal_store import editable
from core.texts import _


def set_tags(session: Session, actor: Actor, *, goal_id: int, tags: Collection[str]) -> None:
    """Make a goal's marks these."""
    goal = editable(session, actor, goal_id)
    old = sorted(session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == goal_id)))
    session.exec(delete(GoalTag).where(col(GoalTag.goal_id) == goal_id))
    write_tags(session, goal_id, tags)
    if old != sorted(set(tags)):
        audit.record(
            session, actor, "goal_tagged", subject=("goal", goal_id), unit_id=goal.unit_id,
            change=(old, sorted(set(tags))),
        )  # fmt: skip


def link_goals(session: Session, actor: Actor, *, goal_id: int, serves_id: int) -> bool:
    """Let a goal serve another one that the actor may see; False when it already does.

    Raises `RuleViolation` for a circle, or for one that has ended.
    """
    goal = editable(session, actor, goal_id)
    if session.get(GoalLink, (goal_id, serves_id)) is not None:
        return False
    hold_top(session, actor)
    require_served(session, actor, goal, serves_id)
    write_links(session, [(goal_id, serves_id)])
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


def all_links(session: Session) -> tuple[tuple[int, int], ...]:
    """Return every link, of every year. Not narrowed by rights: for the refusal of circles."""
    return tuple(session.exec(select(GoalLink.goal_id, GoalLink.serves_id)).all())


def write_links(session: Session, links: Iterable[tuple[int, int]]) -> None:
    """Store links that are not there; `RuleViolation` for a circle. Part of services that have asked."""
    held = set(all_links(session))
    for goal_id, serves_id in links:
        if (goal_id, serves_id) not in held:
            check_link(threads_of(held), goal_id, serves_id)
            session.add(GoalLink(goal_id=goal_id, serves_id=serves_id))
            held.add((goal_id, serves_id))
    session.flush()


def require_served(session: Session, actor: Actor, goal: Goal, serves_id: int) -> None:
    """Raise unless a goal that is to be served is the actor's to see and has not ended."""
    seen = read_goal(session, actor, goal_id=serves_id, year=goal.first_year)
    if seen is None:
        raise not_there(session, actor, Action.VIEW_GOALS)
    if seen.state is not GoalState.ACTIVE:
        raise RuleViolation(_("Målet som skulle stödjas är avslutat. Välj ett annat."))


def write_tags(session: Session, goal_id: int, tags: Collection[str]) -> None:
    """Mark a goal that has no marks; part of services that have asked."""
    known = set(session.exec(select(Tag.key).where(col(Tag.key).in_(list(tags)))))
    if set(tags) - known:
        raise RuleViolation(_("En av märkningarna finns inte längre. Ladda om sidan."))
    session.add_all(GoalTag(goal_id=goal_id, tag_key=key) for key in sorted(known))
    session.flush()
