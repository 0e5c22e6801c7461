"""The words of the process: kinds of rounds, states, and what was done."""

from core.enums import RoundKind, RoundState, SubmissionState
from core.enums import SubmissionEventKind as Event
from core.rules.process import Standing
from core.table import Status
from core.texts import _


def round_kind_word(kind: RoundKind) -> str:
    """Return what a round asks for, in one word."""
    return {
        RoundKind.FRAME: _("Budgetram"),
        RoundKind.BUDGET: _("Budget"),
        RoundKind.FORECAST: _("Prognos"),
        RoundKind.GOALS: _("Mål"),
        RoundKind.CONTROL: _("Intern kontroll"),
        RoundKind.ENVIRONMENT: _("Arbetsmiljö"),
        RoundKind.REPORT: _("Rapport"),
        RoundKind.QUESTION: _("Fråga"),
    }[kind]


def round_state_word(state: RoundState) -> str:
    """Return how a round stands, in one word."""
    return {
        RoundState.PLANNED: _("Planerad"),
        RoundState.OPEN: _("Öppen"),
        RoundState.CLOSED: _("Stängd"),
    }[state]


def standing_word(standing: Standing, *, late: bool = False) -> str:
    """Return how a submission stands: `Pågår`, `Återlämnad`, `Inlämnad, försenad`."""
    returned = standing.returned and standing.state is SubmissionState.WORKING
    word = _("Återlämnad") if returned else state_word(standing.state)
    return _("{word}, försenad").format(word=word) if late else word


def state_word(state: SubmissionState) -> str:
    """Return a submission's state in words."""
    return {
        SubmissionState.NOT_STARTED: _("Inte påbörjad"),
        SubmissionState.WORKING: _("Pågår"),
        SubmissionState.SUBMITTED: _("Inlämnad"),
        SubmissionState.APPROVED: _("Godkänd"),
        SubmissionState.ADOPTED: _("Beslutad"),
    }[state]


def state_status(state: SubmissionState, *, late: bool) -> Status:
    """Return the judgement of a submission: late is bad, done is well, the rest is under way."""
    if late:
        return Status.BAD
    if state in {SubmissionState.APPROVED, SubmissionState.ADOPTED}:
        return Status.OK
    return Status.NONE if state is SubmissionState.NOT_STARTED else Status.PARTLY


def event_title(event: Event) -> str:
    """Return what was done, as the heading of a line in the history."""
    return {
        Event.START: _("Påbörjad"),
        Event.SUBMIT: _("Inlämnad"),
        Event.WITHDRAW: _("Återtagen"),
        Event.APPROVE: _("Godkänd"),
        Event.RETURN: _("Återlämnad"),
        Event.UNLOCK: _("Upplåst för enheten"),
        Event.LOCK: _("Låst för enheten"),
        Event.ADOPT: _("Beslutad"),
        Event.REOPEN: _("Öppnad igen"),
        Event.CONFIRM: _("Bekräftad"),
    }[event]
