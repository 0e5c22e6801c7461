"""The triggers that keep closed versions closed and histories whole: which there must be and are."""

from sqlalchemy import Connection, text

FIGURE_TABLES = ("plan_line", "balance", "ledger_line")
EVENTS = ("INSERT", "UPDATE", "DELETE")
PLAN_TABLES = frozenset({"plan_line", "balance"})
"""Figures of which a nämnd may have adopted a part (`closed_part`) while the version is still open."""

KEPT_TABLES = (
    "submission_event",
    "snapshot",
    "round_answer",
    "plan_change",
    "closed_part",
    "assumption",
    "generator_run",
)
"""Tables whose rows are only ever added."""


NEVER = ("UPDATE", "DELETE")


def expected_triggers() -> set[str]:
    """Return the names of every trigger that a migrated database has."""
    names = {f"{table}_{event.lower()}_closed" for table in FIGURE_TABLES for event in EVENTS}
    kept = {f"{table}_{event.lower()}_kept" for table in KEPT_TABLES for event in NEVER}
    frames = {f"frame_amount_{event.lower()}_adopted" for event in EVENTS}
    frames |= {f"budget_frame_{event.lower()}_adopted" for event in NEVER}
    return names | kept | frames | {f"version_{event.lower()}_closed" for event in NEVER}


def installed_triggers(connection: Connection) -> set[str]:
    """Return the names of the triggers that the database has now."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        rows = connection.execute(
            text(
                "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND tgenabled <> 'D' "
                "AND relnamespace = current_schema()::regnamespace"
            )
        )
    return {name for (name,) in rows}
