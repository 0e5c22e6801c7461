import pytest
from sqlmodel import Session

from core.enums import PlanSection
from core.errors import NotAllowed, RuleViolation
from core.queries.unit_plans import list_plan_years, read_plan
from core.services.plan_templates import Section, set_template, shipped_sections
from tests.core.goals_town import make_town

GOALS = Section("mal", "Mål", PlanSection.GOALS, "Skriv hur ni når dem.")


def test_shipped_sections_hold_words_and_what_other_modules_know() -> None:
    kinds = [section.kind for section in shipped_sections()]

    assert kinds == [
        PlanSection.TEXT, PlanSection.TEXT, PlanSection.GOALS, PlanSection.INDICATORS,
        PlanSection.ACTIVITIES, PlanSection.BUDGET, PlanSection.TEXT,
    ]  # fmt: skip


def test_template_is_the_same_for_every_unit(session: Session) -> None:
    town = make_town(session)

    set_template(session, town.sara, year=2027, sections=shipped_sections())
    set_template(session, town.sara, year=2027, sections=[GOALS])

    plan = read_plan(session, town.maria, unit_id=town.units["411"], year=2027)
    assert [(one.key, one.title, one.instruction) for one in plan.sections] == [
        ("mal", "Mål", "Skriv hur ni når dem.")
    ]
    assert list_plan_years(session) == [2027]


def test_only_whoever_leads_the_steering_model_sets_it(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(NotAllowed):
        set_template(session, town.maria, year=2027, sections=[GOALS])


@pytest.mark.parametrize("sections", [[], [GOALS, GOALS], [Section(" ", "Mål", PlanSection.TEXT)]])
def test_no_section_two_of_the_same_or_one_without_a_key_is_refused(
    session: Session, sections: list[Section]
) -> None:
    town = make_town(session)

    with pytest.raises(RuleViolation):
        set_template(session, town.sara, year=2027, sections=sections)
