"""The triggers that keep a closed version closed and a history whole, whatever the way in.

Both dialects, dropped and created anew at the end of every upgrade, since rebuilding a SQLite
table silently drops its triggers.
"""

from sqlalchemy import Connection, text

from core.queries.guards import FIGURE_TABLES, KEPT_TABLES, NEVER, expected_triggers

_CLOSED = "closed version"
_KEPT = "kept for ever"

_SIDES = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def install_triggers(connection: Connection) -> None:
    """Drop and create every trigger."""
    if connection.dialect.name == "sqlite":
        _install_sqlite(connection)
    else:
        _install_postgresql(connection)


def remove_triggers(connection: Connection) -> None:
    """Drop every trigger, for a downgrade."""
    for name in sorted(expected_triggers()):
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {_table_of(name)}"))


def _table_of(name: str) -> str:
    return name.rsplit("_", 2)[0]


def _install_sqlite(connection: Connection) -> None:
    remove_triggers(connection)
    for table in FIGURE_TABLES:
        for event, sides in _SIDES.items():
            closed = " OR ".join(
                f"EXISTS (SELECT 1 FROM version WHERE id = {side}.version_id AND closed_at IS NOT NULL)"
                for side in sides
            )
            _create_sqlite(connection, f"{table}_{event.lower()}_closed", f"{event} ON {table}", closed)
    _create_sqlite(connection, "version_update_closed", "UPDATE ON version", "OLD.closed_at IS NOT NULL")
    _create_sqlite(connection, "version_delete_closed", "DELETE ON version", "OLD.closed_at IS NOT NULL")
    for table in KEPT_TABLES:
        for event in NEVER:
            _create_sqlite(connection, f"{table}_{event.lower()}_kept", f"{event} ON {table}", "1", _KEPT)


def _create_sqlite(
    connection: Connection, name: str, what: str, condition: str, message: str = _CLOSED
) -> None:
    connection.execute(
        text(
            f"CREATE TRIGGER {name} BEFORE {what} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    )


def _install_postgresql(connection: Connection) -> None:
    remove_triggers(connection)
    connection.execute(text(_PG_FIGURES))
    connection.execute(text(_PG_VERSION))
    for table in FIGURE_TABLES:
        for event in _SIDES:
            connection.execute(
                text(
                    f"CREATE TRIGGER {table}_{event.lower()}_closed BEFORE {event} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_closed_figures()"
                )
            )
    connection.execute(text(_PG_KEPT))
    for table in KEPT_TABLES:
        for event in NEVER:
            connection.execute(
                text(
                    f"CREATE TRIGGER {table}_{event.lower()}_kept BEFORE {event} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_always()"
                )
            )
    for event in NEVER:
        connection.execute(
            text(
                f"CREATE TRIGGER version_{event.lower()}_closed BEFORE {event} ON version "
                "FOR EACH ROW EXECUTE FUNCTION refuse_closed_version()"
            )
        )


_PG_FIGURES = f"""
CREATE OR REPLACE FUNCTION refuse_closed_figures() RETURNS trigger AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND EXISTS
        (SELECT 1 FROM version WHERE id = OLD.version_id AND closed_at IS NOT NULL)
    THEN RAISE EXCEPTION '{_CLOSED}'; END IF;
    IF TG_OP <> 'DELETE' AND EXISTS
        (SELECT 1 FROM version WHERE id = NEW.version_id AND closed_at IS NOT NULL)
    THEN RAISE EXCEPTION '{_CLOSED}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""

_PG_VERSION = f"""
CREATE OR REPLACE FUNCTION refuse_closed_version() RETURNS trigger AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION '{_CLOSED}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""

_PG_KEPT = f"""
CREATE OR REPLACE FUNCTION refuse_always() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{_KEPT}'; END $$ LANGUAGE plpgsql
"""
