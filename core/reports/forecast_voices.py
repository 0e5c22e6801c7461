"""What managers say of their forecasts, beside the figures: the rows of a unit, the units below a node."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.queries.access import UnitRow
from core.queries.classes import read_definition
from core.queries.forecast_nodes import ForecastNode, read_node_rows
from core.queries.forecast_own import own_nodes
from core.queries.forecast_series import ROWS
from core.queries.forecast_words import SaidWords
from core.rules.access import Actor
from core.rules.forecast import cause_words
from core.rules.variance import Limit


@dataclass(frozen=True, slots=True)
class Voice:
    """A unit's or a row's part of a forecast with what is said about it; `over` its limit wants a cause."""

    key: str
    name: str
    code: str
    unit_id: int
    node: ForecastNode
    said: SaidWords | None
    over: bool

    @property
    def words(self) -> str:
        """The manager's own words, else the cause that she chose; empty when she has said nothing."""
        if self.said is None:
            return ""
        return self.said.text or cause_words(self.said.cause)

    @property
    def unexplained(self) -> bool:
        """Whether a deviation over the limit stands without a cause."""
        return self.over and self.said is None


def unit_voices(
    asked: Sequence[UnitRow],
    whole: Mapping[int, ForecastNode],
    words: Sequence[SaidWords],
    limit: Limit,
    *,
    unit_id: int,
) -> list[Voice]:
    """Return the units that a forecast asks on a node and below it, the largest deviations first.

    Each stands for what it is asked about itself, without the asked units below it, so that they add
    up to the node. Empty where nobody below is asked: then the rows are what there is to read.
    """
    if not any(unit.id != unit_id for unit in asked):
        return []
    units = [unit for unit in asked if unit.id in whole]
    nodes = own_nodes(units, whole)
    said = first_words(words)
    voices = [
        _voice(unit, nodes[unit.id], said.get(unit.id), limit.of(nodes[unit.id].year_budget))
        for unit in units
    ]
    return sorted(voices, key=lambda one: -abs(one.node.variance))


def row_voices(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, words: Sequence[SaidWords], limit: Limit
) -> list[Voice]:
    """Return a unit's rows with any figure, the largest deviations first."""
    rows = read_node_rows(session, actor, version_id=version_id, unit_ids=[unit_id])
    said = {one.row_key: one for one in words if one.unit_id == unit_id}
    titles = {row.key: row.title for row in read_definition(session, ROWS)}
    voices = [
        Voice(
            key, titles.get(key, key), "", unit_id, node, said.get(key),
            abs(node.variance) > limit.of(node.year_budget),
        )
        for (_unit, key), node in rows.items()
        if any_figure(node)
    ]  # fmt: skip
    return sorted(voices, key=lambda one: -abs(one.node.variance))


def any_figure(node: ForecastNode) -> bool:
    """Return whether a node has anything to show."""
    return bool(node.whole or node.year_budget or node.outcome)


def first_words(words: Sequence[SaidWords]) -> dict[int, SaidWords]:
    """Return what each unit says about its own net, else the first that it says of a row."""
    found: dict[int, SaidWords] = {}
    for one in words:
        if not one.of_whole and (one.unit_id not in found or not one.row_key):
            found[one.unit_id] = one
    return found


def _voice(unit: UnitRow, node: ForecastNode, said: SaidWords | None, limit: int) -> Voice:
    over = abs(node.variance) > limit
    return Voice(f"unit:{unit.id}", unit.name, unit.code, unit.id, node, said, over)
