"""What a round costs those whom it asks: minutes times managers, said in working days."""

from dataclasses import dataclass

from core.texts import _, ngettext

MINUTES_PER_HOUR = 60
MINUTES_PER_WORKDAY = 8 * MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class Burden:
    """How many managers a round asks, and for how many minutes each."""

    managers: int
    minutes: int

    @property
    def total(self) -> int:
        """The minutes of all managers together."""
        return self.managers * self.minutes

    @property
    def workdays(self) -> int:
        """The whole in working days of eight hours, halves rounded up."""
        return _rounded(self.total, MINUTES_PER_WORKDAY)


def words(burden: Burden) -> str:
    """Return the burden as a sentence; nothing when nobody is asked or no time is given."""
    if burden.total <= 0:
        return ""
    asked = ngettext("Det här ber {n} chef om {time}", "Det här ber {n} chefer om {time}", burden.managers)
    text = asked.format(n=burden.managers, time=_minutes(burden.minutes))
    if burden.managers == 1:
        return _("{asked}.").format(asked=text)
    return _("{asked}, tillsammans {sum}.").format(asked=text, sum=_together(burden))


def _together(burden: Burden) -> str:
    """Return the sum in the largest unit of which there is at least one."""
    if burden.total < MINUTES_PER_HOUR:
        return _minutes(burden.total)
    if burden.total < MINUTES_PER_WORKDAY:
        hours = _rounded(burden.total, MINUTES_PER_HOUR)
        return ngettext("{n} timme", "{n} timmar", hours).format(n=hours)
    return ngettext("{n} arbetsdag", "{n} arbetsdagar", burden.workdays).format(n=burden.workdays)


def _minutes(minutes: int) -> str:
    return ngettext("{n} minut", "{n} minuter", minutes).format(n=minutes)


def _rounded(value: int, unit: int) -> int:
    return (2 * value + unit) // (2 * unit)
