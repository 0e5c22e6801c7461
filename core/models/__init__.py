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
from core.models.organisation import Tree, TreeUnit, Unit
from core.models.people import Preference, RoleAssignment, SignInDelay, User, UserSession
from core.models.system import AuditEvent, AuditPersonal, Clock, Job, Request, Setting, Stamp

__all__ = [
    "DIMENSION_OF_UNIT",
    "MISSING",
    "MONTH_COLUMNS",
    "TARGETS",
    "AuditEvent",
    "AuditPersonal",
    "Balance",
    "Clock",
    "Code",
    "Coding",
    "Counterparty",
    "ImportBatch",
    "ImportFile",
    "ImportMapping",
    "ImportProfile",
    "Job",
    "LedgerLine",
    "MonthStatus",
    "PlanLine",
    "Preference",
    "Request",
    "RoleAssignment",
    "RowLine",
    "Setting",
    "SignInDelay",
    "Stamp",
    "Tree",
    "TreeUnit",
    "Unit",
    "User",
    "UserSession",
    "Version",
]
