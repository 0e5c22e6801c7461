"""When a key figure is to be reported: how often it comes, and the day that is said for its next value."""

from datetime import date, timedelta

from core.enums import Periodicity
from core.periods import Period

MONTHS_OF = {Periodicity.MONTH: 1, Periodicity.QUARTER: 3, Periodicity.TERTIAL: 4, Periodicity.YEAR: 12}
SOON_DAYS = 14
"""How long before its day a figure is asked for."""

_MONTHS = 12


def lacks_value(periodicity: Periodicity, latest: tuple[int, int] | None, period: Period) -> bool:
    """Return whether the period that ended last has no value: October's, the third quarter's, last year's."""
    if latest is None:
        return True
    length = MONTHS_OF[periodicity]
    ended = _number(period.year, period.month) // length * length
    return _number(*latest) <= ended - length


def is_asked_for(
    periodicity: Periodicity, next_update: date | None, latest: tuple[int, int] | None, today: date
) -> bool:
    """Return whether the day of the next value is near or past, and no value has come for it.

    The day is some time after the end of its period: 20 November for October, 1 March for last year.
    """
    if next_update is None or (next_update - today).days > SOON_DAYS:
        return False
    return (
        latest is None
        or _number(*latest) < _number(next_update.year, next_update.month) - MONTHS_OF[periodicity]
    )


def period_of(next_update: date) -> Period:
    """Return the month that a value due on a day is about: the one that ends before it."""
    last = next_update.replace(day=1) - timedelta(days=1)
    return Period(last.year, last.month)


def _number(year: int, month: int) -> int:
    return year * _MONTHS + month
