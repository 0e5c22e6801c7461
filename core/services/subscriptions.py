"""Reports by mail: asked for by oneself, or by finance for somebody who may see the report; and ended."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import ReportKind, ReportRhythm
from core.errors import Conflict, RuleViolation
from core.exports.mail import is_mail_address
from core.models import ReportSubscription, User
from core.queries import access
from core.queries.subjects import not_there, why_not
from core.queries.versions import default_period
from core.rules.access import Action, Actor
from core.rules.subscriptions import REPORT_ACTIONS, checked_weekday, occasion
from core.services import audit
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """What is asked for: a report of a unit to a person, and when (weekday 1 Monday–5 Friday for a week)."""

    report: ReportKind
    unit_id: int
    user_id: int
    rhythm: ReportRhythm
    weekday: int | None = None


def subscribe(session: Session, actor: Actor, *, wanted: NewSubscription, key: str) -> int:
    """Let a report come by mail again and again, from the next time on; return its id.

    Raises `RuleViolation` when the person has no mail address or may not see the report.
    """
    needed = REPORT_ACTIONS[wanted.report]
    access.require_write(session, actor, needed, wanted.unit_id)
    if wanted.user_id != actor.user_id:
        access.require_write(session, actor, Action.MANAGE_BUDGET, wanted.unit_id)
    if not first_time(session, actor, key=key, action="report_subscribed", subject=wanted):
        return int(result_of(session, key))
    _require_reader(session, wanted)
    weekday = checked_weekday(wanted.rhythm, wanted.weekday)
    today, closed = session.info["database"].today(), default_period(session)
    row = ReportSubscription(
        user_id=wanted.user_id, report=wanted.report, unit_id=wanted.unit_id, rhythm=wanted.rhythm,
        weekday=weekday, sent_for=occasion(wanted.rhythm, weekday, today=today, closed=closed),
        created_by_id=actor.user_id, created_at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    new = {"report": row.report, "rhythm": row.rhythm, "user": row.user_id}
    audit.record(
        session, actor, "report_subscribed", subject=("report", row.id), unit_id=row.unit_id,
        change=(None, new),
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def end_subscription(session: Session, actor: Actor, *, subscription_id: int) -> None:
    """End a report by mail: one's own, or anybody's on a unit whose budget one manages."""
    row = session.get(ReportSubscription, subscription_id, populate_existing=True)
    if row is None:
        raise not_there(session, actor, Action.MANAGE_BUDGET)
    if row.user_id != actor.user_id or actor.read_only:
        access.require_write(session, actor, Action.MANAGE_BUDGET, row.unit_id)
    if row.ended_at is not None:
        raise Conflict(_("Utskicket är redan avslutat. Ladda om sidan."))
    row.ended_at, row.ended_by_id = session.info["database"].now(), actor.user_id
    session.add(row)
    session.flush()
    old = {"report": row.report, "rhythm": row.rhythm, "user": row.user_id}
    audit.record(
        session, actor, "report_unsubscribed", subject=("report", row.id), unit_id=row.unit_id,
        change=(old, None),
    )  # fmt: skip


def _require_reader(session: Session, wanted: NewSubscription) -> None:
    """Raise `RuleViolation` unless the receiver may see the report, can get mail and does not get it yet."""
    reason = why_not(
        session, user_id=wanted.user_id, action=REPORT_ACTIONS[wanted.report], unit_id=wanted.unit_id
    )
    if reason:
        raise RuleViolation(reason)
    user = session.get_one(User, wanted.user_id)
    if not is_mail_address(user.email):
        words = _("{name} har ingen mejladress i Rodret. Be en administratör lägga in den.")
        raise RuleViolation(words.format(name=user.name))
    held = select(ReportSubscription.id).where(
        ReportSubscription.user_id == wanted.user_id,
        ReportSubscription.report == wanted.report,
        ReportSubscription.unit_id == wanted.unit_id,
        ReportSubscription.rhythm == wanted.rhythm,
        col(ReportSubscription.ended_at).is_(None),
    )
    if session.exec(held).first() is not None:
        raise Conflict(_("{name} får redan den här rapporten så.").format(name=user.name))
