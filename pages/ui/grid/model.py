"""What goes into the grid and what comes out of it. No budget rules: those are the caller's.

Amounts are whole kronor as a person types them (positive for a cost and for a revenue alike);
None is an empty cell, shown as –, and 0 is 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.texts import _

CellValue = int | str | None
TOTAL = "total"
"""The id of the sum row without parent that stands below the others at all times."""


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    AMOUNT = "amount"
    MARK = "mark"  # a word or two, small; the row's marks of the column as icons before it


class RowKind(StrEnum):
    """How a row looks and what Enter does on it."""

    SUM = "sum"
    ROW = "row"
    ITEM = "item"
    READONLY = "readonly"


class Mark(StrEnum):
    """A sign on a cell; `GridRow.notes` holds the words that belong to it."""

    COMMENT = "comment"
    ASKED = "asked"
    HISTORY = "history"
    TEXT = "text"
    PROBLEM = "problem"


class EventKind(StrEnum):
    """What a person did in the grid."""

    EDITS = "edits"
    SPLASH = "splash"
    PASTE = "paste"
    SELECT = "select"
    UNDO = "undo"
    REDO = "redo"
    LOCK = "lock"
    COMMENT = "comment"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column. A `total` column is the sum of the row's months: it moves with every edit beside it.

    `width` is pixels; the first column takes what is left over. Columns side by side with the same
    `group` share a head. `editable` says that the column can be edited at all; the row decides.
    """

    key: str
    title: str
    kind: ColumnKind = ColumnKind.AMOUNT
    width: int = 88
    frozen: bool = False
    editable: bool = False
    total: bool = False
    group: str = ""
    hidden_on_phone: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row. Rows come in the order of the tree, each parent before its children.

    `weight` is +1 or −1: how the row counts in its parent while the server has not answered.
    `editable` and `locked` hold column keys. `notes` are the words behind a cell's marks.
    `status` is one of ok, part, bad, new or empty. `closed` hides the children at first.
    """

    id: str
    cells: Mapping[str, CellValue]
    level: int = 0
    parent: str | None = None
    kind: RowKind = RowKind.ROW
    weight: int = 1
    editable: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    status: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell by its keys."""

    row: str
    column: str


@dataclass(frozen=True, slots=True)
class GridMessage:
    """Why a cell was not saved, or both values of a conflict: Swedish, said at the cell and aloud."""

    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class GridState:
    """What changes from run to run beside the rows.

    Give a higher `version` with changed rows; with an equal one the rows are not looked at.
    `selected` moves the chosen cell when it differs from the last one given. `saved_at` is the
    time ("10:42") of the last save. `messages` are those of the event answered in this run.
    """

    version: int
    selected: GridCell | None = None
    messages: tuple[GridMessage, ...] = ()
    saved_at: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class GridEdit:
    """One cell as it was and as it was typed; `value` only for plain whole numbers. Parse `text`."""

    row: str
    column: str
    old: int | str | None
    text: str
    value: int | None


@dataclass(frozen=True, slots=True)
class GridEvent:
    """What a person did. `row` and `column` are the chosen cell.

    `edits` come with EDITS and SPLASH (typed on a sum row or in a total column; one edit).
    `text` is the clipboard's with PASTE. `rows` and `columns` are the chosen range in the order
    of the screen, with PASTE the shown rows and columns that the text would fill from the cell
    (closed groups left out; fewer than the text has where the sheet ends).
    """

    kind: EventKind
    n: int
    row: str = ""
    column: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    edits: tuple[GridEdit, ...] = ()
    text: str = ""


def words(*, read_only: bool = False) -> dict[str, str]:
    """Return every text that the grid itself says, for the browser."""
    moves = _("Pilarna flyttar, skriv för att ändra, Enter öppnar.")
    if read_only:
        moves = _("Pilarna flyttar, Enter öppnar.")
    leaves = _("Esc och sedan Tabb lämnar tabellen. Skift+F10 visar fler val.")
    return {
        "skip": _("Hoppa över tabellen"),
        "after": _("Efter tabellen"),
        "keys": f"{moves} {leaves}",
        "saving": _("Sparar …"),
        "saved": _("Sparat {time}"),
        "late": _("Det tar längre tid än vanligt att spara. Låt sidan vara öppen, vi försöker igen."),
        "range": _("{n} celler, summa {sum}"),
        "locked": _("låst"),
        "pending": _("sparas"),
        "readonly": _("kan inte ändras här"),
        "comment": _("har kommentar"),
        "asked": _("har en fråga"),
        "history": _("har ändrats"),
        "text": _("har en text"),
        "problem": _("behöver rättas"),
        "not_here": _("Den här cellen kan inte ändras."),
        "is_locked": _("Cellen är låst. Lås upp den med Ctrl+L för att ändra."),
        "open_group": _("Visa raderna under {name}"),
        "close_group": _("Dölj raderna under {name}"),
        "menu": _("Val för cellen"),
        "menu_edit": _("Ändra"),
        "menu_copy": _("Kopiera"),
        "menu_empty": _("Töm"),
        "menu_fill": _("Fyll nedåt"),
        "menu_lock": _("Lås eller lås upp"),
        "menu_comment": _("Kommentera"),
        "menu_open": _("Visa vad som ligger bakom"),
        "missing": _(
            "Tabellen kunde inte visas. Ladda om sidan. Om det inte hjälper: använd formuläret bredvid."
        ),
    }
