"""The process: rounds, submissions, side objects, notices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "round",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "frame",
                "budget",
                "forecast",
                "goals",
                "control",
                "environment",
                "report",
                "question",
                name="round_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "closed",
                name="round_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("instruction", sa.String(4000), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("copied_from_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["copied_from_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "attachment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["blob.sha256"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attachment_subject", "attachment", ["subject_kind", "subject_id"], unique=False)
    op.create_index("ix_attachment_unit", "attachment", ["unit_id"], unique=False)
    op.create_table(
        "calendar_feed",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "comment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("cell", sa.String(200), nullable=False),
        sa.Column("thread_id", KEY, nullable=True),
        sa.Column("body", sa.String(4000), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_comment_subject", "comment", ["subject_kind", "subject_id"], unique=False)
    op.create_index("ix_comment_unit", "comment", ["unit_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("body", sa.String(120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("paragraph", sa.String(40), nullable=False),
        sa.Column("diary_number", sa.String(60), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_decision_subject", "decision", ["subject_kind", "subject_id"], unique=False)
    op.create_index("ix_decision_unit", "decision", ["unit_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "subject"),
    )
    op.create_table(
        "favourite",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "address"),
    )
    op.create_table(
        "mail",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_mail_user", "mail", ["user_id", "at"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.String(4000), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "notice",
        sa.Column("id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assigned",
                "mentioned",
                "round_opened",
                "returned",
                "approved",
                "to_approve",
                "reminder",
                "message",
                name="notice_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notice_user", "notice", ["user_id", "at"], unique=False)
    op.create_table(
        "round_level",
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column(
            "unit_kind",
            sa.Enum(
                "municipality",
                "committee",
                "department",
                "area",
                "unit",
                "cost_center",
                name="level_unit_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
                name="level_role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("round_id", "level"),
    )
    op.create_table(
        "round_unit",
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("round_id", "unit_id"),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_snapshot_subject", "snapshot", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not_started",
                "working",
                "submitted",
                "approved",
                "adopted",
                name="submission_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("unlocked", sa.Boolean(), nullable=False),
        sa.Column("to_confirm_id", KEY, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_confirm_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "unit_id"),
    )
    op.create_index("ix_submission_unit", "submission", ["unit_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("cell", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.String(4000), nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("quiet_until", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "done",
                "dropped",
                name="task_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("outcome", sa.String(4000), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["user_account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_task_owner", "task", ["owner_id", "status", "due"], unique=False)
    op.create_index("ix_task_subject", "task", ["subject_kind", "subject_id"], unique=False)
    op.create_index("ix_task_unit", "task", ["unit_id"], unique=False)
    op.create_table(
        "comment_mention",
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
        ),
        sa.PrimaryKeyConstraint("comment_id", "user_id"),
    )
    op.create_table(
        "submission_event",
        sa.Column("id", KEY, nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "start",
                "submit",
                "withdraw",
                "approve",
                "return",
                "unlock",
                "lock",
                "adopt",
                "reopen",
                "confirm",
                name="submission_event_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("for_user_id", KEY, nullable=True),
        sa.Column("reason", sa.String(2000), nullable=False),
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
    op.create_table(
        "submission_step",
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
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
                name="step_role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("submission_id", "level"),
    )


def downgrade() -> None:
    op.drop_table("submission_step")
    op.drop_table("submission_event")
    op.drop_table("comment_mention")
    op.drop_index("ix_task_unit", table_name="task")
    op.drop_index("ix_task_subject", table_name="task")
    op.drop_index("ix_task_owner", table_name="task")
    op.drop_table("task")
    op.drop_index("ix_submission_unit", table_name="submission")
    op.drop_table("submission")
    op.drop_index("ix_snapshot_subject", table_name="snapshot")
    op.drop_table("snapshot")
    op.drop_table("round_unit")
    op.drop_table("round_level")
    op.drop_index("ix_notice_user", table_name="notice")
    op.drop_table("notice")
    op.drop_table("message")
    op.drop_index("ix_mail_user", table_name="mail")
    op.drop_table("mail")
    op.drop_table("favourite")
    op.drop_table("draft")
    op.drop_index("ix_decision_unit", table_name="decision")
    op.drop_index("ix_decision_subject", table_name="decision")
    op.drop_table("decision")
    op.drop_index("ix_comment_unit", table_name="comment")
    op.drop_index("ix_comment_subject", table_name="comment")
    op.drop_table("comment")
    op.drop_table("calendar_feed")
    op.drop_index("ix_attachment_unit", table_name="attachment")
    op.drop_index("ix_attachment_subject", table_name="attachment")
    op.drop_table("attachment")
    op.drop_table("round")
    op.drop_table("blob")
