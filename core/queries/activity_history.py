"""What has been done with an activity, newest first, as the log has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from core.models import Activity, AuditEvent
from core.queries.access import require
from core.queries.subjects import names_of_users, not_there
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class ActivityEvent:
    """One event: who did what and when; `old` and `new` are as the log keeps them."""

    at: datetime
    user: str
    action: str
    old: Any
    new: Any
    cause: str


def history_of(session: Session, actor: Actor, *, activity_id: int) -> list[ActivityEvent]:
    """Return the events of an activity, newest first; `NotAllowed` for one out of sight."""
    row = session.get(Activity, activity_id)
    if row is None:
        raise not_there(session, actor, Action.VIEW_GOALS)
    require(session, actor, Action.VIEW_GOALS, row.unit_id)
    events = session.exec(
        select(AuditEvent)
        .where(AuditEvent.subject_kind == "activity", AuditEvent.subject_id == str(activity_id))
        .order_by(col(AuditEvent.n).desc(), col(AuditEvent.k).desc())
    ).all()
    names = names_of_users(session, {event.user_id for event in events if event.user_id is not None})
    return [
        ActivityEvent(
            event.at, names.get(event.user_id or 0, ""), event.action, event.old, event.new, event.cause
        )
        for event in events
    ]
