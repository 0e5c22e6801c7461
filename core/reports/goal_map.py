"""Måluppfyllelse: does a unit reach its goals, where not, and what does it cost?

    build(session, actor, *, unit_id, year, month, loaded_at=None) -> GoalMap

Amounts are öre in report sign; a variance is forecast − budget, or outcome − the months' budget where
nothing is forecast, so + is better.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from core.periods import Period
from core.queries import access
from core.queries.access import UnitRow
from core.queries.forecast_nodes import read_nodes
from core.queries.goal_map import GoalMapRead, read_goal_map
from core.queries.goal_money import GoalSums, add_sums
from core.queries.goal_money_read import latest_forecast
from core.queries.goals import GoalRow
from core.reports import follow_up, goal_map_words
from core.reports.follow_up_view import TOTAL, UNITS, FollowUpView
from core.reports.words import Sentence
from core.rules.access import Action, Actor
from core.rules.goal_map import Cell, Moved, moved
from core.table import Status, Table

_DEVIATES = {Status.BAD, Status.PARTLY}


@dataclass(frozen=True, slots=True)
class Money:
    """What a row or a cell costs: the year's budget and how it varies; `forecast` says what it rests on."""

    sums: GoalSums
    variance: int | None
    forecast: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """How the whole and each column by its unit vary against budget; `forecast` as for a row."""

    total: int | None = None
    units: Mapping[int, int] | None = None
    forecast: bool = True


@dataclass(frozen=True, slots=True)
class GoalMap:
    """The page of a unit; `rows` is the money of each row by its goal, `changes` since the last time."""

    read: GoalMapRead
    answer: Sentence
    freshness: str
    rows: Mapping[int, Money]
    foot: Foot
    changes: tuple[Moved, ...]

    def cell(self, goal_id: int, unit_id: int) -> Cell | None:
        """Return a cell; None where the goal does not concern the unit."""
        return self.read.grid.cells.get((goal_id, unit_id))

    def word(self, status: Status) -> str:
        """Return a judgement in the words of the scale."""
        return goal_map_words.short_word(self.read.world.scale, status)

    def goal_word(self, goal_id: int) -> str:
        """Return how a goal stands in the words of its step."""
        standings = self.read.standings
        return self._step_word(standings.status(goal_id), standings.step_id(goal_id))

    def cell_word(self, cell: Cell) -> str:
        """Return how a cell stands in the words of its step."""
        return self._step_word(cell.status, cell.step_id)

    def legend(self) -> list[tuple[Status, str]]:
        """Return each step with its colour and word, and what is not judged."""
        steps = [(step.status, self._step_word(step.status, step.id)) for step in self.read.world.scale]
        return [*steps, (Status.NONE, self.word(Status.NONE))]

    def _step_word(self, status: Status, step_id: int | None) -> str:
        return goal_map_words.step_word(self.read.world.scale, status, step_id, self.read.month)

    def deviates(self, goal: GoalRow) -> bool:
        """Return whether a row's goal, or some unit's part in it, is not reached."""
        cells = (self.cell(goal.id, unit.id) for unit in self.read.columns)
        return self.read.standings.status(goal.id) in _DEVIATES or any(
            cell is not None and cell.status in _DEVIATES for cell in cells
        )

    def groups(self, *, deviating: bool) -> list[tuple[str, list[GoalRow]]]:
        """Return rows under their headings, all or only those that deviate; empty groups are left out."""
        found = []
        for title, goals in self.read.rows:
            kept = [goal for goal in goals if not deviating or self.deviates(goal)]
            if kept:
                found.append((title, kept))
        return found

    def money(self, goal_ids: Iterable[int]) -> Money:
        """Return the money of exactly these goals, each once."""
        return money_of_goals(self.read, goal_ids)


def build(session: Session, actor: Actor, *, unit_id: int, year: int, month: int) -> GoalMap:
    """Return the map of a unit at the end of a month; `NotAllowed` outside the actor's scope."""
    read = read_goal_map(session, actor, unit_id=unit_id, year=year, month=month)
    foot = _foot(session, actor, read)
    behind = [one for goals in read.grid.behind.values() for one in goals]
    return GoalMap(
        read=read,
        answer=goal_map_words.answer(read, foot.total if foot.forecast else None),
        freshness=goal_map_words.freshness(read),
        rows={goal_id: money_of_goals(read, goals) for goal_id, goals in read.grid.behind.items()},
        foot=foot,
        changes=tuple(moved(dict.fromkeys(behind), read.before, read.standings)),
    )


def money_of_goals(read: GoalMapRead, goal_ids: Iterable[int]) -> Money:
    """Return the own money of goals added up, each goal once."""
    sums = add_sums([read.own[one] for one in dict.fromkeys(goal_ids) if one in read.own])
    if sums.forecast is not None and sums.budget is not None:
        return Money(sums, sums.forecast - sums.budget, forecast=True)
    if sums.actual is not None and sums.period_budget is not None:
        return Money(sums, sums.actual - sums.period_budget, forecast=False)
    return Money(sums, None, forecast=False)


def _foot(session: Session, actor: Actor, read: GoalMapRead) -> Foot:
    """Return how the unit and its columns vary; nothing for who does not see its economy."""
    unit = read.unit
    if not access.may(session, actor, Action.VIEW_ECONOMY, unit.id).allowed:
        return Foot()
    version_id = latest_forecast(session, actor, read.year)
    if version_id is not None:
        ids = [unit.id, *(one.id for one in read.columns)]
        nodes = read_nodes(session, actor, version_id=version_id, unit_ids=ids)
        if unit.id in nodes:
            return Foot(nodes[unit.id].variance, {one: nodes[one].variance for one in ids if one in nodes})
    return _so_far(session, actor, unit, Period(read.year, read.month))


def _so_far(session: Session, actor: Actor, unit: UnitRow, period: Period) -> Foot:
    """Return the outcome against the months' budget."""
    table = follow_up.build(
        session, actor, view=FollowUpView(unit.id, period, rows=UNITS, show_all=True)
    ).table
    found = {row.key: _variance(table, row.key) for row in table.rows}
    units = {
        int(key.removeprefix("unit:")): value
        for key, value in found.items()
        if key.startswith("unit:") and value is not None
    }
    return Foot(found.get(TOTAL), units, forecast=False)


def _variance(table: Table, key: str) -> int | None:
    if not any(column.key == "variance" for column in table.columns):
        return None
    value = table.value(key, "variance")
    return value if isinstance(value, int) else None
