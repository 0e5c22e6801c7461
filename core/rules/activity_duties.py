"""What an activity asks of whoever carries it out: begin, reconcile, end, and say what it led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.enums import ActivityState
from core.rules.activities import ENDED
from core.texts import _

_NOTICE = timedelta(days=14)


class Duty(StrEnum):
    """What is to be done with an activity by a day."""

    BEGIN = "begin"
    CHECK = "check"
    END = "end"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class ActivityDuty:
    """One thing to do by a day, told from `quiet_until` on."""

    kind: Duty
    due: date
    quiet_until: date


def duties_of(
    state: ActivityState,
    days: tuple[date, date | None],
    checks: Sequence[date],
    effect_due: date | None,
) -> tuple[ActivityDuty, ...]:
    """Return what is asked by the days of an activity (first, last), of reconciliations left and of effect.

    An activity that is done asks for its effect only, from that day on; a stopped one asks for nothing.
    """
    if state in ENDED:
        asked = state is ActivityState.DONE and effect_due is not None
        return (ActivityDuty(Duty.EFFECT, effect_due, effect_due),) if asked and effect_due else ()
    starts, ends = days
    found = [(Duty.BEGIN, starts)] if state is ActivityState.PLANNED else []
    found += [(Duty.CHECK, day) for day in checks]
    found += [(Duty.END, ends)] if ends is not None else []
    return tuple(ActivityDuty(kind, due, due - _NOTICE) for kind, due in found)


def duty_words(kind: Duty, title: str) -> str:
    """Return what is to be done in words."""
    return {
        Duty.BEGIN: _("Sätt i gång: {title}"),
        Duty.CHECK: _("Stäm av: {title}"),
        Duty.END: _("Avsluta: {title}"),
        Duty.EFFECT: _("Gjorde det verkan? {title}"),
    }[kind].format(title=title)
