"""The runs of mail as jobs: asked for by the clock, claimed like any other, told in words."""

from datetime import date

import pytest
from sqlmodel import select

from core import jobs as worker
from core.db import Database
from core.enums import JobState, NoticeKind
from core.models import Job, Notice
from core.rules.subjects import unit_subject
from core.rules.tasks import TaskText
from core.services import mail_runs, tasks
from core.services.transaction import transaction
from tests.core.side_town import SCHOOL, key, stored_town


def test_run_waiting_reminders_of_the_day_are_told_once(database: Database) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        tasks.create_task(
            session,
            town.actor(session, "maria"),
            key=key(1),
            subject=unit_subject(town.units[SCHOOL]),
            text=TaskText("Rond", date(2026, 11, 10)),
            owner_id=town.people["maria"],
        )

    asked = mail_runs.ask_for_due(database, sends_mail=False)
    ran = worker.run_waiting(database)
    again = mail_runs.ask_for_due(database, sends_mail=False)

    with database.reading() as session:
        (job,) = session.exec(select(Job)).all()
        reminders = session.exec(select(Notice).where(Notice.kind == NoticeKind.REMINDER)).all()
        assert (job.state, job.message) == (JobState.DONE, "2 påminnelser. Mejl är avstängt.")
        assert sorted(one.user_id for one in reminders) == sorted((town.people["maria"], town.people["dina"]))
    assert (asked, ran, again) == ([mail_runs.REMINDERS], 1, [])


@pytest.mark.parametrize(
    "kind", [mail_runs.WEEKLY, mail_runs.REMINDERS, mail_runs.AT_ONCE, mail_runs.REPORTS]
)
def test_run_waiting_every_run_of_mail_has_a_handler_and_ends_in_words(database: Database, kind: str) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        session.add(Job(key=kind, kind=kind, user_id=town.people["ada"], created_at=database.now()))

    assert worker.run_waiting(database) == 1

    with database.reading() as session:
        job = session.exec(select(Job)).one()
        assert (job.state, "Mejl är avstängt." in job.message) == (JobState.DONE, True)


def test_run_waiting_run_that_cannot_be_done_fails_in_words(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        session.add(
            Job(key="a", kind=mail_runs.WEEKLY, user_id=town.people["ada"], created_at=database.now())
        )
    monkeypatch.setenv("RODRET_SMTP_HOST", "mail.example.se")

    worker.run_waiting(database)

    with database.reading() as session:
        job = session.exec(select(Job)).one()
        assert (job.state, "RODRET_SMTP_SENDER" in job.message) == (JobState.FAILED, True)
