"""Classes: for every coding the report row, account or function that it belongs to.

Only operating accounts have a class: classes 3–8 without investments. Kommunbidrag that is
booked has a class of its own, so that it never hides in net cost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import numpy as np
from sqlmodel import Session, col, select

from core.errors import RuleViolation
from core.models import RowLine
from core.queries.columns import Columns
from core.queries.municipality import Municipality
from core.queries.rollup import NOBODY, Flags, Ints
from core.rules.row_lines import DefinedRow, match_length, parse_ranges, place_accounts
from core.texts import _

LEFT_OVER = "ej_placerade"
"""The row of operating accounts that a definition does not name: nothing may vanish."""
ALLOCATION = "kommunbidrag"
_RESULT_ACCOUNTS = "3-8"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """`of_coding[coding]` is a position in `keys`, or −1; the last key is booked kommunbidrag.

    `whole` tells that every operating account has a class, so that the sum is the net cost.
    """

    keys: tuple[str, ...]
    of_coding: Ints
    whole: bool


def read_definition(session: Session, name: str) -> tuple[DefinedRow, ...]:
    """Return the rows of a row definition in order; `RuleViolation` when there is none of that name."""
    rows = session.exec(
        select(RowLine).where(RowLine.definition == name).order_by(col(RowLine.position))
    ).all()
    if not rows:
        raise RuleViolation(
            _("Radindelningen ”{name}” finns inte. Be en administratör lägga in den.").format(name=name)
        )
    return tuple(DefinedRow(row.key, row.title, row.accounts, row.excluded, row.sums) for row in rows)


def list_definitions(session: Session) -> tuple[str, ...]:
    """Return the names of the row definitions."""
    return tuple(sorted(session.exec(select(RowLine.definition).distinct())))


def classes_by_row(columns: Columns, rows: Sequence[DefinedRow], municipality: Municipality) -> Classes:
    """Return the class of every coding by report row; sum rows have none."""

    def build() -> Classes:
        codings = columns.codings
        accounts = {codings.code[int(i)] for i in np.unique(codings.account) if int(i) in codings.code}
        placed = place_accounts(rows, accounts)
        keys = (*(row.key for row in rows if not row.is_sum), LEFT_OVER)
        return _classes(
            columns, municipality, keys, codings.account, lambda code: placed.get(code, LEFT_OVER), whole=True
        )

    return _kept(columns, ("rows", tuple(rows), municipality), build)


def classes_by_account(
    columns: Columns, within: Classes, key: str | None, municipality: Municipality
) -> Classes:
    """Return a class per account, of one class of `within` only when `key` names it."""
    return _by_code(columns, columns.codings.account, within, key, municipality)


def classes_by_function(
    columns: Columns, within: Classes, key: str | None, municipality: Municipality
) -> Classes:
    """Return a class per function (verksamhet), the empty key for codings that have none."""
    return _by_code(columns, columns.codings.function, within, key, municipality)


def only(within: Classes, key: str | None) -> Classes:
    """Return the same classes with every other key than one left out; None keeps them all."""
    if key is None:
        return within
    if key not in within.keys:
        raise RuleViolation(_("Raden finns inte i radindelningen. Välj en annan rad."))
    kept = within.of_coding == within.keys.index(key)
    return Classes(within.keys, np.where(kept, within.of_coding, NOBODY), whole=False)


def _by_code(
    columns: Columns, ids: Ints, within: Classes, key: str | None, municipality: Municipality
) -> Classes:
    code = columns.codings.code
    keys = tuple(sorted({code.get(int(i), "") for i in np.unique(ids)}))
    classes = _classes(columns, municipality, keys, ids, lambda text: text, whole=key is None)
    if key is None:
        return classes
    inside = only(within, key).of_coding >= 0
    return Classes(classes.keys, np.where(inside, classes.of_coding, NOBODY), whole=False)


def _classes(
    columns: Columns,
    municipality: Municipality,
    keys: tuple[str, ...],
    ids: Ints,
    key_of: Callable[[str], str],
    *,
    whole: bool,
) -> Classes:
    """Return classes by the code that each coding has in `ids`."""
    code = columns.codings.code
    index = {key: position for position, key in enumerate(keys)}
    by_code = np.full(max((*code, int(ids.max(initial=0)))) + 1, NOBODY, dtype=np.int64)
    for code_id in np.unique(ids):
        by_code[code_id] = index[key_of(code.get(int(code_id), ""))]
    of_coding = np.where(operating_codings(columns, municipality), by_code[ids], NOBODY)
    if municipality.books_allocation:
        booked = _matching(columns, columns.codings.account, municipality.allocation_accounts)
        of_coding = np.where(booked, len(keys), of_coding)
    return Classes((*keys, ALLOCATION), of_coding, whole)


def operating_codings(columns: Columns, municipality: Municipality) -> Flags:
    """Return which codings belong to operations: classes 3–8, no investment account or project."""

    def build() -> Flags:
        accounts = columns.codings.account
        result = _matching(columns, accounts, _RESULT_ACCOUNTS) & ~_matching(
            columns, accounts, municipality.not_operating
        )
        return result & ~_matching(columns, columns.codings.project, municipality.investment_projects)

    return _kept(columns, ("operating", municipality), build)


def _matching(columns: Columns, ids: Ints, ranges: str) -> Flags:
    """Return which codings have a code within the ranges."""
    parsed = parse_ranges(ranges)
    flags = np.zeros(len(ids), dtype=np.bool_)
    if parsed:
        code = columns.codings.code
        found = [i for i in np.unique(ids) if match_length(parsed, code.get(int(i), ""))]
        flags = np.isin(ids, np.array(found, dtype=np.int64))
    return flags


def _kept(columns: Columns, key: object, build: Callable[[], T]) -> T:
    """Return what was built for these columns before, or build and keep it."""
    if key not in columns.shared:
        columns.shared[key] = build()
    return cast(T, columns.shared[key])
