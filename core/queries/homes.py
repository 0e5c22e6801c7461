"""Where a person belongs: the units that she holds a role on, and those right below a unit."""

from sqlmodel import Session, col

from core.models import TreeUnit
from core.queries.access import UnitRow, require, unit_rows
from core.rules.access import Action, Actor, roots


def list_home_units(session: Session, actor: Actor, *, action: Action) -> list[UnitRow]:
    """Return the units whose role gives the action, in tree order, none of them inside another."""
    homes: list[UnitRow] = []
    for row in unit_rows(session, actor.tree_id, col(TreeUnit.unit_id).in_(roots(actor, action))):
        if not homes or homes[-1].rgt < row.rgt:
            homes.append(row)
    return homes


def list_units_below(session: Session, actor: Actor, *, unit_id: int) -> list[UnitRow]:
    """Return the units right below a unit in today's tree, cost centers too."""
    require(session, actor, Action.VIEW_UNIT, unit_id)
    return unit_rows(session, actor.tree_id, col(TreeUnit.parent_id) == unit_id)
