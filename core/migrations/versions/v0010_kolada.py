"""What is kept of Kolada: key figures, places, values and how fetching went."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = ("kolada_fetch", "kolada_value", "kolada_place", "kolada_kpi")


def upgrade() -> None:
    op.create_table(
        "kolada_kpi",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("area", sa.String(200), nullable=False),
        sa.Column("by_sex", sa.Boolean(), nullable=False),
        sa.Column("publication", sa.String(20), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "kolada_place",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("members", sa.String(4000), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "kolada_value",
        sa.Column("kpi_id", sa.String(20), nullable=False),
        sa.Column("place_id", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kpi_id", "place_id", "year", "sex"),
    )
    op.create_index("ix_kolada_value_place", "kolada_value", ["place_id", "kpi_id"], unique=False)
    op.create_table(
        "kolada_fetch",
        sa.Column("id", KEY, nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("values", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
