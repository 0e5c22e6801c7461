"""Last year's plan gone through for the next: what is chosen, and the day that follows on another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class PlanItem(StrEnum):
    """What is gone through when a plan is begun: a section's own words, a goal, a key figure, an activity."""

    TEXT = "text"
    GOAL = "goal"
    INDICATOR = "indicator"
    ACTIVITY = "activity"


class PlanChoice(StrEnum):
    """What becomes of something of last year's plan in the plan of the next."""

    KEEP = "keep"
    CHANGE = "change"
    CLOSE = "close"


_LEAP_DAY = (2, 29)
_ORDER = (PlanItem.TEXT, PlanItem.GOAL, PlanItem.INDICATOR, PlanItem.ACTIVITY)


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """What is chosen for a thing of last year, at the `rev` or the target (`seen`) that the writer saw.

    `title`, `text`, `target` and `day` are what it is changed into. `day` is the last day of an
    activity, for one that is kept too, or the day that an assignment is reported back.
    """

    kind: PlanItem
    item: str
    rev: int
    what: PlanChoice
    title: str = ""
    text: str = ""
    seen: Decimal | None = None
    target: Decimal | None = None
    day: date | None = None


def in_order(choices: Iterable[ItemChoice]) -> list[ItemChoice]:
    """Return choices in the order they are carried out: goals first, so that activities find theirs."""
    return sorted(choices, key=lambda choice: _ORDER.index(choice.kind))


def same_day(day: date | None, year: int) -> date:
    """Return the same day of another year, 28 February for a leap day; the last of the year for none."""
    if day is None:
        return date(year, 12, 31)
    return date(year, 2, 28) if (day.month, day.day) == _LEAP_DAY else day.replace(year=year)


def goes_on(ends: date | None, year: int) -> bool:
    """Return whether an activity goes on into a year by itself."""
    return ends is None or ends.year >= year
