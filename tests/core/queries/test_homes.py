import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.queries.homes import list_home_units, list_units_below
from core.rules.access import Action
from tests import factories
from tests.core.reports import small_town


def test_home_units_are_in_tree_order_without_those_inside_another(session: Session) -> None:
    units = small_town.plant(session).units
    actor = factories.make_actor(session, Role.MANAGER, units["51"], units["BUN"], units["4110"])
    assert [row.code for row in list_home_units(session, actor, action=Action.VIEW_ECONOMY)] == ["BUN", "51"]
    assert list_home_units(session, actor, action=Action.MANAGE_USERS) == []


def test_units_below_are_those_of_todays_tree_inside_the_scope(session: Session) -> None:
    units = small_town.plant(session).units
    actor = factories.make_actor(session, Role.MANAGER, units["BUN"])
    assert [row.code for row in list_units_below(session, actor, unit_id=units["BUN"])] == ["40", "41"]
    assert [row.code for row in list_units_below(session, actor, unit_id=units["41"])] == ["4110"]
    with pytest.raises(NotAllowed):
        list_units_below(session, actor, unit_id=units["EKA"])
