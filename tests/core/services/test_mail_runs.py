from datetime import UTC, datetime

from sqlmodel import select

from core.db import Database
from core.models import Job, Setting
from core.services import mail_runs
from tests.core.side_town import stored_town


def test_ask_for_due_asks_once_a_day_and_once_a_week(database: Database) -> None:
    stored_town(database)
    asked = []
    for day, hour in ((9, 3), (9, 7), (9, 8), (10, 7), (16, 7)):
        database.now = lambda day=day, hour=hour: datetime(2026, 11, day, hour, tzinfo=UTC)  # type: ignore[misc]
        asked.append(mail_runs.ask_for_due(database, sends_mail=True))

    weekly, reminders = mail_runs.WEEKLY, mail_runs.REMINDERS
    assert asked == [[], [reminders, weekly], [], [reminders], [reminders, weekly]]
    with database.reading() as session:
        last = {row.key: row.value for row in session.exec(select(Setting))}
        jobs = [job.key for job in session.exec(select(Job).order_by(Job.key))]
    assert last == {"last_reminders": "2026-11-16", "last_weekly_mail": "2026-11-16"}
    assert jobs == [
        "reminders:2026-11-09",
        "reminders:2026-11-10",
        "reminders:2026-11-16",
        "weekly_mail:2026-W46",
        "weekly_mail:2026-W47",
    ]


def test_ask_for_due_without_organisation_or_mail_asks_for_no_mail(database: Database) -> None:
    assert mail_runs.ask_for_due(database, sends_mail=True) == []

    stored_town(database)

    assert mail_runs.ask_for_due(database, sends_mail=False) == [mail_runs.REMINDERS]
