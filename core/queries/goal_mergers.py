"""What a merger gave another goal, and what of it comes back when the merged goal is opened again.

The merger's own event in the log keeps what was moved, so a merger from before that was kept gives nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlmodel import Session, col, select

from core.enums import GoalState
from core.models import Activity, AuditEvent, Goal, GoalIndicator, GoalLink, GoalMoney, GoalTag
from core.queries import access
from core.queries.subjects import not_there
from core.rules.access import Action, Actor

MERGED = "goal_merged"
"""The event of a merger; `MOVED` in its new value holds what was moved."""
MOVED = "moved"
Link: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """Links (goal, the one it serves), marks, key figures with weights, ids of activities and of money."""

    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    indicators: tuple[tuple[int, int], ...] = ()
    activities: tuple[int, ...] = ()
    money: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any((self.links, self.tags, self.indicators, self.activities, self.money))


@dataclass(frozen=True, slots=True)
class Returning:
    """What comes back from the goal that another was merged into, and what stays with it.

    Something stays when it was changed or moved on since, when another goal that was merged into the
    same one brings it too, or, all of it, where the actor may not change that goal (`allowed`).
    `known` is False for a merger of which nothing was kept.
    """

    into_id: int
    title: str
    back: Moved = Moved()
    stays: Moved = Moved()
    known: bool = True
    allowed: bool = True


def read_returning(session: Session, actor: Actor, *, goal_id: int) -> Returning | None:
    """Return what opening a merged goal gives back; None for one that is not merged.

    `NotAllowed` for who may not change the goal.
    """
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    access.require(session, actor, Action.EDIT_GOALS, goal.unit_id)
    return returning(session, actor, goal)


def returning(session: Session, actor: Actor, goal: Goal) -> Returning | None:
    """Return the same for who has been asked already."""
    into = session.get(Goal, goal.merged_into_id) if goal.merged_into_id is not None else None
    if into is None or goal.state is not GoalState.MERGED:
        return None
    moved = _kept(session, goal.id or 0)
    if moved is None:
        return Returning(into.id or 0, into.title, known=False)
    back, stays = _sorted_out(session, goal.id or 0, into.id or 0, moved)
    if access.may(session, actor, Action.EDIT_GOALS, into.unit_id).allowed:
        return Returning(into.id or 0, into.title, back, stays)
    everything = Moved(
        back.links + stays.links, back.tags + stays.tags, back.indicators + stays.indicators,
        back.activities + stays.activities, back.money + stays.money,
    )  # fmt: skip
    return Returning(into.id or 0, into.title, stays=everything, allowed=False)


def money_facts(row: GoalMoney) -> dict[str, Any]:
    """Return what is kept of a part of money, by which a later change of it is seen."""
    return {
        "id": row.id, "unit": row.unit_id, "accounts": row.accounts, "function": row.function,
        "project": row.project, "share": row.share, "fte": None if row.fte is None else f"{row.fte:f}",
        "text": row.text,
    }  # fmt: skip


def _kept(session: Session, goal_id: int) -> dict[str, Any] | None:
    """Return what the goal's latest merger moved."""
    event = session.exec(
        select(AuditEvent)
        .where(
            AuditEvent.subject_kind == "goal", AuditEvent.subject_id == str(goal_id),
            AuditEvent.action == MERGED,
        )
        .order_by(col(AuditEvent.n).desc(), col(AuditEvent.k).desc())
    ).first()  # fmt: skip
    moved = event.new.get(MOVED) if event is not None and isinstance(event.new, dict) else None
    return moved if isinstance(moved, dict) else None


def _sorted_out(session: Session, old: int, into: int, moved: Mapping[str, Any]) -> tuple[Moved, Moved]:
    """Return what comes back and what stays, of what is still there."""
    others = session.exec(
        select(Goal.id).where(Goal.merged_into_id == into, Goal.state == GoalState.MERGED, Goal.id != old)
    ).all()
    links = _links(session, into, moved["links"], {one or 0 for one in others})
    tags = _tags(session, into, moved["tags"], others)
    indicators = _indicators(session, into, moved["indicators"], others)
    activities = _activities(session, into, moved["activities"])
    money = _money(session, into, moved["money"])
    back = Moved(links[0], tags[0], indicators[0], activities[0], money[0])
    return back, Moved(links[1], tags[1], indicators[1], activities[1], money[1])


def _links(
    session: Session, into: int, given: Iterable[Iterable[int]], others: set[int]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    held = set(session.exec(select(GoalLink.goal_id, GoalLink.serves_id)).all())
    there = [link for a, b in given if (link := (a, b)) in held]
    brought = {(into if a in others else a, into if b in others else b) for a, b in held if {a, b} & others}
    return _split(there, {link for link in there if link in brought})


def _tags(
    session: Session, into: int, given: Iterable[str], others: Iterable[int | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    held = set(session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == into)))
    brought = set(session.exec(select(GoalTag.tag_key).where(col(GoalTag.goal_id).in_(others))))
    there = [tag for tag in given if tag in held]
    return _split(there, set(there) & brought)


def _indicators(
    session: Session, into: int, given: Iterable[Iterable[int]], others: Iterable[int | None]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    held = dict(
        session.exec(
            select(GoalIndicator.indicator_id, GoalIndicator.weight).where(GoalIndicator.goal_id == into)
        ).all()
    )
    brought = set(
        session.exec(select(GoalIndicator.indicator_id).where(col(GoalIndicator.goal_id).in_(others)))
    )
    there = [(indicator_id, weight) for indicator_id, weight in given if indicator_id in held]
    return _split(there, {one for one in there if one[0] in brought or held[one[0]] != one[1]})


def _activities(session: Session, into: int, given: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rows = session.exec(select(Activity.id, Activity.goal_id).where(col(Activity.id).in_(list(given))))
    there = {activity_id or 0: goal_id for activity_id, goal_id in rows}
    return _split(sorted(there), {one for one, goal_id in there.items() if goal_id != into})


def _money(
    session: Session, into: int, given: Iterable[Mapping[str, Any]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    before = {int(one["id"]): dict(one) for one in given}
    rows = session.exec(select(GoalMoney).where(col(GoalMoney.id).in_(list(before)))).all()
    changed = {row.id or 0 for row in rows if row.goal_id != into or money_facts(row) != before[row.id or 0]}
    return _split(sorted(row.id or 0 for row in rows), changed)


def _split(there: Iterable[Any], stays: set[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    rows = list(there)
    return tuple(one for one in rows if one not in stays), tuple(one for one in rows if one in stays)
