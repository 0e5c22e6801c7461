"""The measures of the demo: Vård och omsorg's add up, and the clocks are those that the rule starts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from core.queries.action_plan_limits import plan_limits
from core.queries.action_plans import list_action_plans
from core.queries.forecast_nodes import node_of
from core.queries.measures import MeasureSum, list_measures, measure_sums
from core.reports import action_plan, words
from core.rules.measures import MeasureState, state_of
from demo.facts_forecast import CLOSED_ROUNDS
from demo.facts_measures import CLOCKS, MEASURES, YEAR
from demo.measures import version_of
from demo.organisation import branch_of
from tests.demo.built import Reader, build_once, reader_of

MNKR = 100_000_000
TODAY = date(2026, 11, 9)
NAMNDER = ("KS", "BUN", "SON", "VON", "KFN", "SBN")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    database = build_once(tmp_path_factory)
    with database.reading() as session:
        yield reader_of(session)
    database.dispose()


def test_facts_of_vard_och_omsorg_give_three_and_a_half_of_which_one_and_two_tenths() -> None:
    counted = [one for one in MEASURES if branch_of()[one.unit] == "VON" and not one.dropped]

    assert sum(one.effect or 0 for one in counted) == 3_500
    assert sum(one.realised or 0 for one in counted) == 1_200


def test_facts_of_the_clocks_say_when_each_runs_out_and_none_twice_at_once() -> None:
    running = [clock.committee for clock in CLOCKS if clock.decided is None]

    assert sorted(running) == ["SBN", "SON", "VON"]
    assert len({(clock.committee, clock.reported) for clock in CLOCKS}) == len(CLOCKS)


def test_sentence_of_the_namnd_is_the_worked_example(reader: Reader) -> None:
    found = action_plan.build(reader.session, reader.actor, unit_id=reader.units["VON"], year=YEAR)

    assert found.told is not None
    assert (found.told.before, found.told.effect, found.told.realised, found.told.after) == (
        -14 * MNKR, 350_000_000, 120_000_000, -1_050_000_000,
    )  # fmt: skip
    text = words.plain(found.answer).replace("\xa0", " ")
    assert text.startswith(
        "Prognosen är 14,0 mnkr sämre än budget före åtgärder. 7 åtgärder ska ge 3,5 mnkr, "
    )
    assert "varav 1,2 mnkr har kommit. Efter åtgärder är den 10,5 mnkr sämre än budget." in text
    assert "Vård- och omsorgsnämnden ska besluta senast 2 december" in text


def test_every_state_of_a_measure_can_be_seen(reader: Reader) -> None:
    rows = list_measures(reader.session, reader.actor, unit_id=reader.units["EKA"], year=YEAR)

    states = {state_of(row.status, row.due, row.effect, row.realised, TODAY) for row in rows}

    assert states == set(MeasureState) - {MeasureState.REACHED}


def test_clocks_are_those_that_the_rule_starts_with_what_was_reported(reader: Reader) -> None:
    limits = plan_limits(reader.session)
    expected = {}
    for facts in (one for one in CLOSED_ROUNDS if one.year == YEAR):
        version = version_of(reader.session, facts)
        for code in NAMNDER:
            said = node_of(
                reader.session, version=version, tree_id=reader.actor.tree_id, unit_id=reader.units[code]
            )
            if limits.exceeded(said.variance, said.year_budget):
                expected[code, facts.name] = (-said.variance, facts.closes + timedelta(days=30))

    rows = list_action_plans(reader.session, reader.actor, unit_id=reader.units["EKA"], year=YEAR)

    # the clock of SON since T2 still runs, so October's report moved its amount and started none
    later = expected.pop(("SON", "Prognos oktober 2026"))
    t2 = expected["SON", "Prognos T2 2026"]
    expected["SON", "Prognos T2 2026"] = (later[0], t2[1])
    assert {(row.unit_code, row.forecast): (row.deficit, row.clock.due) for row in rows} == expected


def test_sums_of_the_municipality_hold_those_of_both_namnder(reader: Reader) -> None:
    units = [reader.units[code] for code in ("EKA", "VON", "SON")]

    held = measure_sums(reader.session, reader.actor, unit_ids=units, year=YEAR)

    assert held[units[1]] == MeasureSum(350_000_000, 120_000_000)
    assert held[units[0]] == MeasureSum(
        held[units[1]].effect + held[units[2]].effect, held[units[1]].realised + held[units[2]].realised
    )
