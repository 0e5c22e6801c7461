"""Who may do what: one table of role × action, and the actor that carries the roles.

A role is held on a unit and covers its subtree in today's tree. Everything that is not in
`GRANTS` is refused.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.enums import Role


class Action(StrEnum):
    """Everything that can be asked of the system. Actions in `WHOLE_MUNICIPALITY` need the top unit."""

    VIEW_UNIT = "view_unit"
    VIEW_ECONOMY = "view_economy"
    VIEW_TRANSACTIONS = "view_transactions"
    LOAD_FILES = "load_files"
    MANAGE_CODES = "manage_codes"
    MANAGE_PERIODS = "manage_periods"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_USERS = "manage_users"
    VIEW_AUDIT = "view_audit"
    VIEW_PROCESS = "view_process"
    EDIT_SUBMISSION = "edit_submission"
    APPROVE_SUBMISSION = "approve_submission"
    ADOPT_SUBMISSION = "adopt_submission"
    MANAGE_ROUNDS = "manage_rounds"
    COMMENT = "comment"
    MANAGE_TASKS = "manage_tasks"
    SEND_MESSAGES = "send_messages"
    VIEW_PLAN = "view_plan"
    MANAGE_BUDGET = "manage_budget"
    DISTRIBUTE_FRAME = "distribute_frame"
    MANAGE_FRAMES = "manage_frames"
    VIEW_GOALS = "view_goals"
    EDIT_GOALS = "edit_goals"
    MANAGE_STEERING = "manage_steering"


WHOLE_MUNICIPALITY = frozenset(
    {
        Action.LOAD_FILES,
        Action.MANAGE_CODES,
        Action.MANAGE_PERIODS,
        Action.MANAGE_ORGANISATION,
        Action.MANAGE_USERS,
        Action.VIEW_AUDIT,
        Action.MANAGE_ROUNDS,
        Action.MANAGE_FRAMES,
        Action.MANAGE_STEERING,
    }
)
"""What concerns every unit at once, so a role lower down does not give it."""

_READS_FIGURES = frozenset({Action.VIEW_UNIT, Action.VIEW_ECONOMY, Action.VIEW_GOALS})
_READS_LINES = _READS_FIGURES | {Action.VIEW_TRANSACTIONS}
_TAKES_PART = frozenset({Action.VIEW_PROCESS, Action.COMMENT, Action.MANAGE_TASKS})
_READS_PLANS = frozenset({Action.VIEW_PLAN})
"""Budgets and forecasts in preparation; adopted ones are for everybody who reads figures."""
_MANAGES = (
    _READS_LINES
    | _READS_PLANS
    | _TAKES_PART
    | {Action.EDIT_SUBMISSION, Action.APPROVE_SUBMISSION, Action.DISTRIBUTE_FRAME, Action.EDIT_GOALS}
)

GRANTS: dict[Role, frozenset[Action]] = {
    Role.MANAGER: _MANAGES,
    Role.DEPUTY: _MANAGES,
    Role.CONTROLLER: _MANAGES
    | {
        Action.LOAD_FILES,
        Action.MANAGE_CODES,
        Action.MANAGE_PERIODS,
        Action.ADOPT_SUBMISSION,
        Action.MANAGE_ROUNDS,
        Action.SEND_MESSAGES,
        Action.MANAGE_BUDGET,
        Action.MANAGE_FRAMES,
        Action.MANAGE_STEERING,
    },
    Role.HR: _READS_FIGURES | _READS_PLANS | _TAKES_PART,
    Role.EXECUTIVE: _READS_LINES
    | _READS_PLANS
    | _TAKES_PART
    | {Action.APPROVE_SUBMISSION, Action.SEND_MESSAGES, Action.DISTRIBUTE_FRAME, Action.EDIT_GOALS},
    Role.ELECTED_OFFICIAL: _READS_FIGURES,
    Role.CONTROL_COORDINATOR: _READS_FIGURES | _READS_PLANS | _TAKES_PART,
    Role.SAFETY_REPRESENTATIVE: frozenset({Action.VIEW_UNIT, Action.VIEW_GOALS, Action.COMMENT}),
    Role.AUDITOR: _READS_LINES | _READS_PLANS | {Action.VIEW_AUDIT, Action.VIEW_PROCESS},
    Role.ADMINISTRATOR: frozenset(
        {
            Action.VIEW_UNIT,
            Action.VIEW_GOALS,
            Action.MANAGE_STEERING,
            Action.LOAD_FILES,
            Action.MANAGE_CODES,
            Action.MANAGE_ORGANISATION,
            Action.MANAGE_USERS,
            Action.VIEW_AUDIT,
            Action.VIEW_PROCESS,
            Action.MANAGE_ROUNDS,
            Action.SEND_MESSAGES,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held on a unit, valid today."""

    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the roles of today.

    With `acting_as_id` the roles are the other person's, `limit` holds the actions that the
    real user has everywhere, and every write refuses. With `by_clock` the system acts in her name.
    """

    user_id: int
    name: str
    grants: tuple[Grant, ...]
    tree_id: int
    top_unit_id: int
    acting_as_id: int | None = None
    limit: frozenset[Action] | None = None
    by_clock: bool = False

    @property
    def read_only(self) -> bool:
        """Whether somebody looks through another person's eyes, for support."""
        return self.acting_as_id is not None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why."""

    allowed: bool
    reason: str


def roots(actor: Actor, action: Action) -> tuple[int, ...]:
    """Return the units under which the actor may do `action`, in a fixed order."""
    if actor.limit is not None and action not in actor.limit:
        return ()
    units = {grant.unit_id for grant in actor.grants if action in GRANTS[grant.role]}
    if action in WHOLE_MUNICIPALITY:
        units &= {actor.top_unit_id}
    return tuple(sorted(units))


def actions_at_top(grants: tuple[Grant, ...], top_unit_id: int) -> frozenset[Action]:
    """Return the actions that roles on the top unit give, so on every unit."""
    held = (GRANTS[grant.role] for grant in grants if grant.unit_id == top_unit_id)
    return frozenset().union(*held)


def may_anywhere(actor: Actor, action: Action) -> bool:
    """Return whether the actor may do `action` somewhere, which is what a menu asks."""
    return bool(roots(actor, action))
