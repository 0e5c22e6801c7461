"""Activities with their pauses and reconciliations, and operational plans."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = (
    "unit_plan_text",
    "unit_plan",
    "plan_template",
    "activity_check",
    "activity_pause",
    "activity_spread",
    "activity",
)


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("goal_id", KEY, nullable=True),
        sa.Column("origin_id", KEY, nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("state", _enum("activity_state", "planned", "running", "done", "stopped"), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("hours", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(4000), nullable=False),
        sa.Column("effect_due", sa.Date(), nullable=True),
        sa.Column("effect", _enum("activity_effect", "yes", "partly", "no"), nullable=True),
        sa.Column("effect_text", sa.String(2000), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["origin_id"], ["activity.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_activity_goal", "activity", ["goal_id"], unique=False)
    op.create_index("ix_activity_origin", "activity", ["origin_id"], unique=False)
    op.create_index("ix_activity_unit", "activity", ["unit_id"], unique=False)
    op.create_table(
        "activity_spread",
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("later_units", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("activity_id", "unit_id"),
    )
    op.create_table(
        "activity_pause",
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"]),
        sa.PrimaryKeyConstraint("activity_id", "starts"),
    )
    op.create_table(
        "activity_check",
        sa.Column("id", KEY, nullable=False),
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("done_by_id", KEY, nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"]),
        sa.ForeignKeyConstraint(["done_by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_activity_check_activity", "activity_check", ["activity_id", "day"], unique=False)
    op.create_table(
        "plan_template",
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("instruction", sa.String(2000), nullable=False),
        sa.Column(
            "kind",
            _enum("plan_section", "text", "goals", "indicators", "activities", "budget"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("year", "key"),
    )
    op.create_table(
        "unit_plan",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", _enum("unit_plan_state", "draft", "adopted"), nullable=False),
        sa.Column("decision_id", KEY, nullable=True),
        sa.Column("adopted_body", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit_id", "year"),
    )
    op.create_table(
        "unit_plan_text",
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("section_key", sa.String(40), nullable=False),
        sa.Column("body", sa.String(20000), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["unit_plan.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("plan_id", "section_key"),
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
