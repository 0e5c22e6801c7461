"""What every change of an activity shares: its words, who may change it, and how a row is written."""

from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from core.enums import NoticeKind
from core.errors import Conflict, RuleViolation
from core.models import Activity, Goal
from core.queries import access
from core.queries.goals import visible_goals
from core.queries.limits import read_limits
from core.queries.subjects import names_of_units, not_there, why_not
from core.rules.access import Action, Actor
from core.rules.activities import ActivityText, checked_activity
from core.rules.limits import LimitKey
from core.services import audit, notices
from core.texts import _


def insert(
    session: Session,
    actor: Actor,
    *,
    unit_id: int,
    goal_id: int | None,
    text: ActivityText,
    origin_id: int | None = None,
) -> Activity:
    """Store an activity and tell whoever is to do it; part of services that have asked and checked."""
    row = Activity(
        unit_id=unit_id, goal_id=goal_id, origin_id=origin_id, created_by_id=actor.user_id,
        created_at=session.info["database"].now(), **values_of(text),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "activity_added", subject=("activity", row.id), unit_id=unit_id,
        change=(None, {**values_of(text), "goal": goal_id, "origin": origin_id}),
    )  # fmt: skip
    tell_owner(session, actor, row)
    return row


def editable(session: Session, actor: Actor, activity_id: int) -> Activity:
    """Return an activity of a unit where the actor may change goals."""
    row = session.get(Activity, activity_id, populate_existing=True)
    if row is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    access.require_write(session, actor, Action.EDIT_GOALS, row.unit_id)
    return row


def doable(session: Session, actor: Actor, activity_id: int) -> Activity:
    """Return an activity that the actor may change, or carries out and may still see."""
    row = session.get(Activity, activity_id, populate_existing=True)
    if row is None or row.owner_id != actor.user_id:
        return editable(session, actor, activity_id)
    access.require_write(session, actor, Action.VIEW_GOALS, row.unit_id)
    return row


def compare_and_set(session: Session, row: Activity, rev: int, **values: Any) -> None:
    """Write values where the activity still stands at `rev`; `Conflict` when somebody else came first."""
    written = session.execute(
        update(Activity)
        .where(col(Activity.id) == row.id, col(Activity.rev) == rev)
        .values(rev=rev + 1, **values)
        .returning(col(Activity.id))
        .execution_options(synchronize_session=False)
    ).first()
    if written is None:
        raise Conflict(_("Någon annan har ändrat aktiviteten sedan du öppnade den. Läs den och försök igen."))
    session.refresh(row)


def checked(session: Session, text: ActivityText, unit_id: int, held: Activity | None = None) -> ActivityText:
    """Return what an activity is, tidy; `RuleViolation` for words, days or a person that cannot hold."""
    clean = checked_activity(text, end_needed=read_limits(session).yes(LimitKey.ACTIVITY_END))
    if clean.owner_id is not None and (held is None or clean.owner_id != held.owner_id):
        reason = why_not(session, user_id=clean.owner_id, action=Action.VIEW_GOALS, unit_id=unit_id)
        if reason:
            raise RuleViolation(reason)
    return clean


def require_goal(session: Session, actor: Actor, goal_id: int | None) -> None:
    """Refuse a goal that is not the actor's to see; the level above is, so its activities may serve it."""
    if goal_id is None:
        return
    if session.exec(select(Goal.id).where(Goal.id == goal_id, visible_goals(actor))).first() is None:
        raise not_there(session, actor, Action.VIEW_GOALS)


def values_of(text: ActivityText) -> dict[str, Any]:
    """Return what an activity is by the names of its columns."""
    return {
        "title": text.title, "text": text.text, "owner_id": text.owner_id, "starts": text.starts,
        "ends": text.ends, "cost": text.cost, "hours": text.hours,
    }  # fmt: skip


def facts(row: Activity) -> dict[str, Any]:
    """Return what the log keeps of an activity."""
    return {
        "title": row.title, "text": row.text, "owner_id": row.owner_id, "starts": row.starts,
        "ends": row.ends, "cost": row.cost, "hours": row.hours, "goal": row.goal_id,
    }  # fmt: skip


def tell_owner(session: Session, actor: Actor, row: Activity) -> None:
    """Tell whoever is to do an activity, unless she gave it to herself."""
    if row.owner_id is None or row.owner_id == actor.user_id:
        return
    unit = names_of_units(session, actor, {row.unit_id})[row.unit_id]
    notices.tell(
        session,
        user_ids=[row.owner_id],
        kind=NoticeKind.ASSIGNED,
        text=_("{name} har gett dig en aktivitet: {title}, {unit}.").format(
            name=actor.name, title=row.title, unit=unit.name
        ),
        address=f"/aktiviteter?enhet={unit.code}&aktivitet={row.id}",
        key=f"activity:{row.id}:{row.rev}",
    )
