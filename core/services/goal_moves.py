"""Goals that move to another unit, level or goal, that are split, and that follow into a later year.

What is planned for a later year is a row of its own, so following up this year is never disturbed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, delete, select

from core.enums import GoalState
from core.errors import RuleViolation
from core.models import Goal, GoalAssessment, GoalIndicator, GoalLevel, GoalLink, GoalMoney, GoalTag
from core.queries import access
from core.queries.subjects import why_not
from core.rules.access import Action, Actor
from core.rules.goals import divide_share
from core.rules.long_texts import checked_text
from core.services import audit
from core.services.frames import hold_top
from core.services.goal_links import all_links, require_served, write_links, write_tags
from core.services.goal_store import (
    LONGEST_WHY,
    GoalText,
    NewGoal,
    checked,
    compare_and_set,
    editable,
    facts,
    insert,
    owned,
    require_active,
    require_level,
    require_room,
)
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_FEWEST_PARTS, _MOST_PARTS = 2, 10


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """Where a goal stands: its unit, its level, and with `serves` the only goals that it serves."""

    unit_id: int
    level_id: int
    serves: tuple[int, ...] | None = None


def move_goal(
    session: Session, actor: Actor, *, goal_id: int, rev: int, place: GoalPlace, why: str = ""
) -> int:
    """Move a goal; return its new `rev`. One beyond the limit at its new place needs `why`.

    An owner who may not see it there is taken off.
    """
    goal = editable(session, actor, goal_id)
    access.require_write(session, actor, Action.EDIT_GOALS, place.unit_id)
    level = require_level(session, place.level_id)
    reason = checked_text(why, what=_("varför"), longest=LONGEST_WHY, needed=False)
    _require_kind(session, goal, level)
    hold_top(session, actor)
    if (goal.unit_id, goal.level_id) != (place.unit_id, place.level_id):
        require_room(session, level, place.unit_id, goal.first_year, reason)
    old = facts(goal)
    owner = _owner_there(session, goal, place.unit_id)
    compare_and_set(session, goal, rev, unit_id=place.unit_id, level_id=place.level_id, owner_id=owner)
    if place.serves is not None:
        _serve_only(session, actor, goal, place.serves)
    audit.record(
        session, actor, "goal_moved", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(old, {**facts(goal), "serves": place.serves}), cause=reason,
    )  # fmt: skip
    return goal.rev


def split_goal(
    session: Session, actor: Actor, *, goal_id: int, rev: int, parts: Sequence[GoalText], why: str, key: str
) -> list[int]:
    """Split a goal into several and close it today; return the ids of the parts.

    The parts have its links, marks and key figures, and share its money in equal parts.
    """
    goal = owned(session, actor, goal_id)
    reason = checked_text(why, what=_("varför målet delas"), longest=LONGEST_WHY)
    if not _FEWEST_PARTS <= len(parts) <= _MOST_PARTS:
        raise RuleViolation(_("Dela målet i mellan två och tio delar."))
    level = session.get_one(GoalLevel, goal.level_id)
    clean = [checked(session, part, level=level, unit_id=goal.unit_id, held=goal) for part in parts]
    if not first_time(session, actor, key=key, action="goal_split", subject=(goal_id, rev, clean)):
        return [int(part) for part in result_of(session, key)]
    require_active(goal)
    hold_top(session, actor)
    today = session.info["database"].today()
    first = max(goal.first_year, min(today.year, goal.last_year or today.year))
    new = NewGoal(goal.unit_id, goal.level_id, clean[0], first, goal.last_year)
    rows = [insert(session, actor, replace(new, text=text), origin_id=goal.id) for text in clean]
    for row in rows:
        _copy_links(session, goal, row)
    _divide_money(session, goal, rows)
    compare_and_set(session, goal, rev, state=GoalState.CLOSED, closed_on=today, closed_why=reason)
    ids = [row.id or 0 for row in rows]
    audit.record(
        session, actor, "goal_split", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=({"title": goal.title}, {"parts": ids, "titles": [row.title for row in rows]}), cause=reason,
    )  # fmt: skip
    keep_result(session, key, ids)
    return ids


def plan_year(
    session: Session, actor: Actor, *, goal_id: int, rev: int, year: int, text: GoalText, key: str
) -> int:
    """Change a goal from a later year on; return the id of the row that holds from then.

    The present one ends the year before. Links, marks, key figures and money follow.
    """
    goal = owned(session, actor, goal_id)
    level = session.get_one(GoalLevel, goal.level_id)
    clean = checked(session, text, level=level, unit_id=goal.unit_id, held=goal)
    if not first_time(session, actor, key=key, action="goal_planned", subject=(goal_id, rev, year, clean)):
        return int(result_of(session, key))
    require_active(goal)
    if year <= goal.first_year or (goal.last_year is not None and year > goal.last_year):
        raise RuleViolation(_("Välj ett år som målet gäller, efter dess första."))
    hold_top(session, actor)
    last_year = goal.last_year
    compare_and_set(session, goal, rev, last_year=year - 1)
    new = NewGoal(goal.unit_id, goal.level_id, clean, year, last_year)
    row = insert(session, actor, new, origin_id=goal.id)
    row.position = goal.position
    session.add(row)
    _copy_links(session, goal, row)
    _copy_money(session, goal, row)
    audit.record(
        session, actor, "goal_planned", subject=("goal", row.id), unit_id=row.unit_id,
        change=(facts(goal), facts(row)),
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def take_back_plan(session: Session, actor: Actor, *, goal_id: int, rev: int) -> None:
    """Take back what was planned for a later year: the goal before it holds on as it did.

    Raises `RuleViolation` for a goal that was not planned so, or that somebody has judged already.
    """
    goal = editable(session, actor, goal_id)
    origin = session.get(Goal, goal.origin_id, populate_existing=True) if goal.origin_id else None
    if origin is None or origin.last_year != goal.first_year - 1 or origin.state is not GoalState.ACTIVE:
        raise RuleViolation(_("Målet är inte planerat som en ändring av ett annat."))
    judged = select(GoalAssessment.id).where(GoalAssessment.goal_id == goal_id)
    if session.exec(judged).first() is not None:
        raise RuleViolation(
            _("Målet är redan bedömt, så planen kan inte tas tillbaka. Avsluta det i stället.")
        )
    today = session.info["database"].today()
    last_year = goal.last_year
    compare_and_set(
        session, goal, rev, state=GoalState.CLOSED, last_year=goal.first_year - 1, closed_on=today,
        closed_why=_("Planen togs tillbaka."),
    )  # fmt: skip
    session.exec(delete(GoalMoney).where(col(GoalMoney.goal_id) == goal_id))
    compare_and_set(session, origin, origin.rev, last_year=last_year)
    audit.record(
        session, actor, "goal_plan_taken_back", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=({"title": goal.title, "year": goal.first_year}, {"origin": origin.id}),
    )  # fmt: skip


def _require_kind(session: Session, goal: Goal, level: GoalLevel) -> None:
    """An assignment has a day to report back and stays one."""
    if session.get_one(GoalLevel, goal.level_id).kind is not level.kind:
        raise RuleViolation(_("Målet kan bara flyttas till en nivå av samma slag."))


def _owner_there(session: Session, goal: Goal, unit_id: int) -> int | None:
    if goal.owner_id is None:
        return None
    gone = why_not(session, user_id=goal.owner_id, action=Action.VIEW_GOALS, unit_id=unit_id)
    return None if gone else goal.owner_id


def _serve_only(session: Session, actor: Actor, goal: Goal, serves: tuple[int, ...]) -> None:
    session.exec(
        delete(GoalLink).where(col(GoalLink.goal_id) == goal.id, col(GoalLink.serves_id).not_in(serves))
    )
    for serves_id in serves:
        require_served(session, actor, goal, serves_id)
    write_links(session, [(goal.id or 0, serves_id) for serves_id in serves])


def _copy_links(session: Session, goal: Goal, row: Goal) -> None:
    """Give a new row the links of a goal from both ends, its marks and its key figures."""
    old, new = goal.id or 0, row.id or 0
    links = [(new if a == old else a, new if b == old else b) for a, b in all_links(session) if old in (a, b)]
    write_links(session, links)
    write_tags(session, new, session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == old)).all())
    measured = session.exec(select(GoalIndicator).where(GoalIndicator.goal_id == old)).all()
    session.add_all(
        GoalIndicator(goal_id=new, indicator_id=one.indicator_id, weight=one.weight) for one in measured
    )
    session.flush()


def _copy_money(session: Session, goal: Goal, row: Goal) -> None:
    held = session.exec(select(GoalMoney).where(GoalMoney.goal_id == goal.id)).all()
    session.add_all(
        GoalMoney(**one.model_dump(exclude={"id", "goal_id"}), goal_id=row.id or 0) for one in held
    )
    session.flush()


def _divide_money(session: Session, goal: Goal, rows: Sequence[Goal]) -> None:
    """Give each part its share of a goal's money, so that no krona is counted twice."""
    for one in session.exec(select(GoalMoney).where(GoalMoney.goal_id == goal.id)).all():
        facts_of = one.model_dump(exclude={"id", "goal_id", "share", "fte"})
        for row, (share, fte) in zip(rows, divide_share(one.share, one.fte, len(rows)), strict=True):
            session.add(GoalMoney(**facts_of, goal_id=row.id or 0, share=share, fte=fte))
        session.delete(one)
    session.flush()
