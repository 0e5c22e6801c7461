from sqlmodel import Session

from core.queries import trees
from core.rules.trees import OUTSIDE_CODE
from tests.factories import make_tree, nodes

TOWN = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
4120 A 4   Ekbackens skola
"""


def test_nodes_of_gives_back_the_tree_in_tree_order(session: Session) -> None:
    make_tree(session, TOWN)

    found = trees.nodes_of(session, 1)

    assert list(found) == ["1", "4", "4120", OUTSIDE_CODE]
    assert [found[node.code] for node in nodes(TOWN)] == nodes(TOWN)


def test_nodes_of_a_tree_that_is_not_there_is_empty(session: Session) -> None:
    make_tree(session, TOWN)

    assert trees.nodes_of(session, 99) == {}


def test_unit_ids_has_every_unit(session: Session) -> None:
    ids = make_tree(session, TOWN)

    assert trees.unit_ids(session) == ids
    assert set(ids) == {"1", "4", "4120", OUTSIDE_CODE}
