"""The forecast: nominated codings, proposals, the choices of the back-test, and causes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "forecast_nomination",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("ansvar_unit_id", KEY, nullable=False),
        sa.Column("coding_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["ansvar_unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("unit_id", "row_key"),
    )
    op.create_table(
        "forecast_proposal",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("months_known", sa.SmallInteger(), nullable=False),
        sa.Column("explain", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"]),
        sa.PrimaryKeyConstraint("version_id", "unit_id", "row_key"),
    )
    op.create_table(
        "forecast_choice",
        sa.Column("id", KEY, nullable=False),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("error", sa.Integer(), nullable=False),
        sa.Column("bias", sa.Integer(), nullable=False),
        sa.Column("coverage", sa.Integer(), nullable=False),
        sa.Column("spread", sa.JSON(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_forecast_choice_row", "forecast_choice", ["row_key", "unit_id"], unique=False)
    op.create_table(
        "forecast_reason",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"]),
        sa.PrimaryKeyConstraint("version_id", "unit_id", "row_key"),
    )


def downgrade() -> None:
    op.drop_table("forecast_reason")
    op.drop_index("ix_forecast_choice_row", table_name="forecast_choice")
    op.drop_table("forecast_choice")
    op.drop_table("forecast_proposal")
    op.drop_table("forecast_nomination")
