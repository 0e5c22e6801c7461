from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.db import Database, current_database, use_database

_COUNT = text("SELECT COUNT(*) FROM setting")


def _put(database: Database, key: str) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO setting (key, value) VALUES (:key, '')"), {"key": key})
        session.commit()


def test_reading_sees_one_moment_while_somebody_writes(database: Database) -> None:
    with database.reading() as session:
        before = session.execute(_COUNT).scalar_one()
        _put(database, "written meanwhile")

        assert session.execute(_COUNT).scalar_one() == before

    with database.reading() as session:
        assert session.execute(_COUNT).scalar_one() == before + 1


def test_reading_keeps_nothing_of_what_is_written(database: Database) -> None:
    with database.reading() as session:
        session.execute(text("INSERT INTO setting (key, value) VALUES ('lost', '')"))

    with database.reading() as session:
        assert session.execute(text("SELECT key FROM setting")).all() == []


def test_writing_uncommitted_leaves_no_trace(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO setting (key, value) VALUES ('lost', '')"))

    with database.reading() as session:
        assert session.execute(_COUNT).scalar_one() == 0


def test_sessions_carry_their_database(database: Database) -> None:
    with database.reading() as reader, database.writing() as writer:
        assert reader.info["database"] is database
        assert writer.info["database"] is database


def test_foreign_keys_are_kept(database: Database) -> None:
    with database.writing() as session, pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO preference (user_id, key, value) VALUES (999, 'unit', 'kr')"))


def test_writing_six_threads_that_read_then_write_lose_nothing(database: Database) -> None:
    _put(database, "counter")
    start = Barrier(6)
    errors: list[BaseException] = []

    def count_up() -> None:
        start.wait()
        try:
            for _round in range(10):
                with database.writing() as session:
                    lock = "" if database.is_sqlite else " FOR UPDATE"
                    held = session.execute(
                        text(f"SELECT value FROM setting WHERE key = 'counter'{lock}")
                    ).scalar_one()
                    session.execute(
                        text("UPDATE setting SET value = :value WHERE key = 'counter'"),
                        {"value": str(int(held or 0) + 1)},
                    )
                    session.commit()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=count_up) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    with database.reading() as session:
        assert session.execute(text("SELECT value FROM setting")).scalar_one() == "60"


def test_sqlite_file_is_safe_and_fast(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'below' / 'rodret.db'}")

    with database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.dispose()

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_today_is_the_day_in_sweden(moment: datetime, day: date) -> None:
    assert Database("sqlite://", now=lambda: moment).today() == day


def test_current_database_is_the_one_that_was_set() -> None:
    own = Database("sqlite://")
    use_database(own)
    try:
        assert current_database() is own
    finally:
        use_database(None)
