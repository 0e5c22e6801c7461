"""Measures against a deficit: what they must say, how each stands, and the clock until the decision."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.enums import TaskStatus
from core.errors import RuleViolation
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.texts import _, ngettext

LARGEST = 10**13
"""Öre: as much as a cell of a plan may hold."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
_SOON_DAYS = 7


class MeasureState(StrEnum):
    """How a measure stands, the worst first; dropped ones do not count."""

    LATE = "late"
    NO_EFFECT = "no_effect"
    NOT_FOLLOWED = "not_followed"
    BELOW = "below"
    UNDER_WAY = "under_way"
    REACHED = "reached"
    DROPPED = "dropped"


EXCEPTIONS = frozenset(
    {MeasureState.LATE, MeasureState.NO_EFFECT, MeasureState.NOT_FOLLOWED, MeasureState.BELOW}
)
"""What somebody has to do something about."""


def state_of(
    status: TaskStatus, due: date, effect: int | None, realised: int | None, today: date
) -> MeasureState:
    """Return how a measure stands; one that is done is measured against what it was to give."""
    if status is TaskStatus.DROPPED:
        return MeasureState.DROPPED
    if status is TaskStatus.OPEN and due < today:
        return MeasureState.LATE
    if effect is None:
        return MeasureState.NO_EFFECT
    if status is TaskStatus.OPEN:
        return MeasureState.UNDER_WAY
    if realised is None:
        return MeasureState.NOT_FOLLOWED
    return MeasureState.BELOW if realised < effect else MeasureState.REACHED


def state_words(state: MeasureState) -> str:
    """Return how a measure stands, as it is read in a table."""
    return {
        MeasureState.LATE: _("Försenad"),
        MeasureState.NO_EFFECT: _("Saknar belopp"),
        MeasureState.NOT_FOLLOWED: _("Klar, men inte uppföljd"),
        MeasureState.BELOW: _("Gav mindre"),
        MeasureState.UNDER_WAY: _("Pågår"),
        MeasureState.REACHED: _("Gav det den skulle"),
        MeasureState.DROPPED: _("Struken"),
    }[state]


def check_measure(effect: int | None, from_month: int, year: int) -> None:
    """Raise `RuleViolation` in words unless a measure's amount (öre, or None), month and year can hold."""
    if effect is not None:
        check_amount(effect)
        if effect < 0:
            raise RuleViolation(_("Skriv vad åtgärden ger som ett belopp utan minus."))
    if from_month not in MONTHS:
        raise RuleViolation(_("Välj från vilken månad åtgärden ger något."))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleViolation(_("Välj ett år."))


def check_amount(amount: int) -> None:
    """Raise `RuleViolation` unless an amount is in whole kronor and of a size that can be true."""
    if amount % ORE_PER_KRONA:
        raise RuleViolation(_("Skriv beloppet i hela kronor."))
    if abs(amount) > LARGEST:
        raise RuleViolation(_("Beloppet är för stort. Kontrollera antalet nollor."))


@dataclass(frozen=True, slots=True)
class Clock:
    """When a deficit was reported, and until when the body has to decide."""

    reported_on: date
    due: date

    def words(self, today: date) -> str:
        """Return how much is left: `12 dagar kvar`, `sista dagen i dag`, `3 dagar över tiden`."""
        left = (self.due - today).days
        if left > 0:
            return ngettext("{n} dag kvar", "{n} dagar kvar", left).format(n=left)
        if left == 0:
            return _("sista dagen i dag")
        return ngettext("{n} dag över tiden", "{n} dagar över tiden", -left).format(n=-left)

    def late(self, today: date) -> bool:
        """Return whether the time is out."""
        return today > self.due

    def soon(self, today: date) -> bool:
        """Return whether a week or less is left."""
        return (self.due - today).days <= _SOON_DAYS


def start_clock(reported_on: date, days: int) -> Clock:
    """Return the clock of a deficit that is reported on a day: the last day is so many days after it."""
    return Clock(reported_on, reported_on + timedelta(days=days))
