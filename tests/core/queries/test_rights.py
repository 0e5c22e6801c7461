from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import Role
from core.models import RoleAssignment, User
from core.queries import rights
from core.queries.access import may
from core.rules.access import Action, Actor
from tests import factories
from tests.architecture.access_world import TREE
from tests.conftest import NOW
from tests.people import actor_of, add_people


@pytest.mark.parametrize("code", ["1", "4", "412", "413"])
def test_who_may_is_everybody_whom_the_question_itself_allows(session: Session, code: str) -> None:
    units = factories.make_tree(session, TREE)
    everybody: list[Actor] = [
        factories.make_actor(session, role, units[place]) for role in Role for place in ("1", "4", "412")
    ]
    administrator = next(
        actor for actor in everybody if may(session, actor, Action.MANAGE_USERS, units["1"]).allowed
    )

    for action in Action:
        found = rights.who_may(session, administrator, action=action, unit_id=units[code])
        wanted = {actor.user_id for actor in everybody if may(session, actor, action, units[code]).allowed}
        assert {one.user_id for one in found} == wanted


def test_who_may_leaves_out_shut_accounts_and_roles_of_other_days(session: Session) -> None:
    people = add_people(session, NOW)
    admin = actor_of(session, people.administrator)
    session.get_one(User, people.controller).active = False
    held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == people.manager)).one()
    held.valid_to = date(2026, 11, 8)
    session.flush()

    found = rights.who_may(session, admin, action=Action.VIEW_ECONOMY, unit_id=people.place.school_id)

    assert found == []


def test_own_roles_say_where_until_when_and_what(session: Session) -> None:
    people = add_people(session, NOW)

    (role,) = rights.own_roles(session, actor_of(session, people.administrator))

    assert (role.role, role.unit_name, role.units_below, role.valid_to) == (
        Role.ADMINISTRATOR,
        "Ekarboda kommun",
        1,
        None,
    )
    assert Action.MANAGE_USERS in role.actions
    assert Action.VIEW_ECONOMY not in role.actions


def test_own_roles_through_another_persons_eyes_are_cut_to_what_both_may(session: Session) -> None:
    people = add_people(session, NOW)
    actor = actor_of(session, people.administrator, acting_as_id=people.manager)

    (role,) = rights.own_roles(session, actor)

    assert (role.role, role.unit_name) == (Role.MANAGER, "Ekbackens skola")
    assert set(role.actions) == {Action.VIEW_UNIT, Action.VIEW_PROCESS, Action.VIEW_GOALS}
