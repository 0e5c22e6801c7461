"""Internal purchases and sales of a plan, nämnd against nämnd: what one side has and the other has not.

    list_internal(session, actor, *, version_id, unit_id) -> list[InternalPair]

A counterparty names a nämnd (or a unit, which counts as its nämnd), so nothing below it can be
compared. The other nämnd's amount against one's own is shown: it is the very thing to talk about.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session, col

from core.models import TreeUnit
from core.queries import access
from core.queries.access import UnitRow
from core.queries.classes import operating_codings
from core.queries.columns import Columns, columns_of
from core.queries.municipality import read_municipality
from core.queries.plan_rights import require_plan_unit
from core.queries.rollup import NOBODY, Ints, TreeShape
from core.rules.access import Action, Actor
from core.rules.plan_signs import REVENUE, kind_of_account

_BRANCH_DEPTH = 1
_YEAR_END = 13


@dataclass(frozen=True, slots=True)
class InternalPair:
    """What a nämnd buys from another (or inside itself) by its own budget, and by the seller's, in öre.

    Without units it is what names no nämnd at all.
    """

    buyer: UnitRow | None
    seller: UnitRow | None
    bought: int
    sold: int

    @property
    def difference(self) -> int:
        """What the buyer has more than the seller."""
        return self.bought - self.sold


def list_internal(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[InternalPair]:
    """Return every pair that concerns a nämnd, or all of them on the municipality, largest difference first.

    Below the nämnder there is nothing to compare, and the list is empty.
    """
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    access.require(session, actor, Action.VIEW_PLAN, unit_id)
    columns = columns_of(session, (version_id,))
    shape = columns.trees[actor.tree_id]
    place = shape.position_of(unit_id)
    if shape.depth[place] > _BRANCH_DEPTH:
        return []
    branches = access.unit_rows(session, actor.tree_id, col(TreeUnit.parent_id) == actor.top_unit_id)
    units = {shape.position_of(unit.id): unit for unit in branches}
    operating = operating_codings(columns, read_municipality(session))
    sums = _sums(
        columns, version_id, actor.tree_id, np.flatnonzero(operating & (columns.codings.partner >= 0))
    )
    pairs = [
        InternalPair(units.get(buyer), units.get(seller), bought, sold)
        for (buyer, seller), (bought, sold) in sums.items()
        if place == 0 or place in (buyer, seller)
    ]
    return sorted(pairs, key=lambda pair: -abs(pair.difference))


def _sums(columns: Columns, version_id: int, tree_id: int, codings: Ints) -> dict[tuple[int, int], list[int]]:
    """Return [bought, sold] by positions of buyer and seller; both −1 where no nämnd is named."""
    placed = columns.placed(version_id, tree_id)
    block, shape = placed.block, placed.shape
    branch = _branches(shape)
    rows = np.flatnonzero(np.isin(block.coding, codings))
    own = branch[placed.position[rows]]
    other = _partner_branch(columns, shape, branch, block.coding[rows])
    income = _income(columns)[block.coding[rows]]
    amounts = block.cumulative[_YEAR_END, rows]
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for mine, theirs, sells, amount in zip(
        own.tolist(), other.tolist(), income.tolist(), amounts.tolist(), strict=True
    ):
        pair = (NOBODY, NOBODY) if NOBODY in (mine, theirs) else (theirs, mine) if sells else (mine, theirs)
        found[pair][1 if sells else 0] += -amount if sells else amount
    return dict(found)


def _branches(shape: TreeShape) -> Ints:
    """Return, by position, the position of the nämnd that a unit belongs to; −1 at the very top."""
    branch = np.full(len(shape.unit), NOBODY, dtype=np.int64)
    for start in np.flatnonzero(shape.depth == _BRANCH_DEPTH):
        branch[start : shape.end[start]] = start
    return branch


def _partner_branch(columns: Columns, shape: TreeShape, branch: Ints, codings: Ints) -> Ints:
    """Return the nämnd on the other side of each row; −1 where the counterparty names none of today's."""
    partner = columns.codings.partner[codings]
    known = (partner > 0) & (partner < len(shape.position))
    position = np.where(known, shape.position[np.where(known, partner, 0)], NOBODY)
    found: Ints = np.where(position >= 0, branch[np.maximum(position, 0)], NOBODY)
    return found


def _income(columns: Columns) -> Ints:
    """Return, by coding, 1 where its account is an income."""
    accounts, code = columns.codings.account, columns.codings.code
    sells = [int(i) for i in np.unique(accounts) if kind_of_account(code.get(int(i), "")) == REVENUE]
    return np.isin(accounts, np.array(sells, dtype=np.int64)).astype(np.int64)
