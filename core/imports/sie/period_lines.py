"""Period balances to ledger lines, opening balances and period budgets."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

import numpy as np

from core.imports.ledger import Int32, LineOrigin, Lines, OpeningBalance, PeriodBudget
from core.imports.problem_log import ProblemLog
from core.imports.sie.masking import MaskedCombinations
from core.imports.sie.model import BalanceRecord, SieFile
from core.imports.sie.totals import Share, split_totals, usable_periods
from core.imports.sie.vouchers import PlacedLines
from core.imports.sie.years import FiscalYears
from core.periods import Period
from core.texts import _

_LOADED_YEARS = (0, -1)
_DECEMBER = 12


def lines_from_periods(
    file: SieFile, masked: MaskedCombinations, problems: ProblemLog, *, objects: bool
) -> PlacedLines:
    """Return one line per account, objects and month of #PSALDO; without objects where they are not read."""
    records = usable_periods(file.balances.get("#PSALDO", ()), "#PSALDO", problems)
    if any(record.year_index not in _LOADED_YEARS for record in records):
        problems.info(
            "older_years", _("Periodsaldon för andra år än innevarande och föregående läses inte in.")
        )
    wanted = [record for record in records if record.year_index in _LOADED_YEARS]
    return _period_lines(_by_month(_shares(wanted, file, objects=objects), masked))


def _shares(records: Iterable[BalanceRecord], file: SieFile, *, objects: bool) -> list[Share]:
    """Return the shares of the records, or of the totals alone where objects are not read."""
    names = file.combinations
    return split_totals((r for r in records if objects or not names[r.combination].objects), names)


def _by_month(shares: Iterable[Share], masked: MaskedCombinations) -> Mapping[tuple[int, int, int], int]:
    """Return the amounts by (year index, yyyymm, combination) after the masking."""
    sums: defaultdict[tuple[int, int, int], int] = defaultdict(int)
    for share in shares:
        sums[share.year_index, share.period, masked.place(share.combination)] += share.amount
    return sums


def _period_lines(sums: Mapping[tuple[int, int, int], int]) -> PlacedLines:
    count = len(sums)
    keys = np.array(list(sums), np.int64).reshape(-1, 3)
    period = keys[:, 1]
    lines = Lines(
        combination=keys[:, 2].astype(np.int32),
        year=(period // 100).astype(np.int16),
        month=(period % 100).astype(np.int8),
        day=_last_days(period.tolist()),
        amount=np.array(list(sums.values()), np.int64),
        voucher=np.full(count, -1, np.int32),
        row=np.zeros(count, np.int32),
        text=[None] * count,
        origin=np.full(count, LineOrigin.PERIOD_SUM, np.int8),
        extra={},
    )
    return PlacedLines(lines, keys[:, 0].astype(np.int32))


def _last_days(periods: list[int]) -> Int32:
    """Return the last day (yyyymmdd) of each period; the closing period ends with December."""
    days = {}
    for period in set(periods):
        last = Period(period // 100, min(period % 100, _DECEMBER)).last_day
        days[period] = last.year * 10_000 + last.month * 100 + last.day
    return np.array([days[period] for period in periods], np.int32)


def opening_balances(
    file: SieFile, years: FiscalYears, wanted: Container[int], masked: MaskedCombinations
) -> list[OpeningBalance]:
    """Return #IB with #OIB of the wanted year indexes, in the calendar year where each begins."""
    records = [
        record
        for label in ("#IB", "#OIB")
        for record in file.balances.get(label, ())
        if record.year_index in wanted
    ]
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    for share in split_totals(records, file.combinations):
        year = years.calendar_year(share.year_index)
        if year is not None:
            sums[year, masked.place(share.combination)] += share.amount
    return [OpeningBalance(year, place, amount) for (year, place), amount in sums.items()]


def period_budgets(
    file: SieFile, masked: MaskedCombinations, problems: ProblemLog, *, objects: bool
) -> list[PeriodBudget]:
    """Return #PBUDGET by month; without objects where they are not read."""
    records = usable_periods(file.balances.get("#PBUDGET", ()), "#PBUDGET", problems)
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    for share in _shares(records, file, objects=objects):
        sums[share.period, masked.place(share.combination)] += share.amount
    return [
        PeriodBudget(period // 100, period % 100, place, amount) for (period, place), amount in sums.items()
    ]
