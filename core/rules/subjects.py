"""What comments, tasks, decisions and attachments can point at: one registry of kinds.

Each kind says which right a reader needs, what it is called, and which page opens it. The id of a
unit is its row's id; of the follow-up `unit/period`, with the rest of a cell's key in `cell`; of a
plan of measures `unit/year`; of a meeting `unit/day`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from core.errors import RuleViolation
from core.periods import Period
from core.rules.access import Action
from core.texts import _

LONGEST_ID = 120
LONGEST_CELL = 200


class SubjectKind(StrEnum):
    """The kinds of things that side objects point at."""

    UNIT = "unit"
    FOLLOW_UP = "follow_up"
    ROUND = "round"
    SUBMISSION = "submission"
    TASK = "task"
    MEETING = "meeting"
    BUDGET = "budget"
    FRAME = "frame"
    BUDGET_DECISION = "budget_decision"
    CONTROL_LIST = "control_list"
    FORECAST = "forecast"
    ACTION_PLAN = "action_plan"
    GOAL = "goal"
    UNIT_PLAN = "unit_plan"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class SubjectType:
    """What a kind needs of its reader, its word, its page, and the name of its id in the address."""

    action: Action
    word: str
    page: str
    parameter: str = ""


SUBJECTS: dict[SubjectKind, SubjectType] = {
    SubjectKind.UNIT: SubjectType(Action.VIEW_UNIT, _("enhet"), ""),
    SubjectKind.FOLLOW_UP: SubjectType(Action.VIEW_ECONOMY, _("uppföljning"), "uppfoljning"),
    SubjectKind.ROUND: SubjectType(Action.VIEW_PROCESS, _("omgång"), "laget", "omgang"),
    SubjectKind.SUBMISSION: SubjectType(Action.VIEW_PROCESS, _("inlämning"), "inlamning", "inlamning"),
    SubjectKind.TASK: SubjectType(Action.VIEW_UNIT, _("uppgift"), "uppgifter", "uppgift"),
    SubjectKind.MEETING: SubjectType(Action.VIEW_PROCESS, _("möte"), "motesunderlag", "mote"),
    SubjectKind.BUDGET: SubjectType(Action.VIEW_PLAN, _("budget"), "budget", "budget"),
    SubjectKind.FRAME: SubjectType(Action.VIEW_ECONOMY, _("ramar"), "ramar", "ramar"),
    SubjectKind.CONTROL_LIST: SubjectType(Action.VIEW_TRANSACTIONS, _("kontrollista"), "kontrollista"),
    SubjectKind.BUDGET_DECISION: SubjectType(
        Action.VIEW_ECONOMY, _("budgetbeslut"), "budgetbeslut", "beslut"
    ),
    SubjectKind.FORECAST: SubjectType(Action.VIEW_PLAN, _("prognos"), "prognos", "prognos"),
    SubjectKind.ACTION_PLAN: SubjectType(Action.VIEW_ECONOMY, _("åtgärdsplan"), "atgardsplan", "ar"),
    SubjectKind.GOAL: SubjectType(Action.VIEW_GOALS, _("mål"), "mal", "mal"),
    SubjectKind.UNIT_PLAN: SubjectType(Action.VIEW_GOALS, _("verksamhetsplan"), "verksamhetsplan", "plan"),
    SubjectKind.ACTIVITY: SubjectType(Action.VIEW_GOALS, _("aktivitet"), "aktiviteter", "aktivitet"),
}
"""`page` is the address of a page in the menu; the empty one is the start page."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing, or one cell of it, and the unit that decides who may see what is said about it."""

    kind: SubjectKind
    id: str
    unit_id: int
    cell: str = ""

    def __post_init__(self) -> None:
        if not self.id or len(self.id) > LONGEST_ID or len(self.cell) > LONGEST_CELL:
            raise RuleViolation(_("Det går inte att fästa något här. Välj en rad eller en cell i stället."))

    @property
    def action(self) -> Action:
        """The right that a reader needs on the unit."""
        return SUBJECTS[self.kind].action


def kind_of(text: str) -> SubjectKind:
    """Return the kind of a stored text; `RuleViolation` for one that is not in the registry."""
    try:
        return SubjectKind(text)
    except ValueError:
        raise RuleViolation(_("Länken går inte att öppna.")) from None


def unit_subject(unit_id: int) -> Subject:
    """Return a unit as a subject."""
    return Subject(SubjectKind.UNIT, str(unit_id), unit_id)


def action_plan_subject(unit_id: int, year: int) -> Subject:
    """Return a unit's plan against a deficit in a year as a subject."""
    return Subject(SubjectKind.ACTION_PLAN, f"{unit_id}/{year}", unit_id)


def control_list_subject(unit_id: int, period: Period) -> Subject:
    """Return a month's control list of a unit or an ansvar as a subject."""
    return Subject(SubjectKind.CONTROL_LIST, f"{unit_id}/{period}", unit_id)


def meeting_subject(unit_id: int, day: date) -> Subject:
    """Return the dialogue about a unit on a day as a subject: what is promised hangs on it."""
    return Subject(SubjectKind.MEETING, f"{unit_id}/{day.isoformat()}", unit_id)


def follow_up_subject(cell_key: str) -> Subject:
    """Return the follow-up of a cell's key (`unit/period/…`) as a subject with its cell."""
    unit, _slash, rest = cell_key.partition("/")
    period, _slash, cell = rest.partition("/")
    if not unit.isdecimal() or not period:
        raise RuleViolation(_("Det går inte att fästa något här. Välj en rad eller en cell i stället."))
    return Subject(SubjectKind.FOLLOW_UP, f"{unit}/{period}", int(unit), cell)


def address_of(subject: Subject, *, unit_code: str) -> str:
    """Return the address of the page that opens a subject, on the unit with the given code."""
    known = SUBJECTS[subject.kind]
    query = {"enhet": unit_code}
    if subject.kind in {SubjectKind.FOLLOW_UP, SubjectKind.CONTROL_LIST}:
        query["period"] = subject.id.partition("/")[2]
    elif subject.kind is SubjectKind.ACTION_PLAN:
        query[known.parameter] = subject.id.partition("/")[2]
    elif known.parameter:
        query[known.parameter] = subject.id
    if subject.cell:
        query["cell"] = subject.cell
    return f"/{known.page}?{urlencode({key: value for key, value in query.items() if value})}"
