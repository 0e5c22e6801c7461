"""A key figure of Kolada becomes the municipality's own, with the values that are fetched already."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core.enums import Direction, Sex
from core.errors import NotAllowed, RuleViolation
from core.imports.kolada import read_kpis, read_values
from core.models import Indicator, IndicatorUnit, IndicatorValue, Setting
from core.queries.kolada_own import own_figure
from core.services import indicators, kolada_store
from core.services.kolada_indicators import use_as_indicator
from tests.core import kolada_town
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import READERS, put_indicator
from tests.core.kolada_server import answer
from tests.core.kolada_town import KPIS, LATER, SICK, VALUES


def _town(session: Session) -> Town:
    town = make_town(session)
    kolada_store.keep_kpis(session, read_kpis(answer(KPIS).body).rows, LATER)
    kolada_store.keep_values(session, read_values(answer(VALUES).body).rows, LATER)
    kolada_town.choose(session)
    return town


def test_figure_is_added_once_with_what_its_metadata_say_and_its_fetched_values(session: Session) -> None:
    town = _town(session)

    first = use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="k")
    again = use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="k")

    row = session.get_one(Indicator, first)
    assert again == first
    assert (row.code, row.kolada_id, row.source, row.measure_unit) == (SICK, SICK, "Kolada", "procent")
    assert (row.direction, row.by_sex, row.text) == (Direction.LOWER, True, "Källa: SCB.")
    assert row.owner_id == town.sara.user_id
    assert session.exec(select(IndicatorUnit.unit_id)).all() == [town.units["EKA"]]
    values = {
        (value.year, value.month, Sex(value.sex)): value.value
        for value in session.exec(select(IndicatorValue))
    }
    assert values == {
        (2024, 12, Sex.TOTAL): Decimal(7), (2024, 12, Sex.WOMEN): Decimal(8),
        (2024, 12, Sex.MEN): Decimal("4.1"), (2025, 12, Sex.TOTAL): Decimal("7.2"),
        (2025, 12, Sex.WOMEN): Decimal("8.1"), (2025, 12, Sex.MEN): Decimal("4.4"),
    }  # fmt: skip


def test_figure_that_is_used_already_is_refused_and_named(session: Session) -> None:
    town = _town(session)
    own = use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="k")

    with pytest.raises(RuleViolation, match="Ni har redan Sjukfrånvaro totalt"):
        use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="k2")

    found = own_figure(session, town.maria, kpi_id=SICK)
    assert found is not None
    assert found.id == own
    indicators.close_indicator(session, town.sara, indicator_id=own, rev=0, why="Klart.")
    with pytest.raises(RuleViolation, match="Öppna det igen i stället"):
        use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="k3")


def test_code_that_another_figure_has_gets_a_number(session: Session) -> None:
    town = _town(session)
    taken = put_indicator(session, town, READERS, "411")
    session.get_one(Indicator, taken).code = SICK.lower()
    session.flush()

    own = use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="k")

    assert session.get_one(Indicator, own).code == f"{SICK}_2"


def test_retired_and_unknown_figures_are_refused(session: Session) -> None:
    town = _town(session)

    with pytest.raises(RuleViolation, match="slutat med"):
        use_as_indicator(session, town.sara, kpi_id="U98401", direction=Direction.LOWER, key="a")
    with pytest.raises(RuleViolation, match="Sök efter ett annat"):
        use_as_indicator(session, town.sara, kpi_id="N1", direction=Direction.LOWER, key="b")


def test_one_more_than_meant_asks_why(session: Session) -> None:
    town = _town(session)
    put_indicator(session, town, READERS, "EKA")
    session.merge(Setting(key="indicator_most", value="1"))
    session.flush()

    with pytest.raises(RuleViolation, match="skriv varför"):
        use_as_indicator(session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="a")
    own = use_as_indicator(
        session, town.sara, kpi_id=SICK, direction=Direction.LOWER, key="b", why="Fullmäktige frågar."
    )

    assert own


def test_manager_of_a_unit_may_not(session: Session) -> None:
    town = _town(session)

    with pytest.raises(NotAllowed):
        use_as_indicator(session, town.maria, kpi_id=SICK, direction=Direction.LOWER, key="k")
