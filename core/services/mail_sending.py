"""Sending: each prepared mail is claimed, worded, sent and noted, one at a time.

No lock is held while a mail server is spoken to. What fails is noted in its row and tried again at
the next run, for a week.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import update
from sqlmodel import Session, col, select

from core.db import Database
from core.exports.mail import is_mail_address, make_message
from core.models import Mail
from core.services.mail import MailText, mark_mailed, words_of
from core.services.report_mail import BuiltReport, ReportMaker, build_report, is_report
from core.services.transaction import transaction
from core.settings import Settings
from core.texts import _

_TIMEOUT_SECONDS = 15
_TRY_FOR = timedelta(days=7)
_CLAIM_FOR = timedelta(minutes=10)
_SENDING = "sending since "
_LONGEST_ERROR = 400


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mails were sent, and how many could not be this time."""

    sent: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Claimed:
    mail_id: int
    recipient: str
    at: datetime
    text: MailText


def send_prepared(database: Database, settings: Settings, make: ReportMaker | None = None) -> Outcome:
    """Send every mail that is prepared and not sent, and return how it went; none when mail is off.

    Reports are sent only where there is somebody to `make` them.
    """
    if not settings.sends_mail:
        return Outcome()
    with database.reading() as session:
        mail_ids = _unsent(session, database.now(), reports=make is not None)
    if not mail_ids:
        return Outcome()
    try:
        server = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        _note_failure(database, mail_ids, _words(error))
        return Outcome(failed=len(mail_ids))
    try:
        results = [_send(database, settings, server, (mail_id, make)) for mail_id in mail_ids]
    finally:
        server.close()
    return Outcome(results.count(True), results.count(False))


def _unsent(session: Session, now: datetime, *, reports: bool) -> list[int]:
    waiting = select(Mail.id, Mail.key).where(col(Mail.sent_at).is_(None), Mail.at >= now - _TRY_FOR)
    rows = session.exec(waiting.order_by(col(Mail.id))).all()
    return [mail_id for mail_id, key in rows if mail_id is not None and (reports or not is_report(key))]


def _connect(settings: Settings) -> smtplib.SMTP:
    """Return a connection that is encrypted and signed in as the settings say."""
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_TIMEOUT_SECONDS)
    try:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server


def _send(
    database: Database, settings: Settings, server: smtplib.SMTP, what: tuple[int, ReportMaker | None]
) -> bool | None:
    """Send one mail; None when there was nothing to send or somebody else is sending it."""
    mail_id, make = what
    built = _built(database, mail_id, make, settings.public_url)
    claimed = _claim(database, mail_id, settings.public_url, built)
    if claimed is None:
        return None
    try:
        server.send_message(_message(claimed, settings))
    except (OSError, smtplib.SMTPException) as error:
        _note_failure(database, [mail_id], _words(error))
        return False
    with transaction(database) as session:
        mail = session.get_one(Mail, mail_id)
        mail.sent_at, mail.error = database.now(), ""
        mail.subject, mail.body = claimed.text.subject, claimed.text.body
        mark_mailed(session, claimed.text.notice_ids)
    return True


def _message(claimed: _Claimed, settings: Settings) -> EmailMessage:
    return make_message(
        sender=settings.smtp_sender,
        recipient=claimed.recipient,
        subject=claimed.text.subject,
        body=claimed.text.body,
        at=claimed.at,
        file=claimed.text.file,
    )


def _built(database: Database, mail_id: int, make: ReportMaker | None, public_url: str) -> BuiltReport | None:
    """Return a report's mail with its file; None for a mail of another kind."""
    if make is None:
        return None
    with database.reading() as session:
        key = session.get_one(Mail, mail_id).key
    return build_report(database, mail_id, make=make, public_url=public_url) if is_report(key) else None


def _claim(database: Database, mail_id: int, public_url: str, built: BuiltReport | None) -> _Claimed | None:
    """Take a mail for sending, with the words of this moment; a claim that died is taken over."""
    now = database.now()
    with transaction(database) as session:
        mail = session.get_one(Mail, mail_id, with_for_update=True)
        if mail.sent_at is not None or _is_being_sent(mail.error, now):
            return None
        if built is not None:
            text = MailText(built.subject, built.body, file=built.file) if built.file else None
        else:
            text = words_of(session, mail, public_url=public_url)
        if text is None:
            reason = built.reason if built is not None else ""
            mail.error = (reason or _("Inget att skicka längre."))[:_LONGEST_ERROR]
            return None
        if not is_mail_address(mail.recipient):
            mail.error = _("Mejladressen går inte att använda.")
            return None
        mail.error = f"{_SENDING}{now.isoformat()}"
        return _Claimed(mail_id, mail.recipient, now, text)


def _is_being_sent(error: str, now: datetime) -> bool:
    if not error.startswith(_SENDING):
        return False
    return now - datetime.fromisoformat(error.removeprefix(_SENDING)) < _CLAIM_FOR


def _note_failure(database: Database, mail_ids: Sequence[int], error: str) -> None:
    with transaction(database) as session:
        session.execute(
            update(Mail)
            .where(col(Mail.id).in_(mail_ids), col(Mail.sent_at).is_(None))
            .values(error=error[:_LONGEST_ERROR])
        )


def _words(error: Exception) -> str:
    return _("Mejlservern svarade inte som den skulle: {error}").format(error=error)
