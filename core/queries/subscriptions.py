"""Reports by mail: one's own, and those of everybody on a unit."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from core.enums import ReportKind, ReportRhythm
from core.models import ReportSubscription, User
from core.queries.access import require, subtree
from core.queries.codes import unit_names
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A report by mail that has not been ended: whose, what, of which unit and when."""

    id: int
    user_id: int
    user: str
    report: ReportKind
    unit_id: int
    unit: str
    rhythm: ReportRhythm
    weekday: int | None


def list_own_subscriptions(session: Session, actor: Actor) -> list[SubscriptionRow]:
    """Return one's own reports by mail."""
    person = actor.acting_as_id or actor.user_id
    return _rows(session, actor, ReportSubscription.user_id == person)


def list_subscriptions(session: Session, actor: Actor, *, unit_id: int) -> list[SubscriptionRow]:
    """Return everybody's reports by mail about a unit and all below it."""
    require(session, actor, Action.MANAGE_BUDGET, unit_id)
    return _rows(session, actor, col(ReportSubscription.unit_id).in_(subtree(actor.tree_id, (unit_id,))))


def _rows(session: Session, actor: Actor, condition: ColumnElement[bool] | bool) -> list[SubscriptionRow]:
    rows = session.exec(
        select(ReportSubscription, User.name)
        .join(User, col(User.id) == col(ReportSubscription.user_id))
        .where(col(ReportSubscription.ended_at).is_(None), condition)
        .order_by(User.name, col(ReportSubscription.id))
    ).all()
    names = unit_names(session, actor.tree_id, tuple({row.unit_id for row, _name in rows}))
    return [
        SubscriptionRow(
            row.id or 0, row.user_id, name, row.report, row.unit_id,
            names[row.unit_id].name if row.unit_id in names else "", row.rhythm, row.weekday,
        )
        for row, name in rows
    ]  # fmt: skip
