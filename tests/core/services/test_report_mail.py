from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from core.db import Database
from core.enums import ReportKind, ReportRhythm
from core.models import Job, Mail, ReportSubscription, RoleAssignment, User
from core.queries.mail_log import list_mail
from core.reports.mailed_reports import make_report
from core.services import mail_runs, periods, report_mail
from core.services.mail_sending import Outcome, send_prepared
from core.services.subscriptions import NewSubscription, end_subscription, subscribe
from core.services.transaction import transaction
from core.settings import Settings
from tests.core import control_town
from tests.core.control_town import ControlTown
from tests.core.postbox import Postbox, mail_server

CLOSED_ON = datetime(2026, 12, 8, 7, tzinfo=UTC)
MONTHLY, WEEKLY = ReportRhythm.MONTHLY, ReportRhythm.WEEKLY


@pytest.fixture
def town(database: Database) -> ControlTown:
    town = control_town.stored(database)
    with transaction(database) as session:
        for user in session.exec(select(User)):
            user.email = f"{user.username}@ekarboda.example"
            session.add(user)
    return town


@pytest.fixture
def mailed() -> Iterator[tuple[Postbox, Settings]]:
    with mail_server() as both:
        yield both


def order(
    database: Database,
    town: ControlTown,
    username: str,
    unit: str,
    rhythm: ReportRhythm = MONTHLY,
    report: ReportKind = ReportKind.FOLLOW_UP,
) -> int:
    with transaction(database) as session:
        actor = town.actor(session, username)
        weekday = 1 if rhythm is WEEKLY else None
        asked = NewSubscription(report, town.units[unit], town.people[username], rhythm, weekday)
        return subscribe(session, actor, wanted=asked, key=f"{username}{rhythm}{report}")


def close_november(database: Database, town: ControlTown) -> None:
    with transaction(database) as session:
        periods.close_month(session, town.actor(session, "sara"), year=2026, month=11)
    database.now = lambda: CLOSED_ON  # type: ignore[method-assign]


def errors(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(mail.subject, mail.error) for mail in session.exec(select(Mail).order_by(Mail.id))]  # type: ignore[arg-type]


def test_report_comes_as_excel_after_the_month_is_closed_and_only_once(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mailed
    order(database, town, "maria", "433")
    before = mail_runs.run_reports(database, settings, make_report)
    close_november(database, town)

    said = mail_runs.run_reports(database, settings, make_report)
    again = mail_runs.run_reports(database, settings, make_report)

    nothing = "0 mejl skickade, 0 gick inte att skicka."
    assert (before, said, again) == (nothing, "1 mejl skickade, 0 gick inte att skicka.", nothing)
    (mail,) = postbox.mails
    assert (mail["To"], mail["Subject"]) == (
        "maria@ekarboda.example",
        "Rodret: Uppföljning, Norrängens skola F–6",
    )
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "uppföljning_norrängens-skola-f-6_2026_2026-12-08.xlsx"
    body = mail.get_body()
    assert body is not None
    assert "Den kommer varje månad, när den är stängd." in body.get_content()
    assert "Period: november 2026" in body.get_content()


def test_each_receiver_gets_the_report_with_her_own_rights(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mailed
    order(database, town, "maria", "433")
    order(database, town, "sara", "1")
    close_november(database, town)

    mail_runs.run_reports(database, settings, make_report)

    files = postbox.files()
    assert set(files) == {"maria@ekarboda.example", "sara@ekarboda.example"}
    sums = {
        to: [row for row in rows if row and str(row[0]).startswith("Nettokostnad")]
        for to, rows in files.items()
    }
    assert sums["maria@ekarboda.example"] != sums["sara@ekarboda.example"]


def test_ended_role_gets_nothing_and_the_log_says_why(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mailed
    order(database, town, "maria", "433")
    close_november(database, town)
    with transaction(database) as session:
        held = select(RoleAssignment).where(RoleAssignment.user_id == town.people["maria"])
        role = session.exec(held).one()
        role.valid_to = date(2026, 11, 30)
        session.add(role)

    outcome = mail_runs.run_reports(database, settings, make_report)

    assert outcome == "0 mejl skickade, 0 gick inte att skicka."
    assert postbox.mails == []
    assert errors(database) == [
        ("Rodret: Uppföljning", "Din roll ger inte den rätten. Fråga Ada Lind, som är administratör.")
    ]
    with database.reading() as session:
        (row,) = list_mail(session, town.actor(session, "ada"))
    assert (row.name, row.sent_at) == ("Maria Sandell", None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [("end", "Utskicket är avslutat."), ("inactive", "Användaren är inte aktiv längre.")],
)
def test_what_is_ended_after_it_was_prepared_is_not_sent(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings], change: str, reason: str
) -> None:
    postbox, settings = mailed
    subscription_id = order(database, town, "maria", "433")
    close_november(database, town)
    with transaction(database) as session:
        from_now = report_mail.prepare_due(session)
        if change == "end":
            end_subscription(session, town.actor(session, "maria"), subscription_id=subscription_id)
        else:
            user = session.get_one(User, town.people["maria"])
            user.active = False
            session.add(user)

    send_prepared(database, settings, make_report)

    assert (from_now, postbox.mails) == (1, [])
    assert [error for _subject, error in errors(database)] == [reason]


def test_report_without_a_forecast_is_not_sent_and_says_so(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mailed
    order(database, town, "sara", "1", report=ReportKind.COMMITTEE_TABLE)
    close_november(database, town)

    mail_runs.run_reports(database, settings, make_report)

    assert postbox.mails == []
    assert errors(database)[0][1] == "Det finns ingen prognos för 2026 att skicka än."


def test_action_plan_comes_too(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mailed
    order(database, town, "maria", "433", report=ReportKind.ACTION_PLAN)
    close_november(database, town)

    mail_runs.run_reports(database, settings, make_report)

    assert [mail["Subject"] for mail in postbox.mails] == ["Rodret: Åtgärdsplan, Norrängens skola F–6"]


def test_other_runs_leave_reports_alone(
    database: Database, town: ControlTown, mailed: tuple[Postbox, Settings]
) -> None:
    postbox, settings = mailed
    order(database, town, "maria", "433", WEEKLY)
    database.now = lambda: datetime(2026, 11, 16, 7, tzinfo=UTC)  # type: ignore[method-assign]
    with transaction(database) as session:
        report_mail.prepare_due(session)

    assert send_prepared(database, settings) == Outcome()
    assert send_prepared(database, settings, make_report) == Outcome(1, 0)
    assert len(postbox.mails) == 1


def test_run_is_asked_for_once_a_day_where_anybody_gets_a_report(
    database: Database, town: ControlTown
) -> None:
    nobody = mail_runs.ask_for_due(database, sends_mail=True)
    order(database, town, "maria", "433")
    first = mail_runs.ask_for_due(database, sends_mail=True)
    second = mail_runs.ask_for_due(database, sends_mail=True)
    database.now = lambda: datetime(2026, 11, 10, 7, tzinfo=UTC)  # type: ignore[method-assign]
    tomorrow = mail_runs.ask_for_due(database, sends_mail=True)

    assert mail_runs.REPORTS not in nobody
    assert (first, second) == ([mail_runs.REPORTS], [])
    assert mail_runs.REPORTS in tomorrow
    with database.reading() as session:
        jobs = session.exec(select(Job.key).where(Job.kind == mail_runs.REPORTS)).all()
        held = session.exec(select(ReportSubscription.id)).all()
    assert sorted(jobs) == ["report_mail:2026-11-09", "report_mail:2026-11-10"]
    assert len(held) == 1
