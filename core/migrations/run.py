"""Migrating: up or down in one transaction, triggers last, foreign keys checked before the commit."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from core.db import Database
from core.errors import RodretError
from core.migrations.triggers import install_triggers, remove_triggers
from core.texts import _

_FOLDER = Path(__file__).resolve().parent


class MigrationError(RodretError):
    """A migration that would leave the database broken; nothing of it was kept."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database up to a revision. All or nothing."""
    _migrate(database, revision, up=True)


def downgrade(database: Database, revision: str) -> None:
    """Take the database down to a revision. All or nothing."""
    _migrate(database, revision, up=False)


def is_current(database: Database) -> bool:
    """Return whether the database is at the newest revision."""
    with database.engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    return now == ScriptDirectory.from_config(_config()).get_current_head()


def _migrate(database: Database, revision: str, *, up: bool) -> None:
    engine = database.engine.execution_options(write=True)
    with engine.connect() as connection:
        _switch_foreign_keys(connection, on=False)
        try:
            with connection.begin():
                _run(connection, revision, up=up)
        finally:
            _switch_foreign_keys(connection, on=True)


def _run(connection: Connection, revision: str, *, up: bool) -> None:
    config = _config()
    config.attributes["connection"] = connection
    if up:
        remove_triggers(connection)
        command.upgrade(config, revision)
        install_triggers(connection)
    else:
        remove_triggers(connection)
        command.downgrade(config, revision)
    _check_foreign_keys(connection)


def _switch_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Turn SQLite's foreign keys off while tables are rebuilt, or children go with their parent."""
    if connection.dialect.name != "sqlite":
        return
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken:
        raise MigrationError(
            _("Migreringen avbröts: rader i {table} pekar på något som inte finns.").format(table=broken[0])
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / "versions"))
    config.set_main_option("path_separator", "os")
    return config
