import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.queries.executive_measures import chosen_measures
from core.rules.executive_measures import USUAL, MeasureKey
from core.services.executive_measures import choose_measures
from tests import factories

TREE = """
EKA K - Ekarboda kommun
BUN N EKA Barn- och utbildningsnämnden
VON N EKA Vård- och omsorgsnämnden
"""
CHOICE = [MeasureKey.GROWTH, MeasureKey.VARIANCE, MeasureKey.OUTCOME]


def test_choice_holds_for_its_area_only(session: Session) -> None:
    units = factories.make_tree(session, TREE)
    sara = factories.make_actor(session, Role.CONTROLLER, units["EKA"])

    chosen = choose_measures(session, sara, unit_id=units["BUN"], keys=CHOICE)

    assert chosen == (MeasureKey.VARIANCE, MeasureKey.OUTCOME, MeasureKey.GROWTH)
    assert chosen_measures(session, ["BUN", "VON"]) == {"BUN": chosen, "VON": USUAL}


def test_choice_is_finances_and_within_its_bounds(session: Session) -> None:
    units = factories.make_tree(session, TREE)
    manager = factories.make_actor(session, Role.MANAGER, units["BUN"])
    sara = factories.make_actor(session, Role.CONTROLLER, units["VON"])

    with pytest.raises(NotAllowed):
        choose_measures(session, manager, unit_id=units["BUN"], keys=CHOICE)
    with pytest.raises(NotAllowed):
        choose_measures(session, sara, unit_id=units["BUN"], keys=CHOICE)
    with pytest.raises(RuleViolation):
        choose_measures(session, sara, unit_id=units["VON"], keys=CHOICE[:2])
