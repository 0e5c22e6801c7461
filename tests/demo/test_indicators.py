from collections import Counter
from decimal import Decimal

from core.enums import Aggregation
from demo import sick_leave
from demo.facts_goal_words import unit_goals
from demo.facts_goals import goals_above_units
from demo.facts_indicator_values import NOTES, SAID, SEXES, parts, places
from demo.facts_indicators import MEASURES, NEVER_UPDATED, SICK, indicators
from demo.organisation import branch_of
from demo.people import people

FACTS = {one.code: one for one in indicators()}
PLACES = {(place.code, place.unit): place for place in places()}


def _share(code: str, units: tuple[str, ...], at: tuple[int, int]) -> Decimal:
    found = [PLACES[code, unit].values[at] for unit in units]
    return sum((part or Decimal(0)) for _v, part, _w in found) / sum((w or Decimal(0)) for _v, _p, w in found)


def _sick(branch: str, year: int, month: int) -> Decimal:
    rows = [
        row for row in sick_leave.sick_leave()
        if (row.year, row.month, row.sex) == (year, month, "T") and branch in {"EKA", branch_of()[row.unit]}
    ]  # fmt: skip
    return 100 * sum(row.sick for row in rows) / sum(row.hours for row in rows)


def test_all_that_is_named_is_defined() -> None:
    goals = {one.key for one in goals_above_units()} | {one.unit for one in unit_goals()}
    told = {(code, unit) for code, unit, *_at in [*SAID, *SEXES, *NOTES]}

    assert len(FACTS) > 25
    assert {code for code, _unit in PLACES} | {SICK} == set(FACTS)
    assert set(MEASURES) <= set(FACTS)
    assert {key for keys in MEASURES.values() for key in keys} <= goals
    assert {one.owner for one in FACTS.values() if one.owner} <= {person.username for person in people()}
    assert told <= set(PLACES)


def test_two_figures_have_no_owner_and_one_was_never_updated() -> None:
    ownerless = {one.code for one in FACTS.values() if not one.owner}
    silent = {code for code in FACTS if code not in {c for c, _u in PLACES if PLACES[c, _u].values} | {SICK}}

    assert ownerless == {"energi", "barnbocker"}
    assert silent == {NEVER_UPDATED, "kostnad_per_elev"}  # the other one is reckoned


def test_municipality_stands_where_its_committees_and_their_words_say() -> None:
    assert round(_share("behoriga", ("434", "444"), (2026, 6)) * 100) == 81
    assert round(_sick("EKA", 2025, 12), 1) == Decimal("7.2")
    assert round(_sick("VON", 2026, 10), 1) == Decimal("8.2")
    assert PLACES["N03102", "EKA"].values[2025, 12][0] == Decimal("1.7")


def test_women_and_men_are_together_all() -> None:
    for (code, unit, year, month), sexes in SEXES.items():
        whole = PLACES[code, unit].values[year, month]

        assert [sum((parts(text)[at] or Decimal(0)) for text in sexes) for at in (1, 2)] == list(whole[1:])


def test_no_two_units_say_the_same() -> None:
    words = Counter([*(text for _status, text in SAID.values()), *sick_leave.SAID.values()])

    assert max(words.values()) == 1


def test_shares_have_both_their_parts() -> None:
    for (code, _unit), place in PLACES.items():
        for _value, part, whole in place.values.values():
            assert (FACTS[code].aggregation is Aggregation.RATIO) == (part is not None and whole is not None)
