"""Links between goals and money summed over a version: numpy only, to the öre, no krona twice.

Each balance row is shared out among the links that hold it, in the order that they were made,
until all of it is given. So the sums of links never come to more than the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.queries.classes import Classes, operating_codings
from core.queries.columns import Columns
from core.queries.goal_money_links import MoneyLink
from core.queries.municipality import Municipality
from core.queries.rollup import Flags, Ints, PlacedBlock
from core.rules.goal_money import WHOLE, MoneyPart, selection_of
from core.rules.row_lines import CodeRange, match_length, parse_ranges

_DECEMBER, _CLOSING = 12, 13
_RESULT_ACCOUNTS = parse_ranges("3-8")
_COST_ACCOUNTS = parse_ranges("4-7")


@dataclass(frozen=True, slots=True)
class LinkSum:
    """What a link comes to in a version, öre in report sign: months 1–m, and the whole year."""

    period: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class VersionSums:
    """A version shared out: the sum of each link by its id, and for each position the year's operating net.

    `net` and `served` are int64 by position, without what lies below; `cost` and `served_cost` the same
    of the rows that are costs. `overlaps` are pairs of links that together ask for more than a row.
    """

    links: dict[int, LinkSum] = field(default_factory=dict)
    net: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    served: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    cost: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    served_cost: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    overlaps: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The rows of all links, one link after another; those of link n begin at `ends[n]`.

    Of each: its link's number, how much of the row is taken before and after, and the share that is
    asked for. `order` is by row; `first` tells for each place in it where the row's own begin.
    """

    ends: Ints
    link: Ints
    row: Ints
    order: Ints
    first: Ints
    before: Ints
    after: Ints
    share: Ints


def share_out(
    columns: Columns,
    links: Sequence[MoneyLink],
    *,
    version_id: int | None,
    tree_id: int,
    upto_month: int,
    municipality: Municipality,
) -> VersionSums:
    """Share out a version among links; nothing without a version or a tree."""
    if version_id is None or tree_id not in columns.trees:
        return VersionSums()
    placed = columns.placed(version_id, tree_id)
    year = placed.block.cumulative[_CLOSING]
    period = placed.block.cumulative[_CLOSING if upto_month == _DECEMBER else upto_month]
    held = _held(columns, placed, links, municipality)
    given = _given(held, period), _given(held, year)
    sums = {link.id: LinkSum(-one, -other) for link, one, other in zip(links, *given, strict=True)}
    taken: Ints = np.zeros(len(year), dtype=np.int64)
    np.add.at(taken, held.row, held.after - held.before)
    ids = [link.id for link in links]
    overlaps = frozenset((ids[one], ids[other]) for one, other in _overlaps(held))
    return VersionSums(sums, *_coverage(columns, placed, taken, municipality), overlaps)


def _held(
    columns: Columns, placed: PlacedBlock, links: Sequence[MoneyLink], municipality: Municipality
) -> _Held:
    """Return which rows each link holds, and what is left of each when its turn comes."""
    codes = {(link.part.accounts, link.part.function, link.part.project): link.part for link in links}
    flags = {key: part_flags(columns, part, municipality) for key, part in codes.items()}
    rows = [
        rows_under(placed, part.unit_id, flags[part.accounts, part.function, part.project])
        for part in (link.part for link in links)
    ]
    ends = np.cumsum([0, *map(len, rows)])
    link = np.repeat(np.arange(len(links)), np.diff(ends))
    row: Ints = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    share = np.array([link.part.share for link in links], dtype=np.int64)[link]
    order = np.argsort(row, kind="stable")  # by row, and of each row the link that was made first
    first = np.searchsorted(row[order], row[order])
    so_far = np.concatenate([[0], np.cumsum(share[order])])
    before = np.empty_like(row)
    before[order] = np.minimum(WHOLE, so_far[:-1] - so_far[first])
    return _Held(ends, link, row, order, first, before, np.minimum(WHOLE, before + share), share)


def _given(held: _Held, amounts: Ints) -> list[int]:
    """Return what of some amounts by row that each link gets."""
    own = amounts[held.row]
    given = np.concatenate([[0], np.cumsum(own * held.after // WHOLE - own * held.before // WHOLE)])
    parts: list[int] = np.diff(given[held.ends]).tolist()
    return parts


def _overlaps(held: _Held) -> set[tuple[int, int]]:
    """Return pairs of links, by number, of which the later one asks for more than is left of a row."""
    crowded = np.flatnonzero((held.before + held.share > WHOLE)[held.order])
    link, first = held.link[held.order], held.first
    return {(int(one), int(link[place])) for place in crowded.tolist() for one in link[first[place] : place]}


def _coverage(
    columns: Columns, placed: PlacedBlock, taken: Ints, municipality: Municipality
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the year's operating net by position, what of it is taken, and both of the costs alone."""
    operating = operating_flags(columns, municipality)[placed.block.coding]
    net = np.where(operating, placed.block.cumulative[_CLOSING], 0)
    served = net * taken // WHOLE
    cost = _matching(columns, _COST_ACCOUNTS)[placed.block.coding]
    return (
        _by_position(placed, net),
        _by_position(placed, served),
        _by_position(placed, np.where(cost, net, 0)),
        _by_position(placed, np.where(cost, served, 0)),
    )


def whole_classes(
    columns: Columns, classes: Classes, part: MoneyPart, municipality: Municipality
) -> tuple[str, ...] | None:
    """Return the keys of the classes that a part holds all of; None when it holds only some of one."""
    flags = part_flags(columns, part, municipality)
    held = []
    for number, key in enumerate(classes.keys[:-1]):
        inside = flags[classes.of_coding == number]
        if inside.all() and len(inside):
            held.append(key)
        elif inside.any():
            return None
    return tuple(held)


def operating_flags(columns: Columns, municipality: Municipality) -> Flags:
    """Return which codings a net budget is made of: operations, without kommunbidrag that is booked."""
    key = ("goal_money_operating", municipality)
    if key not in columns.shared:
        flags = operating_codings(columns, municipality)
        if municipality.books_allocation:
            flags = flags & ~_matching(columns, parse_ranges(municipality.allocation_accounts))
        columns.shared[key] = flags
    kept: Flags = columns.shared[key]  # type: ignore[assignment]
    return kept


def rows_under(placed: PlacedBlock, unit_id: int, flags: Flags) -> Ints:
    """Return the balance rows under a unit of which the codings are flagged."""
    shape = placed.shape
    if not 0 <= unit_id < len(shape.position) or shape.position[unit_id] < 0:
        return np.zeros(0, dtype=np.int64)
    start = shape.position_of(unit_id)
    rows = placed.order[placed.starts[start] : placed.starts[int(shape.end[start])]]
    held: Ints = rows[flags[placed.block.coding[rows]]]
    return held


def part_flags(columns: Columns, part: MoneyPart, municipality: Municipality) -> Flags:
    """Return which codings a part holds. One that names a project holds investments in it too."""
    key = ("goal_money", part.accounts, part.function, part.project, municipality)
    if key not in columns.shared:
        codings, code = columns.codings, columns.codings.code
        chosen = selection_of(part)
        base = (
            _matching(columns, _RESULT_ACCOUNTS) if part.project else operating_flags(columns, municipality)
        )
        flags = np.zeros(len(base), dtype=np.bool_)
        parts = zip(
            codings.account.tolist(), codings.function.tolist(), codings.project.tolist(), strict=True
        )
        for number, (account, function, project) in enumerate(parts):
            flags[number] = base[number] and chosen.holds(
                code.get(account, ""), code.get(function, ""), code.get(project, "")
            )
        columns.shared[key] = flags
    kept: Flags = columns.shared[key]  # type: ignore[assignment]
    return kept


def _matching(columns: Columns, ranges: tuple[CodeRange, ...]) -> Flags:
    code = columns.codings.code
    accounts = columns.codings.account
    found = [i for i in np.unique(accounts) if match_length(ranges, code.get(int(i), ""))]
    flags: Flags = np.isin(accounts, np.array(found, dtype=np.int64))
    return flags


def _by_position(placed: PlacedBlock, amounts: Ints) -> Ints:
    """Return the sum of the rows on each position, in report sign."""
    count = len(placed.shape.unit)
    sums: Ints = -np.bincount(placed.position, weights=amounts, minlength=count).astype(np.int64)
    return sums
