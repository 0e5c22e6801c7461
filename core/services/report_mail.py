"""Reports by mail: what is due, and what each mail holds by its receiver's own rights when it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import ReportKind
from core.errors import RodretError
from core.exports.file_names import file_name
from core.exports.mail import MailFile, report_text
from core.exports.xlsx import table_to_xlsx
from core.models import Mail, ReportSubscription, User
from core.queries.access import load_actor, require
from core.queries.codes import unit_names
from core.queries.versions import default_period
from core.rules.access import Actor
from core.rules.subscriptions import REPORT_ACTIONS, occasion, report_words, rhythm_words
from core.services.mail_rows import prepare
from core.table import Table
from core.texts import _

REPORT = "report"
_XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ReportMaker: TypeAlias = Callable[[Session, Actor, ReportKind, int], Table]
"""Makes a report of a unit as a table, with the rights of an actor."""


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """A mail with its file; or, without a file, the reason why there is none to send."""

    subject: str
    body: str
    file: MailFile | None
    reason: str = ""


def is_report(key: str) -> bool:
    """Return whether a mail's key is that of a report."""
    return key.startswith(f"{REPORT}:")


def anything_subscribed(session: Session) -> bool:
    """Return whether anybody gets any report by mail."""
    return session.exec(select(ReportSubscription.id).where(_active()).limit(1)).first() is not None


def prepare_due(session: Session) -> int:
    """Prepare a mail for every report that is due and not prepared before; return how many are new."""
    today, closed = session.info["database"].today(), default_period(session)
    rows = session.exec(
        select(ReportSubscription, User)
        .join(User, col(User.id) == col(ReportSubscription.user_id))
        .where(_active())
        .order_by(col(ReportSubscription.id))
    ).all()
    new = 0
    for row, user in rows:
        due = occasion(row.rhythm, row.weekday, today=today, closed=closed)
        if due > row.sent_for:
            subject = _("Rodret: {report}").format(report=report_words(row.report))
            new += prepare(session, user, f"{REPORT}:{row.id}:{due}", subject=subject)
            row.sent_for = due
            session.add(row)
    session.flush()
    return new


def build_report(database: Database, mail_id: int, *, make: ReportMaker, public_url: str) -> BuiltReport:
    """Return a report's mail as its receiver may read it now; a refusal is the reason why it is not sent.

    Read outside the transaction that claims the mail, so that no lock is held while it is made.
    """
    with database.reading() as session:
        mail = session.get_one(Mail, mail_id)
        row = session.get(ReportSubscription, int(mail.key.split(":")[1]))
        actor = load_actor(session, mail.user_id, today=database.today())
        if row is None or row.ended_at is not None:
            return BuiltReport(mail.subject, "", None, _("Utskicket är avslutat."))
        if actor is None:
            return BuiltReport(mail.subject, "", None, _("Användaren är inte aktiv längre."))
        try:
            return _built(session, actor, row, make, public_url)
        except RodretError as refusal:
            return BuiltReport(mail.subject, "", None, refusal.message)


def _built(
    session: Session, actor: Actor, row: ReportSubscription, make: ReportMaker, public_url: str
) -> BuiltReport:
    require(session, actor, REPORT_ACTIONS[row.report], row.unit_id)
    table = make(session, actor, row.report, row.unit_id)
    today = session.info["database"].today()
    unit = unit_names(session, actor.tree_id, (row.unit_id,))[row.unit_id]
    report = report_words(row.report)
    subject = _("Rodret: {report}, {unit}").format(report=report, unit=unit.name)
    body = report_text(
        actor.name, report=report, unit=unit.name, table=table,
        rhythm=rhythm_words(row.rhythm, row.weekday), public_url=public_url,
    )  # fmt: skip
    name = file_name(report, unit.name, today.year, today, "xlsx")
    return BuiltReport(subject, body, MailFile(name, _XLSX, table_to_xlsx(table)))


def _active() -> ColumnElement[bool]:
    return col(ReportSubscription.ended_at).is_(None)
