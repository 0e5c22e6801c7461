"""Ledningsvy: how the year is said to end on a node, what deviates most, who says why, and what to do.

    build_executive(session, actor, *, unit, version_id=None, year, today) -> Executive | None

Öre in report sign. None where there is no forecast that may be read; elected officials read settled
ones. `Executive.parts` are the nodes below that have more than one branch, the largest deviations first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import UnitKind
from core.queries import access
from core.queries.access import UnitRow
from core.queries.executive_measures import chosen_measures
from core.queries.forecast_desk import list_asked
from core.queries.forecast_limits import forecast_limit
from core.queries.forecast_list import StoredForecast, list_forecasts, said_forecast
from core.queries.forecast_nodes import ForecastNode, read_nodes
from core.queries.forecast_words import SaidWords, list_words
from core.queries.goal_reach import ReachRow, read_reach
from core.queries.homes import list_units_below
from core.queries.measures import MeasureSum, measure_sums
from core.queries.meeting import list_promises
from core.queries.versions import default_period
from core.reports.executive_band import read_band
from core.reports.executive_calls import Call, CallFacts, calls_of
from core.reports.executive_process import Process, read_process
from core.reports.executive_words import answer_words, freshness_words
from core.reports.forecast_voices import Voice, any_figure, row_voices, unit_voices
from core.reports.unit_year import change_words, why, why_unit
from core.reports.words import Sentence
from core.rules.access import Action, Actor
from core.rules.executive_measures import MeasureKey
from core.rules.follow_up import judge_variance
from core.rules.variance import Limit
from core.table import Status


@dataclass(frozen=True, slots=True)
class Branch:
    """A node right below: its forecast, its measures, and by what finance has chosen to talk about it."""

    unit: UnitRow
    node: ForecastNode
    measures: MeasureSum
    chosen: tuple[MeasureKey, ...]
    goals: ReachRow | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page of a node is made from; `same` are the node and the single ones that are stepped over."""

    unit: UnitRow
    forecasts: tuple[StoredForecast, ...]
    forecast: StoredForecast
    node: ForecastNode
    parts: tuple[Branch, ...]
    voices: tuple[Voice, ...]
    words: tuple[SaidWords, ...]
    same: tuple[int, ...]
    limit: Limit
    goals: ReachRow | None


@dataclass(frozen=True, slots=True)
class Executive:
    """The page of a node; `voices` are its units, or on a unit its rows, with the manager's words.

    `own` is what is said of the node as a whole, `before` the name of the forecast before, `change`
    how the node has moved since, `earlier` what its manager said in the forecast before,
    `band` between what the municipality has ended by such forecasts, `goals` how many of the judged
    goals are reached (None: none is judged).
    """

    unit: UnitRow
    forecast: StoredForecast
    forecasts: tuple[StoredForecast, ...]
    before: str
    node: ForecastNode
    measures: MeasureSum
    status: Status
    answer: Sentence
    freshness: str
    change: str
    parts: tuple[Branch, ...]
    voices: tuple[Voice, ...]
    own: SaidWords | None
    earlier: SaidWords | None
    process: Process | None
    calls: tuple[Call, ...]
    band: tuple[int, int] | None = None
    goals: ReachRow | None = None

    @property
    def is_unit(self) -> bool:
        """Whether the page is about one unit, whose rows are read."""
        return not self.parts and not any(voice.code for voice in self.voices)

    def code_of(self, drill: str) -> str:
        """Return the code of the unit that a row's drill opens; empty for a row of the report."""
        codes = {f"unit:{branch.unit.id}": branch.unit.code for branch in self.parts}
        codes |= {voice.key: voice.code for voice in self.voices}
        return codes.get(drill, "")


def build_executive(
    session: Session, actor: Actor, *, unit: UnitRow, year: int, today: date, version_id: int | None = None
) -> Executive | None:
    """Return the page of a node, of one forecast or the latest; `NotAllowed` outside the actor's scope."""
    forecasts = list_forecasts(session, actor, unit_id=unit.id, year=year)
    chosen = next((one for one in forecasts if one.version_id == version_id), None)
    chosen = chosen or said_forecast(forecasts)
    if chosen is None:
        return None
    below, stepped = branches(session, actor, unit_id=unit.id)
    read = _read(session, actor, (unit, below, stepped), tuple(forecasts), chosen)
    return None if read is None else _page(session, actor, read, today)


def branches(session: Session, actor: Actor, *, unit_id: int) -> tuple[list[UnitRow], list[UnitRow]]:
    """Return the units below a node, and the single ones that are stepped over on the way."""
    stepped: list[UnitRow] = []
    below = _below(session, actor, unit_id)
    while len(below) == 1 and (deeper := _below(session, actor, below[0].id)):
        stepped.append(below[0])
        below = deeper
    return below, stepped


def _below(session: Session, actor: Actor, unit_id: int) -> list[UnitRow]:
    rows = list_units_below(session, actor, unit_id=unit_id)
    return [row for row in rows if row.kind is not UnitKind.COST_CENTER]


def _earlier(session: Session, actor: Actor, read: _Read) -> SaidWords | None:
    """Return what was said of a unit's net in the forecast before."""
    before = next((one for one in read.forecasts if one.version_id < read.forecast.version_id), None)
    if before is None:
        return None
    words = list_words(session, actor, version_id=before.version_id, unit_id=read.unit.id)
    return next((one for one in words if one.unit_id == read.unit.id and not one.row_key), None)


def _talk_with(session: Session, actor: Actor, read: _Read) -> dict[int, str]:
    """Return, by each branch in deficit, the code of the unit to talk about: where its manager is."""
    found = {}
    for part in read.parts:
        if part.node.variance + part.measures.effect < -read.limit.of(part.node.year_budget):
            _below_it, stepped = branches(session, actor, unit_id=part.unit.id)
            found[part.unit.id] = (stepped[-1] if stepped else part.unit).code
    return found


def _own(read: _Read, *, is_unit: bool) -> SaidWords | None:
    """Return what is said of the whole: of a unit its net, of a node what its head has written."""
    for unit_id in read.same:
        for one in read.words:
            if one.unit_id == unit_id and (not one.row_key if is_unit else one.of_whole):
                return one
    return None


def _read(
    session: Session,
    actor: Actor,
    units: tuple[UnitRow, list[UnitRow], list[UnitRow]],
    forecasts: tuple[StoredForecast, ...],
    forecast: StoredForecast,
) -> _Read | None:
    """Return the figures and the words of a node, read once; None where nothing of it may be seen."""
    unit, below, stepped = units
    version_id = forecast.version_id
    asked = list_asked(session, actor, version_id=version_id, unit_id=unit.id)
    ids = {unit.id, *(one.id for one in (*below, *asked))}
    nodes = read_nodes(session, actor, version_id=version_id, unit_ids=ids)
    if unit.id not in nodes:
        return None
    words = list_words(session, actor, version_id=version_id, unit_id=unit.id)
    limit = forecast_limit(session)
    month = _goal_month(session, forecasts, forecast, nodes[unit.id])
    goals = _goals(session, actor, (unit, *below), forecast.year, month)
    return _Read(
        unit=unit,
        forecasts=forecasts,
        forecast=forecast,
        node=nodes[unit.id],
        parts=_parts(session, actor, below, (nodes, goals), forecast.year),
        voices=tuple(unit_voices(asked, nodes, words, limit, unit_id=unit.id)),
        words=tuple(words),
        same=(unit.id, *(one.id for one in stepped)),
        limit=limit,
        goals=goals.get(unit.id),
    )


def _goal_month(
    session: Session, forecasts: Sequence[StoredForecast], forecast: StoredForecast, node: ForecastNode
) -> int:
    """Return the month that goals are read by: the latest closed one, of an earlier forecast its own."""
    period = default_period(session)
    latest = forecast in (said_forecast(forecasts), forecasts[0])
    return period.month if latest and period and period.year == forecast.year else node.months


def _goals(
    session: Session, actor: Actor, units: Sequence[UnitRow], year: int, month: int
) -> Mapping[int, ReachRow]:
    """Return how many goals are reached by the end of a month; nothing before the first of a year."""
    if not month or not access.may(session, actor, Action.VIEW_GOALS, units[0].id).allowed:
        return {}
    return read_reach(session, actor, unit_ids=[unit.id for unit in units], year=year, month=month)


def _parts(
    session: Session,
    actor: Actor,
    below: Sequence[UnitRow],
    read: tuple[Mapping[int, ForecastNode], Mapping[int, ReachRow]],
    year: int,
) -> tuple[Branch, ...]:
    """Return the branches that hold any figure, the largest deviations first."""
    nodes, goals = read
    sums = measure_sums(session, actor, unit_ids=[one.id for one in below], year=year)
    chosen = chosen_measures(session, [one.code for one in below])
    held = [
        Branch(one, nodes[one.id], sums.get(one.id, MeasureSum()), chosen[one.code], goals.get(one.id))
        for one in below
        if one.id in nodes and any_figure(nodes[one.id])
    ]
    return tuple(sorted(held, key=lambda one: -abs(one.node.variance)))


def _page(session: Session, actor: Actor, read: _Read, today: date) -> Executive:
    unit, node, parts, version_id = read.unit, read.node, read.parts, read.forecast.version_id
    voices, limit = list(read.voices), read.limit
    named = [(part.unit.name, part.node.variance) for part in parts]
    is_unit = not voices and not parts
    if is_unit:
        voices = row_voices(
            session, actor, version_id=version_id, unit_id=unit.id, words=read.words, limit=limit
        )
        reason = why_unit(read.words, unit.id, voices)
    else:
        reason = why(read.words, read.same, named or [(one.name, one.node.variance) for one in voices])
    measures = measure_sums(session, actor, unit_ids=[unit.id], year=read.forecast.year)[unit.id]
    running = next((one for one in read.forecasts if one.running), None)
    process = read_process(session, actor, forecast=running, unit_id=unit.id, today=today)
    before = next((one.name for one in read.forecasts if one.version_id < version_id), "")
    talks = access.may(session, actor, Action.VIEW_PROCESS, unit.id).allowed
    promises = list_promises(session, actor, unit_id=unit.id, today=today, with_below=True) if talks else []
    facts = CallFacts(
        unit, node, measures, tuple((part.unit, part.node, part.measures) for part in parts),
        tuple(voices), process, limit, _talk_with(session, actor, read) if talks else {},
        tuple(promises), today,
    )  # fmt: skip
    return Executive(
        unit=unit,
        forecast=read.forecast,
        forecasts=read.forecasts,
        before=before,
        node=node,
        measures=measures,
        status=judge_variance(node.variance, limit.of(node.year_budget)),
        answer=answer_words(unit, node, named, reason),
        freshness=freshness_words(read.forecast, node),
        change=change_words(node, before),
        parts=parts,
        voices=tuple(voices),
        own=_own(read, is_unit=is_unit),
        earlier=_earlier(session, actor, read) if is_unit else None,
        process=process,
        calls=calls_of(facts),
        band=read_band(session, actor, unit=unit, node=node),
        goals=read.goals,
    )
