"""The database: one engine per process, SQLite or PostgreSQL, and its sessions.

Nothing here knows the tables. Writing goes through `core.services.transaction`, which commits
once and seals stamps and audit last.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlmodel import Session, create_engine

from core.periods import STOCKHOLM
from core.settings import load_settings

_BUSY_SECONDS = 60
_CACHE_KIB = 65_536


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class Database:
    """The engine of one municipality, with the clock that its writes are dated by.

    `memory` holds what is read once and shared by all sessions of the process (the columns);
    every session carries its database in `session.info["database"]`.
    """

    def __init__(self, url: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self.url = url
        self.now = now
        self.engine = _create_engine(url)
        self._read_engine = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )
        self.memory: dict[str, object] = {}
        self.memory_lock = Lock()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    def today(self) -> date:
        """Return the day in Sweden, by which roles and trees are valid."""
        return self.now().astimezone(STOCKHOLM).date()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment and is rolled back at the end."""
        with Session(self._read_engine, info={"database": self}) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that takes the write lock at once (SQLite) and is not committed here."""
        with Session(self.engine.execution_options(write=True), info={"database": self}) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


class _Process:
    """The database of this process, shared by its server and its pages."""

    database: Database | None = None
    lock = Lock()


def current_database() -> Database:
    """Return the process's database; the first call builds it from the settings."""
    with _Process.lock:
        if _Process.database is None:
            _Process.database = Database(load_settings().database_url)
        return _Process.database


def use_database(database: Database | None) -> None:
    """Make this the process's database; None lets the next call build it anew."""
    with _Process.lock:
        _Process.database = database


def _create_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            make_url(url).set(drivername="postgresql+psycopg"), pool_size=10, pool_pre_ping=True
        )
    file = make_url(url).database
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False, "timeout": _BUSY_SECONDS}}
    if file in {None, "", ":memory:"}:
        options["poolclass"] = StaticPool
    else:
        Path(str(file)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below decides the lock
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start of a write, or two read-then-writes refuse each other."""
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
