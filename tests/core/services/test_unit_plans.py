from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from core.enums import UnitPlanState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.exports.document import Document, Heading
from core.queries.unit_plans import PlanView, read_plan
from core.services import unit_plans
from core.services.decisions import DecisionText
from core.services.plan_templates import set_template, shipped_sections
from core.services.unit_plans import Written
from tests.core.goals_town import Town, make_town

DECISION = DecisionText("Barn- och utbildningsnämnden", date(2026, 1, 20), "§ 12")
DOCUMENT = Document("Verksamhetsplan 2027, Ekbackens skola", (), (Heading(1, "Mål"),))


def _begun(session: Session) -> tuple[Town, int]:
    town = make_town(session)
    for year in (2026, 2027):
        set_template(session, town.sara, year=year, sections=shipped_sections())
    plan_id = unit_plans.start_plan(session, town.maria, unit_id=town.units["411"], year=2027)
    return town, plan_id


def _plan(session: Session, town: Town) -> PlanView:
    return read_plan(session, town.maria, unit_id=town.units["411"], year=2027)


def _write(session: Session, town: Town, plan_id: int, rev: int = 0, body: str = "Vi läser.") -> int:
    return unit_plans.save_section(session, town.maria, written=Written(plan_id, "lage", rev, body, True))


def test_plan_is_begun_once(session: Session) -> None:
    town, plan_id = _begun(session)

    assert unit_plans.start_plan(session, town.maria, unit_id=town.units["411"], year=2027) == plan_id
    assert (_plan(session, town).id, _plan(session, town).ready) == (plan_id, 0)


def test_year_without_sections_says_whom_to_ask(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(RuleViolation, match="leder målarbetet"):
        unit_plans.start_plan(session, town.maria, unit_id=town.units["411"], year=2027)


def test_section_is_written_beside_last_year_and_the_level_above(session: Session) -> None:
    town, plan_id = _begun(session)
    last = unit_plans.start_plan(session, town.maria, unit_id=town.units["411"], year=2026)
    above = unit_plans.start_plan(session, town.bo, unit_id=town.units["BUF"], year=2027)
    for actor, plan, body in ((town.maria, last, "I fjol"), (town.bo, above, "Förvaltningen")):
        unit_plans.save_section(session, actor, written=Written(plan, "lage", 0, body, False))

    rev = _write(session, town, plan_id)

    section = next(one for one in _plan(session, town).sections if one.key == "lage")
    assert (section.body, section.last_year, section.above, section.rev) == (
        "Vi läser.", "I fjol", "Förvaltningen", rev,
    )  # fmt: skip
    assert _plan(session, town).ready == 1


def test_stale_section_unknown_section_and_foreign_unit_are_refused(session: Session) -> None:
    town, plan_id = _begun(session)
    _write(session, town, plan_id)

    with pytest.raises(Conflict):
        _write(session, town, plan_id, body="Någon annans")
    with pytest.raises(RuleViolation, match="finns inte längre"):
        unit_plans.save_section(session, town.maria, written=Written(plan_id, "x", 0, "", False))
    with pytest.raises(NotAllowed):
        unit_plans.save_section(session, town.nils, written=Written(plan_id, "lage", 1, "", False))
    assert next(one.body for one in _plan(session, town).sections if one.key == "lage") == "Vi läser."


def test_adopted_plan_is_locked_and_opened_with_a_reason(session: Session) -> None:
    town, plan_id = _begun(session)

    rev = unit_plans.adopt_plan(
        session, town.sara, plan_id=plan_id, rev=0, decision=DECISION, document=DOCUMENT, key="adopt"
    )

    plan = _plan(session, town)
    assert (plan.state, plan.adopted) == (UnitPlanState.ADOPTED, DOCUMENT)
    with pytest.raises(RuleViolation, match="Öppna den"):
        _write(session, town, plan_id)
    with pytest.raises(RuleViolation, match="redan antagen"):
        unit_plans.adopt_plan(
            session, town.sara, plan_id=plan_id, rev=rev, decision=DECISION, document=DOCUMENT, key="again"
        )
    unit_plans.open_plan(session, town.maria, plan_id=plan_id, rev=rev, why="Ny ram efter nyår")
    _write(session, town, plan_id)
    assert (_plan(session, town).state, _plan(session, town).adopted) == (UnitPlanState.DRAFT, DOCUMENT)


def test_same_click_adopts_once_and_a_manager_does_not_adopt(session: Session) -> None:
    town, plan_id = _begun(session)
    with pytest.raises(NotAllowed):
        unit_plans.adopt_plan(
            session, town.maria, plan_id=plan_id, rev=0, decision=DECISION, document=DOCUMENT, key="m"
        )

    first = unit_plans.adopt_plan(
        session, town.sara, plan_id=plan_id, rev=0, decision=DECISION, document=DOCUMENT, key="k"
    )
    again = unit_plans.adopt_plan(
        session, town.sara, plan_id=plan_id, rev=0, decision=DECISION, document=DOCUMENT, key="k"
    )

    assert first == again


def test_decision_in_the_future_is_refused_and_the_plan_stays_open(session: Session) -> None:
    town, plan_id = _begun(session)

    with pytest.raises(RuleViolation, match="framtiden"):
        unit_plans.adopt_plan(
            session, town.sara, plan_id=plan_id, rev=0, document=DOCUMENT, key="k",
            decision=replace(DECISION, day=date(2099, 1, 1)),
        )  # fmt: skip
