import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.three_way import Difference, Side, side_of, three_way

VALUE = st.none() | st.integers(-3, 3)
CELLS = st.dictionaries(st.integers(0, 9), VALUE)


@pytest.mark.parametrize(
    ("base", "yours", "theirs", "side"),
    [
        (100, 100, 100, Side.SAME),
        (100, 120, 100, Side.YOURS),
        (100, 100, 90, Side.THEIRS),
        (100, 120, 90, Side.BOTH),
        (100, 120, 120, Side.SAME),
        (None, 0, None, Side.YOURS),
        (0, 0, None, Side.THEIRS),
    ],
)
def test_side_of_says_who_changed(
    base: int | None, yours: int | None, theirs: int | None, side: Side
) -> None:
    assert side_of(base, yours, theirs) is side


def test_three_way_lists_what_to_decide_on_first() -> None:
    found = three_way(
        {"a": 100, "b": 100, "c": 100, "d": 100},
        {"a": 110, "c": 120},
        {"a": 100, "b": 90, "c": 80, "d": 100},
    )

    assert found == [
        Difference("c", Side.BOTH, 100, 120, 80),
        Difference("a", Side.YOURS, 100, 110, 100),
        Difference("b", Side.THEIRS, 100, 100, 90),
    ]


def test_three_way_row_gone_meanwhile_is_nothing_now() -> None:
    assert three_way({"a": 100}, {}, {}) == [Difference("a", Side.THEIRS, 100, 100, None)]


@given(CELLS, CELLS, CELLS)
def test_three_way_any_values_nothing_is_lost(
    base: dict[int, int | None], yours: dict[int, int | None], theirs: dict[int, int | None]
) -> None:
    found = {difference.cell: difference for difference in three_way(base, yours, theirs)}

    for cell, value in base.items():
        mine, now = yours.get(cell, value), theirs.get(cell)
        assert (cell in found) == (mine != now)
        if cell in found and found[cell].side is not Side.BOTH:
            assert value in (mine, now)
