"""A unit's budget as a workbook, and a workbook that comes back beside what stands now.

    build_workbook(session, actor, *, version_id, unit_id) -> bytes
    compare_workbook(session, actor, *, version_id, unit_id, data) -> Comparison

Keys of rows: `L<line id>`, and `C<ansvar>.<coding>` for a coding that had no line when it was taken out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.errors import NotAllowed, Problem, RuleViolation, Severity
from core.exports.budget_workbook import budget_workbook
from core.imports.budget_workbook import read_budget_workbook
from core.models import PlanLine
from core.periods import local_time
from core.queries.plan_lines import PlanRow, coding_words
from core.reports.budget_sheet import Sheet, build_sheet
from core.reports.sheet_tree import SheetKind, SheetRow
from core.rules.access import Action, Actor
from core.rules.plan_workbook import WorkbookLine, WorkbookMeta, WorkbookRead
from core.rules.spreading import Year
from core.rules.three_way import Side, side_of
from core.texts import _

_NOTHING: Year = (None,) * 12
_LINE = re.compile(r"L([0-9]{1,18})")
_CODING = re.compile(r"C([0-9]{1,18})\.([0-9]{1,18})")
_ORDER = (Side.BOTH, Side.YOURS, Side.THEIRS, Side.SAME)
"""What is to be decided on first."""
_REFUSED = frozenset({"other_unit", "other_round", "foreign", "damaged", "no_sheet", "many_sheets"})


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One month of a row: when the workbook was made, in the workbook, and now (öre, ledger sign)."""

    month: int
    side: Side
    base: int | None
    yours: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row that is not the same everywhere; `side` is the one of its cells that matters most.

    Without `line_id` it is the coding's own line, made when something is saved.
    """

    key: str
    name: str
    code: str
    ansvar: str
    kind_sign: int
    unit_id: int
    coding_id: int
    line_id: int | None
    side: Side
    cells: tuple[ComparedCell, ...]

    @property
    def to_save(self) -> tuple[ComparedCell, ...]:
        """The cells that the workbook would change."""
        return tuple(cell for cell in self.cells if cell.side in {Side.YOURS, Side.BOTH})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A workbook beside the budget: what differs, those to decide on first, and what is odd in it."""

    made_at: str
    rows: tuple[ComparedRow, ...]
    problems: tuple[Problem, ...]

    def of(self, *sides: Side) -> tuple[ComparedRow, ...]:
        """Return the rows of some sides."""
        return tuple(row for row in self.rows if row.side in sides)


def build_workbook(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> bytes:
    """Return a unit's budget as a protected workbook with hidden keys; `NotAllowed` outside scope."""
    sheet = build_sheet(session, actor, version_id=version_id, unit_id=unit_id)
    rows = _leaves(sheet)
    words = coding_words(session, [row.coding_id or 0 for row in rows])
    ansvar = _ansvar(sheet)
    lines = []
    for row in rows:
        own = words[row.coding_id or 0]
        lines.append(
            WorkbookLine(
                key=key_of(row),
                cost_center=ansvar.get(row.unit_id or 0, sheet.unit.name),
                account=own.account,
                account_name=own.account_name,
                function=f"{own.function} {own.function_name}".strip(),
                text=_text(row),
                months=row.line.months if row.line else _NOTHING,
                kind=row.kind_sign,
                editable=row.editable,
                locked=row.line.locked if row.line else frozenset(),
            )
        )
    return budget_workbook(_meta(session, sheet), lines)


def compare_workbook(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, data: bytes
) -> Comparison:
    """Return what a workbook would change, beside what others have changed since it was made.

    Raises `RuleViolation` for another unit's or round's workbook, or one that cannot be read, and
    `NotAllowed` for one with keys of somebody else's rows.
    """
    sheet = build_sheet(session, actor, version_id=version_id, unit_id=unit_id)
    read = read_budget_workbook(data, _meta(session, sheet))
    refused = next((one for one in read.problems if one.code in _REFUSED), None)
    if refused is not None or read.meta is None:
        raise RuleViolation(refused.message if refused else _("Filen går inte att läsa. Hämta en ny bok."))
    held = {key_of(row): row for row in _leaves(sheet)}
    # A coding that had no line then may have one now: the same row under another key.
    held |= {f"C{row.unit_id}.{row.coding_id}": row for row in _first_typed(sheet)}
    gone = _gone(session, sheet, [key for key, _month in read.base if key not in held])
    rows = _compared(read, held, _ansvar(sheet))
    rows.sort(key=lambda row: _ORDER.index(row.side))
    return Comparison(read.meta.made_at, tuple(rows), (*read.problems, *gone))


def key_of(row: SheetRow) -> str:
    """Return the key of a row that holds amounts of its own."""
    return f"L{row.line.id}" if row.line else f"C{row.unit_id}.{row.coding_id}"


def _leaves(sheet: Sheet) -> list[SheetRow]:
    """Return the rows that hold amounts: codings with one line or none, and line items."""
    parents = {row.parent for row in sheet.rows if row.kind is SheetKind.LINE}
    return [
        row
        for row in sheet.rows
        if row.kind is SheetKind.LINE or (row.kind is SheetKind.CODING and row.id not in parents)
    ]


def _first_typed(sheet: Sheet) -> list[SheetRow]:
    """Return the first typed row of each coding, which is where a coding without a line is saved."""
    found: dict[tuple[int | None, int | None], SheetRow] = {}
    for row in _leaves(sheet):
        if row.editable:
            found.setdefault((row.unit_id, row.coding_id), row)
    return list(found.values())


def _ansvar(sheet: Sheet) -> dict[int, str]:
    return {
        row.unit_id: row.name
        for row in sheet.rows
        if row.kind is SheetKind.ANSVAR and row.unit_id is not None
    }


def _meta(session: Session, sheet: Sheet) -> WorkbookMeta:
    return WorkbookMeta(
        sheet.version_id, sheet.editing.round_id, sheet.unit.code, sheet.unit.name, sheet.year,
        local_time(session.info["database"].now()),
    )  # fmt: skip


def _text(row: SheetRow) -> str:
    if row.line is None:
        return ""
    return ": ".join(part for part in (row.line.label, row.line.text) if part)


def _compared(read: WorkbookRead, held: dict[str, SheetRow], ansvar: dict[int, str]) -> list[ComparedRow]:
    yours = {(edit.key, edit.month): edit.theirs for edit in read.edits}
    cells: dict[str, list[ComparedCell]] = {}
    for (key, month), base in read.base.items():
        row = held.get(key)
        if row is None:
            continue
        now = row.line.months[month - 1] if row.line else None
        mine = yours.get((key, month), base)
        if base == mine == now:
            continue
        cells.setdefault(key, []).append(ComparedCell(month, side_of(base, mine, now), base, mine, now))
    return [_row(key, held[key], own, ansvar) for key, own in cells.items()]


def _row(key: str, row: SheetRow, cells: Sequence[ComparedCell], ansvar: dict[int, str]) -> ComparedRow:
    sides = {cell.side for cell in cells}
    side = next(one for one in _ORDER if one in sides)
    line: PlanRow | None = row.line
    return ComparedRow(
        key, row.name, row.code, ansvar.get(row.unit_id or 0, ""), row.kind_sign,
        row.unit_id or 0, row.coding_id or 0, line.id if line else None, side, tuple(cells),
    )  # fmt: skip


def _gone(session: Session, sheet: Sheet, keys: Sequence[str]) -> list[Problem]:
    """Return what is no longer in the budget; keys of rows that are somebody else's are refused."""
    own = {row.unit_id for row in _leaves(sheet)}
    numbers = []
    for key in dict.fromkeys(keys):
        line, coding = _LINE.fullmatch(key), _CODING.fullmatch(key)
        if line is not None:
            numbers.append(int(line.group(1)))
        elif coding is None or int(coding.group(1)) not in own:
            raise _foreign(sheet)
    # A line that exists but is not on this sheet belongs to another unit or another budget.
    if session.exec(select(PlanLine.id).where(col(PlanLine.id).in_(numbers))).first() is not None:
        raise _foreign(sheet)
    if not keys:
        return []
    message = _("{n} rader i boken finns inte längre i budgeten och läses inte in.")
    count = len(dict.fromkeys(keys))
    return [Problem("gone", message.format(n=count), Severity.WARNING)]


def _foreign(sheet: Sheet) -> NotAllowed:
    message = _("Boken har rader som inte hör till {unit}. Ingenting är sparat. Hämta en ny bok.")
    return NotAllowed(
        message.format(unit=sheet.unit.name), action=Action.EDIT_SUBMISSION, unit_id=sheet.unit.id
    )
