"""A scale of more than three steps: every reader tells the step's own word."""

from sqlmodel import Session

from core.models import RowLine
from core.money import MoneyUnit
from core.periods import Period
from core.reports import goal_page
from core.reports.goal_map import build
from core.reports.goal_map_tables import map_table
from core.rules.steering import StepDraft
from core.services import steering
from core.services.goal_assessments import NewAssessment, assess_goal
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal

OCTOBER = Period(2026, 10)


def _more_steps(session: Session, town: Town) -> dict[str, int]:
    """Give the scale one more green step and one that is not counted; return the steps by their words."""
    seen = steering.seen_scale(session)
    fully, partly, bad = ((step_id, draft) for step_id, draft in seen)
    steps: list[tuple[int | None, StepDraft]] = [
        (fully[0], StepDraft("Uppfyllt", "Bedöms nås", Status.OK, 3)),
        (None, StepDraft("I huvudsak uppfyllt", "Bedöms nås i huvudsak", Status.OK, 2)),
        partly,
        bad,
        (None, StepDraft("Ej påbörjat", "Inte i gång", Status.NONE, 0)),
    ]
    steering.save_scale(session, town.sara, seen=seen, steps=steps, key="more")
    return {draft.word: step_id for step_id, draft in steering.seen_scale(session)}


def _judge(session: Session, town: Town, goal_id: int, step_id: int) -> None:
    said = NewAssessment(step_id)
    assess_goal(session, town.sara, goal_id=goal_id, period=OCTOBER, said=said, key=f"judge {goal_id}")


def test_page_map_and_table_tell_the_own_word_of_two_steps_of_a_colour(session: Session) -> None:
    town = make_town(session)
    session.add(RowLine(definition="report", key="loner", position=1, title="Löner", accounts="50-57"))
    steps = _more_steps(session, town)
    committee = put_goal(session, town, "BUN", "committee", "88 procent blir behöriga")
    one = put_goal(session, town, "411", "unit", "Fler läser", committee)
    two = put_goal(session, town, "412", "unit", "Fler räknar", committee)
    _judge(session, town, one, steps["I huvudsak uppfyllt"])
    _judge(session, town, two, steps["Uppfyllt"])

    page = goal_page.build(session, town.sara, unit_id=town.units["BUN"], year=2026, month=10)
    found = build(session, town.sara, unit_id=town.units["BUN"], year=2026, month=10)

    assert page.word(one) == "Bedöms nås i huvudsak"
    assert page.word(two) == "Bedöms nås"
    assert page.word(committee) == "Bedöms nås i huvudsak"  # (2 + 3) / 2 is between: the worse one
    assert page.status(committee) is Status.OK
    assert found.goal_word(committee) == "Bedöms nås i huvudsak"
    assert "Bedöms nås i huvudsak" in str(map_table(found, MoneyUnit.TKR).rows)
    assert found.legend() == [
        (Status.OK, "Bedöms nås"), (Status.OK, "Bedöms nås i huvudsak"), (Status.PARTLY, "Delvis"),
        (Status.BAD, "Nås ej"), (Status.NONE, "Inte i gång"), (Status.NONE, "Ej bedömt"),
    ]  # fmt: skip


def test_step_without_colour_is_told_and_counts_for_nothing_above(session: Session) -> None:
    town = make_town(session)
    steps = _more_steps(session, town)
    committee = put_goal(session, town, "BUN", "committee", "88 procent blir behöriga")
    one = put_goal(session, town, "411", "unit", "Fler läser", committee)
    two = put_goal(session, town, "412", "unit", "Fler räknar", committee)
    _judge(session, town, one, steps["Ej påbörjat"])
    _judge(session, town, two, steps["Uppfyllt"])

    page = goal_page.build(session, town.sara, unit_id=town.units["BUN"], year=2026, month=10)

    assert (page.word(one), page.status(one)) == ("Inte i gång", Status.NONE)
    assert page.word(committee) == "Bedöms nås"
