from datetime import date

import pytest
from sqlmodel import Session

from core.enums import UnitPlanState
from core.errors import NotAllowed
from core.exports.document import Document, Heading
from core.queries.plan_overview import PlanState, read_overview
from core.services import unit_plans
from core.services.decisions import DecisionText
from core.services.plan_templates import set_template, shipped_sections
from core.services.unit_plans import Written
from tests.core.goals_town import Town, make_town

DOCUMENT = Document("Verksamhetsplan 2027", (), (Heading(1, "Mål"),))


def _planned(session: Session) -> Town:
    """Ekbacken has begun and one heading is ready; Björkdalen's plan is adopted; BUN's own is begun."""
    town = make_town(session)
    set_template(session, town.sara, year=2027, sections=shipped_sections())
    first = unit_plans.start_plan(session, town.maria, unit_id=town.units["411"], year=2027)
    unit_plans.save_section(session, town.maria, written=Written(first, "lage", 0, "Vi läser.", True))
    second = unit_plans.start_plan(session, town.nils, unit_id=town.units["412"], year=2027)
    unit_plans.adopt_plan(
        session, town.sara, plan_id=second, rev=0, document=DOCUMENT, key="adopt",
        decision=DecisionText("Barn- och utbildningsnämnden", date(2026, 11, 5), "12"),
    )  # fmt: skip
    unit_plans.start_plan(session, town.bo, unit_id=town.units["BUN"], year=2027)
    return town


def test_each_unit_right_below_stands_with_all_that_lie_under_it(session: Session) -> None:
    town = _planned(session)

    found = read_overview(session, town.sara, unit_id=town.units["EKA"], year=2027)

    assert [(one.code, one.state, one.ready, one.below, one.begun, one.adopted) for one in found] == [
        ("BUN", UnitPlanState.DRAFT, 0, 3, 2, 1),
        ("VON", None, 0, 0, 0, 0),
    ]


def test_schools_stand_with_their_headings_and_ansvar_have_no_plans(session: Session) -> None:
    town = _planned(session)
    places = town.units

    found = read_overview(session, town.bo, unit_id=places["BUF"], year=2027)

    assert found == [
        PlanState(places["411"], "Ekbackens skola", "411", UnitPlanState.DRAFT, 1, 7, 0, 0, 0),
        PlanState(places["412"], "Björkdalens skola", "412", UnitPlanState.ADOPTED, 0, 7, 0, 0, 0),
    ]
    assert read_overview(session, town.maria, unit_id=places["411"], year=2027) == []


def test_another_year_has_no_plans(session: Session) -> None:
    town = _planned(session)

    found = read_overview(session, town.bo, unit_id=town.units["BUF"], year=2026)

    assert [(one.state, one.sections) for one in found] == [(None, 0), (None, 0)]


def test_unit_outside_scope_is_refused(session: Session) -> None:
    town = _planned(session)

    with pytest.raises(NotAllowed):
        read_overview(session, town.maria, unit_id=town.units["BUN"], year=2027)
