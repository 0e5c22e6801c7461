"""Goals and key figures: the steering model, links, judgements, money, targets and values."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = (
    "goal_indicator",
    "indicator_note",
    "indicator_assessment",
    "indicator_value",
    "indicator_target",
    "indicator_unit",
    "indicator",
    "goal_money",
    "goal_assessment",
    "goal_tag",
    "goal_link",
    "goal",
    "tag",
    "assessment_step",
    "goal_level",
)


def upgrade() -> None:
    op.create_table(
        "goal_level",
        sa.Column("id", KEY, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", _enum("goal_kind", "vision", "focus_area", "goal", "assignment"), nullable=False),
        sa.Column("most", sa.SmallInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "assessment_step",
        sa.Column("id", KEY, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("forecast_word", sa.String(60), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "tag",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("group", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "goal",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("level_id", KEY, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("state", _enum("goal_state", "active", "closed", "merged"), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.String(1000), nullable=False),
        sa.Column("origin_id", KEY, nullable=True),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["level_id"], ["goal_level.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["origin_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["merged_into_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_goal_unit", "goal", ["unit_id"], unique=False)
    op.create_index("ix_goal_years", "goal", ["first_year", "last_year"], unique=False)
    op.create_table(
        "goal_link",
        sa.Column("goal_id", KEY, nullable=False),
        sa.Column("serves_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["serves_id"], ["goal.id"]),
        sa.PrimaryKeyConstraint("goal_id", "serves_id"),
    )
    op.create_index("ix_goal_link_serves", "goal_link", ["serves_id"], unique=False)
    op.create_table(
        "goal_tag",
        sa.Column("goal_id", KEY, nullable=False),
        sa.Column("tag_key", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["tag_key"], ["tag.key"]),
        sa.PrimaryKeyConstraint("goal_id", "tag_key"),
    )
    op.create_table(
        "goal_assessment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("goal_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("step_id", KEY, nullable=True),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["step_id"], ["assessment_step.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_goal_assessment_goal", "goal_assessment", ["goal_id", "year", "month"], unique=False)
    op.create_table(
        "goal_money",
        sa.Column("id", KEY, nullable=False),
        sa.Column("goal_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("accounts", sa.String(200), nullable=False),
        sa.Column("function", sa.String(20), nullable=False),
        sa.Column("project", sa.String(20), nullable=False),
        sa.Column("share", sa.SmallInteger(), nullable=False),
        sa.Column("fte", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_goal_money_goal", "goal_money", ["goal_id"], unique=False)
    op.create_index("ix_goal_money_unit", "goal_money", ["unit_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("measure_unit", sa.String(40), nullable=False),
        sa.Column("decimals", sa.SmallInteger(), nullable=False),
        sa.Column("direction", _enum("indicator_direction", "higher", "lower"), nullable=False),
        sa.Column(
            "periodicity",
            _enum("indicator_periodicity", "month", "quarter", "tertial", "year"),
            nullable=False,
        ),
        sa.Column(
            "aggregation",
            _enum("indicator_aggregation", "none", "sum", "mean", "ratio", "latest"),
            nullable=False,
        ),
        sa.Column("factor", sa.Integer(), nullable=False),
        sa.Column("by_sex", sa.Boolean(), nullable=False),
        sa.Column("formula", sa.String(500), nullable=False),
        sa.Column("kolada_id", sa.String(20), nullable=False),
        sa.Column("partly", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("next_update", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.String(1000), nullable=False),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["merged_into_id"], ["indicator.id"]),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "indicator_unit",
        sa.Column("indicator_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("indicator_id", "unit_id"),
    )
    op.create_index("ix_indicator_unit_unit", "indicator_unit", ["unit_id"], unique=False)
    op.create_table(
        "indicator_target",
        sa.Column("indicator_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("indicator_id", "unit_id", "year"),
    )
    op.create_table(
        "indicator_value",
        sa.Column("indicator_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("sex", sa.String(32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("user_id", KEY, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("indicator_id", "unit_id", "year", "month", "sex"),
    )
    op.create_index("ix_indicator_value_unit", "indicator_value", ["unit_id", "year"], unique=False)
    op.create_table(
        "indicator_assessment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("indicator_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_indicator_assessment_place",
        "indicator_assessment",
        ["indicator_id", "unit_id", "year", "month"],
        unique=False,
    )
    op.create_table(
        "indicator_note",
        sa.Column("id", KEY, nullable=False),
        sa.Column("indicator_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_indicator_note_place", "indicator_note", ["indicator_id", "unit_id"], unique=False)
    op.create_table(
        "goal_indicator",
        sa.Column("goal_id", KEY, nullable=False),
        sa.Column("indicator_id", KEY, nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.PrimaryKeyConstraint("goal_id", "indicator_id"),
    )
    op.create_index("ix_goal_indicator_indicator", "goal_indicator", ["indicator_id"], unique=False)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
