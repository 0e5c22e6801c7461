"""Linking a goal to what of a unit's money serves it, by whoever answers for the goal and sees the money."""

from typing import Any

from sqlmodel import Session

from core.errors import Conflict
from core.models import GoalMoney
from core.queries import access
from core.queries.goal_money_links import link_of
from core.queries.subjects import not_there
from core.rules.access import Action, Actor
from core.rules.goal_money import MoneyPart, checked_part
from core.services import audit
from core.services.goal_store import editable
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


def add_money(session: Session, actor: Actor, *, goal_id: int, part: MoneyPart, key: str) -> int:
    """Let a part of a unit's money serve a goal; return the link's id.

    Raises `NotAllowed` unless the actor answers for the goal and sees the unit's economy, and
    `RuleViolation` in words for codes or a share that cannot hold.
    """
    goal = editable(session, actor, goal_id)
    access.require(session, actor, Action.VIEW_ECONOMY, part.unit_id)
    tidy = checked_part(part)
    if not first_time(session, actor, key=key, action="goal_money_added", subject=(goal_id, tidy)):
        return int(result_of(session, key))
    row = GoalMoney(goal_id=goal_id, **_values(tidy))
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "goal_money_added", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(None, _values(tidy)),
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def change_money(session: Session, actor: Actor, *, money_id: int, seen: MoneyPart, part: MoneyPart) -> None:
    """Change a link; `Conflict` when it is not as the writer saw it."""
    row = _link(session, actor, money_id)
    access.require(session, actor, Action.VIEW_ECONOMY, part.unit_id)
    tidy = checked_part(part)
    _require_same(row, seen)
    for name, value in _values(tidy).items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    _audit(session, actor, "goal_money_changed", row, (_values(seen), _values(tidy)))


def remove_money(session: Session, actor: Actor, *, money_id: int, seen: MoneyPart) -> None:
    """Take a link away; `Conflict` when it is not as the writer saw it."""
    row = _link(session, actor, money_id)
    _require_same(row, seen)
    _audit(session, actor, "goal_money_removed", row, (_values(seen), None))
    session.delete(row)
    session.flush()


def _link(session: Session, actor: Actor, money_id: int) -> GoalMoney:
    """Return a link of a goal that the actor may change, to money that she sees."""
    row = session.get(GoalMoney, money_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    editable(session, actor, row.goal_id)
    access.require(session, actor, Action.VIEW_ECONOMY, row.unit_id)
    return row


def _require_same(row: GoalMoney, seen: MoneyPart) -> None:
    if link_of(row).part != seen:
        raise Conflict(_("Någon annan har ändrat pengarna sedan du öppnade dem. Läs dem och försök igen."))


def _values(part: MoneyPart) -> dict[str, Any]:
    return {
        "unit_id": part.unit_id, "accounts": part.accounts, "function": part.function,
        "project": part.project, "share": part.share, "fte": part.fte, "text": part.text,
    }  # fmt: skip


def _audit(
    session: Session, actor: Actor, action: str, row: GoalMoney, change: tuple[object, object]
) -> None:
    audit.record(session, actor, action, subject=("goal", row.goal_id), unit_id=row.unit_id, change=change)
