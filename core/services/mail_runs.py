"""The runs of mail and reminders, and when each is due: on weekdays' mornings, Mondays, and at once.

Unlike other services a run opens its own transactions, since no lock is held while mail is sent.
"""

from datetime import date

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role
from core.models import Job, RoleAssignment, Setting, Tree, User
from core.periods import STOCKHOLM
from core.rules.reminders import is_new_day, is_new_week, week_of
from core.services import audit, mail, report_mail
from core.services.mail_rows import password_mail_waits
from core.services.mail_sending import Outcome, send_prepared
from core.services.report_mail import ReportMaker
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn
from core.settings import Settings
from core.texts import _

WEEKLY, REMINDERS, AT_ONCE, REPORTS = "weekly_mail", "reminders", "mail", "report_mail"
_LAST = {WEEKLY: "last_weekly_mail", REMINDERS: "last_reminders", REPORTS: "last_report_mail"}
_FIRST_HOUR = 6
"""Nothing is sent at night: the day's runs begin at this hour in Sweden."""


def run_weekly(database: Database, settings: Settings) -> str:
    """Prepare and send the week's gathered mail; return what happened in words."""
    if settings.sends_mail:
        with transaction(database) as session:
            mail.weekly(session, today=database.today())
    return _told(send_prepared(database, settings), settings)


def run_reminders(database: Database, settings: Settings) -> str:
    """Tell of deadlines that are near or just past, and send what should go at once."""
    with transaction(database) as session:
        told = mail.reminders(session, today=database.today())
    return _("{n} påminnelser. {mail}").format(n=told, mail=run_at_once(database, settings))


def run_at_once(database: Database, settings: Settings) -> str:
    """Send news to those who want it at once, and what could not be sent before."""
    if settings.sends_mail:
        with transaction(database) as session:
            mail.at_once(session)
    return _told(send_prepared(database, settings), settings)


def run_reports(database: Database, settings: Settings, make: ReportMaker) -> str:
    """Send the reports that are due, each made with its receiver's own rights of this moment."""
    if settings.sends_mail:
        with transaction(database) as session:
            report_mail.prepare_due(session)
    return _told(send_prepared(database, settings, make), settings)


def ask_for_due(database: Database, *, sends_mail: bool) -> list[str]:
    """Ask for the runs that are due now as jobs, each once; return their kinds.

    The last day of each is a row in `setting`, so that a restart repeats nothing and loses nothing.
    """
    with database.reading() as session:
        if not _due(session, database, sends_mail=sends_mail):
            return []
    with transaction(database) as session:
        take_turn(session, Turn.JOBS)
        user_id = _responsible(session)
        if user_id is None:
            return []
        kinds = _due(session, database, sends_mail=sends_mail)
        for kind in kinds:
            _ask(session, kind, user_id)
    return kinds


def _due(session: Session, database: Database, *, sends_mail: bool) -> list[str]:
    if session.exec(select(Tree.id)).first() is None:
        return []
    held = dict(
        session.exec(select(Setting.key, Setting.value).where(col(Setting.key).in_(_LAST.values()))).all()
    )
    today = database.today()
    kinds = []
    if database.now().astimezone(STOCKHOLM).hour >= _FIRST_HOUR:
        if is_new_day(held.get(_LAST[REMINDERS], ""), today):
            kinds.append(REMINDERS)
        if sends_mail and is_new_week(held.get(_LAST[WEEKLY], ""), today):
            kinds.append(WEEKLY)
        new_day = is_new_day(held.get(_LAST[REPORTS], ""), today)
        if sends_mail and new_day and report_mail.anything_subscribed(session):
            kinds.append(REPORTS)
    if sends_mail and (mail.news_at_once(session) or password_mail_waits(session)):
        kinds.append(AT_ONCE)
    return kinds


def _ask(session: Session, kind: str, user_id: int) -> None:
    now, today = session.info["database"].now(), session.info["database"].today()
    key = f"{kind}:{_name_of_run(kind, today) or now.isoformat(timespec='minutes')}"
    if kind in _LAST:
        row = session.get(Setting, _LAST[kind]) or Setting(key=_LAST[kind])
        row.value = today.isoformat()
        session.add(row)
    if session.exec(select(Job.id).where(Job.key == key)).first() is not None:
        return
    job = Job(key=key, kind=kind, payload={}, user_id=user_id, created_at=now)
    session.add(job)
    session.flush()
    if kind in _LAST:
        audit.record(session, None, "job_asked_for", subject=("job", job.id), change=(None, {"kind": kind}))


def _name_of_run(kind: str, today: date) -> str:
    day = today.isoformat()
    return {WEEKLY: week_of(today), REMINDERS: day, REPORTS: day}.get(kind, "")


def _responsible(session: Session) -> int | None:
    """Return whom the row of a run names: an administrator, else anybody; it gives the run no rights."""
    administrators = (
        select(User.id)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .where(col(User.active), RoleAssignment.role == Role.ADMINISTRATOR)
    )
    found = session.exec(administrators.order_by(col(User.id))).first()
    return found or session.exec(select(User.id).where(col(User.active)).order_by(col(User.id))).first()


def _told(outcome: Outcome, settings: Settings) -> str:
    if not settings.sends_mail:
        return _("Mejl är avstängt.")
    return _("{sent} mejl skickade, {failed} gick inte att skicka.").format(
        sent=outcome.sent, failed=outcome.failed
    )
