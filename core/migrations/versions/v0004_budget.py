"""The budget: frames, closed parts, decisions in the year, assumptions, and the history of every cell."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_KINDS = ("actual", "frame", "budget", "revised", "forecast", "plan", "snapshot")
_NEW_KINDS = ("decision", "proposal", "scenario")


def upgrade() -> None:
    _allow_kinds((*_KINDS, *_NEW_KINDS))
    op.create_table(
        "assumption",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assumption_key", "assumption", ["key", "year"], unique=False)
    op.create_table(
        "generator_run",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("generator", sa.String(64), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_generator_run_version", "generator_run", ["version_id", "generator"], unique=False)
    op.create_table(
        "presence",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "subject"),
    )
    op.create_table(
        "unit_frame",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("version_id", "unit_id"),
    )
    op.create_table(
        "budget_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "supplement",
                "reallocation",
                "technical",
                "internal",
                "carry_over",
                name="budget_decision_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "requested",
                "adopted",
                "dropped",
                name="budget_decision_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("financing", sa.String(1000), nullable=False),
        sa.Column("effective_month", sa.SmallInteger(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("year", "number"),
    )
    op.create_table(
        "budget_frame",
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("tax_rate", sa.String(12), nullable=False),
        sa.Column("plan_years", sa.Integer(), nullable=False),
        sa.Column("version_id", KEY, nullable=True),
        sa.Column("decision_id", KEY, nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "closed_part",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("committee_id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("version_id", "unit_id"),
    )
    op.create_table(
        "plan_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("coding_id", KEY, nullable=False),
        sa.Column("line_id", KEY, nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("old", sa.BigInteger(), nullable=True),
        sa.Column("new", sa.BigInteger(), nullable=True),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("for_user_id", KEY, nullable=True),
        sa.Column(
            "step",
            sa.Enum(
                "do", "undo", "redo", name="change_step", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("cause", sa.String(200), nullable=False),
        sa.Column("request_key", sa.String(36), nullable=False),
        sa.Column("of_key", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"],
            ["coding.id"],
        ),
        sa.ForeignKeyConstraint(
            ["for_user_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_change_cell", "plan_change", ["version_id", "unit_id", "coding_id"], unique=False
    )
    op.create_index("ix_plan_change_key", "plan_change", ["request_key"], unique=False)
    op.create_index("ix_plan_change_user", "plan_change", ["user_id", "version_id", "id"], unique=False)
    op.create_table(
        "decision_effect",
        sa.Column("decision_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["budget_decision.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("decision_id", "unit_id", "year"),
    )
    op.create_table(
        "frame_amount",
        sa.Column("id", KEY, nullable=False),
        sa.Column("frame_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column(
            "item",
            sa.Enum(
                "allocation",
                "investment",
                "finance",
                "tax",
                "grants",
                "financial_revenue",
                "financial_cost",
                name="frame_item",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "start",
                "decisions",
                "indexation",
                "change",
                name="frame_part",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"],
            ["budget_frame.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("frame_id", "unit_id", "item", "year", "part"),
    )
    op.add_column("comment", sa.Column("asked", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("plan_line", sa.Column("origin_id", KEY, nullable=True))
    op.add_column("plan_line", sa.Column("label", sa.String(120), server_default="", nullable=False))
    op.add_column("plan_line", sa.Column("locked", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("plan_line", sa.Column("explain", sa.JSON(), nullable=True))
    _add_version_to_round()


def downgrade() -> None:
    op.drop_column("round", "version_id")
    op.drop_column("plan_line", "explain")
    op.drop_column("plan_line", "locked")
    op.drop_column("plan_line", "label")
    op.drop_column("plan_line", "origin_id")
    op.drop_column("comment", "asked")
    op.drop_table("frame_amount")
    op.drop_table("decision_effect")
    op.drop_index("ix_plan_change_user", table_name="plan_change")
    op.drop_index("ix_plan_change_key", table_name="plan_change")
    op.drop_index("ix_plan_change_cell", table_name="plan_change")
    op.drop_table("plan_change")
    op.drop_table("closed_part")
    op.drop_table("budget_frame")
    op.drop_table("budget_decision")
    op.drop_table("unit_frame")
    op.drop_table("presence")
    op.drop_index("ix_generator_run_version", table_name="generator_run")
    op.drop_table("generator_run")
    op.drop_index("ix_assumption_key", table_name="assumption")
    op.drop_table("assumption")
    _allow_kinds(_KINDS)


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    """Let a version be of these kinds; SQLite takes a new check by a rebuild only."""
    allowed = "kind IN (" + ", ".join(f"'{kind}'" for kind in kinds) + ")"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("version_kind", "version", type_="check")
        op.create_check_constraint("version_kind", "version", allowed)
        return
    held = sa.Table(
        "version",
        sa.MetaData(),
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("base_id", KEY, sa.ForeignKey("version.id"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(allowed, name="version_kind"),
        sa.Index("ix_version_kind_year", "kind", "year"),
    )
    with op.batch_alter_table("version", copy_from=held, recreate="always"):
        pass


def _add_version_to_round() -> None:
    """Add the column. SQLite takes the reference inline only, and a rebuild loses the table's checks."""
    key = KEY.compile(dialect=op.get_bind().dialect)
    op.execute(f"ALTER TABLE round ADD COLUMN version_id {key} REFERENCES version (id)")
