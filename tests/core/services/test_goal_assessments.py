"""What a unit says of its goals, and when it may not be said any more."""

from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import RoundKind, RoundState, SubmissionState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Round, Submission
from core.periods import Period
from core.queries.goal_assessments import list_assessments, read_assessments
from core.services.goal_assessments import NewAssessment, assess_goal
from core.services.goal_ends import close_goal
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.factories import TODAY

AUGUST, OCTOBER = Period(2026, 8), Period(2026, 10)


def _round(session: Session, town: Town, state: RoundState, submission: SubmissionState) -> int:
    """A follow-up due on 15 September that asks 411."""
    asked = Round(
        kind=RoundKind.GOALS, name="Måluppföljning tertial 2", year=2026, opens=date(2026, 9, 1),
        deadline=date(2026, 9, 15), closes=date(2026, 9, 30), state=state,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add(Submission(round_id=asked.id or 0, unit_id=town.units["411"], state=submission))
    session.flush()
    return asked.id or 0


def test_assess_goal_twice_keeps_both_and_the_latest_holds(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")

    first = assess_goal(
        session, town.maria, goal_id=goal_id, period=OCTOBER, key="k1",
        said=NewAssessment(town.steps[Status.OK], "Vi läser mer."),
    )  # fmt: skip
    assess_goal(
        session, town.maria, goal_id=goal_id, period=OCTOBER, key="k2",
        said=NewAssessment(town.steps[Status.PARTLY], "Inte i årskurs 3.", seen=first),
    )  # fmt: skip

    held = read_assessments(session, town.maria, year=2026, month=12)[goal_id]
    assert (held.status, held.word, held.text, held.month) == (
        Status.PARTLY, "Delvis uppfyllt", "Inte i årskurs 3.", 10,
    )  # fmt: skip
    assert [row.text for row in list_assessments(session, town.maria, goal_id=goal_id)] == [
        "Inte i årskurs 3.",
        "Vi läser mer.",
    ]
    assert read_assessments(session, town.maria, year=2026, month=9) == {}


def test_assess_goal_twice_with_the_same_key_says_it_once(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    said = NewAssessment(town.steps[Status.OK])

    ids = [
        assess_goal(session, town.maria, goal_id=goal_id, period=OCTOBER, said=said, key="k1")
        for _n in range(2)
    ]

    assert ids[0] == ids[1]
    assert len(list_assessments(session, town.maria, goal_id=goal_id)) == 1


def test_assess_goal_that_somebody_else_has_assessed_since_conflicts(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    said = NewAssessment(town.steps[Status.OK])
    assess_goal(session, town.sara, goal_id=goal_id, period=OCTOBER, said=said, key="k1")

    with pytest.raises(Conflict):
        assess_goal(session, town.maria, goal_id=goal_id, period=OCTOBER, said=said, key="k2")


def test_assess_goal_needs_something_said_and_a_month_that_has_begun(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    words = NewAssessment(None, "Går bra.")

    refused = (
        (OCTOBER, NewAssessment(None, " ")),
        (Period(2026, 12), words),
        (Period(2025, 12), words),
        (OCTOBER, NewAssessment(9999)),
    )
    for n, (period, said) in enumerate(refused):
        with pytest.raises(RuleViolation):
            assess_goal(session, town.maria, goal_id=goal_id, period=period, said=said, key=f"k{n}")


def test_assess_goal_of_a_closed_round_is_refused_in_plain_words(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    _round(session, town, RoundState.CLOSED, SubmissionState.APPROVED)
    said = NewAssessment(town.steps[Status.OK])

    with pytest.raises(RuleViolation) as refusal:
        assess_goal(session, town.maria, goal_id=goal_id, period=AUGUST, said=said, key="k1")

    assert refusal.value.message == (
        "Måluppföljning tertial 2 är stängd, så augusti 2026 går inte att ändra. Bedöm en senare månad."
    )
    assert assess_goal(session, town.maria, goal_id=goal_id, period=OCTOBER, said=said, key="k2")


def test_assess_goal_of_an_open_round_begins_the_units_answer(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    _round(session, town, RoundState.OPEN, SubmissionState.NOT_STARTED)

    assess_goal(
        session, town.maria, goal_id=goal_id, period=AUGUST, said=NewAssessment(None, "Går bra."), key="k1"
    )

    assert session.exec(select(Submission.state)).one() is SubmissionState.WORKING


def test_assess_goal_of_what_is_handed_in_is_refused(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    _round(session, town, RoundState.OPEN, SubmissionState.APPROVED)

    with pytest.raises(RuleViolation) as refusal:
        assess_goal(
            session,
            town.maria,
            goal_id=goal_id,
            period=AUGUST,
            said=NewAssessment(None, "Går bra."),
            key="k1",
        )

    assert refusal.value.message == "Det är godkänt. Be ekonomi öppna det om något ska ändras."


def test_assess_goal_of_a_foreign_unit_or_an_ended_goal_is_refused(session: Session) -> None:
    town = make_town(session)
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")
    ended = put_goal(session, town, "411", "unit", "Fler läser")
    close_goal(session, town.maria, goal_id=ended, rev=0, day=TODAY, why="Klart.")
    said = NewAssessment(None, "Går bra.")

    with pytest.raises(NotAllowed):
        assess_goal(session, town.maria, goal_id=foreign, period=OCTOBER, said=said, key="k1")
    with pytest.raises(RuleViolation):
        assess_goal(session, town.maria, goal_id=ended, period=OCTOBER, said=said, key="k2")


def test_assessments_of_siblings_are_not_read_but_those_above_are(session: Session) -> None:
    town = make_town(session)
    above = put_goal(session, town, "BUN", "committee", "Alla når målen")
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")
    for n, goal_id in enumerate((above, foreign)):
        assess_goal(
            session, town.sara, goal_id=goal_id, period=OCTOBER, said=NewAssessment(town.steps[Status.BAD]),
            key=f"k{n}",
        )  # fmt: skip

    assert set(read_assessments(session, town.maria, year=2026, month=10)) == {above}
    assert list_assessments(session, town.maria, goal_id=foreign) == []
