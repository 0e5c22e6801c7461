"""A year's picture of an activity: where its bar, pauses and pins lie, as shares of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_HUNDREDTHS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the year: where it begins and how long it is, in percent of the year."""

    at: Decimal
    width: Decimal


@dataclass(frozen=True, slots=True)
class Lane:
    """An activity in a year: its bar (None when it lies outside), its pauses and its pins.

    `open_end` is whether it goes on after the bar, into the next year or without a last day.
    """

    bar: Stretch | None
    pauses: tuple[Stretch, ...]
    pins: tuple[Decimal, ...]
    open_end: bool


def lane_of(
    year: int, days: tuple[date, date | None], pauses: Sequence[tuple[date, date]], pins: Sequence[date]
) -> Lane:
    """Return where an activity lies in a year; pins outside the year are left out in their order."""
    starts, ends = days
    last = date(year, 12, 31)
    bar = stretch_of(year, starts, ends or last)
    rests = (stretch_of(year, first, until) for first, until in pauses)
    return Lane(
        bar,
        tuple(one for one in rests if one is not None),
        tuple(place_of(year, pin) for pin in pins if pin.year == year),
        open_end=bar is not None and (ends is None or ends > last),
    )


def stretch_of(year: int, first: date, last: date) -> Stretch | None:
    """Return the part of a year from one day to another, both included; None when there is none."""
    begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    if ends < begins:
        return None
    at = place_of(year, begins)
    return Stretch(at, _share(year, (ends + timedelta(days=1)) - date(year, 1, 1)) - at)


def place_of(year: int, day: date) -> Decimal:
    """Return where a day begins, in percent of its year with two decimals."""
    return _share(year, day - date(year, 1, 1))


def _share(year: int, days: timedelta) -> Decimal:
    whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return (Decimal(100) * days.days / whole).quantize(_HUNDREDTHS)
