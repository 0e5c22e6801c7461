"""Council adopts a frame: the decision is written in, the table kept, and nothing of it changes any more."""

import hashlib

from sqlmodel import Session

from core.errors import RuleViolation
from core.queries import access
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.services import audit
from core.services.decisions import DecisionText, record_decision
from core.services.frames import open_frame
from core.services.requests import first_time, keep_result, result_of
from core.services.snapshots import keep_snapshot
from core.table import Table
from core.texts import _

_KEY_LENGTH = 36


def adopt_frame(
    session: Session, actor: Actor, *, frame_id: int, decision: DecisionText, table: Table, key: str
) -> int:
    """Note that council has adopted a frame, and keep its table; return the decision's id.

    Raises `RuleViolation` without a tax rate, which the law wants (KL 11:6), or an earlier adoption.
    """
    access.require_write(session, actor, Action.MANAGE_FRAMES, actor.top_unit_id)
    if not first_time(session, actor, key=key, action="frame_adopted", subject=(frame_id, decision)):
        return int(result_of(session, key))
    frame = open_frame(session, actor, frame_id)
    if not frame.tax_rate.strip():
        raise RuleViolation(_("Fyll i skattesatsen först. Fullmäktige beslutar den med budgeten (KL 11:6)."))
    subject = Subject(SubjectKind.FRAME, str(frame_id), actor.top_unit_id)
    decision_id = record_decision(
        session, actor, key=sub_key("frame decision", key), subject=subject, text=decision
    )
    frame.decision_id, frame.adopted_at = decision_id, session.info["database"].now()
    session.add(frame)
    session.flush()
    keep_snapshot(
        session, actor, unit_id=actor.top_unit_id, subject=(SubjectKind.FRAME, frame_id), title=frame.name,
        table=table,
    )  # fmt: skip
    audit.record(
        session, actor, "frame_adopted", subject=("budget_frame", frame_id), unit_id=actor.top_unit_id,
        change=(None, {"decision": decision_id, "day": decision.day}),
    )  # fmt: skip
    keep_result(session, key, decision_id)
    return decision_id


def sub_key(part: str, key: str) -> str:
    """Return the request key of a part of a larger save."""
    return hashlib.sha256(f"{part} {key}".encode()).hexdigest()[:_KEY_LENGTH]
