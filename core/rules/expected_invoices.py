"""Invoices that used to come and have not: by supplier and ansvar, monthly, quarterly or yearly.

Amounts are öre (cost +). A series is the sums of months in order; the last one is the month that is
looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.periods import MONTHS, month_name
from core.rules.control_lines import ControlRule, Finding, Limits, kronor, usual
from core.texts import _

_YEAR = 12
_BACK = 11
_FEWEST = 10
"""A monthly invoice has come in so many of the eleven months before."""
_QUARTER = 3
_QUARTERS = 3


class Frequency(StrEnum):
    """How often an invoice comes."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class InvoiceSeries:
    """What a supplier has invoiced an ansvar month by month; `title` is the ansvar in words."""

    unit: int
    supplier: str
    months: Sequence[int]
    title: str = ""


def find_missing(series: Iterable[InvoiceSeries], *, month: int, limits: Limits) -> list[Finding]:
    """Return the invoices that were expected in a month (1–12) and did not come, the largest first."""
    found = []
    for one in series:
        frequency = frequency_of(one.months)
        normal = usual(_of_frequency(one.months, frequency)) if frequency else 0
        if frequency is None or one.months[-1] or normal < limits.missing:
            continue
        found.append(
            Finding(
                ControlRule.MISSING,
                f"{one.supplier}/{frequency}"[:200],
                one.unit,
                "",
                normal,
                one.supplier,
                _reason(one, frequency, normal, month),
                one.supplier,
            )
        )
    return sorted(found, key=lambda finding: (-finding.amount, finding.key))


def frequency_of(months: Sequence[int]) -> Frequency | None:
    """Return how often an invoice came in the months before the last one; None for no order in it.

    Monthly is ten of the eleven months before with one the month before; quarterly is every third
    month and none between; yearly is this month of both years before and little else.
    """
    before = list(months[:-1])
    last = [bool(month) for month in before[-_BACK:]]
    if len(before) >= _BACK and sum(last) >= _FEWEST and last[-1]:
        return Frequency.MONTH
    if _is_quarterly(before):
        return Frequency.QUARTER
    if len(before) >= 2 * _YEAR:
        both = bool(before[-_YEAR]) and bool(before[-2 * _YEAR])
        if both and sum(bool(month) for month in before[-2 * _YEAR :]) == 2:  # noqa: PLR2004 once a year
            return Frequency.YEAR
    return None


def _is_quarterly(before: Sequence[int]) -> bool:
    if len(before) < _QUARTER * _QUARTERS:
        return False
    recent = before[-_QUARTER * _QUARTERS :]
    return all(bool(amount) == (place % _QUARTER == 0) for place, amount in enumerate(recent))


def _of_frequency(months: Sequence[int], frequency: Frequency | None) -> Sequence[int]:
    """Return the months that say what the invoice usually is."""
    return months[-2 * _YEAR - 1 : -1] if frequency is Frequency.YEAR else months[-_YEAR - 1 : -1]


def _reason(one: InvoiceSeries, frequency: Frequency, normal: int, month: int) -> str:
    last = [bool(amount) for amount in one.months[-_BACK - 1 : -1]]
    words = {
        Frequency.MONTH: (
            _("{supplier} har fakturerat varje månad i {n} månader, men inte i {month}; normalt {amount}.")
            if all(last)
            else _("{supplier} har fakturerat {n} av {of} månader, men inte i {month}; normalt {amount}.")
        ),
        Frequency.QUARTER: _(
            "{supplier} har fakturerat varje kvartal, senast i {earlier}, men inte i {month}; "
            "normalt {amount}."
        ),
        Frequency.YEAR: _(
            "{supplier} fakturerade i {month} både förra året och året före, men inte i år; normalt {amount}."
        ),
    }
    return words[frequency].format(
        supplier=one.supplier, n=sum(last), of=len(last), month=month_name(month),
        earlier=month_name((month - _QUARTER - 1) % len(MONTHS) + 1), amount=kronor(normal),
    )  # fmt: skip
