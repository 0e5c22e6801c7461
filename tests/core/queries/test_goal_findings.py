from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.enums import Role, RoundKind, RoundState
from core.errors import RuleViolation
from core.models import Round, RoundUnit, Submission, SubmissionStep
from core.periods import Period, local_time
from core.queries.goal_findings import GoalGap, find_gaps, followed_month
from core.reports.process_state import submission_table
from core.rules.indicator_sums import Measured
from core.services.goal_assessments import NewAssessment, assess_goal
from core.services.indicator_targets import set_target
from core.services.indicator_values import Place, ValueEdit, assess_value, save_values
from core.services.submissions import submit
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import SICK, put_indicator
from tests.factories import LOADED_AT

OCTOBER = Period(2026, 10)


def _gaps(session: Session, town: Town) -> tuple[GoalGap, ...]:
    return find_gaps(session, town.maria, unit_id=town.units["411"], year=2026, month=10)


def _red_figure(session: Session, town: Town) -> Place:
    sick = put_indicator(session, town, SICK, "411")
    place = Place(sick, town.units["411"], OCTOBER)
    set_target(
        session,
        town.maria,
        indicator_id=sick,
        unit_id=town.units["411"],
        year=2026,
        value=Decimal(6),
        seen=None,
    )
    save_values(session, town.maria, edits=[ValueEdit(place, None, Measured(Decimal(9)))], key="v")
    return place


@pytest.mark.parametrize(
    ("deadline", "month"), [(date(2026, 9, 15), 8), (date(2027, 1, 20), 12), (date(2026, 1, 10), 1)]
)
def test_follow_up_is_about_the_months_before_it_is_due(deadline: date, month: int) -> None:
    assert followed_month(2026, deadline) == month


def test_goal_without_words_and_red_figure_without_an_analysis_are_missing(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    put_goal(session, town, "412", "unit", "Grannens mål")
    put_goal(session, town, "BUN", "committee", "Nämndens mål")
    place = _red_figure(session, town)

    assert [gap.message for gap in _gaps(session, town)] == [
        "Fler läser: skriv hur det går.", "Sjukfrånvaro: skriv varför målet inte nås.",
    ]  # fmt: skip

    assess_goal(
        session, town.maria, goal_id=goal_id, period=OCTOBER, said=NewAssessment(None, "Går bra."), key="a"
    )
    earlier = replace(place, period=Period(2026, 9))
    assess_value(session, town.maria, place=earlier, text="Ett långt fall.", status=None, seen=None)
    assert [gap.message for gap in _gaps(session, town)] == ["Sjukfrånvaro: skriv varför målet inte nås."]

    assess_value(session, town.maria, place=place, text="Två långa fall.", status=None, seen=None)
    assert _gaps(session, town) == ()


def test_follow_up_with_something_missing_is_not_handed_in(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    asked = Round(
        kind=RoundKind.GOALS, name="Måluppföljning oktober", year=2026, opens=date(2026, 11, 1),
        deadline=date(2026, 11, 20), closes=date(2026, 11, 30), state=RoundState.OPEN,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    row = Submission(round_id=asked.id or 0, unit_id=town.units["411"])
    session.add(row)
    session.add(RoundUnit(round_id=asked.id or 0, unit_id=town.units["411"], deadline=asked.deadline))
    session.flush()
    session.add(
        SubmissionStep(
            submission_id=row.id or 0, level=1, unit_id=town.units["BUN"], role=Role.EXECUTIVE,
            deadline=date(2026, 11, 25),
        )
    )  # fmt: skip
    session.flush()

    with pytest.raises(RuleViolation, match=r"En sak saknas .* Fler läser: skriv hur det går"):
        submit(session, town.maria, submission_id=row.id or 0, rev=0, key="s1")
    assess_goal(
        session, town.maria, goal_id=goal_id, period=OCTOBER, said=NewAssessment(None, "Går bra."), key="a"
    )
    session.refresh(row)
    submit(session, town.maria, submission_id=row.id or 0, rev=row.rev, key="s2")

    kept = submission_table(session, town.sara, submission_id=row.id or 0)
    assert [line.cells for line in kept.rows if line.key == f"goal:{goal_id}"] == [
        ("Fler läser", local_time(LOADED_AT), "Maria", "", "Går bra.")
    ]
