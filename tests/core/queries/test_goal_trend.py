"""A key figure over five years, hand-worked: the own values, the neighbours', the target and the notes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.enums import Periodicity, Role
from core.imports.kolada import read_groups, read_municipalities, read_values
from core.periods import Period
from core.queries.access import load_actor
from core.queries.goal_trend import Note, Trend, read_trend
from core.rules.access import Actor
from core.rules.indicator_sums import Measured
from core.services import kolada_store
from core.services.indicator_targets import set_target
from core.services.indicator_values import NewNote, Place, ValueEdit, add_note, save_values
from core.services.kolada_carry import carry_over
from tests.core import kolada_town
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import SICK, put_indicator
from tests.core.kolada_server import answer
from tests.core.kolada_town import GROUPS, LATER, PLACES, VALUES
from tests.factories import TODAY, give_role, make_user


def _trend(session: Session, actor: Actor, town: Town, indicator_id: int, unit: str) -> Trend | None:
    return read_trend(
        session, actor, indicator_id=indicator_id, unit_id=town.units[unit], year=2026, month=10
    )


def _from_kolada(session: Session) -> tuple[Town, int]:
    """The municipality's sick leave is Kolada's: 7,0 in 2024 and 7,2 in 2025; its neighbours' 6,9 and 7."""
    town = make_town(session)
    kolada_store.keep_places(session, read_municipalities(answer(PLACES).body).rows, LATER)
    kolada_store.keep_places(session, read_groups(answer(GROUPS).body).rows, LATER)
    kolada_store.keep_values(session, read_values(answer(VALUES).body).rows, LATER)
    kolada_town.choose(session)
    said = replace(SICK, kolada_id=kolada_town.SICK, periodicity=Periodicity.YEAR)
    indicator_id = put_indicator(session, town, said, "EKA", "411")
    carry_over(session, LATER)
    return town, indicator_id


def test_trend_has_the_own_values_and_the_neighbours_by_year(session: Session) -> None:
    town, sick = _from_kolada(session)
    set_target(
        session, town.sara, indicator_id=sick, unit_id=town.units["EKA"], year=2026, value=Decimal("6.5"),
        seen=None,
    )  # fmt: skip

    found = _trend(session, town.sara, town, sick, "EKA")

    assert found is not None
    assert found.values == {
        2022: None, 2023: None, 2024: Decimal(7), 2025: Decimal("7.2"), 2026: None,
    }  # fmt: skip
    assert found.now.target == Decimal("6.5")
    assert found.neighbours is not None
    assert found.neighbours.name == "Liknande kommuner, övergripande, Ekarboda, 2025"
    assert found.neighbours.values == {
        2022: None, 2023: None, 2024: Decimal("6.9"), 2025: Decimal(7), 2026: None,
    }  # fmt: skip
    assert found.neighbours.age == "Hämtat 2026-11-09"


def test_without_a_place_to_compare_with_there_are_no_neighbours(session: Session) -> None:
    town, sick = _from_kolada(session)
    kolada_town.choose(session, compared="")

    found = _trend(session, town.sara, town, sick, "EKA")

    assert found is not None
    assert found.neighbours is None


def test_neighbours_without_a_value_are_left_out(session: Session) -> None:
    town, sick = _from_kolada(session)
    kolada_town.choose(session, compared="G9004")  # its only member, Norrberga, has 6,0 in 2025

    found = _trend(session, town.sara, town, sick, "EKA")
    kolada_town.choose(session, compared="0000")
    country = _trend(session, town.sara, town, sick, "EKA")

    assert found is not None
    assert found.neighbours is not None
    assert found.neighbours.values[2025] == Decimal(6)
    assert country is not None
    assert country.neighbours is None


def test_year_is_its_last_month_with_a_value_and_this_year_ends_with_the_month_shown(
    session: Session,
) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    edits = [
        ValueEdit(Place(sick, town.units["411"], Period(*at)), None, Measured(Decimal(value)))
        for at, value in (((2025, 6), 5), ((2025, 12), 6), ((2026, 9), 7), ((2026, 11), 9))
    ]
    save_values(session, town.sara, edits=edits, key="k")
    add_note(session, town.maria, note=NewNote(sick, town.units["411"], date(2026, 3, 1), "Ny chef"))
    add_note(session, town.maria, note=NewNote(sick, town.units["411"], date(2021, 3, 1), "Länge sedan"))

    found = _trend(session, town.maria, town, sick, "411")

    assert found is not None
    assert [found.values[year] for year in (2024, 2025, 2026)] == [None, Decimal(6), Decimal(7)]
    assert found.notes == (Note(date(2026, 3, 1), "Ny chef"),)
    assert found.neighbours is None


def test_figure_with_a_formula_has_a_value_each_year_though_a_part_is_from_the_year_before(
    session: Session,
) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    pupils = put_indicator(session, town, replace(SICK, code="elever", title="Elever"), "411")
    said = replace(SICK, code="kvot", title="Kvot", formula="sjukfranvaro / elever")
    quota = put_indicator(session, town, said, "411")
    unit_id = town.units["411"]
    edits = [
        ValueEdit(Place(pupils, unit_id, Period(2025, 10)), None, Measured(Decimal(2))),
        ValueEdit(Place(sick, unit_id, Period(2025, 12)), None, Measured(Decimal(6))),
        ValueEdit(Place(sick, unit_id, Period(2026, 9)), None, Measured(Decimal(9))),
    ]
    save_values(session, town.sara, edits=edits, key="k")

    found = _trend(session, town.maria, town, quota, "411")

    assert found is not None
    assert [found.values[year] for year in (2025, 2026)] == [Decimal(3), Decimal("4.5")]


def test_unit_outside_scope_has_no_trend(session: Session) -> None:
    town, sick = _from_kolada(session)
    user_id = make_user(session, "elsa")
    give_role(session, user_id, Role.MANAGER, town.units["412"])
    elsa = load_actor(session, user_id, today=TODAY)
    assert elsa

    assert _trend(session, elsa, town, sick, "411") is None
    assert _trend(session, elsa, town, 0, "412") is None
