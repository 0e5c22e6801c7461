"""Kommunbidrag: what a node gets of the taxes, booked or as the frame of its net budget.

In a net budget nothing is booked: the kommunbidrag of a node is its planned net cost turned
around, finansförvaltningen holds the opposite of all the others', and the municipality's is 0.
"""

import numpy as np
from sqlmodel import Session, col, select

from core.models import Unit
from core.queries.access import require
from core.queries.classes import Classes
from core.queries.columns import Columns, columns_of
from core.queries.figures import Frame, amount_of
from core.queries.municipality import Municipality
from core.queries.node_sums import Spot, is_under, sum_node
from core.queries.rollup import NOBODY, Ints, PlacedBlock, Sums
from core.rules.access import Action, Actor
from core.rules.follow_up import Amounts

_ALL_YEAR = (1, 12)


def read_frame_allocation(
    session: Session, actor: Actor, *, frame: Frame, classes: Classes, municipality: Municipality
) -> Amounts:
    """Return the kommunbidrag of a node in a net budget; nothing below finansförvaltningen.

    What finansförvaltningen holds follows from the frames, which the council decides in public.
    """
    require(session, actor, Action.VIEW_ECONOMY, frame.unit_id)
    top = actor.top_unit_id
    if frame.unit_id == top:
        return Amounts()
    columns = columns_of(session, frame.versions.held)
    finance = session.exec(select(Unit.id).where(col(Unit.code) == municipality.finance_unit)).first()
    own = _frame_amounts(columns, frame, classes, frame.unit_id, sign=-1)
    if finance is None or not is_under(columns.trees[frame.tree_id], frame.unit_id, finance):
        return own
    if frame.unit_id != finance:
        return Amounts()
    everything = _frame_amounts(columns, frame, classes, top, sign=1)
    return _sum(everything, own)


def _frame_amounts(columns: Columns, frame: Frame, classes: Classes, unit_id: int, *, sign: int) -> Amounts:
    """Return a node's planned net in report sign times `sign`; it accrues as the budget does."""
    booked = len(classes.keys) - 1

    def keys_of(placed: PlacedBlock, rows: Ints) -> Ints:
        own = classes.of_coding[placed.block.coding[rows]]
        keyed: Ints = np.where((own >= 0) & (own != booked), 0, NOBODY)
        return keyed

    def sums(version_id: int | None, tree_id: int) -> Sums:
        return sum_node(columns, None, Spot(version_id, tree_id, unit_id, True), keys_of, 2).by_key

    this = sums(frame.versions.compared, frame.tree_id)
    last = sums(frame.versions.last_compared, frame.last_tree_id)
    planned = _signed(amount_of(this, 0, frame.months), sign)
    return Amounts(
        actual=planned,
        budget=planned,
        last_year=_signed(amount_of(last, 0, frame.months), sign),
        year_budget=_signed(amount_of(this, 0, _ALL_YEAR), sign),
        last_full_year=_signed(amount_of(last, 0, _ALL_YEAR), sign),
    )


def _signed(amount: int | None, sign: int) -> int | None:
    return None if amount is None else sign * amount


def _sum(one: Amounts, other: Amounts) -> Amounts:
    pairs = zip(one.values(), other.values(), strict=True)
    return Amounts(*(None if a is None and b is None else (a or 0) + (b or 0) for a, b in pairs))
