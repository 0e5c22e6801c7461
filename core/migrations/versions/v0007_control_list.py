"""Answers to the monthly control list, commitments by file, and reports that are sent by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_VERDICTS = ("right", "wrong", "note")
_COMMITMENTS = ("order", "contract")
_REPORTS = ("follow_up", "committee_table", "action_plan")
_RHYTHMS = ("weekly", "monthly")


def upgrade() -> None:
    op.create_table(
        "control_answer",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("verdict", _one_of("control_verdict", _VERDICTS), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("task_id", KEY, nullable=True),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("unit_id", "year", "month", "rule", "key"),
    )
    op.create_table(
        "commitment_load",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["undone_by_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_commitment_load_source", "commitment_load", ["source", "id"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("load_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("coding_id", KEY, nullable=False),
        sa.Column("kind", _one_of("commitment_kind", _COMMITMENTS), nullable=False),
        sa.Column("supplier", sa.String(200), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"]),
        sa.ForeignKeyConstraint(["load_id"], ["commitment_load.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("load_id", "n"),
    )
    op.create_index("ix_commitment_unit", "commitment", ["unit_id"], unique=False)
    _create_subscriptions()


def downgrade() -> None:
    op.drop_index("ix_report_subscription_user", table_name="report_subscription")
    op.drop_table("report_subscription")
    op.drop_index("ix_commitment_unit", table_name="commitment")
    op.drop_table("commitment")
    op.drop_index("ix_commitment_load_source", table_name="commitment_load")
    op.drop_table("commitment_load")
    op.drop_table("control_answer")


def _create_subscriptions() -> None:
    op.create_table(
        "report_subscription",
        sa.Column("id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("report", _one_of("report_kind", _REPORTS), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("rhythm", _one_of("report_rhythm", _RHYTHMS), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=True),
        sa.Column("sent_for", sa.String(16), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["ended_by_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_report_subscription_user", "report_subscription", ["user_id"], unique=False)


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Return text that is one of these, checked by the database."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
