from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.enums import UnitKind, UnitState
from core.errors import RuleViolation
from core.rules.trees import (
    OUTSIDE_CODE,
    Add,
    Change,
    Close,
    Move,
    Node,
    Place,
    Rename,
    apply_changes,
    check_tree,
    number_tree,
)
from tests.factories import nodes

TOWN = {
    node.code: node
    for node in nodes(
        """
        1      K -    Ekarboda kommun
        4      N 1    Barn- och utbildningsnämnden
        412    E 4    Ekbackens skola
        4120   A 412  Skola
        4121   A 412  Fritidshem
        5      N 1    Socialnämnden
        5101   A 5    Hemtjänst
        UTANFÖR N 1   Utanför organisationen
        """
    )
}


def test_number_tree_worked_by_hand() -> None:
    assert number_tree(TOWN) == {
        "1": Place(1, 16, 0),
        "4": Place(2, 9, 1),
        "412": Place(3, 8, 2),
        "4120": Place(4, 5, 3),
        "4121": Place(6, 7, 3),
        "5": Place(10, 13, 1),
        "5101": Place(11, 12, 2),
        OUTSIDE_CODE: Place(14, 15, 1),
    }


def test_number_tree_leaves_a_circle_out() -> None:
    circle = {
        "1": Node("1", "Topp", UnitKind.MUNICIPALITY, None),
        "2": Node("2", "Två", UnitKind.UNIT, "3"),
        "3": Node("3", "Tre", UnitKind.UNIT, "2"),
    }

    assert number_tree(circle) == {"1": Place(1, 2, 0)}


@st.composite
def random_trees(draw: st.DrawFn) -> dict[str, Node]:
    """Each node hangs under any that came before it, so there is one top and no circle."""
    size = draw(st.integers(1, 40))
    codes = draw(st.permutations([f"{number:03d}" for number in range(size)]))
    found = {codes[0]: Node(codes[0], "Topp", UnitKind.MUNICIPALITY, None)}
    for position, code in enumerate(codes[1:], start=1):
        parent = codes[draw(st.integers(0, position - 1))]
        found[code] = Node(code, code, UnitKind.UNIT, parent)
    return found


@given(random_trees())
def test_number_tree_a_subtree_is_a_range_as_walking_the_parents_says(tree: dict[str, Node]) -> None:
    places = number_tree(tree)

    def ancestors(code: str) -> list[str]:
        parent = tree[code].parent
        return [code, *ancestors(parent)] if parent is not None else [code]

    for code in tree:
        own = places[code]
        in_range = {other for other in tree if own.lft <= places[other].lft <= own.rgt}
        assert in_range == {other for other in tree if code in ancestors(other)}
        assert own.depth == len(ancestors(code)) - 1
    numbers = sorted(number for place in places.values() for number in (place.lft, place.rgt))
    assert numbers == list(range(1, 2 * len(tree) + 1))


def test_apply_changes_each_kind_in_order() -> None:
    after = apply_changes(
        TOWN,
        [
            Add(Node("41", " Skolområde Norr ", UnitKind.AREA, "4")),
            Move("412", "41"),
            Rename("412", "Ekbackens skola F–6"),
            Close("5101", successor="4"),
        ],
    )

    assert after["41"] == Node("41", "Skolområde Norr", UnitKind.AREA, "4")
    assert after["412"] == Node("412", "Ekbackens skola F–6", UnitKind.UNIT, "41")
    assert after["5101"] == Node("5101", "Hemtjänst", UnitKind.COST_CENTER, "4", UnitState.CLOSED)
    assert TOWN["412"].parent == "4"


def test_apply_changes_closed_without_successor_stays_under_its_parent() -> None:
    after = apply_changes(TOWN, [Close("412")])

    assert after["412"].state is UnitState.CLOSED
    assert after["412"].parent == "4"
    assert after["4120"] == TOWN["4120"]


def test_apply_changes_closed_cost_center_goes_under_the_cost_center_that_succeeds_it() -> None:
    after = apply_changes(TOWN, [Close("4121", successor="4120")])

    assert (after["4121"].parent, after["4121"].state) == ("4120", UnitState.CLOSED)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([Add(Node("412", "Ny", UnitKind.UNIT, "4"))], "Koden 412 finns redan i organisationen."),
        ([Add(Node("", "Ny", UnitKind.UNIT, "4"))], "Ge enheten en kod på högst 32 tecken."),
        ([Add(Node("9" * 33, "Ny", UnitKind.UNIT, "4"))], "Ge enheten en kod på högst 32 tecken."),
        ([Add(Node("41", " ", UnitKind.UNIT, "4"))], "Ge enheten ett namn på högst 200 tecken."),
        ([Add(Node("41", "Ny", UnitKind.UNIT, "99"))], "41 hänger under 99, som inte finns."),
        ([Add(Node("2", "Ny", UnitKind.UNIT, None))],
         "Organisationen ska ha exakt en översta nivå, nu finns 2."),
        ([Add(Node("4122", "Ny", UnitKind.COST_CENTER, "4120"))],
         "4122 kan inte hänga under ansvaret 4120. Välj en enhet."),
        ([Move("99", "4")], "Enheten 99 finns inte i organisationen."),
        ([Move("412", "99")], "Enheten 99 finns inte i organisationen."),
        ([Move("4", "412")], "En enhet kan inte hänga under sig själv. Kontrollera flyttarna."),
        ([Move("412", "412")], "En enhet kan inte hänga under sig själv. Kontrollera flyttarna."),
        ([Move("1", "4")], "Organisationen ska ha exakt en översta nivå, nu finns 0."),
        ([Move("412", "5101")], "412 kan inte hänga under ansvaret 5101. Välj en enhet."),
        ([Rename("99", "Nytt")], "Enheten 99 finns inte i organisationen."),
        ([Rename("412", "x" * 201)], "Ge enheten ett namn på högst 200 tecken."),
        ([Close("99")], "Enheten 99 finns inte i organisationen."),
        ([Close("412", successor="99")], "Enheten 99 finns inte i organisationen."),
        ([Close("1")], "Ekarboda kommun kan inte stängas."),
        ([Close("4", successor="412")], "En enhet kan inte hänga under sig själv. Kontrollera flyttarna."),
        ([Close(OUTSIDE_CODE)], "Utanför organisationen kan inte stängas."),
    ],
)  # fmt: skip
def test_apply_changes_that_cannot_be_say_why(changes: Sequence[Change], message: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        apply_changes(TOWN, changes)

    assert caught.value.message == message


def test_check_tree_of_nothing_is_refused() -> None:
    with pytest.raises(RuleViolation, match="exakt en översta nivå, nu finns 0"):
        check_tree({})
