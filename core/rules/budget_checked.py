"""What the checks of a unit's budget look at, and what they find.

Öre in the ledger's sign: cost +, income −.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.enums import Dimension
from core.errors import Severity
from core.money import MoneyUnit, format_money
from core.rules.limits import USUAL, LimitKey
from core.rules.spreading import Year
from core.rules.variance import Limit, limit_of
from core.texts import _

_TKR = 100_000


@dataclass(frozen=True, slots=True)
class CodingRule:
    """Which koddelar a row needs when its account is in the ranges ("4-7, 5021")."""

    accounts: str
    requires: frozenset[Dimension]


@dataclass(frozen=True, slots=True)
class CheckLimits:
    """The municipality's own limits; amounts in öre, accounts as ranges.

    `comment` is the larger of a share and an amount; `times` asks about a row that has grown so many
    times, from `times_from` up; `largest` is a row's year; `mirror` the difference between the two
    sides of an internal posting that passes.
    """

    comment: Limit = field(
        default_factory=lambda: limit_of(USUAL, LimitKey.BUDGET_COMMENT_SHARE, LimitKey.BUDGET_COMMENT_AMOUNT)
    )
    times: int = USUAL.number(LimitKey.BUDGET_TIMES)
    times_from: int = USUAL.ore(LimitKey.BUDGET_TIMES_FROM)
    largest: int = USUAL.ore(LimitKey.BUDGET_LARGEST)
    mirror: int = USUAL.ore(LimitKey.BUDGET_MIRROR)
    frame: int = 0
    never_income: str = "50-51, 60-71"
    never_cost: str = "30-36"
    rules: tuple[CodingRule, ...] = (CodingRule("3-7", frozenset({Dimension.FUNCTION})),)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row: its account and other codes, twelve months, and last year or this year's budget.

    `counterpart` is the code of an internal counterparty, else empty. A computed row comes from
    personnel or a generator and needs no comment. `closed` and `unnamed` are the koddelar whose
    code is not to be used any more, or has been met in a file only.
    """

    key: str
    account: str
    months: Year
    name: str = ""
    codes: Mapping[Dimension, str] = field(default_factory=dict)
    compared: int | None = None
    comment: str = ""
    counterpart: str = ""
    computed: bool = False
    closed: frozenset[Dimension] = frozenset()
    unnamed: frozenset[Dimension] = frozenset()

    @property
    def total(self) -> int:
        """The year in öre; nothing counts as zero."""
        return sum(month or 0 for month in self.months)


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit's budget: its frame (net cost +, None when it has none), rows, and the other sides.

    `mirrors` holds what each internal counterpart has budgeted against this unit, `names` what they
    are called; `against` says in words what `compared` is (`budget 2026`); `accounts` are the ranges
    that the unit may use.
    """

    rows: tuple[CheckedRow, ...]
    frame: int | None = None
    mirrors: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    against: str = ""
    accounts: str = "3-7"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (error) or to look at (warning), with its row and month where it has them."""

    code: str
    message: str
    severity: Severity
    row_key: str = ""
    month: int | None = None


def amount_words(ore: int) -> str:
    """Return an amount in thousands, or in kronor when it is less than a thousand."""
    return format_money(ore, MoneyUnit.TKR if abs(ore) >= _TKR else MoneyUnit.KR, word=True)


def dimension_word(dimension: Dimension) -> str:
    """Return what a koddel is called in a sentence."""
    return {
        Dimension.ACCOUNT: _("konto"),
        Dimension.FUNCTION: _("verksamhet"),
        Dimension.PROJECT: _("projekt"),
        Dimension.COUNTERPARTY: _("motpart"),
    }.get(dimension, _("koddel {n}").format(n=dimension.value[1:]))
