from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, Clock, Setting
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit
from core.services.transaction import transaction
from tests.factories import make_actor, make_tree

TOWN = "1 K - Ekarboda\n4 N 1 Nämnden"
WRITERS, ROUNDS = 8, 12


def _events(database: Database) -> list[tuple[int, int, str, str, str]]:
    with database.reading() as session:
        rows = session.exec(select(AuditEvent).order_by(col(AuditEvent.n), col(AuditEvent.k))).all()
        return [(row.n, row.k, row.action, row.subject_kind, row.subject_id) for row in rows]


def _settings(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.key: row.value for row in session.exec(select(Setting))}


def _write(session: Session, key: str, actor: Actor | None = None) -> None:
    session.add(Setting(key=key, value="1"))
    audit.record(session, actor, "setting_changed", subject=("setting", key))


def _write_and_fail(database: Database, error: Exception) -> None:
    with transaction(database) as session:
        _write(session, "lost")
        session.flush()
        raise error


def test_transaction_commits_once_with_its_events_under_one_number(database: Database) -> None:
    with transaction(database) as session:
        _write(session, "first")
        _write(session, "second")
    with transaction(database) as session:
        _write(session, "third")

    assert set(_settings(database)) == {"first", "second", "third"}
    assert _events(database) == [
        (1, 0, "setting_changed", "setting", "first"),
        (1, 1, "setting_changed", "setting", "second"),
        (2, 0, "setting_changed", "setting", "third"),
    ]


def test_transaction_without_events_does_not_move_the_clock(database: Database) -> None:
    with transaction(database) as session:
        session.add(Setting(key="silent", value="1"))

    assert _settings(database) == {"silent": "1"}
    with database.reading() as session:
        assert audit.latest_n(session) == 0


@pytest.mark.parametrize("error", [RuleViolation("Nej."), Conflict("Nej."), ValueError("no")])
def test_transaction_that_fails_leaves_no_trace(database: Database, error: Exception) -> None:
    with pytest.raises(type(error)):
        _write_and_fail(database, error)

    assert _settings(database) == {}
    assert _events(database) == []
    with database.reading() as session:
        assert audit.latest_n(session) == 0


def test_transaction_refusal_is_undone_noted_and_raised_again(database: Database) -> None:
    with transaction(database) as session:
        units = make_tree(session, TOWN)
        actor = make_actor(session, Role.MANAGER, units["4"])
    before = len(_events(database))

    def write_then_ask() -> None:
        with transaction(database, actor) as session:
            _write(session, "lost", actor)
            access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)

    with pytest.raises(NotAllowed) as caught:
        write_then_ask()

    assert _settings(database) == {}
    assert _events(database)[before:] == [(2, 0, "refused", "action", "load_files")]
    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "refused")).one()
        assert (event.user_id, event.unit_id, event.cause) == (
            actor.user_id,
            units["1"],
            caught.value.message,
        )
        assert audit.verify(session) is None


def test_transaction_refusal_on_a_unit_that_is_not_there_is_still_a_refusal(database: Database) -> None:
    with transaction(database) as session:
        units = make_tree(session, TOWN)
        actor = make_actor(session, Role.MANAGER, units["4"])

    with pytest.raises(NotAllowed), transaction(database, actor) as session:
        access.require(session, actor, Action.VIEW_UNIT, 999_999)

    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "refused")).one()
        assert event.unit_id is None


def test_transaction_next_one_after_a_failure_holds_nothing_of_it(database: Database) -> None:
    with pytest.raises(RuleViolation):
        _write_and_fail(database, RuleViolation("Nej."))
    with transaction(database) as session:
        _write(session, "kept")

    assert _events(database) == [(1, 0, "setting_changed", "setting", "kept")]


def test_transaction_eight_writers_at_once_lose_nothing_and_leave_no_gap(database: Database) -> None:
    start = Barrier(WRITERS)
    errors: list[BaseException] = []

    def work(writer: int) -> None:
        start.wait()
        try:
            for number in range(ROUNDS):
                with transaction(database) as session:
                    _write(session, f"{writer}-{number}")
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(_settings(database)) == WRITERS * ROUNDS
    assert [event[0] for event in _events(database)] == list(range(1, WRITERS * ROUNDS + 1))
    with database.reading() as session:
        assert audit.verify(session) is None
        assert session.exec(select(Clock.n)).one() == WRITERS * ROUNDS


def test_transaction_stamps_carry_the_number_of_their_transaction(database: Database) -> None:
    from core.enums import VersionKind
    from tests.factories import make_version

    with transaction(database) as session:
        units = make_tree(session, TOWN)
        version = make_version(session, VersionKind.BUDGET, 2026)
        audit.stamp(session, version, {units["1"], units["4"]})
    with transaction(database) as session:
        audit.stamp(session, version, {units["4"]})

    with database.reading() as session:
        stamps = session.execute(text("SELECT unit_id, n FROM stamp ORDER BY unit_id")).all()
    assert [tuple(row) for row in stamps] == [(units["1"], 1), (units["4"], 2)]
