"""Activities on paper: their words and days, which states follow each other, and the state of many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from core.enums import ActivityState
from core.errors import RuleViolation
from core.money import ORE_PER_KRONA
from core.rules.long_texts import LONG, checked_text, checked_title
from core.texts import _

_LARGEST_COST = 10_000_000_000 * ORE_PER_KRONA
_MOST_HOURS = Decimal(1_000_000)
_MOST_CHECKS = 60
_EFFECT_AFTER = timedelta(days=180)

NEXT: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.PLANNED: frozenset({ActivityState.RUNNING, ActivityState.DONE, ActivityState.STOPPED}),
    ActivityState.RUNNING: frozenset({ActivityState.DONE, ActivityState.STOPPED, ActivityState.PLANNED}),
    ActivityState.DONE: frozenset({ActivityState.RUNNING}),
    ActivityState.STOPPED: frozenset({ActivityState.RUNNING}),
}
"""What an activity may become; one that ended by mistake is taken up again."""

ENDED = frozenset({ActivityState.DONE, ActivityState.STOPPED})


@dataclass(frozen=True, slots=True)
class ActivityText:
    """What an activity is: words, days, who does it, and what it costs (öre, hours) where that is known."""

    title: str
    starts: date
    ends: date | None = None
    text: str = ""
    owner_id: int | None = None
    cost: int | None = None
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """A state with its cost and hours, as a unit above adds them up."""

    state: ActivityState
    late: bool
    cost: int
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Gathered:
    """Many activities as one: how many are in each state, how many late, what they cost together."""

    counts: dict[ActivityState, int]
    late: int
    cost: int
    hours: Decimal


def checked_activity(asked: ActivityText, *, end_needed: bool) -> ActivityText:
    """Return what an activity is, tidy; `RuleViolation` for what cannot hold."""
    if end_needed and asked.ends is None:
        raise RuleViolation(_("Välj en sista dag för aktiviteten."))
    if asked.ends is not None and asked.ends < asked.starts:
        raise RuleViolation(_("Sista dagen kan inte ligga före den första."))
    if asked.cost is not None and (not 0 <= asked.cost <= _LARGEST_COST or asked.cost % ORE_PER_KRONA):
        raise RuleViolation(_("Skriv kostnaden i hela kronor, noll eller mer."))
    if asked.hours is not None and not 0 <= asked.hours <= _MOST_HOURS:
        raise RuleViolation(_("Skriv ett rimligt antal timmar."))
    return replace(
        asked,
        title=checked_title(asked.title, what=_("aktivitetens namn")),
        text=checked_text(asked.text, what=_("beskrivningen"), longest=LONG, needed=False),
    )


def require_next(now: ActivityState, new: ActivityState) -> None:
    """Raise `RuleViolation` when a state does not follow on another."""
    if new not in NEXT[now]:
        raise RuleViolation(_("Aktiviteten kan inte ändras så just nu. Ladda om sidan och se hur den står."))


def is_late(state: ActivityState, starts: date, ends: date | None, today: date) -> bool:
    """Return whether an activity should have ended, or begun, by now."""
    if state in ENDED:
        return False
    return (ends is not None and ends < today) or (state is ActivityState.PLANNED and starts < today)


def check_days(first: date, last: date, *, every_months: int) -> tuple[date, ...]:
    """Return the days of reconciliation from the first to the last, every so many months (0: only the first).

    A month that is too short gives its last day: 31 January, 28 February, 31 March.
    """
    if last < first:
        raise RuleViolation(_("Sista avstämningen kan inte ligga före den första."))
    if every_months <= 0:
        return (first,)
    days, n = [], 0
    while (day := _months_later(first, n * every_months)) <= last:
        days.append(day)
        n += 1
        if len(days) > _MOST_CHECKS:
            raise RuleViolation(
                _("Det blir fler än {n} avstämningar. Välj dem glesare.").format(n=_MOST_CHECKS)
            )
    return tuple(days)


def rests(pauses: Sequence[tuple[date, date]], day: date) -> bool:
    """Return whether an activity rests on a day."""
    return any(first <= day <= last for first, last in pauses)


def check_pause(pauses: Sequence[tuple[date, date]], first: date, last: date) -> None:
    """Raise `RuleViolation` for a pause that ends before it begins, or runs into another one."""
    if last < first:
        raise RuleViolation(_("Pausen kan inte sluta innan den börjar."))
    if any(first <= other_last and other_first <= last for other_first, other_last in pauses):
        raise RuleViolation(_("Det finns redan en paus de dagarna."))


def effect_due(ended: date) -> date:
    """Return the day when the effect of an activity is asked about, half a year after it was done."""
    return ended + _EFFECT_AFTER


def gather(activities: Iterable[Spent]) -> Gathered:
    """Return many activities as one."""
    counts = dict.fromkeys(ActivityState, 0)
    late, cost, hours = 0, 0, Decimal(0)
    for one in activities:
        counts[one.state] += 1
        late += one.late
        cost += one.cost
        hours += one.hours
    return Gathered(counts, late, cost, hours)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
