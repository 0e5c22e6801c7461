"""Åtgärdsplanen of a unit and a year: before measures, the measures, after them, and whose clock runs.

build(session, actor, *, unit_id, year, money_unit) -> ActionPlanReport
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import TaskStatus, UnitKind
from core.money import MoneyUnit
from core.queries.action_plans import ActionPlanRow, list_action_plans
from core.queries.forecast_list import StoredForecast, list_forecasts
from core.queries.forecast_nodes import ForecastNode, read_nodes
from core.queries.homes import list_units_below
from core.queries.measures import MeasureRow, MeasureSum, list_measures, measure_sums
from core.queries.reported_deficits import first_reported
from core.reports import action_plan_table, action_plan_words, words
from core.reports.action_plan_table import UnitLine
from core.rules.access import Actor
from core.rules.forecast import Measures
from core.table import Table


@dataclass(frozen=True, slots=True)
class ActionPlanReport:
    """The plan as it is read; `told` and `budget` are None without a forecast, `units` without any below.

    The `rows` are those of `table`; amounts are öre, + = better.
    """

    answer: words.Sentence
    forecast: StoredForecast | None
    told: Measures | None
    budget: int | None
    sums: MeasureSum
    rows: tuple[MeasureRow, ...]
    table: Table
    units: Table | None
    clocks: tuple[ActionPlanRow, ...]

    def row(self, task_id: int) -> MeasureRow | None:
        """Return a measure of the plan; None when it is not of this unit and year."""
        return next((row for row in self.rows if row.task_id == task_id), None)


def build(
    session: Session, actor: Actor, *, unit_id: int, year: int, money_unit: MoneyUnit = MoneyUnit.TKR
) -> ActionPlanReport:
    """Return the plan of a unit and all below it; `NotAllowed` unless the actor may see its economy."""
    today: date = session.info["database"].today()
    rows = tuple(list_measures(session, actor, unit_id=unit_id, year=year))
    clocks = tuple(list_action_plans(session, actor, unit_id=unit_id, year=year))
    forecast = _forecast(session, actor, unit_id, year)
    lines = _lines(session, actor, unit_id, year, forecast)
    own = lines[0]
    told = None if own.variance is None else Measures(own.variance, own.sums.effect, own.sums.realised)
    return ActionPlanReport(
        answer=action_plan_words.answer(told, own.sums, len(_live(rows)), clocks, today),
        forecast=forecast,
        told=told,
        budget=own.budget,
        sums=own.sums,
        rows=rows,
        table=action_plan_table.measures_table(rows, year=year, today=today, money_unit=money_unit),
        units=action_plan_table.units_table(lines, year=year, money_unit=money_unit),
        clocks=clocks,
    )


def _forecast(session: Session, actor: Actor, unit_id: int, year: int) -> StoredForecast | None:
    """Return the latest forecast that the unit has said its own in; the latest there is before that."""
    forecasts = list_forecasts(session, actor, unit_id=unit_id, year=year)
    said = first_reported(
        session, tree_id=actor.tree_id, version_ids=[one.version_id for one in forecasts], unit_id=unit_id
    )
    return next((one for one in forecasts if one.version_id == said), forecasts[0] if forecasts else None)


def _live(rows: tuple[MeasureRow, ...]) -> list[MeasureRow]:
    return [row for row in rows if row.status is not TaskStatus.DROPPED]


def _lines(
    session: Session, actor: Actor, unit_id: int, year: int, forecast: StoredForecast | None
) -> list[UnitLine]:
    """Return the unit itself, then each unit right below it."""
    below = [
        unit
        for unit in list_units_below(session, actor, unit_id=unit_id)
        if unit.kind is not UnitKind.COST_CENTER
    ]
    ids = [unit_id, *(unit.id for unit in below)]
    sums = measure_sums(session, actor, unit_ids=ids, year=year)
    nodes: dict[int, ForecastNode] = {}
    if forecast is not None:
        nodes = read_nodes(session, actor, version_id=forecast.version_id, unit_ids=ids)
    named = [(unit_id, "", ""), *((unit.id, unit.name, unit.code) for unit in below)]
    return [
        UnitLine(
            unit_id=one,
            name=name,
            code=code,
            budget=nodes[one].year_budget if one in nodes else None,
            variance=nodes[one].variance if one in nodes else None,
            sums=sums.get(one, MeasureSum()),
        )
        for one, name, code in named
    ]
