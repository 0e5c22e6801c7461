"""The sums in memory against the plain definition: row by row, unit by unit."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.queries.rollup import (
    Block,
    PlacedBlock,
    TreeShape,
    common_ancestor,
    meets_inside,
    node_by_class,
    node_rows,
    place_block,
    shape_tree,
    tree_by_class,
)


@dataclass(frozen=True)
class Case:
    """A tree by parent unit, and rows of (unit, coding, fourteen amounts); partner by coding."""

    parent: dict[int, int]
    rows: list[tuple[int, int, list[int]]]
    partner: list[int]
    class_of: list[int]


def shape_of(parent: dict[int, int]) -> TreeShape:
    """Number a tree whose top is the unit with parent −1."""
    lft, rgt, depth = {}, {}, {}
    counter = 0

    def walk(unit: int, level: int) -> None:
        nonlocal counter
        counter += 1
        lft[unit], depth[unit] = counter, level
        for child in sorted(u for u, p in parent.items() if p == unit):
            walk(child, level + 1)
        counter += 1
        rgt[unit] = counter

    walk(next(u for u, p in parent.items() if p == -1), 0)
    units = sorted(parent, key=lambda unit: lft[unit])
    columns = [units, [parent[u] for u in units], [lft[u] for u in units], [rgt[u] for u in units]]
    return shape_tree(*(np.array(c) for c in (*columns, [depth[u] for u in units])))


def place(case: Case) -> PlacedBlock:
    rows = sorted(case.rows, key=lambda row: row[0])
    cumulative = np.array([row[2] for row in rows], dtype=np.int64).reshape(len(rows), 14).T.copy()
    np.cumsum(cumulative[1:], axis=0, out=cumulative[1:])
    units = np.array([row[0] for row in rows], dtype=np.int64)
    codings = np.array([row[1] for row in rows], dtype=np.int64)
    block = Block(1, units, codings, cumulative)
    return place_block(block, shape_of(case.parent), np.array(case.partner, dtype=np.int64))


def above(parent: dict[int, int], unit: int) -> list[int]:
    chain = [unit]
    while parent[chain[-1]] != -1:
        chain.append(parent[chain[-1]])
    return chain


def plain_sum(case: Case, node: int, wanted: int, *, eliminate: bool) -> list[int]:
    """The definition: rows of the class under the node, without those whose other side is under it too."""
    top = next(u for u, p in case.parent.items() if p == -1)
    total = [0] * 14
    for unit, coding, amounts in case.rows:
        partner = case.partner[coding] if case.partner[coding] != 0 else top
        inside = node in above(case.parent, unit)
        both = inside and partner > 0 and node in above(case.parent, partner)
        if inside and case.class_of[coding] == wanted and not (eliminate and both):
            total = [a + b for a, b in zip(total, amounts, strict=True)]
    return total


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size = draw(st.integers(1, 8))
    parent = {1: -1} | {unit: draw(st.integers(1, unit - 1)) for unit in range(2, size + 1)}
    codings = draw(st.integers(1, 5))
    partner = [draw(st.sampled_from([-1, 0, *parent])) for _ in range(codings)]
    class_of = [draw(st.integers(-1, 2)) for _ in range(codings)]
    keys = draw(st.sets(st.tuples(st.integers(1, size), st.integers(0, codings - 1)), max_size=12))
    amounts = st.lists(st.integers(-(10**11), 10**11), min_size=14, max_size=14)
    return Case(parent, [(*key, draw(amounts)) for key in sorted(keys)], partner, class_of)


@given(cases(), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_node_sums_equal_the_plain_definition(case: Case, eliminate: bool) -> None:
    placed = place(case)
    for unit in case.parent:
        position = placed.shape.position_of(unit)
        sums = node_by_class(placed, position, np.array(case.class_of), 3, eliminate=eliminate)
        for key in range(3):
            assert sums.months[key].tolist() == plain_sum(case, unit, key, eliminate=eliminate)


@given(cases(), st.booleans(), st.sampled_from([(1, 12), (1, 10), (10, 10), (3, 12)]))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_tree_sums_equal_the_node_sums(case: Case, eliminate: bool, months: tuple[int, int]) -> None:
    placed = place(case)
    class_of = np.array(case.class_of)
    table = tree_by_class(placed, class_of, 3, months=months, eliminate=eliminate)
    for position in range(len(placed.shape.unit)):
        sums = node_by_class(placed, position, class_of, 3, eliminate=eliminate)
        assert table[position].tolist() == sums.between(*months).tolist()


@given(cases())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_top_without_elimination_is_the_whole_ledger(case: Case) -> None:
    placed = place(case)
    everything = np.zeros(len(case.partner), dtype=np.int64)
    top = tree_by_class(placed, everything, 1, months=(1, 12))[0, 0]
    assert int(top) == sum(sum(amounts[1:]) for _unit, _coding, amounts in case.rows)


@given(cases())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_kept_and_eliminated_rows_are_the_whole_node(case: Case) -> None:
    placed = place(case)
    for position in range(len(placed.shape.unit)):
        rows = node_rows(placed, position)
        gone = meets_inside(placed, rows, position)
        kept = node_rows(placed, position, eliminate=True)
        assert sorted([*kept, *rows[gone]]) == sorted(rows)


def test_lowest_common_unit_of_a_partner_above_is_the_partner() -> None:
    shape = shape_of({1: -1, 2: 1, 3: 2, 4: 2, 5: 1})
    pairs = [(3, 2), (3, 4), (3, 5), (2, 2), (5, 1)]
    one, other = (np.array([shape.position_of(pair[i]) for pair in pairs]) for i in (0, 1))
    assert shape.unit[common_ancestor(shape, one, other)].tolist() == [2, 2, 1, 2, 1]


def test_period_13_lies_inside_december_and_opening_outside_every_month() -> None:
    placed = place(Case({1: -1}, [(1, 0, [900, *range(1, 14)])], [-1], [0]))
    class_of = np.zeros(1, dtype=np.int64)
    assert tree_by_class(placed, class_of, 1, months=(12, 12)).tolist() == [[25]]
    assert tree_by_class(placed, class_of, 1, months=(1, 12)).tolist() == [[91]]
    assert node_by_class(placed, 0, class_of, 1).months[0].tolist() == [900, *range(1, 14)]


def test_block_without_rows_sums_to_nothing() -> None:
    placed = place(Case({1: -1, 2: 1}, [], [-1], [0]))
    assert tree_by_class(placed, np.zeros(1, dtype=np.int64), 1, months=(1, 12)).tolist() == [[0], [0]]
