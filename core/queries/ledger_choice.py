"""What a reader chooses among ledger lines, and the search that it means."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session, func, select

from core.enums import VersionKind
from core.models import MISSING, Version
from core.queries.classes import classes_by_row, only, read_definition
from core.queries.columns import Columns, columns_of
from core.queries.ledger_parts import Choice
from core.queries.municipality import read_municipality
from core.queries.node_sums import allowed_positions
from core.queries.rollup import Flags, Ints, TreeShape
from core.rules.access import Action, Actor
from core.rules.row_lines import match_length, parse_ranges

_DECEMBER, _CLOSING = 12, 13


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines: a unit with all below it, a year's months, and whatever else is chosen.

    `row` is a row key of `definition`; `accounts` are ranges ("50-57, 5021"). `operating` keeps
    what the net cost of a follow-up counts. Codes are exact, "" for the code that is missing, None for any.
    `text` is part of the line's text, or its voucher number. `least` and `most` bound the amount's
    size in öre. `opening` adds the opening balances to months that begin with January.
    `eliminated_under` leaves out internal rows with both sides under that unit.
    """

    unit_id: int
    year: int
    months: tuple[int, int] = (1, 12)
    definition: str = "report"
    row: str | None = None
    operating: bool = False
    accounts: str = ""
    account: str | None = None
    function: str | None = None
    project: str | None = None
    counterparty: str | None = None
    text: str = ""
    least: int | None = None
    most: int | None = None
    opening: bool = False
    eliminated_under: int | None = None
    tree_id: int | None = None


def read_choice(session: Session, viewer: Actor, chosen: LineFilter) -> Choice | None:
    """Return the search that a filter means; None when no line can belong to it.

    Whether the actor may search there has been asked; in an older tree the search is cut to what
    she may see today.
    """
    version_id = session.exec(
        select(func.max(Version.id)).where(Version.kind == VersionKind.ACTUAL, Version.year == chosen.year)
    ).one()
    if version_id is None:
        return None
    columns = columns_of(session, [version_id])
    tree_id = chosen.tree_id or viewer.tree_id
    shape = columns.trees[tree_id]
    start = shape.position_of(chosen.unit_id)
    inside = np.arange(start, int(shape.end[start]))
    seen = allowed_positions(columns, viewer, tree_id, Action.VIEW_TRANSACTIONS)
    if seen is not None:
        inside = inside[seen[inside]]
    whole = len(inside) == len(shape.unit)
    wanted = _wanted_codings(session, columns, chosen)
    if chosen.eliminated_under is not None:
        wanted &= ~_meeting_under(columns, shape, chosen.eliminated_under)
    if not wanted.any():
        return None
    first, last = chosen.months
    return Choice(
        version_id=version_id,
        months=(0 if chosen.opening and first == 1 else first, _CLOSING if last == _DECEMBER else last),
        units=None if whole else shape.unit[inside],
        wanted=wanted,
        account=columns.codings.account,
        text=chosen.text.strip(),
        least=chosen.least,
        most=chosen.most,
    )


def _wanted_codings(session: Session, columns: Columns, chosen: LineFilter) -> Flags:
    """Return which codings belong to a filter."""
    codings = columns.codings
    wanted: Flags = codings.account != MISSING
    if chosen.operating or chosen.row is not None:
        classes = classes_by_row(
            columns, read_definition(session, chosen.definition), read_municipality(session)
        )
        wanted &= only(classes, chosen.row).of_coding >= 0
        wanted &= classes.of_coding != len(classes.keys) - 1
    if chosen.accounts:
        ranges = parse_ranges(chosen.accounts)
        wanted &= _having(columns, codings.account, lambda code: match_length(ranges, code) > 0)
    for ids, exact in (
        (codings.account, chosen.account),
        (codings.function, chosen.function),
        (codings.project, chosen.project),
        (codings.counterparty, chosen.counterparty),
    ):
        if exact is not None:
            wanted &= _having(columns, ids, exact.__eq__)
    return wanted


def _meeting_under(columns: Columns, shape: TreeShape, unit_id: int) -> Flags:
    """Return which codings name another side under a unit; one that names nobody means the top."""
    start = shape.position_of(unit_id)
    partner = columns.codings.partner
    under: Flags = np.isin(partner, shape.unit[start : int(shape.end[start])])
    nobody: Flags = (partner == 0) & (start == 0)
    return under | nobody


def _having(columns: Columns, ids: Ints, test: Callable[[str], bool]) -> Flags:
    """Return which codings have a code, in one of their parts, that passes a test."""
    code = columns.codings.code
    passed = [code_id for code_id in np.unique(ids) if test(code.get(int(code_id), ""))]
    found: Flags = np.isin(ids, np.array(passed, dtype=np.int64))
    return found


def sum_in_memory(session: Session, choice: Choice) -> int:
    """Return the sum of a choice from the columns, in ledger sign: as exact as the lines, and at once."""
    block = columns_of(session, [choice.version_id]).blocks[choice.version_id]
    rows = choice.wanted[block.coding]
    if choice.units is not None:
        rows &= np.isin(block.unit, choice.units)
    first, last = choice.months
    total = int(block.cumulative[last][rows].sum())
    if first == 0:
        return total + int(block.cumulative[0][rows].sum())
    return total - (int(block.cumulative[first - 1][rows].sum()) if first > 1 else 0)
