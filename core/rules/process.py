"""The one process: how a submission goes from not started to adopted, and who has it meanwhile.

Level 0 is the unit itself; level k is the step k above it. A submission that is submitted waits
for the step at its level; approved by the last one it is approved; the body's decision adopts it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.enums import SubmissionEventKind as Event
from core.enums import SubmissionState as State
from core.errors import RuleViolation
from core.texts import _


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a submission stands: `last_level` is how many steps it has."""

    state: State = State.NOT_STARTED
    level: int = 0
    last_level: int = 0
    returned: bool = False
    unlocked: bool = False

    @property
    def editable_by_unit(self) -> bool:
        """Whether the unit may change it: before it is submitted, or while a reviewer has unlocked it."""
        return self.state in {State.NOT_STARTED, State.WORKING} or self.unlocked

    @property
    def waits_for(self) -> int | None:
        """The level that is to act next; None when every level has said its own."""
        return None if self.state in {State.APPROVED, State.ADOPTED} else self.level


_FROM: dict[Event, frozenset[State]] = {
    Event.START: frozenset({State.NOT_STARTED}),
    Event.SUBMIT: frozenset({State.NOT_STARTED, State.WORKING}),
    Event.WITHDRAW: frozenset({State.SUBMITTED}),
    Event.APPROVE: frozenset({State.SUBMITTED}),
    Event.RETURN: frozenset({State.SUBMITTED, State.APPROVED}),
    Event.UNLOCK: frozenset({State.SUBMITTED}),
    Event.LOCK: frozenset({State.SUBMITTED}),
    Event.ADOPT: frozenset({State.APPROVED}),
    Event.REOPEN: frozenset({State.APPROVED, State.ADOPTED}),
    Event.CONFIRM: frozenset({State.SUBMITTED, State.APPROVED, State.ADOPTED}),
}
"""From which states each event may happen."""

NEEDS_REASON = frozenset({Event.RETURN, Event.REOPEN})
"""What must be explained to whoever has done the work."""


def possible_events(standing: Standing) -> frozenset[Event]:
    """Return what may happen next, whoever does it."""
    events = {event for event, states in _FROM.items() if standing.state in states}
    if standing.level != 1:
        events.discard(Event.WITHDRAW)
    events.discard(Event.LOCK if not standing.unlocked else Event.UNLOCK)
    return frozenset(events)


def after(standing: Standing, event: Event, *, reason: str = "") -> Standing:
    """Return where a submission stands after an event; `RuleViolation` when it may not happen now."""
    if event not in possible_events(standing):
        raise RuleViolation(_refusal(standing, event))
    if event in NEEDS_REASON and not reason.strip():
        raise RuleViolation(_("Skriv varför, så att enheten vet vad som ska ändras."))
    return _EFFECTS[event](standing)


def event_words(event: Event) -> str:
    """Return what somebody did, as it follows a name: `Sara Holm godkände`."""
    return {
        Event.START: _("började"),
        Event.SUBMIT: _("lämnade in"),
        Event.WITHDRAW: _("återtog"),
        Event.APPROVE: _("godkände"),
        Event.RETURN: _("lämnade tillbaka"),
        Event.UNLOCK: _("låste upp för enheten"),
        Event.LOCK: _("låste för enheten"),
        Event.ADOPT: _("la in beslutet"),
        Event.REOPEN: _("öppnade igen"),
        Event.CONFIRM: _("bekräftade"),
    }[event]


def _started(standing: Standing) -> Standing:
    return replace(standing, state=State.WORKING)


def _submitted(standing: Standing) -> Standing:
    return _approved(replace(standing, level=0))


def _approved(standing: Standing) -> Standing:
    """Return the submission with the next step, or approved when there is none."""
    handed_on = replace(standing, returned=False, unlocked=False)
    if standing.level >= standing.last_level:
        return replace(handed_on, state=State.APPROVED, level=standing.last_level)
    return replace(handed_on, state=State.SUBMITTED, level=standing.level + 1)


def _sent_back(standing: Standing) -> Standing:
    """Return the submission one step down: to the step before, or to the unit, and round again."""
    level = max(standing.level - 1, 0)
    state = State.SUBMITTED if level else State.WORKING
    return replace(standing, state=state, level=level, returned=True, unlocked=False)


def _withdrawn(standing: Standing) -> Standing:
    return replace(standing, state=State.WORKING, level=0, returned=False, unlocked=False)


def _reopened(standing: Standing) -> Standing:
    return replace(_withdrawn(standing), returned=True)


_EFFECTS: dict[Event, Callable[[Standing], Standing]] = {
    Event.START: _started,
    Event.SUBMIT: _submitted,
    Event.APPROVE: _approved,
    Event.RETURN: _sent_back,
    Event.WITHDRAW: _withdrawn,
    Event.REOPEN: _reopened,
    Event.UNLOCK: lambda standing: replace(standing, unlocked=True),
    Event.LOCK: lambda standing: replace(standing, unlocked=False),
    Event.ADOPT: lambda standing: replace(standing, state=State.ADOPTED),
    Event.CONFIRM: lambda standing: standing,
}


def _refusal(standing: Standing, event: Event) -> str:
    if standing.state is State.SUBMITTED:
        return _refusal_of_submitted(event)
    return {
        State.NOT_STARTED: _("Enheten har inte börjat än, så det går inte att göra nu."),
        State.WORKING: _("Enheten arbetar fortfarande, så det går inte att göra nu."),
        State.APPROVED: _("Det är redan godkänt. Be ekonomi öppna det om något ska ändras."),
        State.ADOPTED: _("Det är redan beslutat och ändras bara med ett nytt beslut."),
    }[standing.state]


def _refusal_of_submitted(event: Event) -> str:
    return {
        Event.WITHDRAW: _("Det är redan godkänt ett steg upp. Be den som har det nu att lämna tillbaka det."),
        Event.ADOPT: _("Alla har inte godkänt än, så det går inte att lägga in ett beslut."),
        Event.REOPEN: _("Det är inte godkänt än. Lämna tillbaka det i stället."),
        Event.UNLOCK: _("Det är redan upplåst för enheten."),
        Event.LOCK: _("Det är redan låst för enheten."),
    }.get(event, _("Det är redan inlämnat. Återta det först, eller vänta på besked."))
