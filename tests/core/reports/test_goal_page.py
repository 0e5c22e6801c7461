"""Mål och nyckeltal in words and tables."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.money import MoneyUnit
from core.periods import Period
from core.queries.goal_money import Coverage
from core.reports import goal_page, goal_tables, goal_words
from core.reports.words import plain
from core.rules.goal_money import MoneyPart
from core.services.goal_assessments import NewAssessment, assess_goal
from core.services.goal_ends import close_goal
from core.table import RowRole, Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.factories import TODAY

OCTOBER = Period(2026, 10)


def _judge(session: Session, town: Town, goal_id: int, status: Status, text: str = "") -> None:
    said = NewAssessment(town.steps[status], text)
    assess_goal(session, town.sara, goal_id=goal_id, period=OCTOBER, said=said, key=f"judge{goal_id}")


def _page(session: Session, town: Town, unit: str = "411", month: int = 10) -> goal_page.GoalPage:
    return goal_page.build(session, town.sara, unit_id=town.units[unit], year=2026, month=month)


@pytest.mark.parametrize(
    ("statuses", "answer"),
    [
        ([], "Det finns inga mål för 2026 än."),
        ([Status.OK], "Målet väntas nås."),
        ([Status.OK, Status.OK], "Alla 2 mål väntas nås."),
        ([Status.BAD], "”Mål 0” väntas inte nås."),
        ([Status.OK, Status.BAD, Status.BAD], "2 av 3 mål väntas inte nås: ”Mål 1” och ”Mål 2”."),
        ([Status.BAD, Status.BAD, Status.BAD], "3 av 3 mål väntas inte nås: ”Mål 0” och 2 till."),
        ([Status.PARTLY, Status.OK], "1 av 2 mål väntas nås delvis: ”Mål 0”."),
        ([Status.OK, Status.NONE], "1 av 2 mål är inte bedömt än."),
    ],
)
def test_answer_says_how_many_goals_are_not_reached_and_which(
    session: Session, statuses: list[Status], answer: str
) -> None:
    town = make_town(session)
    for n, status in enumerate(statuses):
        goal_id = put_goal(session, town, "411", "unit", f"Mål {n}")
        if status is not Status.NONE:
            _judge(session, town, goal_id, status)

    assert plain(_page(session, town).answer) == answer


def test_page_reckons_a_goal_from_those_that_serve_it_and_names_the_thread(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "EKA", "council", "Lyfta skolan")
    middle = put_goal(session, town, "BUN", "committee", "Alla når målen", top)
    good = put_goal(session, town, "411", "unit", "Fler läser", middle)
    bad = put_goal(session, town, "412", "unit", "Lugnare raster", middle)
    _judge(session, town, good, Status.OK)
    _judge(session, town, bad, Status.BAD, "Bråk.")

    page = _page(session, town, "BUN")

    assert [goal.title for goal in page.own] == ["Alla når målen"]
    assert page.word(middle) == "Bedöms nås delvis"
    assert goal_words.basis_words(page.standing[middle]) == "räknat från 2 mål som bidrar"
    assert [goal.title for goal in page.served_by(page.world.goals[middle])] == [
        "Lugnare raster",
        "Fler läser",
    ]
    assert [goal.title for goal in page.above(page.world.goals[good])] == ["Alla når målen", "Lyfta skolan"]


def test_words_of_the_scale_change_when_the_year_is_over(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    _judge(session, town, goal_id, Status.OK)

    words = [_page(session, town, month=month).word(goal_id) for month in (9, 10, 12)]

    assert words == ["Ej bedömt", "Bedöms nås", "Uppfyllt"]


def test_goals_of_units_below_are_exceptions_first_with_one_line_for_the_rest(session: Session) -> None:
    town = make_town(session)
    bad = put_goal(session, town, "412", "unit", "Lugnare raster")
    good = put_goal(session, town, "411", "unit", "Fler läser")
    _judge(session, town, good, Status.OK)
    _judge(session, town, bad, Status.BAD, "Bråk på fotbollsplanen.")
    page = _page(session, town, "BUN")

    short, whole = (goal_tables.below_table(page, everything=everything) for everything in (False, True))

    assert [(row.cells[0], row.role) for row in short.rows] == [
        ("Lugnare raster", RowRole.DETAIL), ("1 mål väntas nås", RowRole.REST),
    ]  # fmt: skip
    assert short.value(str(bad), "said") == "Bråk på fotbollsplanen."
    assert [row.cells[0] for row in whole.rows] == ["Lugnare raster", "Fler läser"]


def test_ended_goal_stands_apart_with_its_reason(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    close_goal(session, town.sara, goal_id=goal_id, rev=0, day=date(2026, 6, 15), why="Klart.")

    page = _page(session, town)

    assert page.own == ()
    assert [goal_words.ended_words(goal) for goal in page.ended] == ["Avslutat 2026-06-15. Klart."]


def test_assignments_are_the_late_first_and_the_ended_last(session: Session) -> None:
    town = make_town(session)
    done = put_goal(session, town, "BUN", "task", "Se över avgifter")
    put_goal(session, town, "BUN", "task", "Utred skolskjuts")
    close_goal(session, town.sara, goal_id=done, rev=0, day=TODAY, why="KF 2026-11-09 § 12.")

    table = goal_tables.assignment_table(_page(session, town, "BUN"), date(2026, 12, 4))

    assert [(row.cells[0], row.cells[4], row.status) for row in table.rows] == [
        ("Utred skolskjuts", "3 dagar sen", Status.BAD),
        ("Se över avgifter", "Återrapporterat", Status.OK),
    ]


def test_coverage_says_what_of_the_cost_serves_a_goal_and_what_does_not() -> None:
    rows = [
        Coverage(1, "BUN", "Nämnden", -1_000, -400, -3_000, -600),
        Coverage(2, "411", "Skolan", -100, -400, -2_000, -400),
    ]

    table = goal_tables.coverage_table(rows, MoneyUnit.KR)

    assert [(row.key, *row.cells[2:]) for row in table.rows] == [
        ("BUN", -3_000, -600, -2_400, Decimal("0.2"), -1_000),
        ("411", -2_000, -400, -1_600, Decimal("0.2"), -100),
    ]  # fmt: skip


def test_part_of_money_is_said_in_words() -> None:
    assert goal_words.part_words(MoneyPart(1)) == "alla pengar"
    assert goal_words.part_words(MoneyPart(1, "50-57", "440", share=6_000)) == (
        "60\xa0% av konto 50-57, verksamhet 440"
    )
    assert goal_words.part_words(MoneyPart(1, share=0)) == "bara årsarbetare"
    assert goal_words.share_words(25, 1_000) == "2,5\xa0%"


def test_page_outside_scope_is_refused(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(NotAllowed):
        goal_page.build(session, town.maria, unit_id=town.units["412"], year=2026, month=10)
