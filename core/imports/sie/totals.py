"""Balances with object rows beside a total: the object rows and what remains, never both added."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.imports.ledger import Combination
from core.imports.problem_log import ProblemLog
from core.imports.sie.model import BalanceRecord
from core.periods import CLOSING_PERIOD
from core.texts import _

_FIRST_PERIOD, _LAST_PERIOD = 190_001, 299_913


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a balance: `period` is yyyymm (0 for a year's balance), `amount` öre."""

    year_index: int
    period: int
    combination: Combination
    amount: int


def split_totals(records: Iterable[BalanceRecord], combinations: Sequence[Combination]) -> list[Share]:
    """Return the rows with objects, and per account and period the rest of its total, if any.

    Where the file gives no total the object rows stand alone.
    """
    totals: dict[tuple[int, int, str], int] = {}
    parts: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    shares = []
    for record in records:
        combination = combinations[record.combination]
        key = (record.year_index, record.period, combination.account)
        if combination.objects:
            parts[key] += record.amount
            shares.append(Share(record.year_index, record.period, combination, record.amount))
        else:
            totals[key] = totals.get(key, 0) + record.amount
    for key, total in totals.items():
        rest = total - parts.get(key, 0)
        if rest or key not in parts:
            shares.append(Share(key[0], key[1], Combination(key[2], ()), rest))
    return shares


def usable_periods(records: Iterable[BalanceRecord], label: str, problems: ProblemLog) -> list[BalanceRecord]:
    """Return the records whose period is a month 1–13; others are errors, a repeated one a warning."""
    usable, seen = [], set()
    for record in records:
        key = (record.year_index, record.period, record.combination)
        if key in seen:
            message = _("{label} för samma konto och period står mer än en gång. Beloppen läggs ihop.")
            problems.warn("balance_repeated", message.format(label=label), record.line)
        seen.add(key)
        if _FIRST_PERIOD <= record.period <= _LAST_PERIOD and 1 <= record.period % 100 <= CLOSING_PERIOD:
            usable.append(record)
        else:
            message = _("Perioden {period} i {label} är ingen månad. Skriv den som 202601.")
            problems.error("balance_period", message.format(period=record.period, label=label), record.line)
    return usable
