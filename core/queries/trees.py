"""Trees as values, for services and columns. Nothing here is narrowed by rights."""

from sqlmodel import Session, col, select

from core.models import Tree, TreeUnit, Unit
from core.rules.trees import Node


def nodes_of(session: Session, tree_id: int) -> dict[str, Node]:
    """Return a tree's nodes by code, in tree order."""
    rows = session.exec(
        select(TreeUnit, Unit.code)
        .join(Unit, col(Unit.id) == col(TreeUnit.unit_id))
        .where(TreeUnit.tree_id == tree_id)
        .order_by(col(TreeUnit.lft))
    ).all()
    code_of = {place.unit_id: code for place, code in rows}
    return {
        code: Node(code, place.name, place.kind, code_of.get(place.parent_id or 0), place.state)
        for place, code in rows
    }


def several_trees(session: Session) -> bool:
    """Return whether the organisation has been another one, or will be."""
    return len(session.exec(select(Tree.id).limit(2)).all()) > 1


def unit_ids(session: Session) -> dict[str, int]:
    """Return the id of every unit by its code."""
    return {
        code: unit_id for unit_id, code in session.exec(select(Unit.id, Unit.code)) if unit_id is not None
    }
