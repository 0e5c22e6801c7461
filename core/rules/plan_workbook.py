"""A unit's budget as a workbook on its way out and back: what it holds, and how it is known again.

Amounts are öre in the ledger's sign; the workbook shows them as they are typed (`plan_signs`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Problem
from core.periods import MONTHS, month_name
from core.rules.spreading import Year
from core.texts import _

MARK = "rodret-budget"
"""The first cell of the hidden sheet."""

FORMAT = 1
HIDDEN_SHEET = "_rodret"
KEY_HEAD = "rodret-nyckel"
"""The heading of the hidden column with the rows' keys."""

NET_KEY = "rodret-netto"
"""The key of the last row, which sums the others."""

MOST_LINES = 2_000
LARGEST_ORE = 10**13
LABEL_COLUMNS = 5
FIRST_MONTH = LABEL_COLUMNS + 1
YEAR_COLUMN = FIRST_MONTH + len(MONTHS)
KEY_COLUMN = YEAR_COLUMN + 1
KIND_COLUMN = YEAR_COLUMN + 2
HEAD_ROW = 4
_LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class WorkbookMeta:
    """What the workbook was taken out of, and when in words."""

    version_id: int
    round_id: int | None
    unit_code: str
    unit_name: str
    year: int
    made_at: str


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """One row: its key, what it is in words, its months. `kind` is −1 for a revenue (typed as +).

    A row that is not editable comes from personnel or a generator; locked months (1–12) stand.
    """

    key: str
    cost_center: str
    account: str
    account_name: str
    function: str
    text: str
    months: Year
    kind: int = 1
    editable: bool = True
    locked: frozenset[int] = frozenset()

    @property
    def labels(self) -> tuple[str, ...]:
        """The texts of the row in column order."""
        return (self.cost_center, self.account, self.account_name, self.function, self.text)

    def open_in(self, month: int) -> bool:
        """Return whether people may type in a month."""
        return self.editable and month not in self.locked


CellKey = tuple[str, int]
"""A line's key and a month 1–12."""


@dataclass(frozen=True, slots=True)
class WorkbookEdit:
    """One month of one line that was changed in the workbook, öre in the ledger's sign."""

    key: str
    month: int
    base: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """What a workbook says: what it was taken out of (None when it is not ours), changes, problems.

    `base` holds every cell that may be changed, as it was when the workbook was made.
    """

    meta: WorkbookMeta | None
    edits: tuple[WorkbookEdit, ...] = ()
    problems: tuple[Problem, ...] = ()
    base: Mapping[CellKey, int | None] = field(default_factory=dict)


def heads(year: int) -> tuple[str, ...]:
    """Return the headings of the visible sheet, up to the year's sum."""
    return (*label_heads(), *month_heads(), str(year))


def label_heads() -> tuple[str, ...]:
    """Return the headings of the texts that name a row."""
    return (_("Ansvar"), _("Konto"), _("Kontonamn"), _("Verksamhet"), _("Text"))


def month_heads() -> tuple[str, ...]:
    """Return the headings of the months: `jan` to `dec`."""
    return tuple(month_name(month)[:3] for month in MONTHS)


def shown(text: str) -> str:
    """Return a label as it is written and compared: printable, on one line, cut where it is long."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:_LONGEST_LABEL].strip()
