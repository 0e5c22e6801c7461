"""The triggers that keep a closed version closed and a history whole, whatever the way in.

Both dialects, dropped and created anew at the end of every upgrade, since rebuilding a SQLite
table silently drops its triggers.
"""

from sqlalchemy import Connection, text

from core.queries.guards import EVENTS, FIGURE_TABLES, KEPT_TABLES, NEVER, PLAN_TABLES, expected_triggers

_CLOSED = "closed version"
_KEPT = "kept for ever"
_ADOPTED = "adopted frame"

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
            closed = " OR ".join(_is_closed(table, side) for side in sides)
            _create_sqlite(connection, f"{table}_{event.lower()}_closed", f"{event} ON {table}", closed)
    _create_sqlite(connection, "version_update_closed", "UPDATE ON version", "OLD.closed_at IS NOT NULL")
    _create_sqlite(connection, "version_delete_closed", "DELETE ON version", "OLD.closed_at IS NOT NULL")
    for table in KEPT_TABLES:
        for event in NEVER:
            _create_sqlite(connection, f"{table}_{event.lower()}_kept", f"{event} ON {table}", "1", _KEPT)
    for event in EVENTS:
        adopted = " OR ".join(_is_adopted(f"{side}.frame_id") for side in _SIDES[event])
        name = f"frame_amount_{event.lower()}_adopted"
        _create_sqlite(connection, name, f"{event} ON frame_amount", adopted, _ADOPTED)
    for event in NEVER:
        name, was = f"budget_frame_{event.lower()}_adopted", "OLD.adopted_at IS NOT NULL"
        _create_sqlite(connection, name, f"{event} ON budget_frame", was, _ADOPTED)


def _is_closed(table: str, side: str) -> str:
    """Return the condition that a row is of a closed version, or of a part that a nämnd has adopted."""
    version = f"EXISTS (SELECT 1 FROM version WHERE id = {side}.version_id AND closed_at IS NOT NULL)"
    if table not in PLAN_TABLES:
        return version
    own = f"version_id = {side}.version_id AND unit_id = {side}.unit_id"
    return f"{version} OR EXISTS (SELECT 1 FROM closed_part WHERE {own})"


def _is_adopted(frame_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM budget_frame WHERE id = {frame_id} AND adopted_at IS NOT NULL)"


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
    for function in (_PG_VERSION, _PG_KEPT, _PG_FRAME, _PG_FRAME_AMOUNT):
        connection.execute(text(function))
    for table in FIGURE_TABLES:
        _guard_postgresql_figures(connection, table)
    for table in KEPT_TABLES:
        for event in NEVER:
            _create_postgresql(
                connection, f"{table}_{event.lower()}_kept", f"{event} ON {table}", "refuse_always"
            )
    for event in NEVER:
        for table, what in (("version", "closed"), ("budget_frame", "adopted")):
            name = f"{table}_{event.lower()}_{what}"
            _create_postgresql(connection, name, f"{event} ON {table}", f"refuse_{what}_{table}")
    for event in EVENTS:
        name = f"frame_amount_{event.lower()}_adopted"
        _create_postgresql(connection, name, f"{event} ON frame_amount", "refuse_adopted_frame_amount")


def _guard_postgresql_figures(connection: Connection, table: str) -> None:
    refuse = "refuse_closed_plan" if table in PLAN_TABLES else "refuse_closed_figures"
    connection.execute(text(_pg_figures(table, refuse)))
    for event in _SIDES:
        _create_postgresql(connection, f"{table}_{event.lower()}_closed", f"{event} ON {table}", refuse)


def _create_postgresql(connection: Connection, name: str, what: str, function: str) -> None:
    connection.execute(
        text(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION {function}()")
    )


def _pg_figures(table: str, function: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND ({_is_closed(table, "OLD")}) THEN RAISE EXCEPTION '{_CLOSED}'; END IF;
    IF TG_OP <> 'DELETE' AND ({_is_closed(table, "NEW")}) THEN RAISE EXCEPTION '{_CLOSED}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""


_PG_FRAME_AMOUNT = f"""
CREATE OR REPLACE FUNCTION refuse_adopted_frame_amount() RETURNS trigger AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND {_is_adopted("OLD.frame_id")} THEN RAISE EXCEPTION '{_ADOPTED}'; END IF;
    IF TG_OP <> 'DELETE' AND {_is_adopted("NEW.frame_id")} THEN RAISE EXCEPTION '{_ADOPTED}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""

_PG_FRAME = f"""
CREATE OR REPLACE FUNCTION refuse_adopted_budget_frame() RETURNS trigger AS $$
BEGIN
    IF OLD.adopted_at IS NOT NULL THEN RAISE EXCEPTION '{_ADOPTED}'; END IF;
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
