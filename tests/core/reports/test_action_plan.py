from datetime import date

import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.money import MoneyUnit
from core.queries.measures import MeasureSum
from core.reports import words
from core.reports.action_plan import ActionPlanReport, build
from core.reports.action_plan_table import exceptions
from core.reports.action_plan_words import answer, decision_words
from core.rules.forecast import Measures
from core.services import tasks
from core.services.action_plans import record_plan_decision
from core.services.decisions import DecisionText
from core.services.measures import add_measure
from core.table import RowRole, Status
from tests.core.measures_town import (
    FORECAST,
    MNKR,
    YEAR,
    Town,
    close_version,
    hand_in,
    make_town,
    measure,
    open_forecast,
    take_measures,
)
from tests.factories import TODAY

LATE, LATER = date(2026, 11, 8), date(2026, 12, 31)


@pytest.fixture
def town(session: Session) -> Town:
    """The municipality where VON has reported −14,0 and taken its measures."""
    town = make_town(session)
    take_measures(session, town)
    hand_in(session, town, "611", town.vera)
    hand_in(session, town, "612", town.lisa)
    return town


def report(session: Session, town: Town, unit: str = "VON", who: str = "sara") -> ActionPlanReport:
    return build(session, getattr(town, who), unit_id=town.units[unit], year=YEAR, money_unit=MoneyUnit.MNKR)


def said(found: ActionPlanReport) -> str:
    return words.plain(found.answer).replace("\xa0", " ")


def test_answer_is_the_worked_example_of_before_measures_and_after(session: Session, town: Town) -> None:
    found = report(session, town)

    assert said(found) == (
        "Prognosen är 14,0 mnkr sämre än budget före åtgärder. 2 åtgärder ska ge 3,5 mnkr, varav 1,2 mnkr "
        "har kommit. Efter åtgärder är den 10,5 mnkr sämre än budget. Vård- och omsorgsnämnden ska besluta "
        "senast 9 december (30 dagar kvar)."
    )
    assert found.told == Measures(-1_400_000_000, 350_000_000, 120_000_000)
    assert found.told.after == -1_050_000_000
    assert found.budget == -648 * MNKR


def test_measures_table_has_what_needs_somebody_first_and_a_sum_without_dropped_ones(
    session: Session, town: Town
) -> None:
    for title, effect, due in (("Sen", MNKR, LATE), ("Oviss", None, LATER), ("Struken", MNKR, LATER)):
        made = add_measure(
            session, town.sara, measure=measure(town, "611", title, effect, due=due), key=title
        )
    tasks.drop_task(session, town.sara, task_id=made, rev=0, reason="Behövs inte")

    found = report(session, town)

    name, effect, state = (found.table.column(key) for key in ("name", "effect", "state"))
    assert [(row.cells[name], row.cells[effect], row.cells[state]) for row in found.table.rows] == [
        ("Sen", MNKR, "Försenad"),
        ("Oviss", None, "Saknar belopp"),
        ("Färre vikarier", 2 * MNKR, "Pågår"),
        ("Vakanta tjänster", 3 * MNKR // 2, "Pågår"),
        ("Struken", None, "Struken"),
        ("Summa", 450_000_000, ""),
    ]
    assert found.table.rows[0].status is Status.BAD
    assert exceptions(found.rows, TODAY) == 2
    assert found.row(made) is not None
    assert found.row(4711) is None


def test_units_table_adds_up_to_the_node_with_what_lies_on_it_in_a_row_of_its_own(
    session: Session, town: Town
) -> None:
    found = report(session, town)

    assert found.units is not None
    assert [(row.key, *row.cells[2:]) for row in found.units.rows] == [
        (str(town.units["VOF"]), -14 * MNKR, 2 * MNKR, 120_000_000, -12 * MNKR),
        ("own", 0, 150_000_000, None, 150_000_000),
        ("total", -14 * MNKR, 350_000_000, 120_000_000, -1_050_000_000),
    ]
    assert [row.role for row in found.units.rows] == [RowRole.DETAIL, RowRole.DETAIL, RowRole.TOTAL]
    assert report(session, town, "611").units is None


def test_plan_without_a_forecast_shows_the_measures_by_themselves(session: Session, town: Town) -> None:
    found = build(session, town.sara, unit_id=town.units["VON"], year=YEAR + 1)

    assert said(found) == "Inga åtgärder är planerade."
    assert (found.told, found.budget, found.units, found.rows, found.clocks) == (None, None, None, (), ())


def test_plan_stands_on_the_forecast_that_was_reported_while_the_next_one_is_under_way(
    session: Session, town: Town
) -> None:
    later, _version = open_forecast(session, town.units, town.coding_id, FORECAST | {"6110": 313}, "November")

    before = report(session, town)
    hand_in(session, town, "611", town.vera, later)
    hand_in(session, town, "612", town.lisa, later)
    after = report(session, town)

    assert before.forecast is not None
    assert (before.forecast.name, before.told) == (
        "Oktober 2026",
        Measures(-14 * MNKR, 350_000_000, 120_000_000),
    )
    assert after.forecast is not None
    assert (after.forecast.name, after.told) == ("November", Measures(-15 * MNKR, 350_000_000, 120_000_000))


def test_elected_member_reads_before_and_after_once_the_forecast_is_closed(
    session: Session, town: Town
) -> None:
    before = report(session, town, who="bo")
    close_version(session, town.version_id)

    after = report(session, town, who="bo")

    assert said(before) == "2 åtgärder ska ge 3,5 mnkr, varav 1,2 mnkr har kommit."
    assert before.units is not None
    assert [column.key for column in before.units.columns] == ["name", "code", "effect", "realised"]
    assert said(after).startswith("Prognosen är 14,0 mnkr sämre än budget före åtgärder.")


def test_plan_of_another_unit_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        report(session, town, "VON", who="vera")


def test_decision_is_told_with_body_day_paragraph_and_number(session: Session, town: Town) -> None:
    (clock,) = report(session, town).clocks
    text = DecisionText("Vård- och omsorgsnämnden", TODAY, "98", "VON 2026/211")

    record_plan_decision(session, town.lisa, plan_id=clock.id, text=text, key="d")

    found = report(session, town)
    assert decision_words(found.clocks[0]) == "Vård- och omsorgsnämnden 2026-11-09 § 98, dnr VON 2026/211"
    assert said(found).endswith("Efter åtgärder är den 10,5 mnkr sämre än budget.")


@pytest.mark.parametrize(
    ("told", "count", "text"),
    [
        (Measures(0, 0, 0), 0, "Prognosen följer budgeten före åtgärder. Inga åtgärder är planerade."),
        (
            Measures(-2 * MNKR, 2 * MNKR, 0), 1,
            "Prognosen är 2,0 mnkr sämre än budget före åtgärder. En åtgärd ska ge 2,0 mnkr, varav 0 tkr har "
            "kommit. Efter åtgärder följer den budgeten.",
        ),
        (
            Measures(MNKR, 0, 0), 0,
            "Prognosen är 1,0 mnkr bättre än budget före åtgärder. Inga åtgärder är planerade.",
        ),
    ],
)  # fmt: skip
def test_answer_in_other_cases(told: Measures, count: int, text: str) -> None:
    parts = answer(told, MeasureSum(told.effect, told.realised), count, (), TODAY)

    assert words.plain(parts).replace("\xa0", " ") == text
