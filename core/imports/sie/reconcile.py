"""Compares the balances that a file gives with what its lines add up to."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.imports.ledger import Combination, Difference, Int64
from core.imports.sie.model import BalanceRecord, SieFile
from core.imports.sie.vouchers import PlacedLines
from core.imports.sie.years import FiscalYears
from core.periods import CLOSING_PERIOD

_BALANCE_CLASSES = ("1", "2")
_PERIODS = 1_000_000

YearSums = Mapping[tuple[int, str], int]


def find_differences(
    file: SieFile,
    placed: PlacedLines,
    combinations: Sequence[Combination],
    years: FiscalYears,
    *,
    periods: bool,
) -> list[Difference]:
    """Return where #RES, #UB and (if asked) #PSALDO differ from the lines, in öre.

    Only years with lines are compared. An account that has lines but no record counts as a record
    of zero, where the file has such records for the year at all.
    """
    by_period = _sums_by_period(placed, combinations)
    by_year: defaultdict[tuple[int, str], int] = defaultdict(int)
    for (index, _period, account), amount in by_period.items():
        by_year[index, account] += amount
    with_lines = {index for index, _account in by_year}
    openings = _totals(file, "#IB")
    given = _totals(file, "#UB")
    closing: defaultdict[tuple[int, str], int] = defaultdict(int)
    for sums in (by_year, openings):
        for key, amount in sums.items():
            if key[0] in with_lines and (_is_balance(key[1]) or key in given):
                closing[key] += amount
    result = {key: amount for key, amount in by_year.items() if not _is_balance(key[1])}
    found = _compare_years("RES", _totals(file, "#RES"), result, years, with_lines.__contains__)
    found += _compare_years("UB", given, closing, years, with_lines.__contains__)
    if periods:
        found += _compare_periods(file, by_period, with_lines.__contains__)
    return found


def _is_balance(account: str) -> bool:
    return account.startswith(_BALANCE_CLASSES)


def _sums_by_period(
    placed: PlacedLines, combinations: Sequence[Combination]
) -> dict[tuple[int, int, str], int]:
    """Return the sums of the lines by (year index, yyyymm, account)."""
    lines = placed.lines
    if not len(lines):
        return {}
    period = lines.year.astype(np.int64) * 100 + lines.month
    key = (placed.fiscal.astype(np.int64) * _PERIODS + period) * len(combinations) + lines.combination
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    starts = np.flatnonzero(np.concatenate(([True], sorted_key[1:] != sorted_key[:-1])))
    sums: Int64 = np.add.reduceat(lines.amount[order], starts)
    totals: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    for row, amount in zip(order[starts].tolist(), sums.tolist(), strict=True):
        account = combinations[lines.combination[row]].account
        totals[int(placed.fiscal[row]), int(period[row]), account] += amount
    return totals


def _accounts(file: SieFile, label: str) -> list[tuple[BalanceRecord, str]]:
    """Return the records of a label that are account totals, with their account."""
    rows = []
    for record in file.balances.get(label, ()):
        combination = file.combinations[record.combination]
        if not combination.objects:
            rows.append((record, combination.account))
    return rows


def _totals(file: SieFile, label: str) -> dict[tuple[int, str], int]:
    return {(record.year_index, account): record.amount for record, account in _accounts(file, label)}


def _compare_years(
    what: str, given: YearSums, lines: YearSums, years: FiscalYears, has_lines: Callable[[int], bool]
) -> list[Difference]:
    given_years = {index for index, _account in given if has_lines(index)}
    found = []
    for index, account in sorted(given.keys() | lines.keys()):
        year = years.calendar_year(index)
        expected, sum_of_lines = given.get((index, account), 0), lines.get((index, account), 0)
        if index in given_years and year is not None and expected != sum_of_lines:
            found.append(Difference(what, account, year, None, expected, sum_of_lines))
    return found


def _compare_periods(
    file: SieFile, lines: Mapping[tuple[int, int, str], int], has_lines: Callable[[int], bool]
) -> list[Difference]:
    found = []
    for record, account in _accounts(file, "#PSALDO"):
        year, month = divmod(record.period, 100)
        sum_of_lines = lines.get((record.year_index, record.period, account), 0)
        if has_lines(record.year_index) and 1 <= month <= CLOSING_PERIOD and record.amount != sum_of_lines:
            found.append(Difference("PSALDO", account, year, month, record.amount, sum_of_lines))
    return found
