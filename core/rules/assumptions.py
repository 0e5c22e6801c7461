"""Assumptions of planning: which there are, how a value is typed and shown, and what it is read from.

A value is kept as text: percent with a decimal point ("2.5"), amounts in whole tkr ("1652000").
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.errors import RuleViolation
from core.money import NBSP, ORE_PER, MoneyUnit, format_money, format_number
from core.rules.row_lines import CodeRange, match_length, parse_ranges
from core.rules.typed_tkr import parse_tkr
from core.texts import _

_MOST_PERCENT = 200
_MOST_DECIMALS = 3
_TKR = ORE_PER[MoneyUnit.TKR]
_PERCENT = re.compile(r"^([+-]?)(\d{1,3})(?:[.,](\d{1,6}))?\s*%?$")


class AssumptionUnit(StrEnum):
    """What the value of an assumption is counted in."""

    PERCENT = "percent"
    TKR = "tkr"


@dataclass(frozen=True, slots=True)
class AssumptionKey:
    """One thing that is assumed for each year: its title, unit, and what it is used for."""

    key: str
    title: str
    unit: AssumptionUnit
    help: str

    def normal(self, typed: str) -> str:
        """Return a typed value as it is kept; `RuleViolation` says what to write instead."""
        if self.unit is AssumptionUnit.TKR:
            return _normal_tkr(self.title, typed)
        return _normal_percent(self.title, typed)

    def words(self, value: str) -> str:
        """Return a kept value as it is shown: `2,5 %` or `1 652 000 tkr`."""
        if self.unit is AssumptionUnit.TKR:
            return format_money(int(value) * _TKR, MoneyUnit.TKR, word=True)
        return percent_words(Decimal(value))


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A value that a source has published for a year, which holds until the municipality writes its own."""

    key: str
    year: int
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class IndexRange:
    """Accounts that follow one assumption when a budget is indexed."""

    accounts: tuple[CodeRange, ...]
    key: str


def parse_keys(lines: Iterable[str]) -> tuple[AssumptionKey, ...]:
    """Return the keys of the shipped file, in its order."""
    rows = csv.DictReader(lines, delimiter=";")
    return tuple(AssumptionKey(r["key"], r["title"], AssumptionUnit(r["unit"]), r["help"]) for r in rows)


def parse_published(lines: Iterable[str]) -> tuple[PublishedValue, ...]:
    """Return the published values of the shipped file."""
    rows = csv.DictReader(lines, delimiter=";")
    return tuple(PublishedValue(r["key"], int(r["year"]), r["value"], r["source"]) for r in rows)


def parse_index_ranges(lines: Iterable[str]) -> tuple[IndexRange, ...]:
    """Return which accounts follow which assumption."""
    rows = csv.DictReader(lines, delimiter=";")
    return tuple(IndexRange(parse_ranges(r["accounts"]), r["key"]) for r in rows)


def index_key(ranges: Iterable[IndexRange], account: str) -> str:
    """Return the assumption that an account follows, by the longest prefix; empty when none does."""
    matches = [(match_length(one.accounts, account), one.key) for one in ranges]
    length, key = max(matches, default=(0, ""), key=lambda match: match[0])
    return key if length else ""


def percent_words(value: Decimal) -> str:
    """Return a percent with the decimals that it has: `2,5 %`, `44,53 %`."""
    exponent = value.normalize().as_tuple().exponent
    decimals = min(max(-int(exponent), 0), _MOST_DECIMALS)
    return f"{format_number(value, decimals=decimals)}{NBSP}%"


def _normal_percent(title: str, typed: str) -> str:
    body = typed.strip().replace("\u2212", "-").replace("–", "-")
    match = _PERCENT.match(body)
    if match is None:
        raise RuleViolation(_("{title}: skriv procent, till exempel 2,5.").format(title=title))
    sign, whole, decimals = match.groups()
    value = Decimal(f"{sign}{whole}.{decimals or '0'}")
    if abs(value) > _MOST_PERCENT or len((decimals or "").rstrip("0")) > _MOST_DECIMALS:
        message = _("{title}: skriv ett tal mellan −{most} och {most} med högst {n} decimaler.")
        raise RuleViolation(message.format(title=title, most=_MOST_PERCENT, n=_MOST_DECIMALS))
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _normal_tkr(title: str, typed: str) -> str:
    ore = parse_tkr(typed, what=title)
    if ore is None:
        raise RuleViolation(_("{title}: skriv beloppet i tkr.").format(title=title))
    return str(ore // _TKR)
