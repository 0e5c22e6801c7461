"""The ledger lines behind a figure, newest first, fifty at a time.

Lines are ordered by period, day and id. The search is cut in parts that an index answers in that
order, one per unit for a small subtree and one per account for a large one, so that a page costs
the same whatever the size of the ledger: ids first, then the rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlmodel import Session, col, func, select

from core.enums import LedgerOrigin, VersionKind
from core.models import MISSING, Code, Coding, LedgerLine, Unit, Version
from core.queries.access import require
from core.queries.classes import classes_by_row, only, read_definition
from core.queries.columns import Columns, columns_of
from core.queries.ledger_parts import Choice, first_ids, limited_count
from core.queries.municipality import read_municipality
from core.queries.node_sums import allowed_positions
from core.queries.rollup import Flags, Ints, TreeShape
from core.rules.access import Action, Actor
from core.rules.row_lines import match_length, parse_ranges

PAGE = 50
COUNT_LIMIT = 10_000
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


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a page ended: the next one begins after it."""

    month: int
    day: date
    id: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One ledger line; the amount is öre in report sign (revenue +, cost −)."""

    id: int
    day: date
    month: int
    voucher: str
    text: str
    account: str
    account_name: str
    unit_id: int
    unit_code: str
    function: str
    project: str
    counterparty: str
    counterparty_name: str
    amount: int
    origin: LedgerOrigin
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinePage:
    """A page of lines, newest first; `next` is None on the last one."""

    rows: tuple[LineRow, ...]
    next: Place | None


@dataclass(frozen=True, slots=True)
class LineTotals:
    """How many lines and their sum in öre, report sign; `more` when there are more than `count`."""

    count: int
    more: bool
    amount: int


def list_lines(
    session: Session, actor: Actor, *, chosen: LineFilter, after: Place | None = None, size: int = PAGE
) -> LinePage:
    """Return a page of lines; `NotAllowed` unless the actor may see transactions there."""
    require(session, actor, Action.VIEW_TRANSACTIONS, chosen.unit_id)
    choice = _choice(session, actor, chosen)
    if choice is None:
        return LinePage((), None)
    keyset = (after.month, after.day, after.id) if after else None
    ids = first_ids(session, choice, size + 1, keyset)
    rows = _rows(session, ids[:size])
    last = rows[-1] if rows and len(ids) > size else None
    return LinePage(tuple(rows), Place(last.month, last.day, last.id) if last else None)


def sum_lines(
    session: Session, actor: Actor, *, chosen: LineFilter, count_limit: int = COUNT_LIMIT
) -> LineTotals:
    """Return the count, at most `count_limit`, and the whole sum of the lines of a filter."""
    require(session, actor, Action.VIEW_TRANSACTIONS, chosen.unit_id)
    choice = _choice(session, actor, chosen)
    if choice is None:
        return LineTotals(0, False, 0)
    count, amount = limited_count(session, choice, count_limit + 1)
    if count <= count_limit or choice.searches_text:
        return LineTotals(count, False, -amount)
    return LineTotals(count_limit, True, -_sum_in_memory(session, choice))


def _choice(session: Session, actor: Actor, chosen: LineFilter) -> Choice | None:
    """Return the search that a filter means; None when no line can belong to it."""
    version_id = session.exec(
        select(func.max(Version.id)).where(Version.kind == VersionKind.ACTUAL, Version.year == chosen.year)
    ).one()
    if version_id is None:
        return None
    columns = columns_of(session, [version_id])
    tree_id = chosen.tree_id or actor.tree_id
    shape = columns.trees[tree_id]
    start = shape.position_of(chosen.unit_id)
    inside = np.arange(start, int(shape.end[start]))
    seen = allowed_positions(columns, actor, tree_id, Action.VIEW_TRANSACTIONS)
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


def _sum_in_memory(session: Session, choice: Choice) -> int:
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


def _rows(session: Session, ids: Sequence[int]) -> list[LineRow]:
    """Return the lines of the ids, in their order, with the names of their codes."""
    if not ids:
        return []
    found = session.exec(
        select(LedgerLine, Coding, Unit.code)
        .join(Coding, col(Coding.id) == col(LedgerLine.coding_id))
        .join(Unit, col(Unit.id) == col(LedgerLine.unit_id))
        .where(col(LedgerLine.id).in_(ids))
    ).all()
    code_ids = {part for _line, coding, _unit in found for part in _parts(coding)}
    named = session.exec(select(Code.id, Code.code, Code.name).where(col(Code.id).in_(code_ids)))
    codes = {code_id: (code, name) for code_id, code, name in named}
    by_id = {line.id: _row(line, coding, unit, codes) for line, coding, unit in found}
    return [by_id[line_id] for line_id in ids]


def _parts(coding: Coding) -> tuple[int, int, int, int]:
    return coding.account_id, coding.function_id, coding.project_id, coding.counterparty_id


def _row(
    line: LedgerLine, coding: Coding, unit_code: str, codes: dict[int | None, tuple[str, str]]
) -> LineRow:
    account, function, project, counterparty = (codes.get(part, ("", "")) for part in _parts(coding))
    return LineRow(
        id=line.id or 0,
        day=line.day,
        month=line.month,
        voucher=" ".join(filter(None, (line.series, line.number))),
        text=line.text,
        account=account[0],
        account_name=account[1],
        unit_id=line.unit_id,
        unit_code=unit_code,
        function=function[0],
        project=project[0],
        counterparty=counterparty[0],
        counterparty_name=counterparty[1],
        amount=-line.amount,
        origin=LedgerOrigin(line.origin),
        extra=dict(line.extra or {}),
    )
