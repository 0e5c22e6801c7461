"""A small budget's workbook, and the ways in which people and programs change one."""

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.exports.budget_workbook import budget_workbook
from core.rules.plan_workbook import WorkbookLine, WorkbookMeta

KR = 100
META = WorkbookMeta(12, 7, "4120", "Hemtjänst Norr", 2027, "2026-11-25 08:12")
FIRST = 5
"""The row of the first line in the workbook."""


def line(key: str, account: str, kronor: int | None, **more: object) -> WorkbookLine:
    months = (None if kronor is None else kronor * KR,) * 12
    return WorkbookLine(key, "4120 Hemtjänst Norr", account, f"Konto {account}", "5100", "", months, **more)  # type: ignore[arg-type]


LINES = (
    line("11", "5011", 400_000, editable=False),
    line("12", "5021", 45_000, locked=frozenset({1})),
    line("13", "3110", -20_000, kind=-1),
    line("14", "6410", None),
)


def changed(change: Callable[[Worksheet], None], book: bytes | None = None) -> bytes:
    """The workbook after a change in its visible sheet, saved again."""
    return saved(lambda opened: change(opened.worksheets[0]), book)


def saved(change: Callable[[Workbook], None], book: bytes | None = None) -> bytes:
    """The workbook after a change in it, saved again."""
    opened = load_workbook(io.BytesIO(book or budget_workbook(META, LINES)))
    change(opened)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()
