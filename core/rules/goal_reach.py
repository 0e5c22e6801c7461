"""How many of the judged goals are reached: the share, and the count behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.money import NBSP, format_percent
from core.table import Status
from core.texts import _


@dataclass(frozen=True, slots=True)
class Reach:
    """How many goals are judged, and how many of them are reached."""

    reached: int
    judged: int

    @property
    def share(self) -> Decimal | None:
        """The reached part of what is judged; None when nothing is."""
        return Decimal(self.reached) / self.judged if self.judged else None

    @property
    def words(self) -> str:
        """The share with the count behind it, `60 % (12 av 20)`; empty when nothing is judged."""
        if self.share is None:
            return ""
        return f"{format_percent(self.share, decimals=0)} ({self.count})".replace(" ", NBSP)

    @property
    def count(self) -> str:
        """The count, `12 av 20`."""
        return _("{n} av {of}").format(n=self.reached, of=self.judged)


NO_GOALS = Reach(0, 0)
"""Where nothing is judged."""


def reach_of(statuses: Iterable[Status], best: Status) -> Reach:
    """Return how many of goals with these judgements are reached; those without one do not count."""
    judged = [status for status in statuses if status is not Status.NONE]
    return Reach(sum(status is best for status in judged), len(judged))
