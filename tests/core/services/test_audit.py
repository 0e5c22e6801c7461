from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from core.db import Database
from core.services import audit
from core.services.audit import ChainFault
from core.services.transaction import transaction

LETTERS = "abcde"


@pytest.fixture
def logged(database: Database) -> Database:
    """Five transactions with two events each, the second with a personal side."""
    for letter in LETTERS:
        with transaction(database) as session:
            audit.record(
                session,
                None,
                "changed",
                subject=("thing", letter),
                change=({"till": date(2026, 1, 1)}, {"värde": Decimal("1.50"), "å": [1, None]}),
                cause="därför",
            )
            audit.record(
                session, None, "read", subject=("person", letter), personal={"name": f"Person {letter}"}
            )
    return database


def _verify_after(database: Database, *statements: str) -> ChainFault | None:
    with database.writing() as session:
        for statement in statements:
            session.execute(text(statement))
        session.commit()
    with database.reading() as session:
        return audit.verify(session)


def test_verify_untouched_holds(logged: Database) -> None:
    with logged.reading() as session:
        assert audit.verify(session) is None


def test_verify_of_nothing_holds(database: Database) -> None:
    with database.reading() as session:
        assert audit.verify(session) is None


@pytest.mark.parametrize(
    "change",
    [
        "action = 'other'",
        "subject_id = 'z'",
        "cause = ''",
        'new = \'{"värde": "1.51"}\'',
        "old = NULL",
        "personal_digest = 'f'",
        "hash = 'f'",
        "at = '2026-11-09 08:00:00.000000+00:00'",
    ],
)
def test_verify_finds_any_changed_row(logged: Database, change: str) -> None:
    fault = _verify_after(logged, f"UPDATE audit SET {change} WHERE n = 3 AND k = 0")

    assert fault == ChainFault(3, 0, "hash")


def test_verify_finds_a_removed_row(logged: Database) -> None:
    fault = _verify_after(logged, "DELETE FROM audit WHERE n = 3 AND k = 0")

    assert fault == ChainFault(3, 1, "hash")


def test_verify_finds_a_removed_end(logged: Database) -> None:
    fault = _verify_after(logged, "DELETE FROM audit_personal WHERE n = 5", "DELETE FROM audit WHERE n = 5")

    assert fault == ChainFault(5, 0, "end")


def test_verify_finds_an_inserted_row(logged: Database) -> None:
    fault = _verify_after(
        logged,
        "INSERT INTO audit (n, k, at, action, subject_kind, subject_id, old, new, cause, "
        "personal_digest, hash) "
        "SELECT n, 9, at, action, subject_kind, subject_id, old, new, cause, '', hash FROM audit "
        "WHERE n = 3 AND k = 1",
    )

    assert fault == ChainFault(3, 9, "hash")


def test_verify_finds_rows_that_changed_places(logged: Database) -> None:
    fault = _verify_after(
        logged,
        "UPDATE audit SET n = 99 WHERE n = 2 AND k = 0",
        "UPDATE audit SET n = 2 WHERE n = 3 AND k = 0",
        "UPDATE audit SET n = 3 WHERE n = 99 AND k = 0",
    )

    assert fault == ChainFault(2, 0, "hash")


def test_verify_finds_a_clock_that_was_set_back(logged: Database) -> None:
    fault = _verify_after(logged, "UPDATE clock SET n = 2")

    assert fault == ChainFault(2, 0, "end")


def test_verify_finds_a_changed_personal_side(logged: Database) -> None:
    fault = _verify_after(logged, 'UPDATE audit_personal SET data = \'{"name": "Annan"}\' WHERE n = 4')

    assert fault == ChainFault(4, 1, "personal")


def test_verify_finds_a_personal_side_without_its_event(logged: Database) -> None:
    fault = _verify_after(logged, "INSERT INTO audit_personal (n, k, salt, data) VALUES (4, 7, 'x', '{}')")

    assert fault == ChainFault(4, 7, "personal")


@pytest.mark.parametrize(
    "erase", ["UPDATE audit_personal SET data = NULL, salt = ''", "DELETE FROM audit_personal"]
)
def test_verify_holds_when_personal_data_are_erased(logged: Database, erase: str) -> None:
    assert _verify_after(logged, erase) is None


def test_verify_holds_for_what_is_written_after_an_erasure(logged: Database) -> None:
    assert _verify_after(logged, "DELETE FROM audit_personal") is None
    with transaction(logged) as session:
        audit.record(session, None, "changed", subject=("thing", "f"), personal={"name": "Ny"})

    with logged.reading() as session:
        assert audit.verify(session) is None


def test_record_longest_cause_is_cut(database: Database) -> None:
    with transaction(database) as session:
        audit.record(session, None, "changed", subject=("thing", 1), cause="x" * 1500)

    with database.reading() as session:
        assert session.execute(text("SELECT LENGTH(cause) FROM audit")).scalar_one() == 1000
        assert audit.verify(session) is None


def test_record_of_what_json_cannot_hold_is_refused(database: Database) -> None:
    with database.writing() as session, pytest.raises(TypeError, match="object"):
        audit.record(session, None, "changed", subject=("thing", 1), change=(None, object()))
