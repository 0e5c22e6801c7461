"""What Kolada says of the municipality stands in its own key figures, and follows what Kolada says next."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.enums import Direction, Periodicity, Sex, ValueOrigin
from core.models import IndicatorValue, KoladaValue
from core.queries.indicators import latest_values
from core.rules.indicator_texts import Definition
from core.services.indicators import add_indicator
from core.services.kolada_carry import carry_over
from tests.core import kolada_town
from tests.core.goals_town import Town, make_town
from tests.core.kolada_town import LATER, OWN, SICK, SOUTH

SICK_LEAVE = Definition(
    code="sjukfranvaro_kolada", title="Sjukfrånvaro totalt", measure_unit="procent", decimals=1,
    direction=Direction.LOWER, periodicity=Periodicity.YEAR, by_sex=True, kolada_id=SICK,
    next_update=date(2027, 4, 1),
)  # fmt: skip


def _fetched(session: Session, place_id: str, year: int, value: str | None, sex: Sex = Sex.TOTAL) -> None:
    session.merge(
        KoladaValue(
            kpi_id=SICK, place_id=place_id, year=year, sex=sex, fetched_at=LATER,
            value=Decimal(value) if value is not None else None,
        )
    )  # fmt: skip
    session.flush()


def _town(session: Session, *units: str) -> tuple[Town, int]:
    town = make_town(session)
    kolada_town.choose(session)
    indicator_id = add_indicator(
        session, town.sara, definition=SICK_LEAVE, unit_ids=[town.units[unit] for unit in units], key="k"
    )
    return town, indicator_id


def test_values_of_the_own_municipality_are_carried_over_and_of_no_other(session: Session) -> None:
    town, indicator_id = _town(session, "EKA")
    _fetched(session, OWN, 2024, "7.0")
    _fetched(session, OWN, 2025, "7.2")
    _fetched(session, OWN, 2025, "8.1", Sex.WOMEN)
    _fetched(session, SOUTH, 2025, "5.0")

    assert carry_over(session, LATER) == 3
    assert carry_over(session, LATER) == 0

    rows = session.exec(
        select(IndicatorValue).order_by(col(IndicatorValue.year), col(IndicatorValue.sex))
    ).all()
    assert [(row.unit_id, row.year, row.month, row.sex, row.value, row.origin) for row in rows] == [
        (town.units["EKA"], 2024, 12, Sex.TOTAL, Decimal(7), ValueOrigin.KOLADA),
        (town.units["EKA"], 2025, 12, Sex.WOMEN, Decimal("8.1"), ValueOrigin.KOLADA),
        (town.units["EKA"], 2025, 12, Sex.TOTAL, Decimal("7.2"), ValueOrigin.KOLADA),
    ]
    latest = latest_values(session, town.sara, year=2026, month=10)
    assert latest[indicator_id, town.units["EKA"]].at == (2025, 12)


def test_value_that_kolada_changes_or_takes_away_follows(session: Session) -> None:
    town, _indicator_id = _town(session, "EKA")
    _fetched(session, OWN, 2024, "7.0")
    _fetched(session, OWN, 2025, "7.2")
    carry_over(session, LATER)

    _fetched(session, OWN, 2024, None)
    _fetched(session, OWN, 2025, "7.3")

    assert carry_over(session, LATER) == 2
    rows = session.exec(select(IndicatorValue).order_by(col(IndicatorValue.year))).all()
    assert [(row.year, row.value) for row in rows] == [(2024, None), (2025, Decimal("7.3"))]
    assert town.units["EKA"] == rows[0].unit_id


def test_figure_that_is_measured_at_units_below_only_gets_nothing(session: Session) -> None:
    _town(session, "411")
    _fetched(session, OWN, 2025, "7.2")

    assert carry_over(session, LATER) == 0
