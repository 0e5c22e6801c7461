"""Answers in a table of their own, rounds that open by themselves, and jobs that can be cancelled."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_OLD_ANSWERS = "subject_kind = 'submission' AND cell = 'svar'"


def upgrade() -> None:
    op.create_table(
        "round_answer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(20000), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("for_user_id", KEY, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["for_user_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("submission_id", "n"),
    )
    op.add_column("round", sa.Column("by_itself", sa.Boolean(), nullable=False, server_default=sa.true()))
    _add_user("round", "planned_by_id")
    _add_user("job", "cancel_by_id")
    _name_planners()
    _move_answers()


def downgrade() -> None:
    _move_answers_back()
    op.drop_column("job", "cancel_by_id")
    op.drop_column("round", "planned_by_id")
    op.drop_column("round", "by_itself")
    op.drop_table("round_answer")


def _add_user(table: str, column: str) -> None:
    """Add a column that names a user. SQLite takes the reference inline only, and a rebuild loses checks."""
    key = KEY.compile(dialect=op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {key} REFERENCES user_account (id)")


def _name_planners() -> None:
    op.execute(
        "UPDATE round SET planned_by_id = (SELECT user_id FROM audit WHERE action = 'round_created' "
        "AND subject_kind = 'round' AND subject_id = CAST(round.id AS VARCHAR(20)) ORDER BY n LIMIT 1)"
    )


def _move_answers() -> None:
    op.execute(
        "INSERT INTO round_answer (submission_id, n, body, user_id, at) "
        "SELECT submission.id, ROW_NUMBER() OVER (PARTITION BY submission.id ORDER BY comment.id), "
        "comment.body, comment.user_id, comment.at "
        "FROM comment JOIN submission ON CAST(submission.id AS VARCHAR(20)) = comment.subject_id "
        f"WHERE {_OLD_ANSWERS} AND comment.thread_id IS NULL ORDER BY comment.id"
    )
    old = f"SELECT id FROM comment WHERE {_OLD_ANSWERS}"
    op.execute(f"DELETE FROM comment_mention WHERE comment_id IN ({old})")
    op.execute(f"DELETE FROM comment WHERE thread_id IN ({old})")
    op.execute(f"DELETE FROM comment WHERE {_OLD_ANSWERS}")


def _move_answers_back() -> None:
    op.execute(
        "INSERT INTO comment (unit_id, subject_kind, subject_id, cell, body, user_id, at, resolved_at, "
        "resolved_by_id) "
        "SELECT submission.unit_id, 'submission', CAST(submission.id AS VARCHAR(20)), 'svar', "
        "SUBSTR(round_answer.body, 1, 4000), round_answer.user_id, round_answer.at, round_answer.at, "
        "round_answer.user_id FROM round_answer JOIN submission ON submission.id = submission_id "
        "ORDER BY round_answer.id"
    )
