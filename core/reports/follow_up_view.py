"""What a reader has chosen to see in the follow-up, and what a row opens."""

from dataclasses import dataclass

from core.errors import RuleViolation
from core.money import MoneyUnit
from core.periods import Period
from core.rules.follow_up import Comparison, Span, TreeChoice
from core.texts import _

UNITS = "units"
FUNCTIONS = "functions"
ACCOUNTS = "accounts"
REPORT = "report"
RESULT = "result"
SHOW_ALL = "all"
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """The choices of a follow-up.

    `rows` is a row definition's name, UNITS (those right below), FUNCTIONS or ACCOUNTS; `row` is a
    row key of `definition` that the last three are limited to. `internal` None means: with
    internal rows below the municipality, without them on it.
    """

    unit_id: int
    period: Period
    rows: str = REPORT
    row: str | None = None
    definition: str = REPORT
    span: Span = Span.YTD
    comparison: Comparison = Comparison.LATEST
    internal: bool | None = None
    tree: TreeChoice = TreeChoice.TODAY
    money_unit: MoneyUnit = MoneyUnit.TKR
    show_all: bool = False

    @property
    def by_definition(self) -> bool:
        """Whether the rows are those of a row definition."""
        return self.rows not in {UNITS, FUNCTIONS, ACCOUNTS}


@dataclass(frozen=True, slots=True)
class Drill:
    """What a row opens: `row`, `unit`, `function` or `account`, with its key, id or code."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


def read_drill(text: str) -> Drill:
    """Return the drill of a row's key; `RuleViolation` for a text that no row has."""
    kind, colon, value = text.partition(":")
    if not colon or kind not in {"row", "unit", "function", "account"}:
        raise RuleViolation(_("Länken går inte att öppna. Välj en rad i tabellen i stället."))
    return Drill(kind, value)


def with_internal(view: FollowUpView, top_unit_id: int) -> bool:
    """Return whether internal rows are counted: the reader's choice, else all but on the municipality.

    Whole units beside each other keep theirs: a nämnd's net cost is the same on every page.
    """
    if view.internal is not None:
        return view.internal
    return view.unit_id != top_unit_id or (view.rows == UNITS and view.row is None)


def cell_key(view: FollowUpView, row_key: str, column: str) -> str:
    """Return a key of one cell that stays the same over time, for comments on it."""
    limited = f"{view.definition}.{view.row}" if view.row else view.definition
    return f"{view.unit_id}/{view.period}/{view.span}/{view.rows}/{limited}/{row_key}/{column}"
