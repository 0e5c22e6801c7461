"""The first migration: every table, the code that means "saknas", and the clock."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_personal",
        sa.Column("n", KEY, nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("data", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("n", "k"),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", KEY, nullable=False),
        sa.Column("audit_hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_clock_one_row"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "code",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "account",
                "function",
                "project",
                "counterparty",
                "d1",
                "d2",
                "d3",
                "d4",
                name="dimension",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("placeholder", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dimension", "code"),
    )
    op.create_table(
        "period",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "closed", name="period_state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("year", "month"),
    )
    op.create_table(
        "row_line",
        sa.Column("definition", sa.String(32), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("accounts", sa.String(400), nullable=False),
        sa.Column("excluded", sa.String(400), nullable=False),
        sa.Column("sums", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("definition", "key"),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.String(2000), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "sign_in_delay",
        sa.Column("account", sa.String(80), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "address"),
    )
    op.create_table(
        "tree",
        sa.Column("id", KEY, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("valid_from"),
    )
    op.create_table(
        "unit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "user_account",
        sa.Column("id", KEY, nullable=False),
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "version",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "actual",
                "frame",
                "budget",
                "revised",
                "forecast",
                "plan",
                "snapshot",
                name="version_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("base_id", KEY, nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["base_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_version_kind_year", "version", ["kind", "year"], unique=False)
    op.create_table(
        "audit",
        sa.Column("n", KEY, nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", KEY, nullable=True),
        sa.Column("acting_as_id", KEY, nullable=True),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("cause", sa.String(1000), nullable=False),
        sa.Column("personal_digest", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["acting_as_id"],
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
        sa.PrimaryKeyConstraint("n", "k"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject_kind", "subject_id"], unique=False)
    op.create_index("ix_audit_unit", "audit", ["unit_id", "n"], unique=False)
    op.create_index("ix_audit_user", "audit", ["user_id", "n"], unique=False)
    op.create_table(
        "coding",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("function_id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("counterparty_id", KEY, nullable=False),
        sa.Column("d1", KEY, nullable=False),
        sa.Column("d2", KEY, nullable=False),
        sa.Column("d3", KEY, nullable=False),
        sa.Column("d4", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["counterparty_id"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["d1"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["d2"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["d3"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["d4"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["function_id"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["code.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "account_id", "function_id", "project_id", "counterparty_id", "d1", "d2", "d3", "d4"
        ),
    )
    op.create_table(
        "counterparty",
        sa.Column("code_id", KEY, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "internal",
                "group",
                "external",
                name="counterparty_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("code_id"),
    )
    op.create_table(
        "import_profile",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ledger", "budget", name="source_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("default_unit_id", KEY, nullable=True),
        sa.Column("organisation_number", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["default_unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "job",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                "cancelled",
                name="job_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("message", sa.String(1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "preference",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "key"),
    )
    op.create_table(
        "request",
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "role_assignment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "manager",
                "deputy",
                "controller",
                "hr",
                "executive",
                "elected_official",
                "control_coordinator",
                "safety_representative",
                "auditor",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "role", "unit_id", "valid_from"),
    )
    op.create_index("ix_role_assignment_unit", "role_assignment", ["unit_id"], unique=False)
    op.create_table(
        "stamp",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("n", KEY, nullable=False),
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
    op.create_index("ix_stamp_n", "stamp", ["n"], unique=False)
    op.create_table(
        "tree_unit",
        sa.Column("tree_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("lft", sa.Integer(), nullable=False),
        sa.Column("rgt", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "municipality",
                "committee",
                "department",
                "area",
                "unit",
                "cost_center",
                name="unit_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "closed",
                "future",
                name="unit_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tree_id"],
            ["tree.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("tree_id", "unit_id"),
        sa.UniqueConstraint("tree_id", "lft"),
    )
    op.create_index("ix_tree_unit_parent", "tree_unit", ["tree_id", "parent_id"], unique=False)
    op.create_table(
        "user_session",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("acting_as_id", KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["acting_as_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)
    op.create_table(
        "balance",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("coding_id", KEY, nullable=False),
        sa.Column("opening", sa.BigInteger(), nullable=False),
        sa.Column("m1", sa.BigInteger(), nullable=False),
        sa.Column("m2", sa.BigInteger(), nullable=False),
        sa.Column("m3", sa.BigInteger(), nullable=False),
        sa.Column("m4", sa.BigInteger(), nullable=False),
        sa.Column("m5", sa.BigInteger(), nullable=False),
        sa.Column("m6", sa.BigInteger(), nullable=False),
        sa.Column("m7", sa.BigInteger(), nullable=False),
        sa.Column("m8", sa.BigInteger(), nullable=False),
        sa.Column("m9", sa.BigInteger(), nullable=False),
        sa.Column("m10", sa.BigInteger(), nullable=False),
        sa.Column("m11", sa.BigInteger(), nullable=False),
        sa.Column("m12", sa.BigInteger(), nullable=False),
        sa.Column("m13", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"],
            ["coding.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("version_id", "unit_id", "coding_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_batch",
        sa.Column("id", KEY, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=True),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "preview",
                "running",
                "applied",
                "undone",
                "discarded",
                name="batch_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("preview", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("debit", sa.BigInteger(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["import_profile.id"],
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"],
            ["user_account.id"],
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
    op.create_index(op.f("ix_import_batch_sha256"), "import_batch", ["sha256"], unique=False)
    op.create_table(
        "import_mapping",
        sa.Column("id", KEY, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("dimension", sa.String(32), nullable=False),
        sa.Column("source_code", sa.String(64), nullable=False),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("code_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["code.id"],
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["import_profile.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("profile_id", "dimension", "source_code"),
    )
    op.create_table(
        "import_file",
        sa.Column("batch_id", KEY, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
        ),
        sa.PrimaryKeyConstraint("batch_id"),
    )
    op.create_table(
        "ledger_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("batch_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("coding_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("series", sa.String(32), nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "transaction", "period_sum", "opening", name="ledger_origin", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("extra", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
        ),
        sa.ForeignKeyConstraint(
            ["coding_id"],
            ["coding.id"],
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
    )
    op.create_index("ix_ledger_line_batch", "ledger_line", ["batch_id"], unique=False)
    op.create_index(
        "ix_ledger_line_unit",
        "ledger_line",
        ["unit_id", "version_id", "month", "day", "account_id", "coding_id"],
    )
    op.create_index("ix_ledger_line_account", "ledger_line", ["account_id", "version_id", "month", "day"])
    op.create_table(
        "plan_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("coding_id", KEY, nullable=False),
        sa.Column("batch_id", KEY, nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "manual",
                "personnel",
                "generator",
                "proposal",
                "decision",
                "adjustment",
                name="plan_origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("m1", sa.BigInteger(), nullable=True),
        sa.Column("m2", sa.BigInteger(), nullable=True),
        sa.Column("m3", sa.BigInteger(), nullable=True),
        sa.Column("m4", sa.BigInteger(), nullable=True),
        sa.Column("m5", sa.BigInteger(), nullable=True),
        sa.Column("m6", sa.BigInteger(), nullable=True),
        sa.Column("m7", sa.BigInteger(), nullable=True),
        sa.Column("m8", sa.BigInteger(), nullable=True),
        sa.Column("m9", sa.BigInteger(), nullable=True),
        sa.Column("m10", sa.BigInteger(), nullable=True),
        sa.Column("m11", sa.BigInteger(), nullable=True),
        sa.Column("m12", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
        ),
        sa.ForeignKeyConstraint(
            ["coding_id"],
            ["coding.id"],
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
    )
    op.create_index("ix_plan_line_key", "plan_line", ["version_id", "unit_id", "coding_id"], unique=False)
    op.execute(sa.text("INSERT INTO clock (id, n, audit_hash) VALUES (1, 0, '')"))
    op.execute(
        sa.text(
            "INSERT INTO code (id, dimension, code, name, placeholder) "
            "VALUES (0, 'account', '', 'saknas', FALSE)"
        )
    )


def downgrade() -> None:

    op.drop_index("ix_plan_line_key", table_name="plan_line")
    op.drop_table("plan_line")
    op.drop_index("ix_ledger_line_account", table_name="ledger_line")
    op.drop_index("ix_ledger_line_unit", table_name="ledger_line")
    op.drop_index("ix_ledger_line_batch", table_name="ledger_line")
    op.drop_table("ledger_line")
    op.drop_table("import_file")
    op.drop_table("import_mapping")
    op.drop_index(op.f("ix_import_batch_sha256"), table_name="import_batch")
    op.drop_table("import_batch")
    op.drop_table("balance")
    op.drop_index(op.f("ix_user_session_user_id"), table_name="user_session")
    op.drop_table("user_session")
    op.drop_index("ix_tree_unit_parent", table_name="tree_unit")
    op.drop_table("tree_unit")
    op.drop_index("ix_stamp_n", table_name="stamp")
    op.drop_table("stamp")
    op.drop_index("ix_role_assignment_unit", table_name="role_assignment")
    op.drop_table("role_assignment")
    op.drop_table("request")
    op.drop_table("preference")
    op.drop_table("job")
    op.drop_table("import_profile")
    op.drop_table("counterparty")
    op.drop_table("coding")
    op.drop_index("ix_audit_user", table_name="audit")
    op.drop_index("ix_audit_unit", table_name="audit")
    op.drop_index("ix_audit_subject", table_name="audit")
    op.drop_table("audit")
    op.drop_index("ix_version_kind_year", table_name="version")
    op.drop_table("version")
    op.drop_table("user_account")
    op.drop_table("unit")
    op.drop_table("tree")
    op.drop_table("sign_in_delay")
    op.drop_table("setting")
    op.drop_table("row_line")
    op.drop_table("period")
    op.drop_table("code")
    op.drop_table("clock")
    op.drop_table("audit_personal")
