"""What the hidden sheet of a budget's workbook keeps, as texts that come back as they went out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple

from core.periods import MONTHS
from core.rules.plan_workbook import FORMAT, WorkbookLine, WorkbookMeta, shown


def line_record(line: WorkbookLine) -> str:
    """Return a line as the hidden sheet keeps it."""
    labels = [shown(label) for label in line.labels]
    return _packed([line.key, labels, line.kind, line.editable, sorted(line.locked), list(line.months)])


def meta_record(meta: WorkbookMeta) -> str:
    """Return the meta as the hidden sheet keeps it."""
    return _packed(list(astuple(meta)))


def line_from(record: str) -> WorkbookLine:
    """Return the line of a record; ValueError or TypeError when it is none."""
    key, labels, kind, editable, locked, months = json.loads(record)
    if len(months) != len(MONTHS) or not all(month is None or isinstance(month, int) for month in months):
        raise ValueError(record)
    cost_center, account, account_name, function, text = map(str, labels)
    return WorkbookLine(
        str(key), cost_center, account, account_name, function, text,
        tuple(months), int(kind), bool(editable), frozenset(locked),
    )  # fmt: skip


def meta_from(record: str) -> WorkbookMeta:
    """Return the meta of a record; ValueError or TypeError when it is none."""
    version_id, round_id, unit_code, unit_name, year, made_at = json.loads(record)
    return WorkbookMeta(int(version_id), round_id, str(unit_code), str(unit_name), int(year), str(made_at))


def checksum(records: Sequence[str]) -> str:
    """Return the SHA-256 of what the hidden sheet keeps: tells a damaged workbook, not a forged one."""
    return hashlib.sha256("\n".join([str(FORMAT), *records]).encode()).hexdigest()


def _packed(values: list[object]) -> str:
    """Return values as JSON in plain ASCII that no spreadsheet reads anything else into (`_x0041_`)."""
    return json.dumps(values, separators=(",", ":")).replace("_x", "\\u005fx")
