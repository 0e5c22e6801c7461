"""The whole organisation at once: every unit with all below it, by class, from one pass over the columns."""

from dataclasses import dataclass

from sqlmodel import Session

from core.queries.access import require, under, unit_rows
from core.queries.classes import Classes
from core.queries.columns import columns_of
from core.queries.figures import Frame
from core.queries.rollup import Ints, tree_by_class
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit with its subtree: öre in report sign by the classes' keys, in their order.

    Nothing and zero are the same here; a unit's own page tells them apart.
    """

    unit_id: int
    code: str
    name: str
    depth: int
    actual: tuple[int, ...]
    budget: tuple[int, ...]
    last_year: tuple[int, ...]

    @property
    def variance(self) -> int:
        """Actual − budget of the net, + when better; booked kommunbidrag (the last class) is left out."""
        return sum(self.actual[:-1]) - sum(self.budget[:-1])


def read_tree(session: Session, actor: Actor, *, frame: Frame, classes: Classes) -> tuple[UnitFigures, ...]:
    """Return every unit under a node, itself first, in the order of today's tree.

    Internal rows are left out of each unit where both sides meet in it, unless the frame keeps them.
    """
    require(session, actor, Action.VIEW_ECONOMY, frame.unit_id)
    versions = frame.versions
    actual, budget, last_year = (
        _by_unit(session, actor, frame, classes, version_id)
        for version_id in (versions.actual, versions.compared, versions.last_actual)
    )
    units = unit_rows(session, actor.tree_id, under(actor.tree_id, (frame.unit_id,)))
    rows = zip(units, actual, budget, last_year, strict=True)
    return tuple(
        UnitFigures(unit.id, unit.code, unit.name, unit.depth, tuple(now), tuple(plan), tuple(before))
        for unit, now, plan, before in rows
    )


def _by_unit(
    session: Session, actor: Actor, frame: Frame, classes: Classes, version_id: int | None
) -> list[list[int]]:
    """Return the sums of a version for every unit under the frame's node, in tree order."""
    k = len(classes.keys)
    columns = columns_of(session, frame.versions.held)
    shape = columns.trees[actor.tree_id]
    start = shape.position_of(frame.unit_id)
    stop = int(shape.end[start])
    if version_id is None:
        return [[0] * k for _unit in range(start, stop)]
    placed = columns.placed(version_id, actor.tree_id)
    table: Ints = -tree_by_class(
        placed, classes.of_coding, k, months=frame.months, eliminate=not frame.internal
    )
    rows: list[list[int]] = table[start:stop].tolist()
    return rows
