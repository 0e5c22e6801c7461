from datetime import date

from core.reports.process_state import Counts
from pages.reports.process_tree import Node, shown_children, tree_markup

TODAY = date(2026, 11, 9)
ONE = Counts(not_started=1)
LATE = Counts(working=1, late=1)


def node(unit_id: int, name: str, counts: Counts, *children: Node) -> Node:
    return Node(unit_id, name, counts, None, children)


SCHOOLS = (node(3, "Ekbacken", LATE), node(4, "Björkdalen", ONE))
AREA = node(2, "Grundskola", LATE + ONE, *SCHOOLS)
BOARD = node(1, "Nämnden", LATE + ONE, AREA)


def test_shown_children_of_a_unit_with_one_equal_child_passes_it_by() -> None:
    assert [child.name for child in shown_children(BOARD)] == ["Ekbacken", "Björkdalen"]


def test_shown_children_with_a_single_unit_below_shows_that_unit() -> None:
    top = node(9, "Kommunen", LATE + ONE + ONE, BOARD, node(5, "Kultur", ONE, node(6, "Biblioteket", ONE)))

    assert [child.name for child in shown_children(top)] == ["Nämnden", "Biblioteket"]


def test_path_to_a_unit_goes_through_those_above() -> None:
    assert BOARD.path_to(4) == (1, 2, 4)
    assert BOARD.path_to(7) == ()


def test_tree_markup_closed_shows_only_the_first_level() -> None:
    shown = tree_markup([BOARD], opened=(), linked=True, today=TODAY)

    assert "Ekbacken" not in shown
    assert 'aria-expanded="false"' in shown
    assert "0 av 2 har lämnat in" in shown
    assert "1 sen<" in shown


def test_tree_markup_opened_shows_the_units_below() -> None:
    shown = tree_markup([BOARD], opened=(1,), linked=True, today=TODAY)

    assert 'aria-expanded="true"' in shown
    assert shown.index("Ekbacken") < shown.index("Björkdalen")
