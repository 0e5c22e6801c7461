"""What everybody reads alike is read once, until something is written."""

from sqlmodel import Session

from core.db import Database
from core.queries.memory import remembered
from core.services import audit
from core.services.transaction import transaction


def ask(session: Session, times: list[str], key: str = "a") -> str:
    def read() -> str:
        times.append(key)
        return f"{key}{len(times)}"

    return remembered(session, key, read)


def test_remembered_asked_twice_reads_once(database: Database) -> None:
    times: list[str] = []

    with database.reading() as session:
        first = ask(session, times), ask(session, times, "b")
    with database.reading() as session:
        second = ask(session, times), ask(session, times, "b")

    assert first == second == ("a1", "b2")
    assert times == ["a", "b"]


def test_remembered_after_a_write_reads_anew(database: Database) -> None:
    times: list[str] = []
    with database.reading() as session:
        ask(session, times)

    with transaction(database) as session:
        audit.record(session, None, "written", subject=("thing", 1))
    with database.reading() as session:
        found = ask(session, times)

    assert found == "a2"


def test_remembered_in_a_session_that_writes_keeps_nothing(database: Database) -> None:
    times: list[str] = []

    with database.writing() as session:
        ask(session, times)
        ask(session, times)
        session.rollback()
    with database.reading() as session:
        found = ask(session, times)

    assert found == "a3"
