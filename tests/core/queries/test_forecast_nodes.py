from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from core.enums import BudgetDecisionKind, VersionKind
from core.errors import RuleViolation
from core.models import RowLine
from core.queries.budget_as_of import budget_as_of
from core.queries.forecast_nodes import ForecastNode, read_node_rows, read_nodes
from core.queries.versions import choose_versions
from core.services.forecast_adjustments import Adjustment, add_adjustment
from core.services.forecast_values import ValueEdit, save_value
from tests.core import decisions_town
from tests.core.decisions_town import MNKR, adopt, draft, row, sums_of
from tests.core.forecast_town import TKR, Town, put
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import make_version


def nodes(session: Session, town: Town, version_id: int, *codes: str) -> dict[str, ForecastNode]:
    """Return nodes by the code of their unit, as the controller sees them."""
    units = [town.units[code] for code in codes]
    found = read_nodes(session, town.sara, version_id=version_id, unit_ids=units)
    return {code: found[town.units[code]] for code in codes if town.units[code] in found}


def test_node_sums_its_subtree_in_report_sign(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    held = nodes(session, town, version_id, "411", "BUN", "EKA", "412")

    school = held["411"]
    assert (school.months, school.outcome, school.period_budget) == (8, -670 * TKR, -640 * TKR)
    assert (school.forecast, school.year_budget, school.variance) == (-990 * TKR, -960 * TKR, -30 * TKR)
    assert (school.period_last_year, school.last_year) == (-4 * TKR, -6 * TKR)
    assert (school.previous, school.change, school.unasked) == (None, None, 0)
    assert held["BUN"].forecast == held["EKA"].forecast == school.forecast
    assert (held["412"].forecast, held["412"].outcome) == (0, 0)


def test_rows_of_a_node_add_up_to_it(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    rows = read_node_rows(session, town.sara, version_id=version_id, unit_ids=[town.units["EKA"]])

    pay = rows[town.units["EKA"], "loner"]
    assert (pay.forecast, pay.year_budget, pay.outcome) == (-1230 * TKR, -1200 * TKR, -830 * TKR)
    whole = nodes(session, town, version_id, "EKA")["EKA"]
    assert sum(one.forecast for one in rows.values()) == whole.forecast
    assert sum(one.outcome for one in rows.values()) == whole.outcome


def test_what_nobody_is_asked_for_counts_as_its_budget(session: Session) -> None:
    town = book(session)
    put(session, town.budget[2026], town.units["4009"], town.pay, (1_000,) * 12)
    put(session, town.budget[2026], town.units["6110"], town.pay, (50_000,) * 12)
    version_id = open_forecast(session, town)

    held = nodes(session, town, version_id, "411", "BUN", "VON", "EKA")

    assert (held["411"].unasked, held["411"].forecast) == (0, -990 * TKR)
    assert (held["BUN"].unasked, held["BUN"].forecast) == (-12 * TKR, -1002 * TKR)
    assert (held["VON"].unasked, held["VON"].forecast, held["VON"].variance) == (-600 * TKR, -600 * TKR, 0)
    assert held["EKA"].variance == -30 * TKR


def test_central_adjustment_stands_apart_from_what_the_units_say(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    pension = Adjustment(town.units["4009"], town.pay, -400 * TKR, "Pension enligt KPA:s prognos")
    add_adjustment(session, town.sara, version_id=version_id, adjustment=pension, key="k")

    held = nodes(session, town, version_id, "411", "BUN")

    assert (held["411"].forecast, held["411"].adjustment) == (-990 * TKR, 0)
    bun = held["BUN"]
    assert (bun.forecast, bun.adjustment, bun.whole) == (-990 * TKR, -400 * TKR, -1390 * TKR)
    assert bun.variance == -430 * TKR


def test_change_since_the_forecast_before_is_that_of_the_variance(session: Session) -> None:
    town = book(session)
    open_forecast(session, town, "Prognos 1 2026")
    version_id = open_forecast(session, town)
    edit = ValueEdit(town.units["411"], "loner", -1230 * TKR, -1260 * TKR)
    save_value(session, town.maria, version_id=version_id, edit=edit, key="k")

    school = nodes(session, town, version_id, "411")["411"]

    assert (school.previous, school.previous_variance) == (-990 * TKR, -30 * TKR)
    assert (school.variance, school.change) == (-60 * TKR, -30 * TKR)


def test_unit_outside_ones_own_is_left_out(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    wanted = [town.units["411"], town.units["412"], town.units["EKA"]]

    found = read_nodes(session, town.maria, version_id=version_id, unit_ids=wanted)

    assert set(found) == {town.units["411"]}


def test_another_kind_of_version_is_no_forecast(session: Session) -> None:
    town = book(session)

    with pytest.raises(RuleViolation, match="Välj en prognos"):
        read_nodes(session, town.sara, version_id=town.budget[2026], unit_ids=[town.units["411"]])


def test_budget_of_a_forecast_is_the_one_that_held_on_its_day(session: Session) -> None:
    town = decisions_town.plant(session)
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()
    rows = [row(town, "4110", -MNKR, month=6), row(town, "6110", 2 * MNKR, month=6)]
    rows.append(row(town, "9410", -MNKR, month=6))
    decision = draft(session, town, BudgetDecisionKind.TECHNICAL, rows, permanent=False)
    adopt(session, town.sara, decision)
    closings = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in (29, 30)]
    forecasts = [
        make_version(session, VersionKind.FORECAST, 2026, f"Prognos {n}", closed_at=closed)
        for n, closed in enumerate(closings, 1)
    ]
    wanted = [town.units[code] for code in ("BUN", "VON", "EKA")]

    before, after = (read_nodes(session, town.sara, version_id=one, unit_ids=wanted) for one in forecasts)

    assert [before[unit].year_budget for unit in wanted] == [-52 * MNKR, -600 * MNKR, 29 * MNKR]
    assert [after[unit].year_budget for unit in wanted] == [-51 * MNKR, -602 * MNKR, 29 * MNKR]
    revised = choose_versions(session, 2026).compared or 0
    held, first = (sum(sums_of(session, one).values()) for one in (revised, town.budget))
    assert (after[town.units["EKA"]].year_budget, before[town.units["EKA"]].year_budget) == (-held, -first)
    assert len(budget_as_of(session, year=2026, day=date(2026, 3, 29)).later) == 3
    assert budget_as_of(session, year=2026, day=date(2026, 3, 30)).later == ()
