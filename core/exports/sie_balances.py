"""The balances that a SIE file carries beside its vouchers, summed while those are written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.exports.sie_records import Objects

YearKey = tuple[int, str, Objects]
PeriodKey = tuple[int, int, str, Objects]

_BALANCE_CLASSES = ("1", "2")


class BalanceSums:
    """Changes in öre by (year index, period, account, objects)."""

    def __init__(self, years: Sequence[tuple[date, date]]) -> None:
        self.changes: defaultdict[PeriodKey, int] = defaultdict(int)
        self._years = years
        self._placed: dict[date, tuple[int, int] | None] = {}

    def place(self, day: date) -> tuple[int, int] | None:
        """Return the year index (0, -1 …) and the period yyyymm of a day; None outside all years."""
        if day not in self._placed:
            index = next((n for n, (first, last) in enumerate(self._years) if first <= day <= last), None)
            self._placed[day] = None if index is None else (-index, day.year * 100 + day.month)
        return self._placed[day]

    def add(self, day: date, lines: Iterable[tuple[str, Objects, int, str]]) -> None:
        """Add the lines of a voucher to the period of its day; a day outside all years adds nothing."""
        placed = self.place(day)
        if placed:
            year, period = placed
            for account, objects, amount, _text in lines:
                self.changes[year, period, account, objects] += amount

    def by_account(self) -> dict[YearKey, int]:
        """Return the change of each year and account, over all objects."""
        totals: defaultdict[YearKey, int] = defaultdict(int)
        for (year, _period, account, _objects), amount in self.changes.items():
            totals[year, account, ()] += amount
        return dict(totals)


def with_totals(rows: Iterable[tuple[PeriodKey, int]]) -> dict[PeriodKey, int]:
    """Return the rows with objects, and beside them a total per account and period without."""
    totals: defaultdict[PeriodKey, int] = defaultdict(int)
    for (year, period, account, objects), amount in rows:
        totals[year, period, account, ()] += amount
        if objects:
            totals[year, period, account, objects] += amount
    return dict(totals)


def is_balance_account(account: str) -> bool:
    """Tell an account of the balance sheet (classes 1 and 2) from one of the year's result."""
    return account.startswith(_BALANCE_CLASSES)


def closing_balances(openings: Mapping[YearKey, int], changes: Mapping[YearKey, int]) -> dict[YearKey, int]:
    """Return opening plus change of the balance accounts, by year and account."""
    totals = {key: amount for key, amount in openings.items() if not key[2]}
    for key, amount in changes.items():
        if is_balance_account(key[1]):
            totals[key] = totals.get(key, 0) + amount
    return totals
