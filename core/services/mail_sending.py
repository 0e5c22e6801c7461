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


def send_prepared(database: Database, settings: Settings) -> Outcome:
    """Send every mail that is prepared and not sent, and return how it went; none when mail is off."""
    if not settings.sends_mail:
        return Outcome()
    with database.reading() as session:
        mail_ids = _unsent(session, database.now())
    if not mail_ids:
        return Outcome()
    try:
        server = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        _note_failure(database, mail_ids, _words(error))
        return Outcome(failed=len(mail_ids))
    try:
        results = [_send(database, settings, server, mail_id) for mail_id in mail_ids]
    finally:
        server.close()
    return Outcome(results.count(True), results.count(False))


def _unsent(session: Session, now: datetime) -> list[int]:
    waiting = select(Mail.id).where(col(Mail.sent_at).is_(None), Mail.at >= now - _TRY_FOR)
    return [mail_id for mail_id in session.exec(waiting.order_by(col(Mail.id))) if mail_id is not None]


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


def _send(database: Database, settings: Settings, server: smtplib.SMTP, mail_id: int) -> bool | None:
    """Send one mail; None when there was nothing to send or somebody else is sending it."""
    claimed = _claim(database, mail_id, settings.public_url)
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
    )


def _claim(database: Database, mail_id: int, public_url: str) -> _Claimed | None:
    """Take a mail for sending, with the words of this moment; a claim that died is taken over."""
    now = database.now()
    with transaction(database) as session:
        mail = session.get_one(Mail, mail_id, with_for_update=True)
        if mail.sent_at is not None or _is_being_sent(mail.error, now):
            return None
        text = words_of(session, mail, public_url=public_url)
        if text is None:
            mail.error = _("Inget att skicka längre.")
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
