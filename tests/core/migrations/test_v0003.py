"""What 0003 makes of a database that already holds rounds and answers."""

from sqlalchemy import Connection, text

from core.db import Database
from core.migrations import run

_AT = "2026-11-09 07:12:00+00:00"
_ROWS = (
    "INSERT INTO user_account (id, username, name, email, password_hash, active, created_at) "
    "VALUES (1, 'petra', 'Petra', '', '', TRUE, :at)",
    "INSERT INTO unit (id, code) VALUES (1, '410')",
    "INSERT INTO round (id, kind, name, year, opens, deadline, closes, state, instruction, minutes, source) "
    "VALUES (1, 'question', 'Frågor', 2026, '2026-11-02', '2026-11-27', '2026-12-11', 'open', '', 20, '')",
    "INSERT INTO submission (id, round_id, unit_id, state, level, rev, returned, unlocked) "
    "VALUES (7, 1, 1, 'working', 0, 1, FALSE, FALSE)",
    "INSERT INTO comment (id, unit_id, subject_kind, subject_id, cell, body, user_id, at) "
    "VALUES (1, 1, 'submission', '7', 'svar', 'Först', 1, :at)",
    "INSERT INTO comment (id, unit_id, subject_kind, subject_id, cell, thread_id, body, user_id, at) "
    "VALUES (2, 1, 'submission', '7', 'svar', 1, 'Varför?', 1, :at)",
    "INSERT INTO comment (id, unit_id, subject_kind, subject_id, cell, body, user_id, at) "
    "VALUES (3, 1, 'submission', '7', 'svar', 'Sedan', 1, :at)",
    "INSERT INTO comment (id, unit_id, subject_kind, subject_id, cell, body, user_id, at) "
    "VALUES (4, 1, 'submission', '7', '', 'En fråga', 1, :at)",
    "INSERT INTO comment_mention (comment_id, user_id) VALUES (1, 1)",
    "INSERT INTO audit (n, k, at, user_id, action, subject_kind, subject_id, cause, personal_digest, hash) "
    "VALUES (900, 1, :at, 1, 'round_created', 'round', '1', '', '', 'x')",
)


def test_v0003_moves_the_answers_out_of_the_comments_and_names_the_planner(database: Database) -> None:
    run.downgrade(database, "0002")
    with database.engine.execution_options(write=True).begin() as connection:
        for row in _ROWS:
            connection.execute(text(row), {"at": _AT} if ":at" in row else {})

    run.upgrade(database)

    with database.engine.connect() as connection:
        assert _all(connection, "SELECT submission_id, n, body FROM round_answer ORDER BY n") == [
            (7, 1, "Först"),
            (7, 2, "Sedan"),
        ]
        assert _all(connection, "SELECT body FROM comment") == [("En fråga",)]
        assert _all(connection, "SELECT planned_by_id FROM round") == [(1,)]


def test_v0003_down_again_puts_the_answers_back(database: Database) -> None:
    run.downgrade(database, "0002")
    with database.engine.execution_options(write=True).begin() as connection:
        for row in _ROWS:
            connection.execute(text(row), {"at": _AT} if ":at" in row else {})
    run.upgrade(database)

    run.downgrade(database, "0002")

    with database.engine.connect() as connection:
        assert _all(connection, "SELECT body FROM comment WHERE cell = 'svar' ORDER BY at, id") == [
            ("Först",),
            ("Sedan",),
        ]


def _all(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement))]
