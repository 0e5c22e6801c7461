import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import Message as ReceivedMessage
from email.policy import default as modern

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlmodel import select

from core.db import Database
from core.enums import NoticeKind
from core.errors import NotAllowed
from core.models import Mail, Notice, RoleAssignment
from core.queries.mail_log import list_mail
from core.queries.notices import list_notices
from core.rules.limits import LimitKey
from core.rules.reminders import MailChoice
from core.rules.subjects import unit_subject
from core.rules.tasks import TaskText
from core.services import mail, mail_runs, notices, tasks
from core.services.mail_sending import Outcome, send_prepared
from core.services.transaction import transaction
from core.settings import Settings
from tests.core.side_town import OTHER, SCHOOL, Town, give_mail, key, stored_town
from tests.factories import set_setting

MONDAY = date(2026, 11, 9)


class Postbox:
    """What a mail server has received; `refused` are recipients that it turns away."""

    def __init__(self) -> None:
        self.mails: list[ReceivedMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 named by the server
        self, _server: SMTP, _session: SmtpSession, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=modern))
        return "250 OK"

    def texts(self) -> dict[str, str]:
        """Return the words of each mail by its recipient."""
        return {str(one["To"]): one.get_content() for one in self.mails}  # type: ignore[attr-defined]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Controller]:
    own = Controller(postbox, hostname="127.0.0.1", port=free_port())
    own.start()
    yield own
    own.stop()


@pytest.fixture
def smtp(server: Controller) -> Settings:
    return settings_of(server.port)


def settings_of(port: int) -> Settings:
    return Settings(
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_starttls=False,
        smtp_sender="Rodret <rodret@ekarboda.example>",
        public_url="https://rodret.ekarboda.example",
    )


@pytest.fixture
def town(database: Database) -> Town:
    town = stored_town(database)
    with transaction(database) as session:
        give_mail(session, town, "maria", "bo", "sara")
    return town


def give_task(
    database: Database, town: Town, owner: str, unit: str, due: date, title: str = "Se över städavtalet"
) -> int:
    with transaction(database) as session:
        count = len(session.exec(select(Notice)).all())
        return tasks.create_task(
            session,
            town.actor(session, "sara"),
            key=key(100 + count),
            subject=unit_subject(town.units[unit]),
            text=TaskText(title, due),
            owner_id=town.people[owner],
        )


def mails(database: Database) -> list[Mail]:
    with database.reading() as session:
        found = list(session.exec(select(Mail).order_by(Mail.key)))
        session.expunge_all()
        return found


def test_weekly_gathers_what_waits_in_one_mail_to_each(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 12), "Rond å ä ö <b>")
    give_task(database, town, "bo", OTHER, date(2026, 12, 1), "Hemligt för Ekbacken")

    said = mail_runs.run_weekly(database, smtp)

    texts = postbox.texts()
    assert said == "2 mejl skickade, 0 gick inte att skicka."
    assert sorted(texts) == ["bo@ekarboda.example", "maria@ekarboda.example"]
    assert texts["maria@ekarboda.example"].splitlines()[:7] == [
        "Hej Maria Sandell!",
        "",
        "2 saker att göra, 1 är sen.",
        "",
        "- Se över städavtalet, Ekbackens skola: 3 dagar sen",
        "  https://rodret.ekarboda.example/?enhet=21",
        "",
    ]
    assert "- Rond å ä ö <b>, Ekbackens skola: om 3 dagar" in texts["maria@ekarboda.example"]
    assert "Hemligt" not in texts["maria@ekarboda.example"]
    assert [str(one["Subject"]) for one in postbox.mails] == [
        "Rodret: din vecka, 2 att göra",
        "Rodret: din vecka, 1 att göra",
    ]


def test_weekly_twice_in_a_week_is_sent_once_and_next_week_again(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 12, 1))

    mail_runs.run_weekly(database, smtp)
    mail_runs.run_weekly(database, smtp)
    database.now = lambda: datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
    mail_runs.run_weekly(database, smtp)

    assert [one.key for one in mails(database)] == [
        f"weekly:2026-W46:{town.people['maria']}",
        f"weekly:2026-W47:{town.people['maria']}",
    ]
    assert len(postbox.mails) == 2


def test_weekly_person_who_wants_no_mail_gets_none(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    with transaction(database) as session:
        maria = town.actor(session, "maria")
        for kind in NoticeKind:
            notices.choose_mail(session, maria, kind=kind, choice=MailChoice.APPLICATION)

    mail_runs.run_weekly(database, smtp)
    mail_runs.run_reminders(database, smtp)

    assert (postbox.mails, mails(database)) == ([], [])


def test_weekly_tells_unread_once_and_not_what_is_read(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    with transaction(database) as session:
        for n, read in ((1, True), (2, False)):
            notices.tell(
                session, user_ids=[town.people["maria"]], kind=NoticeKind.MENTIONED, text=f"Nämnd {n}",
                address="/?enhet=21", key=f"{n}",
            )  # fmt: skip
            if read:
                notices.mark_all_read(session, town.actor(session, "maria"))

    mail_runs.run_weekly(database, smtp)
    database.now = lambda: datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
    mail_runs.run_weekly(database, smtp)

    (text,) = postbox.texts().values()
    assert ("Du är nämnd: Nämnd 2" in text, "Nämnd 1" in text) == (True, False)


def test_send_says_only_what_the_receiver_may_see_when_it_is_sent(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    with transaction(database) as session:
        assert mail.weekly(session, today=MONDAY) == 1
        held = select(RoleAssignment).where(RoleAssignment.user_id == town.people["maria"])
        session.exec(held).one().valid_to = MONDAY - timedelta(days=1)

    outcome = send_prepared(database, smtp)

    (kept,) = mails(database)
    assert (outcome, postbox.mails) == (Outcome(), [])
    assert (kept.body, kept.sent_at, kept.error) == ("", None, "Inget att skicka längre.")


def test_reminders_three_days_before_and_a_day_after_are_told_once(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 12))
    told = []
    for day in (8, 9, 10, 11, 12, 13, 14):
        database.now = lambda day=day: datetime(2026, 11, day, 7, 0, tzinfo=UTC)  # type: ignore[misc]
        with transaction(database) as session:
            told.append(mail.reminders(session, today=date(2026, 11, day)))

    # the manager and her deputy each hear it on the third day before and on the day after
    assert told == [0, 2, 0, 0, 0, 2, 0]
    with database.reading() as session:
        reminders = [
            one.text
            for one in list_notices(session, town.actor(session, "maria"))
            if one.kind is NoticeKind.REMINDER
        ]
    assert reminders == [
        "Se över städavtalet, Ekbackens skola: 1 dag sen",
        "Se över städavtalet, Ekbackens skola: om 3 dagar",
    ]


def test_reminders_follow_the_days_that_are_set(database: Database, town: Town) -> None:
    give_task(database, town, "bo", OTHER, date(2026, 11, 16))
    with transaction(database) as session:
        set_setting(session, LimitKey.REMIND_BEFORE, "7")
        set_setting(session, LimitKey.REMIND_AFTER, "-")
        first = mail.reminders(session, today=MONDAY)
        late = mail.reminders(session, today=date(2026, 11, 20))

    assert (first, late) == (1, 0)


def test_reminders_are_gathered_in_one_mail_at_once(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 10), "Ett")
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 11), "Två")

    mail_runs.run_reminders(database, smtp)
    mail_runs.run_reminders(database, smtp)

    (text,) = postbox.texts().values()
    assert ("Påminnelse: Ett" in text, "Påminnelse: Två" in text) == (True, True)
    assert str(postbox.mails[0]["Subject"]) == "Rodret: 2 nyheter"


def test_at_once_what_is_read_before_it_is_sent_is_not_sent(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    with transaction(database) as session:
        notices.tell(
            session, user_ids=[town.people["maria"]], kind=NoticeKind.RETURNED, text="Återlämnat",
            address="/?enhet=21", key="r",
        )  # fmt: skip
        assert mail.at_once(session) == 1
        notices.mark_all_read(session, town.actor(session, "maria"))

    send_prepared(database, smtp)

    assert postbox.mails == []


def test_send_failure_is_noted_and_tried_again(
    database: Database, town: Town, server: Controller, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    with transaction(database) as session:
        mail.weekly(session, today=MONDAY)

    away = send_prepared(database, settings_of(1))
    noted = mails(database)[0]
    postbox.refused.add("maria@ekarboda.example")
    refused = send_prepared(database, smtp)
    unknown = mails(database)[0]
    postbox.refused.clear()
    sent = send_prepared(database, smtp)
    again = send_prepared(database, smtp)

    assert (away, refused, sent, again) == (Outcome(0, 1), Outcome(0, 1), Outcome(1, 0), Outcome())
    assert noted.error.startswith("Mejlservern svarade inte som den skulle:")
    assert ("550" in unknown.error, unknown.sent_at) == (True, None)
    kept = mails(database)[0]
    assert (kept.error, kept.sent_at, kept.subject) == (
        "",
        database.now(),
        "Rodret: din vecka, 1 att göra",
    )


def test_send_one_refused_recipient_does_not_stop_the_others(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "bo", OTHER, date(2026, 11, 6))
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    postbox.refused.add("maria@ekarboda.example")

    said = mail_runs.run_weekly(database, smtp)

    assert said == "1 mejl skickade, 1 gick inte att skicka."
    assert list(postbox.texts()) == ["bo@ekarboda.example"]


@pytest.mark.parametrize("address", ["a@x.se, b@x.se", "a@x.se\nBcc: b@x.se", "nobody", "<a@x.se>", "å@x.se"])
def test_send_to_what_is_not_one_address_is_never_tried(
    database: Database, town: Town, smtp: Settings, postbox: Postbox, address: str
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    with transaction(database) as session:
        mail.weekly(session, today=MONDAY)
        session.exec(select(Mail)).one().recipient = address

    send_prepared(database, smtp)

    assert postbox.mails == []
    assert mails(database)[0].error == "Mejladressen går inte att använda."


def test_send_a_mail_that_another_run_is_sending_is_left_alone(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    with transaction(database) as session:
        mail.weekly(session, today=MONDAY)
        session.exec(select(Mail)).one().error = f"sending since {database.now().isoformat()}"

    while_sending = send_prepared(database, smtp)
    database.now = lambda: datetime(2026, 11, 9, 7, 30, tzinfo=UTC)
    after_a_crash = send_prepared(database, smtp)

    assert (while_sending, after_a_crash) == (Outcome(), Outcome(1, 0))


def test_send_through_a_server_without_encryption_is_refused_when_it_is_wanted(
    database: Database, town: Town, smtp: Settings, postbox: Postbox
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))

    said = mail_runs.run_weekly(database, smtp.model_copy(update={"smtp_starttls": True}))

    assert said == "0 mejl skickade, 1 gick inte att skicka."
    assert postbox.mails == []


def test_mail_off_prepares_and_sends_nothing_but_reminds_in_the_application(
    database: Database, town: Town
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 10))

    weekly = mail_runs.run_weekly(database, Settings())
    reminders = mail_runs.run_reminders(database, Settings())

    assert (weekly, reminders) == ("Mejl är avstängt.", "2 påminnelser. Mejl är avstängt.")
    assert mails(database) == []


def test_list_mail_shows_who_and_when_but_no_words_to_the_administrator_only(
    database: Database, town: Town, smtp: Settings
) -> None:
    give_task(database, town, "maria", SCHOOL, date(2026, 11, 6))
    mail_runs.run_weekly(database, smtp)

    with database.reading() as session:
        (row,) = list_mail(session, town.actor(session, "ada"))
        none = list_mail(session, town.actor(session, "ada"), user_id=town.people["bo"])
        with pytest.raises(NotAllowed):
            list_mail(session, town.actor(session, "sara"))
    assert (row.name, row.recipient, row.error, none) == ("Maria Sandell", "maria@ekarboda.example", "", [])
    assert not hasattr(row, "body")
