"""The organisation tree as pure values: changing it, checking it, numbering it as nested sets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.enums import UnitKind, UnitState
from core.errors import RuleViolation
from core.texts import _

OUTSIDE_CODE = "UTANFÖR"
"""The unit that holds every cost center that the organisation does not know."""

LONGEST_CODE = 32
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in a tree, named by code; `parent` is None for the top only."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None
    state: UnitState = UnitState.OPEN


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: a subtree is every node whose `lft` lies between `lft` and `rgt`."""

    lft: int
    rgt: int
    depth: int


@dataclass(frozen=True, slots=True)
class Add:
    """Add a new node under a parent."""

    node: Node


@dataclass(frozen=True, slots=True)
class Move:
    """Move a node, with all below it, under another parent."""

    code: str
    parent: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a node another name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Close:
    """Close a node; it moves under its successor, or stays under its parent, and keeps its figures."""

    code: str
    successor: str | None = None


Change = Add | Move | Rename | Close


def apply_changes(nodes: Mapping[str, Node], changes: Iterable[Change]) -> dict[str, Node]:
    """Return the tree after the changes, in order; `RuleViolation` names the change that cannot be."""
    tree = dict(nodes)
    for change in changes:
        match change:
            case Add(node=node):
                tree[node.code] = _new(tree, node)
            case Move(code=code, parent=parent):
                tree[code] = replace(_known(tree, code), parent=_known(tree, parent).code)
            case Rename(code=code, name=name):
                tree[code] = replace(_known(tree, code), name=_name(name))
            case Close(code=code, successor=successor):
                tree[code] = _closed(tree, code, successor)
    check_tree(tree)
    return tree


def check_tree(nodes: Mapping[str, Node]) -> None:
    """Raise `RuleViolation` unless there is one top, every parent exists, and nothing hangs under itself."""
    tops = [node.code for node in nodes.values() if node.parent is None]
    if len(tops) != 1:
        raise RuleViolation(
            _("Organisationen ska ha exakt en översta nivå, nu finns {n}.").format(n=len(tops))
        )
    for node in nodes.values():
        parent = nodes.get(node.parent) if node.parent is not None else None
        if node.parent is not None and parent is None:
            raise RuleViolation(
                _("{code} hänger under {parent}, som inte finns.").format(code=node.code, parent=node.parent)
            )
        if parent is not None and not _may_hold(parent, node):
            raise RuleViolation(
                _("{code} kan inte hänga under ansvaret {parent}. Välj en enhet.").format(
                    code=node.code, parent=parent.code
                )
            )
    if len(number_tree(nodes)) != len(nodes):
        raise RuleViolation(_("En enhet kan inte hänga under sig själv. Kontrollera flyttarna."))


def number_tree(nodes: Mapping[str, Node]) -> dict[str, Place]:
    """Return each node's place, children in code order; nodes in a circle are left out."""
    children: dict[str | None, list[str]] = defaultdict(list)
    for code in sorted(nodes):
        children[nodes[code].parent].append(code)
    places: dict[str, Place] = {}
    counter = 0
    stack = [(code, 0, False) for code in reversed(children[None])]
    entered: dict[str, int] = {}
    while stack:
        code, depth, leaving = stack.pop()
        counter += 1
        if leaving:
            places[code] = Place(entered[code], counter, depth)
            continue
        entered[code] = counter
        stack.append((code, depth, True))
        stack.extend((child, depth + 1, False) for child in reversed(children[code]))
    return places


def _may_hold(parent: Node, node: Node) -> bool:
    """Return whether a node may hang under another; a cost center holds only closed ones that it succeeds."""
    return parent.kind is not UnitKind.COST_CENTER or node.state is UnitState.CLOSED


def _new(tree: Mapping[str, Node], node: Node) -> Node:
    if node.code in tree:
        raise RuleViolation(_("Koden {code} finns redan i organisationen.").format(code=node.code))
    if not node.code.strip() or len(node.code) > LONGEST_CODE:
        raise RuleViolation(_("Ge enheten en kod på högst {n} tecken.").format(n=LONGEST_CODE))
    return replace(node, name=_name(node.name))


def _name(name: str) -> str:
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise RuleViolation(_("Ge enheten ett namn på högst {n} tecken.").format(n=LONGEST_NAME))
    return name.strip()


def _closed(tree: Mapping[str, Node], code: str, successor: str | None) -> Node:
    node = _known(tree, code)
    if node.parent is None or code == OUTSIDE_CODE:
        raise RuleViolation(_("{name} kan inte stängas.").format(name=node.name))
    home = _known(tree, successor).code if successor else node.parent
    return replace(node, state=UnitState.CLOSED, parent=home)


def _known(tree: Mapping[str, Node], code: str) -> Node:
    if code not in tree:
        raise RuleViolation(_("Enheten {code} finns inte i organisationen.").format(code=code))
    return tree[code]
