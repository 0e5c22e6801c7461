"""Amounts, days and codings of SIE fields."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from core.imports.ledger import Combination
from core.imports.sie.lexer import Objects
from core.money import ore_from_decimal

NO_DAY, BAD_DAY = 0, -1

_AMOUNT = re.compile(r"([+-]?)(?=[.,]?\d)(\d{0,20})(?:[.,](\d{0,20}))?", re.ASCII)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_EXACT_DECIMALS = 2
_LARGEST_WHOLE = 12
_LONGEST_NUMBER = 9
_YEARS = range(1900, 3000)


class AmountFlaw(Enum):
    """What is unusual about an amount that could be read, or why it could not."""

    UNREADABLE = 1
    TOO_LARGE = 2
    COMMA = 3
    ROUNDED = 4


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in öre (None when it cannot be used) and what is unusual about it."""

    ore: int | None
    flaw: AmountFlaw | None = None


def parse_ore(text: str) -> Amount:
    """Return kronor as SIE writes them in öre; a decimal comma and more decimals are flaws."""
    match = _AMOUNT.fullmatch(text.replace("\u2212", "-"))
    if not match:
        return Amount(None, AmountFlaw.UNREADABLE)
    sign, whole, decimals = match.group(1), match.group(2) or "0", (match.group(3) or "").rstrip("0")
    flaw = AmountFlaw.COMMA if "," in text else None
    if len(whole.lstrip("0")) > _LARGEST_WHOLE:
        return Amount(None, AmountFlaw.TOO_LARGE)
    if len(decimals) > _EXACT_DECIMALS:
        ore, flaw = ore_from_decimal(Decimal(f"{whole}.{decimals}")), AmountFlaw.ROUNDED
    else:
        ore = int(whole) * 100 + int(decimals.ljust(2, "0"))
    return Amount(-ore if sign == "-" else ore, flaw)


def parse_day(text: str) -> int:
    """Return a day as yyyymmdd; NO_DAY for an empty text, BAD_DAY for one that is no day."""
    if not text:
        return NO_DAY
    match = _DAY.fullmatch(text)
    if not match:
        return BAD_DAY
    year, month, day = map(int, match.groups())
    if year not in _YEARS:
        return BAD_DAY
    try:
        date(year, month, day)
    except ValueError:
        return BAD_DAY
    return year * 10_000 + month * 100 + day


def day_from_number(number: int) -> date | None:
    """Return yyyymmdd as a date; None for NO_DAY and BAD_DAY."""
    return date(number // 10_000, number // 100 % 100, number % 100) if number > 0 else None


def normal_dimension(text: str) -> str:
    """Return a dimension number without leading zeros: `01` is the same dimension as `1`."""
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else text


def coding_of(account: str, items: Objects) -> tuple[Combination, bool]:
    """Return the account with its objects in dimension order, and whether the list was whole.

    A pair with an empty code says nothing and is left out; a dimension twice or a number without
    code makes the list not whole (the first one counts).
    """
    pairs: dict[str, str] = {}
    whole = len(items) % 2 == 0
    for dimension, code in zip(items[::2], items[1::2], strict=False):
        number = normal_dimension(dimension)
        whole = whole and bool(number) and number not in pairs
        if number and code:
            pairs.setdefault(number, code)
    return Combination(account, tuple(sorted(pairs.items(), key=_dimension_order))), whole


def _dimension_order(pair: tuple[str, str]) -> tuple[int, str]:
    number = pair[0]
    return (int(number) if number.isascii() and number.isdigit() else 10**9, number)
