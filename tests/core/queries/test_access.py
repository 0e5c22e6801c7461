from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.models import Tree, User
from core.queries import access
from core.rules.access import GRANTS, WHOLE_MUNICIPALITY, Action, Actor
from core.rules.trees import Add, Close, Move
from core.services.organisation import reorganise
from tests.factories import (
    FIRST_DAY,
    TODAY,
    give_role,
    make_actor,
    make_tree,
    make_user,
    nodes,
    unit_ids,
)

TOWN = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
41   F 4   Skolkontoret
412  E 41  Ekbackens skola
4120 A 412 Skola
413  E 41  Lillskolan
4130 A 413 Lillskolan
5    N 1   Socialnämnden
"""
# Where somebody with a role on 412 stands to each unit.
SEEN_FROM_412 = {"412": "at", "4120": "inside", "41": "above", "1": "top", "413": "beside", "5": "elsewhere"}


def _reload(session: Session, user_id: int, *, today: date = TODAY, acting_as_id: int | None = None) -> Actor:
    actor = access.load_actor(session, user_id, today=today, acting_as_id=acting_as_id)
    assert actor
    return actor


@pytest.mark.parametrize("role", Role)
def test_may_of_every_action_inside_above_and_beside_the_unit(session: Session, role: Role) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, role, units["412"])

    allowed = {
        (action, where)
        for action in Action
        for code, where in SEEN_FROM_412.items()
        if access.may(session, actor, action, units[code]).allowed
    }

    assert allowed == {
        (action, where) for action in GRANTS[role] - WHOLE_MUNICIPALITY for where in ("at", "inside")
    }


@pytest.mark.parametrize("role", Role)
def test_may_of_every_action_for_a_role_at_the_top(session: Session, role: Role) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, role, units["1"])

    allowed = {
        action
        for action in Action
        if all(access.may(session, actor, action, units[code]).allowed for code in SEEN_FROM_412)
    }
    anywhere = {
        action
        for action in Action
        if any(access.may(session, actor, action, units[code]).allowed for code in SEEN_FROM_412)
    }

    assert allowed == anywhere == GRANTS[role]


def test_require_unit_that_is_not_there_looks_like_one_outside(session: Session) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, Role.MANAGER, units["412"])

    with pytest.raises(NotAllowed) as outside:
        access.require(session, actor, Action.VIEW_ECONOMY, units["413"])
    with pytest.raises(NotAllowed) as missing:
        access.require(session, actor, Action.VIEW_ECONOMY, 999_999)

    assert outside.value.message == missing.value.message == "Enheten ligger utanför det du har hand om."


def test_require_names_an_administrator_of_today(session: Session) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, Role.MANAGER, units["412"])
    give_role(session, make_user(session, "ada", "Ada Lind"), Role.ADMINISTRATOR, units["1"])
    earlier = make_user(session, "aron", "Aron Ek")
    give_role(session, earlier, Role.ADMINISTRATOR, units["1"], valid_to=TODAY - timedelta(days=1))
    below = make_user(session, "agda", "Agda Ås")
    give_role(session, below, Role.ADMINISTRATOR, units["4"])
    gone = make_user(session, "abel", "Abel Falk")
    give_role(session, gone, Role.ADMINISTRATOR, units["1"])
    session.get_one(User, gone).active = False
    session.flush()

    with pytest.raises(NotAllowed) as caught:
        access.require(session, actor, Action.MANAGE_USERS, units["1"])

    assert caught.value.message == "Din roll ger inte den rätten. Fråga Ada Lind, som är administratör."
    assert (caught.value.action, caught.value.unit_id) == (Action.MANAGE_USERS, units["1"])


def test_units_in_scope_is_the_subtree_in_tree_order(session: Session) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, Role.MANAGER, units["41"])

    rows = access.units_in_scope(session, actor, Action.VIEW_ECONOMY)

    assert [(row.code, row.depth, row.parent_id) for row in rows] == [
        ("41", 2, units["4"]),
        ("412", 3, units["41"]),
        ("4120", 4, units["412"]),
        ("413", 3, units["41"]),
        ("4130", 4, units["413"]),
    ]


def test_units_in_scope_of_two_roles_has_each_unit_once(session: Session) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, Role.MANAGER, units["412"], units["41"], units["5"])

    codes = [row.code for row in access.units_in_scope(session, actor, Action.VIEW_ECONOMY)]

    assert codes == ["41", "412", "4120", "413", "4130", "5"]


def test_units_in_scope_without_the_right_is_empty(session: Session) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, Role.SAFETY_REPRESENTATIVE, units["41"])

    assert access.units_in_scope(session, actor, Action.VIEW_ECONOMY) == []
    assert len(access.units_in_scope(session, actor, Action.VIEW_UNIT)) == 5


@pytest.mark.parametrize(
    ("today", "held"),
    [
        (FIRST_DAY - timedelta(days=1), False),
        (FIRST_DAY, True),
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
    ],
)
def test_load_actor_role_counts_from_its_first_to_its_last_day(
    session: Session, today: date, held: bool
) -> None:
    units = make_tree(session, TOWN)
    user_id = make_user(session, "maria")
    give_role(session, user_id, Role.MANAGER, units["412"], valid_to=TODAY)

    actor = _reload(session, user_id, today=today)

    assert bool(actor.grants) is held


def test_load_actor_unknown_or_inactive_is_nobody(session: Session) -> None:
    make_tree(session, TOWN)
    user_id = make_user(session, "maria")
    session.get_one(User, user_id).active = False
    session.flush()

    assert access.load_actor(session, user_id, today=TODAY) is None
    assert access.load_actor(session, 999, today=TODAY) is None


def test_load_actor_role_on_a_closed_unit_has_ended(session: Session) -> None:
    units = make_tree(session, TOWN)
    manager = make_actor(session, Role.MANAGER, units["412"])
    administrator = make_actor(session, Role.ADMINISTRATOR, units["1"])

    reorganise(session, administrator, valid_from=TODAY, changes=[Close("412", successor="413")])

    assert _reload(session, manager.user_id).grants == ()
    assert len(_reload(session, manager.user_id, today=TODAY - timedelta(days=1)).grants) == 1


def test_load_actor_moved_unit_is_seen_by_its_new_manager_from_that_day(session: Session) -> None:
    units = make_tree(session, TOWN)
    old = make_actor(session, Role.MANAGER, units["4"])
    new = make_actor(session, Role.MANAGER, units["5"])
    administrator = make_actor(session, Role.ADMINISTRATOR, units["1"])

    reorganise(session, administrator, valid_from=TODAY, changes=[Move("412", "5")])

    def sees(user_id: int, day: date) -> bool:
        actor = _reload(session, user_id, today=day)
        return access.may(session, actor, Action.VIEW_ECONOMY, units["4120"]).allowed

    before = TODAY - timedelta(days=1)
    assert (sees(old.user_id, before), sees(old.user_id, TODAY)) == (True, False)
    assert (sees(new.user_id, before), sees(new.user_id, TODAY)) == (False, True)


def test_load_actor_role_on_a_unit_to_come_begins_with_it(session: Session) -> None:
    units = make_tree(session, TOWN)
    administrator = make_actor(session, Role.ADMINISTRATOR, units["1"])
    tomorrow = TODAY + timedelta(days=1)
    added = [Add(node) for node in nodes("414 E 41 Nyskolan")]
    reorganise(session, administrator, valid_from=tomorrow, changes=added)
    user_id = make_user(session, "nora")
    give_role(session, user_id, Role.MANAGER, unit_ids(session)["414"])

    assert _reload(session, user_id).grants == ()
    assert len(_reload(session, user_id, today=tomorrow).grants) == 1


def test_acting_as_gives_only_what_both_may_and_nothing_to_write(session: Session) -> None:
    units = make_tree(session, TOWN)
    manager = make_actor(session, Role.MANAGER, units["412"])
    administrator = make_actor(session, Role.ADMINISTRATOR, units["1"])

    through = _reload(session, administrator.user_id, acting_as_id=manager.user_id)

    allowed = {
        (action, code)
        for action in Action
        for code in SEEN_FROM_412
        if access.may(session, through, action, units[code]).allowed
    }
    shared = (Action.VIEW_UNIT, Action.VIEW_PROCESS, Action.VIEW_GOALS)
    assert allowed == {(action, code) for action in shared for code in ("412", "4120")}
    with pytest.raises(NotAllowed, match="Då går det bara att läsa"):
        access.require_write(session, through, Action.VIEW_UNIT, units["412"])


def test_acting_as_somebody_who_was_shut_out_gives_nothing(session: Session) -> None:
    units = make_tree(session, TOWN)
    manager = make_actor(session, Role.MANAGER, units["412"])
    administrator = make_actor(session, Role.ADMINISTRATOR, units["1"])
    session.get_one(User, manager.user_id).active = False
    session.flush()

    assert _reload(session, administrator.user_id, acting_as_id=manager.user_id).grants == ()


def test_require_write_of_ones_own_right_passes(session: Session) -> None:
    units = make_tree(session, TOWN)
    actor = make_actor(session, Role.CONTROLLER, units["1"])

    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)

    with pytest.raises(NotAllowed):
        access.require_write(session, replace(actor, acting_as_id=99), Action.LOAD_FILES, actor.top_unit_id)


def test_tree_at_before_the_first_is_the_first_and_without_any_is_told(session: Session) -> None:
    with pytest.raises(NotAllowed, match="Organisationen är inte inlagd än"):
        access.tree_at(session, TODAY)
    make_tree(session, TOWN)
    session.add(Tree(valid_from=TODAY))
    session.flush()

    starts = [
        access.tree_at(session, day).valid_from
        for day in (date(1999, 1, 1), FIRST_DAY, TODAY - timedelta(days=1), TODAY, date(2030, 1, 1))
    ]

    assert starts == [FIRST_DAY, FIRST_DAY, FIRST_DAY, TODAY, TODAY]
