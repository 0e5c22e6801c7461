from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from core.db import Database
from core.enums import JobState, Role
from core.errors import Conflict
from core.models import AuditEvent, Job
from core.rules.access import Actor
from core.services import jobs
from core.services.transaction import transaction
from tests.conftest import NOW
from tests.factories import make_actor, make_tree


@pytest.fixture
def actor(database: Database) -> Actor:
    with transaction(database) as session:
        units = make_tree(session, "1 K - Ekarboda")
        return make_actor(session, Role.CONTROLLER, units["1"])


def _ask(database: Database, actor: Actor, key: str, kind: str = "load") -> int:
    with transaction(database, actor) as session:
        return jobs.enqueue(session, actor, key=key, kind=kind, payload={"n": key})


def _later(database: Database, seconds: float) -> Database:
    return Database(database.url, now=lambda: NOW + timedelta(seconds=seconds))


def _id(job: Job | None) -> int | None:
    return job.id if job else None


def test_ask_by_itself_is_a_job_that_nobody_asked_for(database: Database, actor: Actor) -> None:
    with transaction(database) as session:
        jobs.ask_by_itself(session, key="rounds:2026-11-09", kind="rounds", user_id=actor.user_id)

    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "job_asked_for")).one()
        assert jobs.is_asked_for(session, key="rounds:2026-11-09")
        assert event.user_id is None


def test_enqueue_same_key_is_the_same_job(database: Database, actor: Actor) -> None:
    assert _ask(database, actor, "one") == _ask(database, actor, "one") != _ask(database, actor, "two")


def test_enqueue_key_used_for_something_else_is_refused(database: Database, actor: Actor) -> None:
    _ask(database, actor, "one")

    with pytest.raises(Conflict):
        _ask(database, actor, "one", "undo")


def test_enqueue_same_key_by_four_threads_is_one_job(database: Database, actor: Actor) -> None:
    start = Barrier(4)
    answers: list[int] = []

    def ask() -> None:
        start.wait()
        answers.append(_ask(database, actor, "one"))

    threads = [Thread(target=ask) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 4
    assert len(set(answers)) == 1


def test_claim_of_nothing_is_none(database: Database) -> None:
    assert jobs.claim(database) is None


def test_claim_takes_the_oldest_and_one_of_a_kind_at_a_time(database: Database, actor: Actor) -> None:
    first, _second = _ask(database, actor, "a"), _ask(database, actor, "b")
    other = _ask(database, actor, "c", "undo")

    claimed = [_id(jobs.claim(database)) for _n in range(3)]

    assert claimed == [first, other, None]


def test_claim_next_of_a_kind_when_the_one_before_is_finished(database: Database, actor: Actor) -> None:
    first, second = _ask(database, actor, "a"), _ask(database, actor, "b")
    assert _id(jobs.claim(database)) == first

    jobs.finish(database, first, state=JobState.DONE, message="Klart.")

    assert _id(jobs.claim(database)) == second


def test_claim_by_four_threads_gives_each_job_to_one(database: Database, actor: Actor) -> None:
    asked = {_ask(database, actor, str(number), kind=str(number)) for number in range(8)}
    same_kind = [_ask(database, actor, f"same {number}", kind="same") for number in range(4)]
    start = Barrier(4)
    claimed: list[int | None] = []

    def take() -> None:
        start.wait()
        while (job := jobs.claim(database)) is not None:
            claimed.append(job.id)

    threads = [Thread(target=take) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(claimed) == Counter([*asked, same_kind[0]])


def test_claim_of_a_job_whose_worker_died_after_its_lease(database: Database, actor: Actor) -> None:
    job_id = _ask(database, actor, "a")
    first = jobs.claim(database)
    lease = jobs.LEASE.total_seconds()

    during, after = _later(database, lease - 1), _later(database, lease + 1)
    taken = (_id(jobs.claim(during)), _id(jobs.claim(after)))
    for other in (during, after):
        other.dispose()

    assert first
    assert first.attempts == 1
    assert taken == (None, job_id)
    with database.reading() as session:
        assert session.get_one(Job, job_id).attempts == 2


def test_tell_renews_the_lease_and_shows_how_far_it_is(database: Database, actor: Actor) -> None:
    job_id = _ask(database, actor, "a")
    jobs.claim(database)
    lease = jobs.LEASE.total_seconds()
    half, after = _later(database, lease / 2), _later(database, lease + 1)

    jobs.tell(half, job_id, done=50, total=200)
    taken = jobs.claim(after)
    for other in (half, after):
        other.dispose()

    assert taken is None
    with database.reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job_id)
    assert progress == jobs.JobProgress(job_id, JobState.RUNNING, 50, 200, "")


def test_tell_while_somebody_holds_the_write_lock_does_not_wait(database: Database, actor: Actor) -> None:
    job_id = _ask(database, actor, "a")
    jobs.claim(database)

    with database.writing() as session:
        session.exec(select(Job.id)).all()
        jobs.tell(database, job_id, done=1, total=2)

    with database.reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job_id)
    assert progress
    assert (progress.done, progress.total) == (1, 2)


def test_finish_keeps_the_last_word_and_how_far_it_came(database: Database, actor: Actor) -> None:
    job_id = _ask(database, actor, "a")
    jobs.claim(database)
    jobs.tell(database, job_id, done=200, total=200)

    jobs.finish(database, job_id, state=JobState.DONE, message="200 rader är inlästa.")

    with database.reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job_id)
    assert progress == jobs.JobProgress(job_id, JobState.DONE, 200, 200, "200 rader är inlästa.")
    assert jobs.claim(database) is None


def test_progress_of_somebody_elses_job_is_none(database: Database, actor: Actor) -> None:
    job_id = _ask(database, actor, "a")
    with transaction(database) as session:
        other = make_actor(session, Role.CONTROLLER, actor.top_unit_id)

    with database.reading() as session:
        assert jobs.progress_of(session, other, job_id=job_id) is None
        assert jobs.progress_of(session, actor, job_id=4711) is None
        assert jobs.list_running(session, actor) == []
        mine = jobs.progress_of(session, actor, job_id=job_id)
    assert mine
    assert mine.state is JobState.WAITING
