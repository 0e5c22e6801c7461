from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.enums import PlanSection
from core.exports.document import Document, Heading, Paragraph, TablePart
from core.periods import Period
from core.queries.unit_plans import PlanView, read_plan
from core.reports.unit_plan import changed_sections, generated_tables, plan_document
from core.rules.activities import ActivityText
from core.rules.indicator_sums import Measured
from core.services.activities import add_activity
from core.services.indicator_targets import set_target
from core.services.indicator_values import Place, ValueEdit, save_values
from core.services.plan_templates import set_template, shipped_sections
from core.services.unit_plans import Written, save_section, start_plan
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import SICK, put_indicator

OCTOBER = Period(2026, 10)


def _plan(session: Session, town: Town) -> PlanView:
    return read_plan(session, town.maria, unit_id=town.units["411"], year=2027)


def _known(session: Session) -> Town:
    """A school with a goal, a key figure and an activity for 2027."""
    town = make_town(session)
    unit_id = town.units["411"]
    set_template(session, town.sara, year=2027, sections=shipped_sections())
    above = put_goal(session, town, "BUN", "committee", "Alla läser")
    goal_id = put_goal(session, town, "411", "unit", "Fler läser flytande", above)
    put_goal(session, town, "412", "unit", "Grannens mål", above)
    sick = put_indicator(session, town, SICK, "411")
    set_target(
        session, town.maria, indicator_id=sick, unit_id=unit_id, year=2027, value=Decimal(6), seen=None
    )
    edit = ValueEdit(Place(sick, unit_id, OCTOBER), None, Measured(Decimal("6.4")))
    save_values(session, town.maria, edits=[edit], key="v")
    add_activity(
        session, town.maria, unit_id=unit_id, goal_id=goal_id, key="a",
        text=ActivityText("Läslyft", date(2027, 1, 11), date(2027, 5, 31), cost=120_000_00),
    )  # fmt: skip
    start_plan(session, town.maria, unit_id=unit_id, year=2027)
    return town


def test_plan_fetches_what_other_pages_know_of_the_unit(session: Session) -> None:
    town = _known(session)

    tables = generated_tables(session, town.maria, plan=_plan(session, town))

    assert [row.cells for row in tables[PlanSection.GOALS].rows] == [
        ("Fler läser flytande", "Enhetens mål", "Alla läser", "")
    ]
    assert [row.cells for row in tables[PlanSection.INDICATORS].rows] == [
        ("Sjukfrånvaro", "procent", "6,4", "2026-10", "6,0")
    ]
    assert [row.cells for row in tables[PlanSection.ACTIVITIES].rows] == [
        ("Läslyft", "Fler läser flytande", date(2027, 1, 11), date(2027, 5, 31), "", 120_000_00)
    ]
    assert PlanSection.BUDGET not in tables


def test_document_has_every_heading_with_what_is_fetched_and_the_units_words(session: Session) -> None:
    town = _known(session)
    plan_id = _plan(session, town).id or 0
    save_section(session, town.maria, written=Written(plan_id, "mal", 0, "Läsningen först.", True))

    document = plan_document(session, town.maria, plan=_plan(session, town))

    assert document.title == "Verksamhetsplan 2027: Ekbackens skola"
    assert [part.text for part in document.parts if isinstance(part, Heading)] == [
        "Uppdrag och verksamhet", "Läget inför året", "Mål", "Nyckeltal", "Aktiviteter", "Ekonomi",
        "Så följer vi upp",
    ]  # fmt: skip
    at = document.parts.index(Heading(1, "Mål"))
    assert isinstance(document.parts[at + 1], TablePart)
    assert document.parts[at + 2] == Paragraph("Läsningen först.")


def test_changes_are_told_by_the_headings_that_they_stand_under() -> None:
    adopted = Document("Plan", (), (Heading(1, "Mål"), Paragraph("A"), Heading(1, "Ekonomi"), Paragraph("B")))
    now = Document("Plan", (), (Heading(1, "Mål"), Paragraph("A"), Heading(1, "Ekonomi"), Paragraph("C")))

    assert changed_sections(adopted, now) == ["Ekonomi"]
    assert changed_sections(adopted, adopted) == []
