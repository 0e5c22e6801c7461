"""What the rules of the monthly control list read and say: lines, their history, and a finding.

Amounts are öre in the ledger's sign (cost +). Months are counted from the first one that is known:
`History.at` is the place of the month that is looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median_low
from typing import TypeAlias

from core.money import MoneyUnit, format_money
from core.rules.limits import USUAL, LimitKey
from core.texts import _

_YEAR = 12
_LONGEST_KEY = 200

Use: TypeAlias = tuple[int, str, str]
"""An ansvar's id with account and function (verksamhet)."""


class ControlRule(StrEnum):
    """The rules by name, the strongest reason first; the last ones are the month's fixed points."""

    OTHER_UNIT = "other_unit"
    OTHER_YEAR = "other_year"
    TWICE = "twice"
    OTHER_ACCOUNT = "other_account"
    OTHER_ANSVAR = "other_ansvar"
    FIRST_USE = "first_use"
    TEN_TIMES = "ten_times"
    NEGATIVE = "negative"
    MISSING = "missing"
    LARGE = "large"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Limits:
    """From what size (öre) a line is asked about, an invoice is missed, and a posting counts as large."""

    ask: int = USUAL.ore(LimitKey.CONTROL_ASK)
    missing: int = USUAL.ore(LimitKey.CONTROL_MISSING)
    large: int = USUAL.ore(LimitKey.CONTROL_LARGE)


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One line of the ledger in the month that is looked at; `key` names it also when it is loaded anew."""

    unit: int
    account: str
    function: str
    amount: int
    text: str
    supplier: str
    voucher: str
    key: str

    @property
    def use(self) -> Use:
        """The ansvar, account and function."""
        return self.unit, self.account, self.function


@dataclass(frozen=True, slots=True)
class History:
    """Month by month what each use has had, up to the month looked at, which is the last."""

    uses: Mapping[Use, Sequence[int]]
    at: int

    def now(self, use: Use) -> int:
        """Return the amount of the month that is looked at."""
        return self.uses[use][self.at]

    def before(self, use: Use) -> list[int]:
        """Return the months before, the latest last; those of a year at most."""
        return list(self.uses[use][max(0, self.at - _YEAR) : self.at])

    def ever(self, use: Use) -> bool:
        """Return whether the use had any amount in any month before."""
        return any(self.uses[use][: self.at])


@dataclass(frozen=True, slots=True)
class Names:
    """The words for codes: accounts and ansvar by code and id."""

    account: Mapping[str, str] = field(default_factory=dict)
    unit: Mapping[int, str] = field(default_factory=dict)

    def account_words(self, code: str) -> str:
        """Return an account with its name: `6830 Licenser`."""
        return f"{code} {self.account.get(code, '')}".strip()

    def unit_words(self, unit: int) -> str:
        """Return an ansvar in words."""
        return self.unit.get(unit, _("ett annat ansvar"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: by which rule, about what, and why in words; `more` holds further reasons."""

    rule: ControlRule
    key: str
    unit: int
    account: str
    amount: int
    title: str
    reason: str
    supplier: str = ""
    voucher: str = ""
    more: tuple[str, ...] = ()


def of_line(rule: ControlRule, line: ControlLine, reason: str) -> Finding:
    """Return a finding about one line."""
    return Finding(
        rule, line.key[:_LONGEST_KEY], line.unit, line.account, line.amount,
        line.text or line.supplier, reason, line.supplier, line.voucher,
    )  # fmt: skip


def merged(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with those about the same thing made one, the strongest first, largest first."""
    order = list(ControlRule)
    by_thing: dict[tuple[int, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: order.index(one.rule)):
        by_thing.setdefault((finding.unit, finding.key), []).append(finding)
    found = [replace(first, more=tuple(one.reason for one in rest)) for first, *rest in by_thing.values()]
    return sorted(found, key=lambda one: (-abs(one.amount), one.key))


def usual(months: Sequence[int]) -> int:
    """Return what a month usually is among those that have anything; 0 for none."""
    held = [month for month in months if month]
    return median_low(held) if held else 0


def kronor(ore: int) -> str:
    """Return an amount in whole kronor with its word: `48 200 kr`."""
    return format_money(ore, MoneyUnit.KR, word=True)
