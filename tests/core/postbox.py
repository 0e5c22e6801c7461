"""A real mail server for tests: what it has received, and what is in the files of each mail."""

import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from openpyxl import load_workbook

from core.settings import Settings


class Postbox:
    """The mails that have come."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=modern)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"

    def files(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of the first sheet of each mail's file, by its receiver."""
        found = {}
        for one in self.mails:
            (file,) = one.iter_attachments()
            sheet = load_workbook(io.BytesIO(file.get_content())).worksheets[0]
            found[str(one["To"])] = list(sheet.iter_rows(values_only=True))
        return found


@contextmanager
def mail_server() -> Iterator[tuple[Postbox, Settings]]:
    """Give a postbox whose server runs on a free port, and the settings that send to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    postbox = Postbox()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    settings = Settings(
        smtp_host="127.0.0.1", smtp_port=port, smtp_starttls=False,
        smtp_sender="Rodret <rodret@ekarboda.example>", public_url="https://rodret.ekarboda.example",
    )  # fmt: skip
    try:
        yield postbox, settings
    finally:
        server.stop()
