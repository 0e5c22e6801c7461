from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from core.db import Database
from core.migrations import run
from core.queries.guards import expected_triggers, installed_triggers


def test_upgrade_head_installs_every_trigger(database: Database) -> None:
    with database.engine.connect() as connection:
        assert installed_triggers(connection) == expected_triggers()


def test_upgrade_down_up_gives_the_same_tables_and_triggers(database: Database) -> None:
    tables = set(inspect(database.engine).get_table_names())

    run.downgrade(database, "base")
    left = set(inspect(database.engine).get_table_names())
    run.upgrade(database)

    assert left == {"alembic_version"}
    assert set(inspect(database.engine).get_table_names()) == tables
    with database.engine.connect() as connection:
        assert installed_triggers(connection) == expected_triggers()


def test_upgrade_tables_equal_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, SQLModel.metadata) == []


def test_upgrade_that_fails_half_way_leaves_the_database_as_it_was(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = ScriptDirectory.from_config(run._config()).get_current_head()
    broken = tmp_path / "v9999_broken.py"
    broken.write_text(
        "from alembic import op\n"
        f"revision = '9999'\ndown_revision = '{newest}'\nbranch_labels = None\ndepends_on = None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    op.execute('DROP TABLE setting')\n"
        "    raise RuntimeError('half-way')\n"
        "def downgrade():\n    pass\n"
    )
    folders = f"{run._FOLDER / 'versions'}:{tmp_path}"
    original = run._config

    def config_with_the_broken_one():
        config = original()
        config.set_main_option("version_locations", folders)
        return config

    monkeypatch.setattr(run, "_config", config_with_the_broken_one)
    with pytest.raises(RuntimeError, match="half-way"):
        run.upgrade(database)
    monkeypatch.setattr(run, "_config", original)

    tables = set(inspect(database.engine).get_table_names())
    assert "half" not in tables
    assert "setting" in tables
    assert run.is_current(database)
    with database.engine.connect() as connection:
        assert installed_triggers(connection) == expected_triggers()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE version SET closed_at = NULL WHERE id = 1",
        "DELETE FROM version WHERE id = 1",
        "UPDATE balance SET m1 = 5 WHERE version_id = 1",
        "DELETE FROM balance WHERE version_id = 1",
        "UPDATE balance SET version_id = 1 WHERE version_id = 2",
        "INSERT INTO plan_line (version_id, unit_id, coding_id, origin, text) VALUES (1, 1, 1, 'manual', '')",
    ],
)
def test_closed_version_refuses_every_change_in_the_database_itself(
    database: Database, statement: str
) -> None:
    with database.engine.execution_options(write=True).begin() as connection:
        closed = datetime(2026, 1, 1, tzinfo=UTC)
        for row in (
            "INSERT INTO unit (code) VALUES ('4120')",
            "INSERT INTO code (dimension, code, name, placeholder) VALUES ('account', '5021', 'Lön', FALSE)",
            "INSERT INTO coding (account_id, function_id, project_id, counterparty_id, d1, d2, d3, d4) "
            "SELECT id, 0, 0, 0, 0, 0, 0, 0 FROM code WHERE code = '5021'",
            "INSERT INTO version (kind, year, name) VALUES "
            "('budget', 2025, 'Budget'), ('budget', 2026, 'Budget')",
        ):
            connection.execute(text(row))
        for version_id in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO balance (version_id, unit_id, coding_id, opening, m1, m2, m3, m4, m5, m6, "
                    "m7, m8, m9, m10, m11, m12, m13) "
                    "VALUES (:v, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)"
                ),
                {"v": version_id},
            )
        connection.execute(text("UPDATE version SET closed_at = :at WHERE id = 1"), {"at": closed})

    with (
        pytest.raises(DatabaseError, match="closed version"),
        database.engine.execution_options(write=True).begin() as connection,
    ):
        connection.execute(text(statement))
