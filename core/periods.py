"""Years and months of the ledger: 12 months and period 13, which is shown inside December."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from core.texts import _

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = range(1, 13)
CLOSING_PERIOD = 13
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def month_name(month: int) -> str:
    """Return the Swedish name of a month, 1–12."""
    return (
        _("januari"), _("februari"), _("mars"), _("april"), _("maj"), _("juni"),
        _("juli"), _("augusti"), _("september"), _("oktober"), _("november"), _("december"),
    )[month - 1]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One month of one year (`2026-10`)."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the period of a text `2026-10`; ValueError when it is none."""
        year, _dash, month = text.partition("-")
        period = cls(int(year), int(month))
        if period.month not in MONTHS or not _FIRST_YEAR <= period.year <= _LAST_YEAR:
            raise ValueError(text)
        return period

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        first_of_next = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return date.fromordinal(first_of_next.toordinal() - 1)

    def words(self) -> str:
        """Return the period in words: `oktober 2026`."""
        return f"{month_name(self.month)} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def local_time(moment: datetime) -> str:
    """Return a stored UTC time as Swedish local time: `2026-11-09 08:12`."""
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
