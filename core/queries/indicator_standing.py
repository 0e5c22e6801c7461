"""How key figures stand at units: their own value, one reckoned from others, or that of the units below.

read_standings(session, actor, *, places, year, month) -> dict[At, Standing]
judged_of_goals(session, actor, *, world, year, month) -> dict[int, list[Judged]]
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from sqlmodel import Session, col, select

from core.models import GoalIndicator, IndicatorAssessment, TreeUnit
from core.queries.access import subtree
from core.queries.goals import GoalWorld
from core.queries.indicators import At, IndicatorRow, latest_values, list_indicators, read_targets
from core.rules.access import Action, Actor, roots
from core.rules.attainment import Judged
from core.rules.formula import names_in, reckon
from core.rules.indicator_status import status_of
from core.rules.indicator_sums import Measured, aggregate
from core.table import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """A key figure at a unit: its latest value (`measured.at` says of when), target, and judgement.

    `judged` tells that people judged it otherwise than its thresholds; `problem` why a formula gave nothing.
    """

    measured: Measured | None
    target: Decimal | None
    status: Status
    judged: bool = False
    problem: str = ""


@dataclass(slots=True)
class _Known:
    """What is read once, and what has been found of it."""

    definitions: dict[int, IndicatorRow]
    values: dict[At, Measured]
    spans: dict[int, tuple[int, int]]
    found: dict[At, tuple[Measured | None, str]] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    units_of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def read_standings(
    session: Session, actor: Actor, *, places: Collection[At], year: int, month: int
) -> dict[At, Standing]:
    """Return how key figures stand at units in scope; those outside it, or not in use, are left out."""
    known = _known(session, actor, year, month)
    targets = read_targets(session, actor, years=[year], unit_ids=None)
    own = _judgements(session, actor, year)
    found = {}
    for indicator_id, unit_id in places:
        if indicator_id not in known.definitions or unit_id not in known.spans:
            continue
        measured, problem = _value(known, indicator_id, unit_id)
        target = targets.get((indicator_id, unit_id, year))
        said = known.definitions[indicator_id].definition
        status = status_of(
            measured.value if measured else None, target, direction=said.direction, partly=said.partly
        )
        judged = own.get((indicator_id, unit_id, *measured.at)) if measured else None
        found[indicator_id, unit_id] = Standing(
            measured, target, judged or status, judged is not None, problem
        )
    return found


def judged_of_goals(
    session: Session, actor: Actor, *, world: GoalWorld, year: int, month: int
) -> dict[int, list[Judged]]:
    """Return how the key figures of each goal stand at the goal's unit, with their weights."""
    links = [
        link for link in session.exec(select(GoalIndicator).order_by(col(GoalIndicator.indicator_id)))
        if link.goal_id in world.goals
    ]  # fmt: skip
    places = {(link.indicator_id, world.goals[link.goal_id].unit_id) for link in links}
    standings = read_standings(session, actor, places=places, year=year, month=month)
    judged: dict[int, list[Judged]] = defaultdict(list)
    for link in links:
        standing = standings.get((link.indicator_id, world.goals[link.goal_id].unit_id))
        if standing is not None:
            judged[link.goal_id].append(Judged(standing.status, link.weight))
    return judged


def _known(session: Session, actor: Actor, year: int, month: int) -> _Known:
    rows = list_indicators(session, actor)
    scope = session.exec(
        select(TreeUnit.unit_id, TreeUnit.lft, TreeUnit.rgt).where(
            TreeUnit.tree_id == actor.tree_id,
            col(TreeUnit.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))),
        )
    )
    known = _Known(
        definitions={row.id: row for row in rows},
        values=latest_values(session, actor, year=year, month=month),
        spans={unit_id: (lft, rgt) for unit_id, lft, rgt in scope},
        codes={row.definition.code: row.id for row in rows},
    )
    for indicator_id, unit_id in known.values:
        known.units_of[indicator_id].append(unit_id)
    return known


def _value(known: _Known, indicator_id: int, unit_id: int) -> tuple[Measured | None, str]:
    """Return a unit's value: its own, else reckoned, else of the units below, with what is wrong."""
    key = (indicator_id, unit_id)
    if key in known.values:
        return known.values[key], ""
    if key not in known.found:
        known.found[key] = (None, "")  # a formula that reads itself finds nothing and ends
        said = known.definitions[indicator_id].definition
        known.found[key] = (
            _reckoned(known, said.formula, unit_id)
            if said.formula
            else (_below(known, indicator_id, unit_id), "")
        )
    return known.found[key]


def _reckoned(known: _Known, formula: str, unit_id: int) -> tuple[Measured | None, str]:
    try:
        names = names_in(formula)
    except ValueError as error:
        return None, str(error)
    parts = {name: _value(known, known.codes[name], unit_id)[0] for name in names if name in known.codes}
    found = reckon(formula, {name: part.value if part else None for name, part in parts.items()})
    if found.value is None:
        return None, found.problem
    return Measured(found.value, at=min((part.at for part in parts.values() if part), default=(0, 0))), ""


def _below(known: _Known, indicator_id: int, unit_id: int) -> Measured | None:
    """Return the value of the units below, none of which lies under another that has one."""
    first, last = known.spans[unit_id]
    spans = sorted(
        (known.spans[one], one) for one in known.units_of.get(indicator_id, ()) if one in known.spans
    )
    parts, end = [], 0
    for (lft, rgt), one in spans:
        if first < lft and rgt < last and lft > end:
            parts.append(known.values[indicator_id, one])
            end = rgt
    said = known.definitions[indicator_id].definition
    found = aggregate(said.aggregation, parts, factor=said.factor)
    if found is None:
        return None
    return Measured(found.value, found.numerator, found.denominator, max(part.at for part in parts))


def _judgements(session: Session, actor: Actor, year: int) -> dict[tuple[int, int, int, int], Status]:
    """Return people's own judgements of values of this year and the last, the latest of each."""
    rows = session.exec(
        select(IndicatorAssessment)
        .where(
            col(IndicatorAssessment.year).in_((year - 1, year)),
            IndicatorAssessment.status != "",
            col(IndicatorAssessment.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))),
        )
        .order_by(col(IndicatorAssessment.id))
    )
    return {(row.indicator_id, row.unit_id, row.year, row.month): Status(row.status) for row in rows}
