"""The tables. Importing this package registers every one of them with the metadata."""

from core.models.coding import MISSING, Code, Coding, Counterparty, RowLine
from core.models.figures import MONTH_COLUMNS, Balance, LedgerLine, MonthStatus, PlanLine, Version
from core.models.loading import (
    DIMENSION_OF_UNIT,
    TARGETS,
    ImportBatch,
    ImportFile,
    ImportMapping,
    ImportProfile,
)
from core.models.notices import CalendarFeed, Mail, Message, Notice
from core.models.organisation import Tree, TreeUnit, Unit
from core.models.people import Preference, RoleAssignment, SignInDelay, User, UserSession
from core.models.process import (
    Round,
    RoundLevel,
    RoundUnit,
    Snapshot,
    Submission,
    SubmissionEvent,
    SubmissionStep,
)
from core.models.side import (
    Attachment,
    Blob,
    Comment,
    CommentMention,
    Decision,
    Draft,
    Favourite,
    Task,
)
from core.models.system import AuditEvent, AuditPersonal, Clock, Job, Request, Setting, Stamp

__all__ = [
    "DIMENSION_OF_UNIT",
    "MISSING",
    "MONTH_COLUMNS",
    "TARGETS",
    "Attachment",
    "AuditEvent",
    "AuditPersonal",
    "Balance",
    "Blob",
    "CalendarFeed",
    "Clock",
    "Code",
    "Coding",
    "Comment",
    "CommentMention",
    "Counterparty",
    "Decision",
    "Draft",
    "Favourite",
    "ImportBatch",
    "ImportFile",
    "ImportMapping",
    "ImportProfile",
    "Job",
    "LedgerLine",
    "Mail",
    "Message",
    "MonthStatus",
    "Notice",
    "PlanLine",
    "Preference",
    "Request",
    "RoleAssignment",
    "Round",
    "RoundLevel",
    "RoundUnit",
    "RowLine",
    "Setting",
    "SignInDelay",
    "Snapshot",
    "Stamp",
    "Submission",
    "SubmissionEvent",
    "SubmissionStep",
    "Task",
    "Tree",
    "TreeUnit",
    "Unit",
    "User",
    "UserSession",
    "Version",
]
