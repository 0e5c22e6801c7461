"""The text of a mail, and the message as it is sent. Plain text: every mail program and reader shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from core.table import Table
from core.texts import _

_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+")


@dataclass(frozen=True, slots=True)
class MailLine:
    """One thing in a mail: what it is, and the address (`/…`) that opens it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with a mail: its name, what it is below `application/`, and its bytes."""

    name: str
    subtype: str
    data: bytes


def weekly_text(
    name: str, *, sentence: str, tasks: Sequence[MailLine], notices: Sequence[MailLine], public_url: str
) -> str:
    """Return the body of the gathered mail of a week: what waits, then what one has not read."""
    parts = [_("Hej {name}!").format(name=name), sentence if tasks else ""]
    parts += [_line(line, public_url) for line in tasks]
    if notices:
        parts.append(_("Nytt sedan sist:"))
        parts += [_line(line, public_url) for line in notices]
    return _finished(parts, public_url)


def notices_text(name: str, *, notices: Sequence[MailLine], public_url: str) -> str:
    """Return the body of a mail with what one wants to know at once."""
    parts = [_("Hej {name}!").format(name=name), *(_line(line, public_url) for line in notices)]
    return _finished(parts, public_url)


def report_text(name: str, *, report: str, unit: str, table: Table, rhythm: str, public_url: str) -> str:
    """Return the body of a mail with a report as a file: what it is, of what, and why it comes."""
    parts = [
        _("Hej {name}!").format(name=name),
        _("Här är {report} för {unit}, som Excel.").format(report=report.lower(), unit=unit),
        "\n".join(f"{what}: {value}" for what, value in table.about),
        _("Den kommer {rhythm}. Du avslutar den på Mina uppgifter i Rodret.").format(rhythm=rhythm),
        public_url,
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def password_text(name: str, *, when: str, public_url: str) -> str:
    """Return the body of the mail that says that somebody's password was changed, and when."""
    parts = [
        _("Hej {name}!").format(name=name),
        _("Ditt lösenord i Rodret byttes {when}. Du är utloggad överallt utom där det byttes.").format(
            when=when
        ),
        _("Var det inte du? Hör av dig till er administratör genast."),
        public_url,
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def is_mail_address(text: str) -> bool:
    """Return whether a text is one address and nothing more, so that nobody else gets the mail."""
    return text.isascii() and _ADDRESS.fullmatch(text) is not None


def make_message(
    *, sender: str, recipient: str, subject: str, body: str, at: datetime, file: MailFile | None = None
) -> EmailMessage:
    """Return a mail ready to send, with its file; ValueError when the recipient is not one address."""
    if not is_mail_address(recipient):
        raise ValueError("not one mail address")
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Auto-Submitted"] = "auto-generated"  # so that no holiday reply comes back
    message.set_content(body)
    if file is not None:
        message.add_attachment(file.data, maintype="application", subtype=file.subtype, filename=file.name)
    return message


def _line(line: MailLine, public_url: str) -> str:
    if not public_url or not line.address:
        return f"- {line.text}"
    return f"- {line.text}\n  {public_url.rstrip('/')}{line.address}"


def _finished(parts: Sequence[str], public_url: str) -> str:
    ending = [public_url, _("Vad som kommer med mejl väljer du i Rodret.")]
    return "\n\n".join(filter(None, [*parts, *ending])) + "\n"
