"""A budget below a node as units × rows of a definition, from one pass over the columns.

    read_cross(session, actor, *, version_id, unit_id, definition, kind) -> Cross

Öre in the ledger's sign: a cost is positive, an income negative, so each row adds up to its net cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import UnitKind
from core.queries import access
from core.queries.access import UnitRow
from core.queries.classes import LEFT_OVER, Classes, classes_by_row, read_definition
from core.queries.columns import Columns, columns_of
from core.queries.municipality import read_municipality
from core.queries.plan_rights import require_plan_unit
from core.queries.rollup import Ints, tree_by_class
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor
from core.texts import _

_ALL_YEAR = (1, 12)


@dataclass(frozen=True, slots=True)
class CrossRow:
    """A unit with all below it: amounts in the order of the definition, and this year's budget net.

    Without a unit it is what lies outside the others.
    """

    unit: UnitRow | None
    amounts: tuple[int, ...]
    compared: int | None

    @property
    def net(self) -> int:
        """What the amounts add up to."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class Cross:
    """The rows in tree order, the node's own total, and what the amounts are: (key, title) in order."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[CrossRow, ...]
    total: CrossRow


def read_cross(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, definition: str, kind: UnitKind
) -> Cross:
    """Return the units of a kind below a node; `NotAllowed` outside the actor's scope."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    access.require(session, actor, Action.VIEW_PLAN, unit_id)
    units = access.unit_rows(session, actor.tree_id, access.under(actor.tree_id, (unit_id,)))
    before = choose_versions(session, version.year - 1).compared
    columns = columns_of(session, [one for one in (version_id, before) if one is not None])
    rows = read_definition(session, definition)
    classes = classes_by_row(columns, rows, read_municipality(session))
    now = _table(columns, version_id, actor.tree_id, classes)
    then = _table(columns, before, actor.tree_id, classes) if before is not None else None
    titles = {row.key: row.title for row in rows} | {LEFT_OVER: _("Övriga konton")}
    heads = tuple((key, titles[key]) for key in classes.keys[:-1])
    shape = columns.trees[actor.tree_id]

    def row_of(unit: UnitRow) -> CrossRow:
        at = shape.position_of(unit.id)
        amounts = tuple(int(amount) for amount in now[at])
        return CrossRow(unit, amounts, None if then is None else int(then[at].sum()))

    found = [row_of(unit) for unit in _outermost(units, kind)]
    total = row_of(units[0])
    rest = _rest(total, found)
    return Cross(heads, (*found, *([rest] if rest else [])), total)


def _outermost(units: Sequence[UnitRow], kind: UnitKind) -> list[UnitRow]:
    """Return the units of a kind that do not lie inside another one of it, in tree order."""
    found: list[UnitRow] = []
    for unit in units:
        if unit.kind is kind and not (found and unit.rgt < found[-1].rgt):
            found.append(unit)
    return found


def _table(columns: Columns, version_id: int, tree_id: int, classes: Classes) -> Ints:
    """Return int64[units, classes] by position, every unit with its subtree, without booked kommunbidrag."""
    placed = columns.placed(version_id, tree_id)
    whole = tree_by_class(placed, classes.of_coding, len(classes.keys), months=_ALL_YEAR)
    operating: Ints = whole[:, :-1]
    return operating


def _rest(total: CrossRow, rows: Sequence[CrossRow]) -> CrossRow | None:
    """Return what the rows leave of the total; None when they hold all of it."""
    amounts = tuple(whole - sum(row.amounts[at] for row in rows) for at, whole in enumerate(total.amounts))
    compared = None
    if total.compared is not None:
        compared = total.compared - sum(row.compared or 0 for row in rows)
    return CrossRow(None, amounts, compared) if any(amounts) or compared else None
