"""The days of an activity: when it is reconciled, and when it rests."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from core.models import ActivityCheck, ActivityPause
from core.queries.subjects import not_there
from core.rules.access import Action, Actor
from core.rules.activities import check_pause
from core.rules.long_texts import checked_text
from core.services import audit
from core.services.activity_store import doable, editable
from core.texts import _

_LONGEST_NOTE = 1000


def plan_checks(session: Session, actor: Actor, *, activity_id: int, days: Sequence[date]) -> int:
    """Add days of reconciliation to an activity; return how many were new."""
    row = editable(session, actor, activity_id)
    rows = session.exec(select(ActivityCheck).where(ActivityCheck.activity_id == activity_id))
    held = {check.day for check in rows}
    new = sorted(set(days) - held)
    session.add_all(ActivityCheck(activity_id=activity_id, day=day) for day in new)
    session.flush()
    if new:
        audit.record(
            session, actor, "activity_checks", subject=("activity", activity_id), unit_id=row.unit_id,
            change=(None, new),
        )  # fmt: skip
    return len(new)


def tick_check(session: Session, actor: Actor, *, check_id: int, text: str, done: bool = True) -> None:
    """Tick a reconciliation with what was said, or take the tick away again."""
    check = session.get(ActivityCheck, check_id, populate_existing=True)
    if check is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    row = doable(session, actor, check.activity_id)
    check.text = checked_text(text, what=_("vad avstämningen visade"), longest=_LONGEST_NOTE, needed=False)
    check.done_by_id = actor.user_id if done else None
    check.done_at = session.info["database"].now() if done else None
    session.add(check)
    session.flush()
    audit.record(
        session, actor, "activity_checked", subject=("activity", row.id), unit_id=row.unit_id,
        change=(None, {"day": check.day, "done": done, "text": check.text}),
    )  # fmt: skip


def add_pause(session: Session, actor: Actor, *, activity_id: int, first: date, last: date) -> None:
    """Let an activity rest from one day to another."""
    row = editable(session, actor, activity_id)
    held = session.exec(select(ActivityPause).where(ActivityPause.activity_id == activity_id)).all()
    check_pause([(pause.starts, pause.ends) for pause in held], first, last)
    session.add(ActivityPause(activity_id=activity_id, starts=first, ends=last))
    session.flush()
    audit.record(
        session, actor, "activity_paused", subject=("activity", activity_id), unit_id=row.unit_id,
        change=(None, [first, last]),
    )  # fmt: skip


def remove_pause(session: Session, actor: Actor, *, activity_id: int, first: date) -> bool:
    """Take a pause away; False when it is gone already."""
    row = editable(session, actor, activity_id)
    pause = session.get(ActivityPause, (activity_id, first))
    if pause is None:
        return False
    session.delete(pause)
    session.flush()
    audit.record(
        session, actor, "activity_paused", subject=("activity", activity_id), unit_id=row.unit_id,
        change=([first, pause.ends], None),
    )  # fmt: skip
    return True
