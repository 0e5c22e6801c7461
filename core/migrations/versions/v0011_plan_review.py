"""What is chosen for the things of last year when a plan is begun, and the last year of a key figure."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unit_plan_choice",
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("choice", sa.String(32), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("made_id", KEY, nullable=True),
        sa.Column("before", sa.String(60), nullable=False),
        sa.Column("after", sa.String(60), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["unit_plan.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"]),
        sa.CheckConstraint("kind IN ('text', 'goal', 'indicator', 'activity')", name="plan_item"),
        sa.CheckConstraint("choice IN ('keep', 'change', 'close')", name="plan_choice"),
        sa.PrimaryKeyConstraint("plan_id", "kind", "item"),
    )
    op.add_column("indicator_unit", sa.Column("last_year", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("indicator_unit", "last_year")
    op.drop_table("unit_plan_choice")
