"""Goals on paper: which are in force, how they serve each other, and the thread up and down from one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.errors import RuleViolation
from core.periods import Period
from core.texts import _

_MILLIONTHS = 1_000_000

Links = Iterable[tuple[int, int]]
"""Pairs of a goal and a goal that it serves."""


@dataclass(frozen=True, slots=True)
class Threads:
    """The links of all goals, from both ends."""

    serves: Mapping[int, tuple[int, ...]]
    served_by: Mapping[int, tuple[int, ...]]

    def above(self, goal_id: int) -> tuple[int, ...]:
        """Return every goal that this one serves, near ones first, each once."""
        return _walk(goal_id, self.serves)

    def below(self, goal_id: int) -> tuple[int, ...]:
        """Return every goal that serves this one, near ones first, each once."""
        return _walk(goal_id, self.served_by)


def threads_of(links: Links) -> Threads:
    """Return links as threads; what is named first comes first."""
    up: dict[int, list[int]] = defaultdict(list)
    down: dict[int, list[int]] = defaultdict(list)
    for goal_id, serves_id in links:
        up[goal_id].append(serves_id)
        down[serves_id].append(goal_id)
    return Threads({k: tuple(v) for k, v in up.items()}, {k: tuple(v) for k, v in down.items()})


def check_link(threads: Threads, goal_id: int, serves_id: int) -> None:
    """Raise `RuleViolation` when a goal would come to serve itself, straight or around."""
    if goal_id == serves_id:
        raise RuleViolation(_("Ett mål kan inte bidra till sig självt."))
    if goal_id in threads.above(serves_id):
        raise RuleViolation(
            _("Det skulle bli en cirkel: målet ovanför bidrar redan till det här målet. Välj ett annat.")
        )


def is_in_force(first_year: int, last_year: int | None, year: int) -> bool:
    """Return whether a goal is followed in a year."""
    return first_year <= year and (last_year is None or year <= last_year)


def covers_month(year: int, deadline: date, month: int) -> bool:
    """Return whether a follow-up of a year asks about a month: it is over when the follow-up is due."""
    return Period(year, month).last_day < deadline


def divide_share(share: int, fte: Decimal | None, parts: int) -> list[tuple[int, Decimal | None]]:
    """Return a share (ten-thousandths) and full-time equivalents in equal parts that add up exactly.

    A third of 100 % is 33,34, 33,33 and 33,33 %.
    """
    shares = [share // parts + (n < share % parts) for n in range(parts)]
    if fte is None:
        return [(one, None) for one in shares]
    whole = int(fte * _MILLIONTHS)
    pieces = [whole // parts + (n < whole % parts) for n in range(parts)]
    return [(one, Decimal(piece) / _MILLIONTHS) for one, piece in zip(shares, pieces, strict=True)]


def _walk(start: int, edges: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    waiting = list(edges.get(start, ()))
    while waiting:
        goal_id = waiting.pop(0)
        if goal_id != start and goal_id not in found:
            found[goal_id] = None
            waiting.extend(edges.get(goal_id, ()))
    return tuple(found)
