"""The ledger lines behind a figure, newest first, fifty at a time.

Lines are ordered by period, day and id. The search is cut in parts that an index answers in that
order, one per unit for a small subtree and one per account for a large one, so that a page costs
the same whatever the size of the ledger: ids first, then the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from core.enums import LedgerOrigin
from core.models import Code, Coding, LedgerLine, Unit
from core.queries.access import require
from core.queries.ledger_choice import LineFilter, read_choice, sum_in_memory
from core.queries.ledger_parts import first_ids, limited_count
from core.rules.access import Action, Actor

__all__ = ["LineFilter", "LinePage", "LineRow", "LineTotals", "Place", "list_lines", "sum_lines"]

PAGE = 50
COUNT_LIMIT = 10_000


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
    choice = read_choice(session, actor, chosen)
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
    choice = read_choice(session, actor, chosen)
    if choice is None:
        return LineTotals(0, False, 0)
    count, amount = limited_count(session, choice, count_limit + 1)
    if count <= count_limit or choice.searches_text:
        return LineTotals(count, False, -amount)
    return LineTotals(count_limit, True, -sum_in_memory(session, choice))


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
