"""The closed lists of the system, stored as text; their Swedish words stand in `core.texts`."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a node of the organisation tree is; figures are kept on cost centers (ansvar) only."""

    MUNICIPALITY = "municipality"
    COMMITTEE = "committee"
    DEPARTMENT = "department"
    AREA = "area"
    UNIT = "unit"
    COST_CENTER = "cost_center"


class UnitState(StrEnum):
    """Whether a node is in use in its tree."""

    OPEN = "open"
    CLOSED = "closed"
    FUTURE = "future"


class Role(StrEnum):
    """The ten roles; each is held on a unit and covers its subtree in today's tree."""

    MANAGER = "manager"
    DEPUTY = "deputy"
    CONTROLLER = "controller"
    HR = "hr"
    EXECUTIVE = "executive"
    ELECTED_OFFICIAL = "elected_official"
    CONTROL_COORDINATOR = "control_coordinator"
    SAFETY_REPRESENTATIVE = "safety_representative"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Dimension(StrEnum):
    """The parts of the coding block (kodsträng) beside the ansvar; d1–d4 are the municipality's own."""

    ACCOUNT = "account"
    FUNCTION = "function"
    PROJECT = "project"
    COUNTERPARTY = "counterparty"
    D1 = "d1"
    D2 = "d2"
    D3 = "d3"
    D4 = "d4"


class CounterpartyKind(StrEnum):
    """Who the counterparty (motpart) is; only internal ones are eliminated."""

    INTERNAL = "internal"
    GROUP = "group"
    EXTERNAL = "external"


class VersionKind(StrEnum):
    """What a version of figures is."""

    ACTUAL = "actual"
    FRAME = "frame"
    BUDGET = "budget"
    REVISED = "revised"
    FORECAST = "forecast"
    PLAN = "plan"
    DECISION = "decision"
    PROPOSAL = "proposal"
    SCENARIO = "scenario"
    SNAPSHOT = "snapshot"


class PeriodState(StrEnum):
    """An open month is preliminary: internal rent, overhead and accruals may be missing."""

    OPEN = "open"
    CLOSED = "closed"


class LedgerOrigin(StrEnum):
    """Where a ledger line comes from: a voucher, the sum of a period, or the opening balance."""

    TRANSACTION = "transaction"
    PERIOD_SUM = "period_sum"
    OPENING = "opening"


class PlanOrigin(StrEnum):
    """Who made a plan line; only manual ones can be edited."""

    MANUAL = "manual"
    PERSONNEL = "personnel"
    GENERATOR = "generator"
    PROPOSAL = "proposal"
    DECISION = "decision"
    ADJUSTMENT = "adjustment"


class SourceKind(StrEnum):
    """What an import profile loads."""

    LEDGER = "ledger"
    BUDGET = "budget"


class BatchState(StrEnum):
    """The way of a load: read and previewed, being applied, applied, undone or thrown away."""

    PREVIEW = "preview"
    RUNNING = "running"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class JobState(StrEnum):
    """The way of long work."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class AllocationModel(StrEnum):
    """How kommunbidrag is kept: as the frame of a net budget, or booked each month."""

    NET_BUDGET = "net_budget"
    BOOKED = "booked"


class RoundKind(StrEnum):
    """What a round asks the units for."""

    FRAME = "frame"
    BUDGET = "budget"
    FORECAST = "forecast"
    GOALS = "goals"
    CONTROL = "control"
    ENVIRONMENT = "environment"
    REPORT = "report"
    QUESTION = "question"


class RoundState(StrEnum):
    """Planned in the year wheel, open for work, or closed and frozen."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class SubmissionState(StrEnum):
    """Where a unit's answer to a round stands."""

    NOT_STARTED = "not_started"
    WORKING = "working"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ADOPTED = "adopted"


class SubmissionEventKind(StrEnum):
    """What can be done with a submission; every one is kept for ever."""

    START = "start"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    UNLOCK = "unlock"
    LOCK = "lock"
    ADOPT = "adopt"
    REOPEN = "reopen"
    CONFIRM = "confirm"


class TaskStatus(StrEnum):
    """How a task stands. A task that is not wanted any more is dropped, never deleted."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class NoticeKind(StrEnum):
    """Why somebody is told something; each person chooses what also comes by mail."""

    ASSIGNED = "assigned"
    MENTIONED = "mentioned"
    ROUND_OPENED = "round_opened"
    RETURNED = "returned"
    APPROVED = "approved"
    TO_APPROVE = "to_approve"
    REMINDER = "reminder"
    MESSAGE = "message"


class FrameItem(StrEnum):
    """What a frame is made of: kommunbidrag and investments per nämnd, the rows of the resultatbudget."""

    ALLOCATION = "allocation"
    INVESTMENT = "investment"
    FINANCE = "finance"
    TAX = "tax"
    GRANTS = "grants"
    FINANCIAL_REVENUE = "financial_revenue"
    FINANCIAL_COST = "financial_cost"


class FramePart(StrEnum):
    """What a frame is built up from, in this order."""

    START = "start"
    DECISIONS = "decisions"
    INDEXATION = "indexation"
    CHANGE = "change"


class ChangeStep(StrEnum):
    """Whether a change of a plan was made, taken back, or made again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class BudgetDecisionKind(StrEnum):
    """The five kinds of decisions that change an adopted budget (rulings 3.4)."""

    SUPPLEMENT = "supplement"
    REALLOCATION = "reallocation"
    TECHNICAL = "technical"
    INTERNAL = "internal"
    CARRY_OVER = "carry_over"


class BudgetDecisionState(StrEnum):
    """In preparation, waiting for approval, adopted and numbered, or dropped."""

    DRAFT = "draft"
    REQUESTED = "requested"
    ADOPTED = "adopted"
    DROPPED = "dropped"


class ForecastMethod(StrEnum):
    """How a proposed forecast is reached; what later modules know (staff, commitments) becomes one too."""

    REST_OF_BUDGET = "rest_of_budget"
    RUN_RATE = "run_rate"
    LAST_YEAR = "last_year"
    SMOOTHED = "smoothed"
    BUDGET = "budget"
    COMMITMENTS = "commitments"


class CommitmentKind(StrEnum):
    """What binds an ansvar to pay: an order, or a contract that runs."""

    ORDER = "order"
    CONTRACT = "contract"


class ControlVerdict(StrEnum):
    """What is answered to a line of the monthly control list."""

    RIGHT = "right"
    WRONG = "wrong"
    NOTE = "note"


class ReportKind(StrEnum):
    """The reports that are sent by mail."""

    FOLLOW_UP = "follow_up"
    COMMITTEE_TABLE = "committee_table"
    ACTION_PLAN = "action_plan"


class ReportRhythm(StrEnum):
    """When a report is sent: on a weekday, or when a month has been closed."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ForecastCause(StrEnum):
    """Why a forecast deviates from the budget."""

    VOLUME = "volume"
    PRICE = "price"
    STAFFING = "staffing"
    REVENUE = "revenue"
    TIMING = "timing"
    ONE_OFF = "one_off"
    BUDGET = "budget"
    OTHER = "other"


class GoalKind(StrEnum):
    """What a level of the steering model holds."""

    VISION = "vision"
    FOCUS_AREA = "focus_area"
    GOAL = "goal"
    ASSIGNMENT = "assignment"


class GoalState(StrEnum):
    """A goal is steered by until it is closed, or merged into another; nothing is deleted."""

    ACTIVE = "active"
    CLOSED = "closed"
    MERGED = "merged"


class Aggregation(StrEnum):
    """How a key figure of several units becomes that of the unit above."""

    NONE = "none"
    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    LATEST = "latest"


class Direction(StrEnum):
    """Whether a high or a low value is the good one."""

    HIGHER = "higher"
    LOWER = "lower"


class Periodicity(StrEnum):
    """How often a key figure has a value."""

    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    YEAR = "year"


class Sex(StrEnum):
    """Whom a value is about, in Kolada's letters: all, women, men."""

    TOTAL = "T"
    WOMEN = "K"
    MEN = "M"


class ValueOrigin(StrEnum):
    """Where a key figure's value comes from."""

    TYPED = "typed"
    FILE = "file"
    KOLADA = "kolada"
    COMPUTED = "computed"


class ActivityState(StrEnum):
    """How an activity stands; one that is not wanted any more is stopped, never deleted."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class ActivityEffect(StrEnum):
    """What is answered, some time after an activity is done, to whether it had effect."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PlanSection(StrEnum):
    """What fills a section of an operational plan: words, or what other modules know."""

    TEXT = "text"
    GOALS = "goals"
    INDICATORS = "indicators"
    ACTIVITIES = "activities"
    BUDGET = "budget"


class UnitPlanState(StrEnum):
    """An operational plan is written, then adopted by a decision, and frozen."""

    DRAFT = "draft"
    ADOPTED = "adopted"
