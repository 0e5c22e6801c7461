"""Nodes of a forecast added up and taken off each other, so that rows of a table never count twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from core.queries.access import UnitRow
from core.queries.forecast_nodes import ForecastNode
from core.queries.measures import MeasureSum

_KEPT = frozenset({"unit_id", "months"})


def combined(nodes: Sequence[ForecastNode], minus: Iterable[ForecastNode] = ()) -> ForecastNode:
    """Return the sum of one node or more of one forecast, less others, under the id of the first.

    What no node has at all (no last year, no forecast before) stays None.
    """
    first, off = nodes[0], tuple(minus)
    sums: dict[str, int] = {}
    for field in fields(ForecastNode):
        values = [getattr(node, field.name) for node in nodes]
        if field.name in _KEPT or all(value is None for value in values):
            continue
        taken = sum(getattr(node, field.name) or 0 for node in off)
        sums[field.name] = sum(value or 0 for value in values) - taken
    return replace(first, **sums)


def own_nodes(units: Sequence[UnitRow], nodes: Mapping[int, ForecastNode]) -> dict[int, ForecastNode]:
    """Return each unit's node without the others of the units that lie inside it; in tree order."""
    inside = _inside(units)
    return {
        unit.id: combined([nodes[unit.id]], minus=[nodes[one] for one in inside.get(unit.id, ())])
        for unit in units
    }


def own_measures(units: Sequence[UnitRow], sums: Mapping[int, MeasureSum]) -> dict[int, MeasureSum]:
    """Return each unit's measures without those of the others that lie inside it; in tree order."""
    inside = _inside(units)
    found = {}
    for unit in units:
        below = [sums.get(one, MeasureSum()) for one in inside.get(unit.id, ())]
        whole = sums.get(unit.id, MeasureSum())
        found[unit.id] = MeasureSum(
            whole.effect - sum(one.effect for one in below),
            whole.realised - sum(one.realised for one in below),
        )
    return found


def _inside(units: Sequence[UnitRow]) -> dict[int, list[int]]:
    """Return the units that lie right inside each of them, whatever lies between."""
    found: dict[int, list[int]] = {}
    above: list[UnitRow] = []
    for unit in sorted(units, key=lambda one: one.lft):
        while above and above[-1].rgt < unit.lft:
            above.pop()
        if above:
            found.setdefault(above[-1].id, []).append(unit.id)
        above.append(unit)
    return found
