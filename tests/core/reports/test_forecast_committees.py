from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from core.enums import Dimension, Role
from core.errors import NotAllowed
from core.models import Code
from core.money import MoneyUnit
from core.reports.forecast_committees import Committees, build_committees
from core.services.forecast_adjustments import adjust
from core.services.measures import NewMeasure, add_measure
from core.table import Value
from tests.core.decisions_town import MNKR
from tests.core.ekarboda_town import TKR, Ekarboda, forecast, plant
from tests.factories import make_actor

MAY, SEPTEMBER = datetime(2026, 5, 20, 12, tzinfo=UTC), datetime(2026, 9, 24, 12, tzinfo=UTC)


def table(session: Session, town: Ekarboda, version_id: int, code: str = "EKA") -> Committees:
    where = {"version_id": version_id, "unit_id": town.units[code], "money": MoneyUnit.MNKR}
    return build_committees(session, town.sara, **where)


def mnkr(found: Committees, row: str, column: str) -> float:
    value: Value = found.table.value(row, column)
    assert isinstance(value, int)
    return value / MNKR


def three(session: Session, town: Ekarboda) -> list[Committees]:
    """Return the tables of the year's three forecasts; the last one is open."""
    versions = [
        forecast(session, town, "T1", MAY),
        forecast(session, town, "T2", SEPTEMBER),
        forecast(session, town, "okt"),
    ]
    return [table(session, town, version) for version in versions]


def test_result_of_the_three_forecasts_is_that_of_the_municipality(session: Session) -> None:
    town = plant(session)

    found = three(session, town)

    assert [mnkr(one, "result", "forecast") for one in found] == [25, 23, 22]
    assert [mnkr(one, "result", "year_budget") for one in found] == [29, 29, 29]
    assert [mnkr(one, "committees", "variance") for one in found] == [-8, -13, -16]
    bun, von = (f"unit:{town.units[code]}" for code in ("BUN", "VON"))
    assert [mnkr(one, bun, "variance") for one in found] == [-2, 0, 4]
    assert [mnkr(one, von, "variance") for one in found] == [-4, -9, -14]
    assert [mnkr(one, bun, "year_budget") for one in found] == [-895, -905, -905]
    assert [mnkr(one, von, "year_budget") for one in found] == [-637, -648, -648]


def test_change_is_that_of_the_variance_when_the_budget_has_moved_between(session: Session) -> None:
    town = plant(session)

    _first, second, third = three(session, town)

    von = f"unit:{town.units['VON']}"
    assert (mnkr(second, von, "previous"), mnkr(second, von, "forecast")) == (-641, -657)
    assert [mnkr(one, von, "change") for one in (second, third)] == [-5, -5]
    assert [mnkr(one, "result", "change") for one in (second, third)] == [-2, -1]


def test_finance_stands_apart_with_taxes_and_finance(session: Session) -> None:
    town = plant(session)

    third = three(session, town)[-1]

    fin = f"unit:{town.units['FIN']}"
    assert [row.key for row in third.table.rows][-5:] == [
        "committees", fin, "row:skatter", "row:finans", "result",
    ]  # fmt: skip
    assert [mnkr(third, key, "forecast") for key in (fin, "row:skatter", "row:finans")] == [19, 2094, -7]


def test_outcome_of_the_table_is_that_of_the_ledger(session: Session) -> None:
    town = plant(session)
    version_id = forecast(session, town, "okt")

    found = table(session, town, version_id)

    assert found.agrees
    assert (found.months, found.booked) == (10, 29 * 10 * 7 * TKR)
    assert found.table.value("result", "outcome") == found.booked
    assert all(table(session, town, version_id, code).agrees for code in ("BUN", "FIN", "VON1"))


def test_central_adjustment_is_a_row_of_its_own_below_its_committee(session: Session) -> None:
    town = plant(session)
    session.add(Code(dimension=Dimension.ACCOUNT, code="5710", name="Pension"))
    session.flush()
    version_id = forecast(session, town, "okt")
    line_id = adjust(
        session, town.sara, version_id=version_id,
        where=(town.units["BUN10"], {Dimension.ACCOUNT: "5710"}),
        amount=-3 * MNKR, text="Pension enligt KPA", key="k",
    )  # fmt: skip

    found = table(session, town, version_id)

    keys = [row.key for row in found.table.rows]
    bun = f"unit:{town.units['BUN']}"
    assert keys[keys.index(bun) + 1] == f"adjustment:{line_id}"
    assert found.table.value(f"adjustment:{line_id}", "name") == "Central justering: Pension enligt KPA"
    assert (mnkr(found, bun, "variance"), mnkr(found, f"adjustment:{line_id}", "variance")) == (4, -3)
    assert (mnkr(found, "committees", "variance"), mnkr(found, "result", "forecast")) == (-19, 19)


def test_committee_reads_its_rows_its_kommunbidrag_and_its_result(session: Session) -> None:
    town = plant(session)
    forecast(session, town, "T2", SEPTEMBER)
    version_id = forecast(session, town, "okt")

    found = table(session, town, version_id, "BUN")

    assert [row.key for row in found.table.rows] == ["row:kostnader", "cost", "net", "allocation", "result"]
    assert [mnkr(found, key, "forecast") for key in ("net", "allocation", "result")] == [-901, 905, 4]
    assert [mnkr(found, "result", one) for one in ("variance", "change", "year_budget")] == [4, 4, 0]
    assert found.table.value("result", "last_year") is None


def test_table_of_a_unit_outside_ones_own_is_refused(session: Session) -> None:
    town = plant(session)
    version_id = forecast(session, town, "okt")
    bo = make_actor(session, Role.CONTROLLER, town.units["BUN"])

    with pytest.raises(NotAllowed):
        build_committees(session, bo, version_id=version_id, unit_id=town.units["EKA"], money=MoneyUnit.MNKR)


def test_measure_that_came_after_a_closed_forecast_is_not_in_it(session: Session) -> None:
    town = plant(session)
    closed = forecast(session, town, "T1", MAY)
    version_id = forecast(session, town, "okt")
    measure = NewMeasure(
        town.units["VON1"], "", 2026, "Färre vikarier", town.sara.user_id, date(2026, 12, 1), 3 * MNKR, 11
    )
    add_measure(session, town.sara, measure=measure, key="k")

    found = table(session, town, version_id)

    von = f"unit:{town.units['VON']}"
    assert [mnkr(found, von, one) for one in ("before", "measures", "variance")] == [-14, 3, -11]
    assert (mnkr(found, "result", "forecast"), mnkr(found, "result", "after")) == (22, 25)
    assert table(session, town, closed).table.value(von, "measures") is None
