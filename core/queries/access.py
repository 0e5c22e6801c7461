"""The two questions of access: may I do this here, and which units may I see.

Rights follow today's tree. Outside scope, "not found" and "not allowed" look the same.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from core.enums import Role, UnitKind, UnitState
from core.errors import NotAllowed
from core.models import RoleAssignment, Tree, TreeUnit, Unit, User
from core.rules.access import Action, Actor, Decision, Grant, actions_at_top, roots
from core.texts import _

_ROOT, _OTHER = aliased(TreeUnit), aliased(TreeUnit)
_PAIRS = (
    select(col(_OTHER.unit_id)).select_from(_ROOT).join(_OTHER, col(_OTHER.tree_id) == col(_ROOT.tree_id))
)
_BELOW = _PAIRS.where(col(_OTHER.lft).between(col(_ROOT.lft), col(_ROOT.rgt)))
_ABOVE = _PAIRS.where(col(_OTHER.lft) <= col(_ROOT.lft), col(_OTHER.rgt) >= col(_ROOT.rgt))
_ALONG = _PAIRS.where(col(_OTHER.lft) <= col(_ROOT.rgt), col(_OTHER.rgt) >= col(_ROOT.lft))
_INSIDE = _BELOW.where(
    col(_ROOT.tree_id) == bindparam("tree_id"),
    col(_ROOT.unit_id).in_(bindparam("root_ids", expanding=True)),
    col(_OTHER.unit_id) == bindparam("unit_id"),
).limit(1)
"""Made once: putting a question together costs ten times its answer, and every right is asked by one."""
_UNIT_COLUMNS = (
    col(TreeUnit.unit_id),
    col(Unit.code),
    col(TreeUnit.name),
    col(TreeUnit.kind),
    col(TreeUnit.parent_id),
    col(TreeUnit.depth),
    col(TreeUnit.lft),
    col(TreeUnit.rgt),
    col(TreeUnit.state),
)
"""In the order of `UnitRow`."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a person meets it: words first, then the code."""

    id: int
    code: str
    name: str
    kind: UnitKind
    parent_id: int | None
    depth: int
    lft: int
    rgt: int
    state: UnitState


def tree_at(session: Session, day: date) -> Tree:
    """Return the tree that is valid on a day; the first one for days before it."""
    latest = select(Tree).where(Tree.valid_from <= day).order_by(col(Tree.valid_from).desc())
    tree = session.exec(latest).first() or session.exec(select(Tree).order_by(col(Tree.valid_from))).first()
    if tree is None:
        raise NotAllowed(_("Organisationen är inte inlagd än. Be en administratör läsa in den."))
    return tree


def load_actor(
    session: Session, user_id: int, *, today: date, acting_as_id: int | None = None
) -> Actor | None:
    """Return the actor with the roles valid today, or None when the user is gone or inactive.

    Roles on closed units are left out. With `acting_as_id` the rights are those that both have.
    """
    user = session.get(User, user_id)
    if user is None or not user.active:
        return None
    tree = tree_at(session, today)
    top_unit_id = _top_unit(session, _id(tree))
    grants = _grants(session, user_id, tree_id=_id(tree), today=today)
    limit = None
    if acting_as_id is not None:
        limit = actions_at_top(grants, top_unit_id)
        other = session.get(User, acting_as_id)
        known = other is not None and other.active
        grants = _grants(session, acting_as_id, tree_id=_id(tree), today=today) if known else ()
    return Actor(user_id, user.name, grants, _id(tree), top_unit_id, acting_as_id, limit)


def may(session: Session, actor: Actor, action: Action, unit_id: int) -> Decision:
    """Return whether the actor may do `action` on a unit, with the reason in words."""
    allowed_roots = roots(actor, action)
    if not allowed_roots:
        return Decision(False, _("Din roll ger inte den rätten."))
    asked = {"tree_id": actor.tree_id, "root_ids": allowed_roots, "unit_id": unit_id}
    if session.exec(_INSIDE, params=asked).first() is None:
        return Decision(False, _("Enheten ligger utanför det du har hand om."))
    return Decision(True, _("Din roll omfattar enheten."))


def require(session: Session, actor: Actor, action: Action, unit_id: int) -> None:
    """Raise `NotAllowed`, with the reason and somebody to ask, unless the actor may."""
    decision = may(session, actor, action, unit_id)
    if not decision.allowed:
        raise NotAllowed(
            f"{decision.reason} {contact(session, actor.tree_id)}".strip(), action=action, unit_id=unit_id
        )


def require_write(session: Session, actor: Actor, action: Action, unit_id: int) -> None:
    """As `require`, and refuse whoever looks through another person's eyes."""
    if actor.read_only:
        raise NotAllowed(
            _("Du visar systemet som någon annan. Då går det bara att läsa."), action=action, unit_id=unit_id
        )
    require(session, actor, action, unit_id)


def contact(session: Session, tree_id: int) -> str:
    """Return a sentence that names an administrator who can help, or nothing when there is none."""
    name = session.exec(
        select(User.name)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .where(
            RoleAssignment.role == Role.ADMINISTRATOR,
            RoleAssignment.unit_id == _top_unit(session, tree_id),
            valid_on(session.info["database"].today()),
            col(User.active),
        )
        .order_by(User.name)
    ).first()
    return _("Fråga {name}, som är administratör.").format(name=name) if name else ""


def units_in_scope(session: Session, actor: Actor, action: Action) -> list[UnitRow]:
    """Return every unit on which the actor may do `action`, in tree order, cost centers included."""
    allowed_roots = roots(actor, action)
    if not allowed_roots:
        return []
    return unit_rows(session, actor.tree_id, under(actor.tree_id, allowed_roots))


def unit_rows(session: Session, tree_id: int, *conditions: ColumnElement[bool]) -> list[UnitRow]:
    """Return the units of a tree in tree order. Not narrowed by rights: callers narrow or check."""
    statement = (
        sqlalchemy_select(*_UNIT_COLUMNS)
        .join(Unit, col(Unit.id) == col(TreeUnit.unit_id))
        .where(col(TreeUnit.tree_id) == tree_id, *conditions)
        .order_by(col(TreeUnit.lft))
    )
    return [UnitRow(*row) for row in session.execute(statement)]


def under(tree_id: int, unit_ids: tuple[int, ...]) -> ColumnElement[bool]:
    """Return the condition that a `TreeUnit` row lies in the subtree of one of the units."""
    return col(TreeUnit.unit_id).in_(subtree(tree_id, unit_ids))


def subtree(tree_id: int, unit_ids: tuple[int, ...]) -> SelectOfScalar[int]:
    """Return a select of the ids of all units under the given ones, themselves included."""
    return _of_roots(_BELOW, tree_id, unit_ids)


def above(tree_id: int, unit_ids: tuple[int, ...]) -> SelectOfScalar[int]:
    """Return a select of the ids of the given units and all above them."""
    return _of_roots(_ABOVE, tree_id, unit_ids)


def along(tree_id: int, unit_ids: tuple[int, ...]) -> SelectOfScalar[int]:
    """Return a select of the ids of the given units, all below and all above: spans that meet."""
    return _of_roots(_ALONG, tree_id, unit_ids)


def _of_roots(related: SelectOfScalar[int], tree_id: int, unit_ids: tuple[int, ...]) -> SelectOfScalar[int]:
    return related.where(col(_ROOT.tree_id) == tree_id, col(_ROOT.unit_id).in_(unit_ids))


def spans_under(session: Session, tree_id: int, unit_ids: tuple[int, ...]) -> dict[int, tuple[int, int]]:
    """Return where the units under the given ones, themselves included, begin and end in the tree.

    Not narrowed by rights: callers narrow.
    """
    places = subtree(tree_id, unit_ids).add_columns(col(_OTHER.lft), col(_OTHER.rgt))
    return {unit_id: (lft, rgt) for unit_id, lft, rgt in session.execute(places)}


def _grants(session: Session, user_id: int, *, tree_id: int, today: date) -> tuple[Grant, ...]:
    rows = session.exec(
        select(RoleAssignment.role, RoleAssignment.unit_id)
        .join(
            TreeUnit,
            (col(TreeUnit.unit_id) == col(RoleAssignment.unit_id)) & (col(TreeUnit.tree_id) == tree_id),
        )
        .where(
            RoleAssignment.user_id == user_id,
            valid_on(today),
            TreeUnit.state == UnitState.OPEN,
        )
        .distinct()
    ).all()
    return tuple(
        sorted((Grant(Role(role), unit_id) for role, unit_id in rows), key=lambda g: (g.role, g.unit_id))
    )


def valid_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a role holds on a day."""
    return and_(
        col(RoleAssignment.valid_from) <= day,
        or_(col(RoleAssignment.valid_to).is_(None), col(RoleAssignment.valid_to) >= day),
    )


def _top_unit(session: Session, tree_id: int) -> int:
    return session.exec(
        select(TreeUnit.unit_id).where(TreeUnit.tree_id == tree_id, col(TreeUnit.parent_id).is_(None))
    ).one()


def _id(tree: Tree) -> int:
    if tree.id is None:
        raise ValueError("a stored tree has an id")
    return tree.id
