"""A search among ledger lines cut in parts that an index answers in the order of the page.

Indexes: (unit_id, version_id, month, day, id, …) for one part per unit, and
(account_id, version_id, month, day, id, …) for one part per account.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from sqlalchemy import Date, bindparam, text
from sqlmodel import Session

from core.queries.rollup import Flags, Ints

Keyset: TypeAlias = tuple[int, date, int]

_FEW_UNITS = 40
_PARTS_AT_ONCE = 100
_LOWER = "lower(replace(replace(replace({}, 'Å', 'å'), 'Ä', 'ä'), 'Ö', 'ö'))"  # SQLite's own knows a–z
_SEARCHED = (_LOWER.format("text"), _LOWER.format("extra ->> 'supplier'"))
_ORDER = "ORDER BY month DESC, day DESC, id DESC"


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What is searched: a version's months in some units (None: all of them), by coding.

    `wanted` is bool by coding id and `account` the account id of each coding; amounts bound the
    size in öre.
    """

    version_id: int
    months: tuple[int, int]
    units: Ints | None
    wanted: Flags
    account: Ints
    text: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def searches_text(self) -> bool:
        """Whether only the lines themselves can tell what belongs to the choice."""
        return bool(self.text) or self.least is not None or self.most is not None

    @property
    def accounts(self) -> Ints:
        """The accounts that have any coding that is wanted."""
        return np.unique(self.account[self.wanted])


def first_ids(session: Session, choice: Choice, size: int, after: Keyset | None = None) -> list[int]:
    """Return the ids of the newest lines, `size` at most, after a place in that order."""
    parameters = _parameters(choice) | {"size": size}
    common = _common(choice)
    if after is not None:
        common += " AND (month, day, id) < (:after_month, :after_day, :after_id)"
        parameters |= {"after_month": after[0], "after_day": after[1], "after_id": after[2]}
    found: list[tuple[int, Any, int]] = []
    for parts in _batches(cut_in_parts(choice)):
        union = " UNION ALL ".join(
            f"SELECT * FROM (SELECT id, month, day FROM ledger_line "
            f"WHERE {part}{common} {_ORDER} LIMIT :size) AS p{number}"
            for number, part in enumerate(parts)
        )
        statement = text(f"{union} {_ORDER} LIMIT :size")
        if after is not None:
            statement = statement.bindparams(bindparam("after_day", type_=Date))
        found += [(month, day, line_id) for line_id, month, day in session.execute(statement, parameters)]
    return [line_id for _month, _day, line_id in sorted(found, reverse=True)[:size]]


def limited_count(session: Session, choice: Choice, limit: int) -> tuple[int, int]:
    """Return how many lines there are and their sum in ledger sign, öre; counting stops at `limit`.

    A search in texts or by amount is never stopped: nothing else can tell its sum.
    """
    count = amount = 0
    for parts in _batches(cut_in_parts(choice)):
        union = " UNION ALL ".join(
            f"SELECT amount FROM ledger_line WHERE {part}{_common(choice)}" for part in parts
        )
        stop = "" if choice.searches_text else f" LIMIT {limit - count}"
        statement = text(
            f"SELECT count(*), coalesce(sum(amount), 0) FROM (SELECT amount FROM ({union}) AS u{stop}) AS s"
        )
        part_count, part_amount = session.execute(statement, _parameters(choice)).one()
        count, amount = count + part_count, amount + int(part_amount)
        if stop and count >= limit:
            break
    return count, amount


def cut_in_parts(choice: Choice) -> list[str]:
    """Return the conditions of the parts: per unit where the units are few, else per account."""
    accounts = choice.accounts
    if choice.units is not None and len(choice.units) <= max(_FEW_UNITS, len(accounts)):
        among = _among_all(choice)
        return [f"unit_id = {int(unit)}{among}" for unit in choice.units]
    inside = "" if choice.units is None else f" AND unit_id IN ({_listed(choice.units)})"
    partly = set(np.unique(choice.account[~choice.wanted]).tolist())
    return [
        f"account_id = {account}{_of_account(choice, account) if account in partly else ''}{inside}"
        for account in accounts.tolist()
    ]


def _among_all(choice: Choice) -> str:
    """Return the condition on codings where a part holds every account."""
    accounts = choice.accounts
    whole = np.isin(choice.account, accounts)
    if not (whole & ~choice.wanted).any():
        return _either("account_id", accounts, np.setdiff1d(choice.account, accounts))
    return _either("coding_id", np.flatnonzero(choice.wanted), np.flatnonzero(~choice.wanted))


def _of_account(choice: Choice, account: int) -> str:
    """Return the condition on codings where a part holds one account."""
    own = choice.account == account
    return _either("coding_id", np.flatnonzero(own & choice.wanted), np.flatnonzero(own & ~choice.wanted))


def _either(name: str, wanted: Ints, unwanted: Ints) -> str:
    """Return the shorter of two ways to say the same: these, or all but those."""
    if len(unwanted) == 0:
        return ""
    if len(wanted) <= len(unwanted):
        return f" AND {name} IN ({_listed(wanted)})"
    return f" AND {name} NOT IN ({_listed(unwanted)})"


def _common(choice: Choice) -> str:
    conditions = " AND version_id = :version AND month BETWEEN :first AND :last"
    if choice.text:
        likes = " OR ".join(f"{searched} LIKE :text ESCAPE '!'" for searched in _SEARCHED)
        conditions += f" AND ({likes} OR number = :number)"
    if choice.least is not None:
        conditions += " AND abs(amount) >= :least"
    if choice.most is not None:
        conditions += " AND abs(amount) <= :most"
    return conditions


def _parameters(choice: Choice) -> dict[str, Any]:
    first, last = choice.months
    parameters: dict[str, Any] = {"version": choice.version_id, "first": first, "last": last}
    if choice.text:
        wanted = choice.text.lower()
        for sign in "!%_":
            wanted = wanted.replace(sign, f"!{sign}")
        parameters |= {"text": f"%{wanted}%", "number": choice.text}
    if choice.least is not None:
        parameters["least"] = choice.least
    if choice.most is not None:
        parameters["most"] = choice.most
    return parameters


def _listed(ids: Ints) -> str:
    return ",".join(map(str, ids.tolist()))


def _batches(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give the parts some at a time: SQLite takes at most 500 in one statement."""
    for start in range(0, len(parts), _PARTS_AT_ONCE):
        yield parts[start : start + _PARTS_AT_ONCE]
