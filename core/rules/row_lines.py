"""Row definitions: which accounts a report row holds, and which rows are sums of earlier ones.

A row names account ranges by prefix ("50-57, 5021"); where several rows match, the longest
prefix decides. A sum row names earlier rows with their sign ("+intakter +kostnader").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.errors import RuleViolation
from core.texts import _

_RANGE = re.compile(r"^([0-9A-Za-z]+)(?:-([0-9A-Za-z]+))?$")
_TERM = re.compile(r"([+-])\s*([\w]+)")


@dataclass(frozen=True, slots=True)
class CodeRange:
    """Codes whose first characters lie between two prefixes of equal length, both included."""

    first: str
    last: str

    def length_of_match(self, code: str) -> int:
        """Return how many characters of the code this range names; 0 when it does not hold it."""
        size = len(self.first)
        return size if len(code) >= size and self.first <= code[:size] <= self.last else 0


@dataclass(frozen=True, slots=True)
class DefinedRow:
    """One row of a row definition: accounts to sum, or earlier rows to add (`sums`)."""

    key: str
    title: str
    accounts: str = ""
    excluded: str = ""
    sums: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether the row adds earlier rows instead of accounts."""
        return bool(self.sums)


def parse_ranges(text: str) -> tuple[CodeRange, ...]:
    """Return the code ranges of "50-57, 5021"; `RuleViolation` names the part that cannot be read."""
    ranges = []
    for part in (piece.strip() for piece in text.split(",")):
        if not part:
            continue
        match = _RANGE.match(part)
        first, last = (match.group(1), match.group(2) or match.group(1)) if match else ("", "x")
        if len(first) != len(last) or first > last:
            raise RuleViolation(
                _("”{part}” är inget kodintervall. Skriv till exempel 50-57 eller 5021.").format(part=part)
            )
        ranges.append(CodeRange(first, last))
    return tuple(ranges)


def match_length(ranges: Iterable[CodeRange], code: str) -> int:
    """Return the length of the longest prefix that holds the code; 0 when none does."""
    return max((one.length_of_match(code) for one in ranges), default=0)


def place_accounts(rows: Sequence[DefinedRow], accounts: Iterable[str]) -> dict[str, str]:
    """Return the key of the row that each account belongs to; accounts of no row are left out."""
    parsed = [
        (row.key, parse_ranges(row.accounts), parse_ranges(row.excluded)) for row in rows if not row.is_sum
    ]
    placed = {}
    for account in accounts:
        longest, home = 0, ""
        for key, ranges, excluded in parsed:
            length = match_length(ranges, account)
            if length > longest and not match_length(excluded, account):
                longest, home = length, key
        if home:
            placed[account] = home
    return placed


def sum_terms(text: str) -> tuple[tuple[int, str], ...]:
    """Return (sign, row key) for each term of "+intakter -avgifter"; `RuleViolation` when it is none."""
    body = text.strip()
    if body and body[0] not in "+-":
        body = f"+{body}"
    terms = tuple((1 if sign == "+" else -1, key) for sign, key in _TERM.findall(body))
    if not terms or _TERM.sub("", body).strip():
        raise RuleViolation(
            _("”{text}” är ingen summa. Skriv till exempel +intakter +kostnader.").format(text=text)
        )
    return terms


def row_weights(rows: Sequence[DefinedRow]) -> dict[str, dict[str, int]]:
    """Return, for every row, how many times each account row counts in it (a row itself: once).

    Raises `RuleViolation` when a sum names a row that does not stand above it.
    """
    weights: dict[str, dict[str, int]] = {}
    for row in rows:
        if not row.is_sum:
            weights[row.key] = {row.key: 1}
            continue
        counted: dict[str, int] = {}
        for sign, key in sum_terms(row.sums):
            if key not in weights:
                raise RuleViolation(
                    _("Raden {title} summerar {key}, som inte står ovanför den.").format(
                        title=row.title, key=key
                    )
                )
            for leaf, weight in weights[key].items():
                counted[leaf] = counted.get(leaf, 0) + sign * weight
        weights[row.key] = counted
    return weights


def add_up(weights: Mapping[str, int], amounts: Mapping[str, int | None]) -> int | None:
    """Return a sum row's amount in öre; None when none of its rows has any amount."""
    found = [weight * amount for key, weight in weights.items() if (amount := amounts.get(key)) is not None]
    return sum(found) if found else None
