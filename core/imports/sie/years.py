"""The fiscal years of a SIE file: year index to first and last day, and days to their year."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.imports.ledger import Int32
from core.imports.problem_log import ProblemLog
from core.imports.sie.fields import parse_day
from core.imports.sie.model import SieFile
from core.texts import _

OUTSIDE = 99
"""The year index of a day that lies in none of the file's years."""

_DIGITS = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_INDEX = re.compile(r"-?\d{1,2}", re.ASCII)
_FIRST_AND_LAST_MONTH = (101, 1231)


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """First and last day (yyyymmdd) by year index: 0 the current year, -1 the one before."""

    spans: Mapping[int, tuple[int, int]]

    def place(self, days: Int32) -> Int32:
        """Return the year index of each day, OUTSIDE where no year holds it."""
        placed = np.full(len(days), OUTSIDE, np.int32)
        for index, (first, last) in self.spans.items():
            placed[(days >= first) & (days <= last)] = index
        return placed

    def calendar_year(self, index: int) -> int | None:
        """Return the calendar year in which a fiscal year begins; None when the file has no such year."""
        span = self.spans.get(index)
        return span[0] // 10_000 if span else None


def read_years(file: SieFile, problems: ProblemLog) -> FiscalYears:
    """Return the years of the #RAR records; one that cannot be read is told and left out."""
    spans: dict[int, tuple[int, int]] = {}
    for record in file.records.get("#RAR", ()):
        first, last = _day_in_month(record.text(1)), _day_in_month(record.text(2))
        if not _INDEX.fullmatch(record.text(0)) or not 0 < first <= last:
            message = _("Räkenskapsåret (#RAR) på raden kan inte läsas och hoppas över.")
            problems.warn("fiscal_year", message, record.line)
            continue
        spans.setdefault(int(record.text(0)), (first, last))
        if (first % 10_000, last % 10_000) != _FIRST_AND_LAST_MONTH:
            message = _("Räkenskapsåret är inte kalenderår. Raderna delas på kalenderår efter sina datum.")
            problems.info("broken_year", message, record.line)
    return FiscalYears(spans)


def _day_in_month(text: str) -> int:
    """Return yyyymmdd; a day after the month's end (29 February in a common year) is its last."""
    day = parse_day(text)
    match = _DIGITS.fullmatch(text)
    if day > 0 or not match:
        return day
    year, month, number = map(int, match.groups())
    if not year or month not in range(1, 13) or number not in range(29, 32):
        return day
    return year * 10_000 + month * 100 + min(number, calendar.monthrange(year, month)[1])
