import pytest

from core.enums import Role
from core.rules.access import (
    GRANTS,
    WHOLE_MUNICIPALITY,
    Action,
    Actor,
    Grant,
    actions_at_top,
    may_anywhere,
    roots,
)

TOP, UNIT, OTHER = 1, 412, 510

# A letter for each action that the role gives: u unit, e economy, t transactions, l load files,
# c codes, p periods, o organisation, s users (and their settings), a the audit, v the process,
# E edits a submission, A approves one, D registers its adoption, r rounds, k comments, T tasks, m messages,
# P plans in preparation, B the budget of finance, d distributes a frame, F council's frames,
# g goals and key figures, G sets and reports them, S the steering model.
LETTERS = {
    "u": Action.VIEW_UNIT,
    "e": Action.VIEW_ECONOMY,
    "t": Action.VIEW_TRANSACTIONS,
    "l": Action.LOAD_FILES,
    "c": Action.MANAGE_CODES,
    "p": Action.MANAGE_PERIODS,
    "o": Action.MANAGE_ORGANISATION,
    "s": Action.MANAGE_USERS,
    "a": Action.VIEW_AUDIT,
    "v": Action.VIEW_PROCESS,
    "E": Action.EDIT_SUBMISSION,
    "A": Action.APPROVE_SUBMISSION,
    "D": Action.ADOPT_SUBMISSION,
    "r": Action.MANAGE_ROUNDS,
    "k": Action.COMMENT,
    "T": Action.MANAGE_TASKS,
    "m": Action.SEND_MESSAGES,
    "P": Action.VIEW_PLAN,
    "B": Action.MANAGE_BUDGET,
    "d": Action.DISTRIBUTE_FRAME,
    "F": Action.MANAGE_FRAMES,
    "g": Action.VIEW_GOALS,
    "G": Action.EDIT_GOALS,
    "S": Action.MANAGE_STEERING,
}
EVERYBODY = "lcposarFS"
TABLE = {
    Role.MANAGER: "uetvEAkTPdgG",
    Role.DEPUTY: "uetvEAkTPdgG",
    Role.CONTROLLER: "uetlcpvEADrkTmPBdFgGS",
    Role.HR: "uevkTPg",
    Role.EXECUTIVE: "uetvAkTmPdgG",
    Role.ELECTED_OFFICIAL: "ueg",
    Role.CONTROL_COORDINATOR: "uevkTPg",
    Role.SAFETY_REPRESENTATIVE: "ukg",
    Role.AUDITOR: "uetavPg",
    Role.ADMINISTRATOR: "ulcosavrmgS",
}


def actor(*grants: Grant, limit: frozenset[Action] | None = None) -> Actor:
    return Actor(
        7, "Maria Sandell", grants, 1, TOP, acting_as_id=8 if limit is not None else None, limit=limit
    )


def test_grants_are_as_this_table_says() -> None:
    assert {role: {LETTERS[letter] for letter in letters} for role, letters in TABLE.items()} == GRANTS
    assert set(LETTERS.values()) == set(Action)
    assert {LETTERS[letter] for letter in EVERYBODY} == WHOLE_MUNICIPALITY


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_roots_of_a_role_at_the_top(role: Role, action: Action) -> None:
    given = action in {LETTERS[letter] for letter in TABLE[role]}

    assert roots(actor(Grant(role, TOP)), action) == ((TOP,) if given else ())


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_roots_of_a_role_on_a_unit_leave_out_what_concerns_everybody(role: Role, action: Action) -> None:
    given = action in {LETTERS[letter] for letter in TABLE[role] if letter not in EVERYBODY}

    assert roots(actor(Grant(role, UNIT)), action) == ((UNIT,) if given else ())


def test_roots_of_several_roles_are_in_a_fixed_order() -> None:
    several = actor(Grant(Role.MANAGER, OTHER), Grant(Role.HR, UNIT), Grant(Role.CONTROLLER, OTHER))

    assert roots(several, Action.VIEW_ECONOMY) == (UNIT, OTHER)
    assert roots(several, Action.VIEW_TRANSACTIONS) == (OTHER,)


def test_roots_without_roles_are_none() -> None:
    assert [action for action in Action if may_anywhere(actor(), action)] == []


def test_roots_under_a_limit_are_those_of_the_other_person_that_oneself_has_everywhere() -> None:
    limit = actions_at_top((Grant(Role.ADMINISTRATOR, TOP),), TOP)
    through = actor(Grant(Role.MANAGER, UNIT), limit=limit)

    assert roots(through, Action.VIEW_UNIT) == (UNIT,)
    assert roots(through, Action.VIEW_ECONOMY) == ()
    assert roots(through, Action.MANAGE_USERS) == ()
    assert through.read_only


def test_actions_at_top_counts_only_roles_on_the_top_unit() -> None:
    grants = (Grant(Role.ADMINISTRATOR, UNIT), Grant(Role.HR, TOP))

    assert actions_at_top(grants, TOP) == {LETTERS[letter] for letter in TABLE[Role.HR]}
    assert actions_at_top((), TOP) == frozenset()


def test_actor_as_oneself_may_write() -> None:
    assert not actor(Grant(Role.MANAGER, UNIT)).read_only
