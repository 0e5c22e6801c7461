from datetime import timedelta

import pytest
from sqlmodel import Session, select

from core.enums import ForecastCause, Role, RoundState, SubmissionState
from core.errors import NotAllowed
from core.models import Goal, GoalAssessment, Round, Submission, Version
from core.money import MoneyUnit
from core.queries.access import units_in_scope
from core.queries.goal_reach import ReachRow
from core.reports import words
from core.reports.executive import Executive, build_executive
from core.reports.executive_table import branch_table, voices_table, whole_table
from core.reports.executive_words import reach_words
from core.rules.access import Action, Actor
from core.rules.executive_measures import MeasureKey
from core.rules.goal_reach import Reach
from core.services.executive_measures import choose_measures
from core.services.forecast_values import ValueEdit, save_value, say_reason
from core.services.lifted_words import lift_words
from core.services.measures import NewMeasure, add_measure
from core.table import Status
from tests import factories
from tests.core.forecast_town import TKR, Town, plan_round, put
from tests.core.goals_town import make_levels, make_scale
from tests.core.services.test_forecast_proposals import book, open_forecast

TODAY = factories.TODAY


def plant(session: Session) -> tuple[Town, int]:
    """Two schools: pay 220 over in one, with its manager's words, and 40 better in the other."""
    town = book(session)
    put(session, town.budget[2026], town.units["4120"], town.pay, (50_000,) * 12)
    put(session, town.actual[2026], town.units["4120"], town.pay, (45_000,) * 8)
    put(session, town.budget[2026], town.units["6110"], town.pay, (10_000,) * 12)
    version_id = open_forecast(session, town, "Prognos 2 2026", "411", "412")
    edit = ValueEdit(town.units["411"], "loner", -1_230 * TKR, -1_420 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="pay")
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key="",
        cause=ForecastCause.STAFFING, text="Vikarier i maj–augusti.",
    )  # fmt: skip
    return town, version_id


def page(session: Session, actor: Actor, town: Town, code: str, version_id: int | None = None) -> Executive:
    units = units_in_scope(session, actor, Action.VIEW_ECONOMY)
    unit = next(one for one in units if one.code == code)
    found = build_executive(session, actor, unit=unit, year=2026, today=TODAY, version_id=version_id)
    assert found
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_municipality_is_its_result_with_the_largest_deviation_named(session: Session) -> None:
    town, _version_id = plant(session)

    found = page(session, town.sara, town, "EKA")

    # budget −960, −600 and −120; forecast −1 180, −560 and −120
    assert plain(words.plain(found.answer)) == (
        "Årets resultat väntas bli −1,9 mnkr, 180 tkr sämre än budget. "
        "Störst avvikelse har Barn- och utbildningsnämnden, −180 tkr."
    )
    assert [(part.unit.code, part.node.variance) for part in found.parts] == [("BUN", -180 * TKR), ("VON", 0)]
    assert not found.is_unit


def test_single_step_between_is_stepped_over(session: Session) -> None:
    town, _version_id = plant(session)

    found = page(session, town.sara, town, "BUN")

    assert [part.unit.code for part in found.parts] == ["411", "412"]
    assert plain(words.plain(found.answer)) == ("Prognosen är 180 tkr sämre än budget, mest Ekbackens skola.")


def test_explanation_of_the_whole_is_read_where_it_was_written_and_above_a_single_step(
    session: Session,
) -> None:
    town, version_id = plant(session)
    lift_words(
        session, town.sara, version_id=version_id, unit_id=town.units["BUF"], from_unit_id=town.units["411"]
    )

    for code in ("BUF", "BUN"):
        found = page(session, town.sara, town, code)
        assert found.own
        assert found.own.text == "Enligt Ekbackens skola: Vikarier i maj–augusti."
        assert plain(words.plain(found.answer)) == (
            "Prognosen är 180 tkr sämre än budget, enligt Ekbackens skola: Vikarier i maj–augusti."
        )
    assert page(session, town.sara, town, "EKA").own is None


def test_node_that_is_asked_itself_stands_for_its_own_part_among_its_units(session: Session) -> None:
    town = book(session)
    put(session, town.budget[2026], town.units["4009"], town.pay, (10_000,) * 12)
    version_id = open_forecast(session, town, "Prognos 2 2026", "411", "BUF")
    edit = ValueEdit(town.units["411"], "loner", -1_230 * TKR, -1_420 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="pay")
    saved = ValueEdit(town.units["BUF"], "loner", -40 * TKR, 0)
    save_value(session, town.sara, version_id=version_id, edit=saved, key="rest")

    found = page(session, town.sara, town, "BUN")

    # of the undistributed 120 nothing is used; the school is 220 over
    assert [(voice.code, voice.node.variance) for voice in found.voices] == [
        ("411", -220 * TKR), ("BUF", 120 * TKR),
    ]  # fmt: skip
    assert found.node.variance == -100 * TKR


def test_voices_carry_the_managers_words_and_drill_to_the_unit(session: Session) -> None:
    town, _version_id = plant(session)

    found = page(session, town.sara, town, "EKA")
    table = voices_table(found, MoneyUnit.TKR)

    assert [(row.cells[1], row.cells[2], row.note) for row in table.rows] == [
        ("411", -220 * TKR, "Vikarier i maj–augusti.")
    ]
    assert found.code_of(f"unit:{town.units['411']}") == "411"
    assert found.code_of("unit:999") == ""


def test_unit_shows_its_rows_and_what_is_said_of_the_whole(session: Session) -> None:
    town, _version_id = plant(session)

    found = page(session, town.maria, town, "411")

    assert found.is_unit
    assert found.own
    assert (found.own.text, found.own.user) == ("Vikarier i maj–augusti.", "Maria")
    assert [(voice.key, voice.node.variance) for voice in found.voices if voice.node.variance] == [
        ("loner", -220 * TKR)
    ]
    assert plain(words.plain(found.answer)) == (
        "Prognosen är 220 tkr sämre än budget, mest vikarier i maj–augusti."
    )


def test_whole_table_adds_up_to_the_node(session: Session) -> None:
    town, _version_id = plant(session)
    put(session, town.budget[2026], town.units["4009"], town.pay, (1_000,) * 12)

    table = whole_table(page(session, town.sara, town, "BUN"), MoneyUnit.TKR)

    assert table.value("rest", "budget") == -12 * TKR
    for key in ("outcome", "period_budget", "forecast", "budget", "variance", "after"):
        at = table.column(key)
        parts = sum(row.cells[at] or 0 for row in table.rows if row.key != "total")  # type: ignore[misc]
        assert parts == table.value("total", key)


def test_area_is_measured_by_what_finance_has_chosen_for_it(session: Session) -> None:
    town, _version_id = plant(session)
    keys = [MeasureKey.VARIANCE, MeasureKey.EFFECT, MeasureKey.REALISED]
    choose_measures(session, town.sara, unit_id=town.units["411"], keys=keys)

    table = branch_table(page(session, town.sara, town, "BUN"), MoneyUnit.TKR)

    assert [column.key for column in table.columns] == [
        "name", "code", "variance", "change", "effect", "after", "realised", "growth",
    ]  # fmt: skip
    school = f"unit:{town.units['411']}"
    assert (table.value(school, "effect"), table.value(school, "after")) == (0, None)
    assert table.value(f"unit:{town.units['412']}", "after") == 40 * TKR


def test_deficit_without_measures_calls_for_a_talk_and_measures_quiet_it(session: Session) -> None:
    town, _version_id = plant(session)

    calls = page(session, town.sara, town, "BUN").calls

    assert [(call.key, call.title) for call in calls] == [(f"deficit:{town.units['411']}", "Ekbackens skola")]
    assert plain(calls[0].line) == "Underskott 220 tkr, och ingen åtgärd med effekt i år."
    assert (calls[0].address, calls[0].label) == ("/motesunderlag?enhet=411", "Ta upp det")

    measure = NewMeasure(
        unit_id=town.units["411"], row_key="loner", year=2026, title="Vikariepool",
        owner_id=town.maria.user_id, due=TODAY + timedelta(days=20), effect=150 * TKR, from_month=9,
    )  # fmt: skip
    add_measure(session, town.maria, measure=measure, key="m")

    found = page(session, town.sara, town, "BUN")
    assert (found.measures.effect, found.node.variance + found.measures.effect) == (150 * TKR, -30 * TKR)
    assert [call.key for call in found.calls] == ["behind"]
    assert plain(found.calls[0].line) == "0 tkr av 150 tkr har kommit."


def test_talk_is_about_the_unit_where_the_manager_is(session: Session) -> None:
    town, _version_id = plant(session)

    calls = page(session, town.sara, town, "EKA").calls

    assert (calls[0].title, calls[0].address) == (
        "Barn- och utbildningsnämnden", "/motesunderlag?enhet=BUF"
    )  # fmt: skip


def test_silent_deviation_and_late_units_call_for_action(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    edit = ValueEdit(town.units["411"], "loner", -1_230 * TKR, -1_420 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="pay")
    units = units_in_scope(session, town.sara, Action.VIEW_ECONOMY)
    unit = next(one for one in units if one.code == "BUN")
    late = TODAY + timedelta(days=30)

    found = build_executive(session, town.sara, unit=unit, year=2026, today=late)

    assert found
    assert [call.key for call in found.calls[1:]] == ["unexplained", "late"]
    assert [call.title for call in found.calls[1:]] == [
        "1 enhet avviker utan att säga varför", "1 enhet är sen med prognosen",
    ]  # fmt: skip
    assert found.process
    assert found.process.late == ("Ekbackens skola",)
    assert "Inte inlämnad än." in found.freshness


def test_elected_official_reads_settled_forecasts_without_the_process(session: Session) -> None:
    town, version_id = plant(session)
    session.get_one(Version, version_id).closed_at = factories.LOADED_AT
    session.flush()
    plan_round(session, town, "Prognos 3 2026", "411")
    open_forecast(session, town, "Prognos 3 2026 b")
    elected = factories.make_actor(session, Role.ELECTED_OFFICIAL, town.units["BUN"])

    found = page(session, elected, town, "BUN")

    assert found.forecast.version_id == version_id
    assert found.process is None
    assert found.freshness.startswith("Prognos 2 2026, fastställd 2026-11-09.")
    assert {call.label for call in found.calls} == {"Läs varför"}


def test_chosen_forecast_is_shown_and_an_unknown_one_is_the_latest(session: Session) -> None:
    town, first = plant(session)
    second = open_forecast(session, town, "Prognos 3 2026", "411", "412")

    assert page(session, town.sara, town, "EKA").forecast.version_id == second
    assert page(session, town.sara, town, "EKA", first).forecast.version_id == first
    assert page(session, town.sara, town, "EKA", 999).forecast.version_id == second
    assert page(session, town.sara, town, "EKA").before == "Prognos 2 2026"


def test_forecast_that_few_have_answered_is_not_yet_what_is_said(session: Session) -> None:
    town, first = plant(session)
    asked = session.exec(select(Round).where(Round.version_id == first)).one()
    asked.state = RoundState.CLOSED
    session.get_one(Version, first).closed_at = factories.LOADED_AT
    session.flush()
    second = open_forecast(session, town, "Prognos 3 2026", "411", "412")

    before = page(session, town.sara, town, "EKA")
    chosen = page(session, town.sara, town, "EKA", second)
    own = page(session, town.maria, town, "411", second)
    row = session.exec(
        select(Submission).where(Submission.unit_id == town.units["411"], Submission.round_id != asked.id)
    ).one()
    row.state = SubmissionState.SUBMITTED
    session.flush()
    after = page(session, town.sara, town, "EKA")

    assert (before.forecast.version_id, after.forecast.version_id) == (first, second)
    assert before.process
    assert before.process.name == "Prognos 3 2026"
    assert "0 av 2 enheter har lämnat in" in chosen.freshness
    assert own.own is None
    assert own.earlier
    assert own.earlier.text == "Vikarier i maj–augusti."


def test_nothing_to_show_without_a_forecast_and_nothing_outside_ones_own(session: Session) -> None:
    town = book(session)
    units = units_in_scope(session, town.sara, Action.VIEW_ECONOMY)
    unit = next(one for one in units if one.code == "BUN")

    assert build_executive(session, town.sara, unit=unit, year=2026, today=TODAY) is None
    with pytest.raises(NotAllowed):
        build_executive(session, town.maria, unit=unit, year=2026, today=TODAY)


def test_share_of_reached_goals_stands_beside_the_money_with_the_month_before(session: Session) -> None:
    town, _version_id = plant(session)
    level, steps = make_levels(session)["unit"], make_scale(session)
    for code, month, status in (("411", 7, Status.BAD), ("411", 8, Status.OK), ("412", 8, Status.PARTLY)):
        goal = Goal(
            unit_id=town.units[code], level_id=level, title=f"Mål {month}", first_year=2026,
            created_by_id=town.sara.user_id, created_at=factories.LOADED_AT,
        )  # fmt: skip
        session.add(goal)
        session.flush()
        said = GoalAssessment(
            goal_id=goal.id or 0, year=2026, month=month, step_id=steps[status],
            user_id=town.sara.user_id, at=factories.LOADED_AT,
        )  # fmt: skip
        session.add(said)
    session.flush()

    found = page(session, town.sara, town, "EKA")

    # by August one of three; in July none of the only one
    assert found.goals == ReachRow(8, Reach(1, 3), Reach(0, 1))
    table = branch_table(found, MoneyUnit.TKR)
    at = [column.key for column in table.columns].index("goals")
    assert [row.cells[at] for row in table.rows] == [
        "33\u00a0%\u00a0(1\u00a0av\u00a03)",
        None,
        "33\u00a0%\u00a0(1\u00a0av\u00a03)",
    ]
    assert plain(reach_words(found.goals)) == "1 av 3 i augusti, 0 % i juli"


def test_goals_are_not_mentioned_where_none_is_judged(session: Session) -> None:
    town, _version_id = plant(session)

    found = page(session, town.sara, town, "EKA")

    assert found.goals is None
    assert "goals" not in [column.key for column in branch_table(found, MoneyUnit.TKR).columns]
