"""Changing the organisation: the first tree, and a reorganisation from a date."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from core.enums import UnitKind, UnitState
from core.errors import RuleViolation
from core.models import Tree, TreeUnit, Unit
from core.queries import access, trees
from core.rules.access import Action, Actor
from core.rules.trees import OUTSIDE_CODE, Add, Change, Node, apply_changes, check_tree, number_tree
from core.services import audit
from core.services.turns import Turn, take_turn
from core.texts import _


def create_first_tree(session: Session, *, valid_from: date, nodes: Sequence[Node], note: str = "") -> int:
    """Create the first tree of an empty database, with a place for what stands outside it; return its id."""
    if session.exec(select(Tree.id)).first() is not None:
        raise RuleViolation(_("Organisationen finns redan. Gör en omorganisation från ett datum i stället."))
    by_code = {node.code: node for node in nodes}
    if len(by_code) != len(nodes):
        raise RuleViolation(_("Samma kod står på flera enheter. Varje kod får finnas en gång."))
    top = next((node.code for node in nodes if node.parent is None), None)
    outside = Node(OUTSIDE_CODE, _("Utanför organisationen"), UnitKind.COMMITTEE, top)
    by_code.setdefault(OUTSIDE_CODE, outside)
    check_tree(by_code)
    tree = Tree(valid_from=valid_from, note=note)
    session.add(tree)
    session.flush()
    tree_id = _stored(tree)
    _write_places(session, tree_id, by_code)
    audit.record(
        session, None, "organisation_created", subject=("tree", tree_id), change=(None, len(by_code))
    )
    return tree_id


def reorganise(
    session: Session, actor: Actor, *, valid_from: date, changes: Sequence[Change], note: str = ""
) -> int:
    """Make a new tree from a date and apply the changes to it and every later tree; return its id.

    Nothing else moves: figures stay on their units, rights follow the tree of the day.
    """
    access.require_write(session, actor, Action.MANAGE_ORGANISATION, actor.top_unit_id)
    take_turn(session, Turn.LOADING)
    tree_id = _tree_from(session, valid_from, note)
    later = session.exec(select(Tree.id).where(Tree.valid_from > valid_from)).all()
    for changed_id in (tree_id, *(later_id for later_id in later if later_id is not None)):
        _write_places(session, changed_id, apply_changes(trees.nodes_of(session, changed_id), changes))
    _keep_units_in_older_trees(session, valid_from, changes)
    audit.record(
        session,
        actor,
        "organisation_changed",
        subject=("tree", tree_id),
        unit_id=actor.top_unit_id,
        change=(None, {"valid_from": valid_from, "changes": [repr(change) for change in changes]}),
        cause=note,
    )
    return tree_id


def place_unknown_cost_centers(session: Session, actor: Actor, codes: Iterable[str]) -> None:
    """Put cost centers that no tree knows under "Utanför organisationen" in every tree."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    new = sorted(set(codes))
    if not new:
        return
    additions = [
        Add(Node(code, _("Okänt ansvar {code}").format(code=code), UnitKind.COST_CENTER, OUTSIDE_CODE))
        for code in new
    ]
    for tree_id in session.exec(select(Tree.id)).all():
        if tree_id is not None:
            _write_places(session, tree_id, apply_changes(trees.nodes_of(session, tree_id), additions))
    audit.record(session, actor, "cost_centers_outside", subject=("tree", "*"), change=(None, new))


def _tree_from(session: Session, valid_from: date, note: str) -> int:
    """Return the tree that starts on the day, a copy of the one valid then when there is none."""
    existing = session.exec(select(Tree).where(Tree.valid_from == valid_from)).first()
    if existing is not None:
        return _stored(existing)
    before = access.tree_at(session, valid_from)
    if before.valid_from > valid_from:
        raise RuleViolation(
            _("Organisationen börjar {day}. Välj det datumet eller ett senare.").format(day=before.valid_from)
        )
    tree = Tree(valid_from=valid_from, note=note)
    session.add(tree)
    session.flush()
    _write_places(session, _stored(tree), trees.nodes_of(session, _stored(before)))
    return _stored(tree)


def _keep_units_in_older_trees(session: Session, valid_from: date, changes: Sequence[Change]) -> None:
    """Give new units a place outside older trees, as future ones, so that every tree sums to the ledger."""
    new = [change.node for change in changes if isinstance(change, Add)]
    for tree_id in session.exec(select(Tree.id).where(Tree.valid_from < valid_from)).all():
        if tree_id is None or not new:
            continue
        nodes = trees.nodes_of(session, tree_id)
        additions = [
            Add(
                replace(
                    node,
                    parent=node.parent if _inside(node, new) else OUTSIDE_CODE,
                    state=UnitState.FUTURE,
                )
            )
            for node in new
        ]
        _write_places(session, tree_id, apply_changes(nodes, additions))


def _inside(node: Node, new: Sequence[Node]) -> bool:
    """Return whether a new node hangs under another new one, whose place it keeps."""
    return any(other.code == node.parent for other in new)


def _write_places(session: Session, tree_id: int, nodes: dict[str, Node]) -> None:
    """Write the whole tree anew: 2,500 rows take milliseconds, and nothing goes stale."""
    ids = _unit_ids(session, nodes)
    places = number_tree(nodes)
    session.execute(delete(TreeUnit).where(col(TreeUnit.tree_id) == tree_id))
    session.execute(
        insert(TreeUnit),
        [
            {
                "tree_id": tree_id,
                "unit_id": ids[code],
                "parent_id": ids[node.parent] if node.parent is not None else None,
                "lft": places[code].lft,
                "rgt": places[code].rgt,
                "depth": places[code].depth,
                "name": node.name,
                "kind": node.kind,
                "state": node.state,
            }
            for code, node in nodes.items()
        ],
    )
    session.expire_all()


def _unit_ids(session: Session, nodes: dict[str, Node]) -> dict[str, int]:
    """Return the id of every code, creating the units that are new."""
    known = trees.unit_ids(session)
    new = [{"code": code} for code in nodes if code not in known]
    if new:
        session.execute(insert(Unit), new)
        known = trees.unit_ids(session)
    return known


def _stored(tree: Tree) -> int:
    if tree.id is None:
        raise ValueError("a stored tree has an id")
    return tree.id
