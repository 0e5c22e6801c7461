"""Likely miscodings in a month, each by a simple named rule with its reason in words.

A rule asks, it never judges: what is unusual may be right, and the manager says which.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.rules.control_lines import (
    ControlLine,
    ControlRule,
    Finding,
    History,
    Limits,
    Names,
    Use,
    kronor,
    merged,
    of_line,
    usual,
)
from core.rules.control_suppliers import SupplierUse, by_suppliers
from core.rules.control_texts import Texts, by_texts
from core.texts import _

_TIMES = 10
_REGULAR = 6
"""So many months with something make a usual month, and so long must an ansvar have been in use."""
_OFTEN = 3
_COSTS = "4567"
_SUPPORTED_BY = 2
"""A line that is more than one part in so many of its month's sum is what is pointed at."""


@dataclass(frozen=True, slots=True)
class Month:
    """All that the rules read: the month's lines, the history of their uses, suppliers and texts."""

    lines: Sequence[ControlLine]
    history: History
    names: Names
    suppliers: SupplierUse
    texts: Texts
    limits: Limits = field(default_factory=Limits)


def find_miscodings(month: Month) -> list[Finding]:
    """Return what is asked about in a month, one finding a thing, the largest first."""
    by_use: dict[Use, list[ControlLine]] = {}
    for line in month.lines:
        if line.account[:1] in _COSTS:
            by_use.setdefault(line.use, []).append(line)
    costs = [line for lines in by_use.values() for line in lines]
    found = [
        *by_texts(costs, month.texts, month.limits),
        *by_suppliers(costs, month.suppliers, month.names, month.limits),
        *_first_uses(by_use, month),
        *_many_times(by_use, month),
        *_negative(costs, month),
    ]
    return merged(found)


def find_large(month: Month, known: frozenset[tuple[int, str]] = frozenset()) -> list[Finding]:
    """Return large postings that are new, half as much again as any month of a year, and not asked about."""
    found = []
    for line in month.lines:
        largest = max(month.history.before(line.use), default=0) if line.use in month.history.uses else 0
        if line.account[:1] not in _COSTS or line.amount < max(month.limits.large, largest * 3 // 2):
            continue
        if (line.unit, line.key) not in known:
            words = _("Större än {limit}, och mycket mer än någon hel månad på {account} det senaste året.")
            account = month.names.account_words(line.account)
            reason = words.format(limit=kronor(month.limits.large), account=account)
            found.append(of_line(ControlRule.LARGE, line, reason))
    return merged(found)


def _first_uses(by_use: Mapping[Use, list[ControlLine]], month: Month) -> Iterator[Finding]:
    """Yield uses that the ansvar has never had before, where the ansvar itself has been in use."""
    history, active = month.history, _active_months(month.history)
    for use, lines in by_use.items():
        amount = history.now(use) if use in history.uses else 0
        if amount < month.limits.ask or history.ever(use) or active.get(use[0], 0) < _REGULAR:
            continue
        words = _("{unit} har aldrig använt {account}{function} förut.").format(
            unit=month.names.unit_words(use[0]),
            account=month.names.account_words(use[1]),
            function=_(" på verksamhet {code}").format(code=use[2]) if use[2] else "",
        )
        yield _pointed(ControlRule.FIRST_USE, use, lines, amount, words, month.names)


def _many_times(by_use: Mapping[Use, list[ControlLine]], month: Month) -> Iterator[Finding]:
    """Yield what is ten times a usual month and twice the largest of a year: a season is no surprise."""
    for use, lines in by_use.items():
        if use not in month.history.uses:
            continue
        before, amount = month.history.before(use), month.history.now(use)
        normal = usual(before)
        few = sum(bool(one) for one in before) < _REGULAR
        least = max(_TIMES * normal, 2 * max(before, default=0), month.limits.ask)
        if few or normal <= 0 or amount < least:
            continue
        words = _("{amount} är {n} gånger en vanlig månad på {account}, som är {normal}.").format(
            amount=kronor(amount),
            n=amount // normal,
            account=month.names.account_words(use[1]),
            normal=kronor(normal),
        )
        yield _pointed(ControlRule.TEN_TIMES, use, lines, amount, words, month.names)


def _negative(lines: Sequence[ControlLine], month: Month) -> Iterator[Finding]:
    """Yield costs below zero that nothing in the same voucher takes up, where that is not what is usual."""
    least = month.limits.ask
    sums: dict[tuple[int, str], int] = {}
    for line in lines:
        sums[line.unit, line.voucher] = sums.get((line.unit, line.voucher), 0) + line.amount
    for line in lines:
        before = month.history.before(line.use) if line.use in month.history.uses else []
        usually = sum(amount < 0 for amount in before) >= _OFTEN
        if usually or -line.amount < least or sums[line.unit, line.voucher] > -least:
            continue
        words = _("Minus på ett kostnadskonto. Är det en kredit eller en rättelse som hör hit?")
        yield of_line(ControlRule.NEGATIVE, line, words)


def _pointed(
    rule: ControlRule, use: Use, lines: Sequence[ControlLine], amount: int, reason: str, names: Names
) -> Finding:
    """Return a finding about the line that makes up most of the sum, else about the account's whole month."""
    largest = max(lines, key=lambda line: line.amount)
    if largest.amount * _SUPPORTED_BY > amount:
        return of_line(rule, largest, reason)
    title = names.account_words(use[1])
    return Finding(rule, f"{use[1]}/{use[2]}", use[0], use[1], amount, title, reason)


def _active_months(history: History) -> dict[int, int]:
    """Return in how many of the months before each ansvar has had anything."""
    held: dict[int, set[int]] = {}
    for (unit, _account, _function), months in history.uses.items():
        places = held.setdefault(unit, set())
        places.update(place for place, amount in enumerate(months[: history.at]) if amount)
    return {unit: len(places) for unit, places in held.items()}
