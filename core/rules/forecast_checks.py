"""What is missing before a forecast can be handed in: causes over the limit, a measure against a deficit.

Öre in report sign. A net over the limit is explained by its own cause, or by a row that deviates the
same way and has, or is asked for, a cause: nobody has to write the same thing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.money import MoneyUnit, format_money
from core.rules.forecast import needs_cause
from core.rules.variance import Limit
from core.texts import _


class Lack(StrEnum):
    """What can be missing."""

    CAUSE = "cause"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """A row as the checks see it; no value counts as nothing."""

    key: str
    title: str
    value: int
    budget: int | None
    explained: bool

    @property
    def variance(self) -> int:
        """How the year deviates, + is better."""
        return self.value - (self.budget or 0)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing; the empty row is the unit's net."""

    lack: Lack
    row_key: str
    message: str


def net_of(rows: Sequence[CheckedValue]) -> CheckedValue:
    """Return the unit's net as a row of its own."""
    return CheckedValue(
        "", _("Hela enheten"), sum(row.value for row in rows), sum(row.budget or 0 for row in rows), False
    )


def missing(
    rows: Sequence[CheckedValue], limit: Limit, *, net_explained: bool, measured: bool
) -> tuple[Missing, ...]:
    """Return what is missing, row by row and then the net; `measured` tells that there is a measure."""
    over = [row for row in rows if needs_cause(row.value, row.budget, limit)]
    found = [_cause(row) for row in over if not row.explained]
    net = net_of(rows)
    if needs_cause(net.value, net.budget, limit):
        told = [row for row in rows if row.explained or row in over]
        same_way = any(row.variance * net.variance > 0 for row in told)
        if not net_explained and not same_way:
            found.append(_cause(net))
        if net.variance < 0 and not measured:
            found.append(Missing(Lack.MEASURE, "", _measure(net.variance)))
    return tuple(found)


def _cause(row: CheckedValue) -> Missing:
    words = _("{row} avviker med {amount}. Välj en orsak.")
    return Missing(Lack.CAUSE, row.key, words.format(row=row.title, amount=_amount(row.variance)))


def _measure(variance: int) -> str:
    words = _("Enheten väntas gå {amount} över budget. Skriv vad ni gör åt det som en åtgärd.")
    return words.format(amount=format_money(-variance, MoneyUnit.TKR, word=True))


def _amount(variance: int) -> str:
    return format_money(variance, MoneyUnit.TKR, signed=True, word=True)
