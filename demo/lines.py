"""From months to ledger lines: whole kronor per month become bookings in öre with days and vouchers.

The result's lines come from the rows; `demo.contra` adds the balance side of every voucher. The
closing entries of a year (bokslutsperiod 13) are December vouchers of series B, since SIE has
no thirteenth period.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from demo.cells import SEED
from demo.codes import INTERNAL_COUNTERPARTY, accounts, counterparties, functions, projects
from demo.facts import LAST_MONTH, LAST_YEAR
from demo.line_texts import line_texts
from demo.mix import INTERNAL_REVENUE_GROUPS
from demo.organisation import branch_of, cost_centers
from demo.rows import Row, use_of, year_rows
from demo.suppliers import SCANNED, positions_of_kind

Ints = NDArray[np.int64]
SERIES = ("L", "F", "K", "P", "I", "A", "B", "M", "U")
_MOST_BOOKINGS = 60
_SINGLE_VOUCHERS = 10**9
_CLOSING_SHARE = 0.22
_FRIDAY = 4
_HOLIDAYS = frozenset({(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)})


@dataclass(frozen=True, slots=True)
class Bookings:
    """Lines as arrays of equal length; codes are positions in `codes()`, -1 = none.

    `voucher` is a key that lines of one voucher share, `vat` the öre of VAT beside the line.
    """

    series: Ints
    voucher: Ints
    month: Ints
    day: Ints
    account: Ints
    center: Ints
    function: Ints
    counterparty: Ints
    project: Ints
    amount: Ints
    vat: Ints
    supplier: Ints
    text: NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class CodeLists:
    """The codes that positions in the arrays point into."""

    account: tuple[str, ...]
    center: tuple[str, ...]
    function: tuple[str, ...]
    counterparty: tuple[str, ...]
    project: tuple[str, ...]


def codes() -> CodeLists:
    """Return the code lists in the order that the arrays use."""
    return CodeLists(
        tuple(code.code for code in accounts()),
        tuple(center.code for center in cost_centers()),
        tuple(code.code for code in functions()),
        tuple(party.code for party in counterparties()),
        tuple(project.code for project in projects()),
    )


def positions(values: tuple[str, ...]) -> dict[str, int]:
    """Return code → position, with the empty code at -1."""
    return {"": -1} | {code: n for n, code in enumerate(values)}


def _workdays(year: int) -> tuple[Ints, Ints]:
    """Return a table month × choice of weekdays, and how many there are in each month."""
    table = np.zeros((13, 23), np.int64)
    count = np.zeros(13, np.int64)
    for month in range(1, 13):
        days = [
            d for d in range(1, monthrange(year, month)[1] + 1) if date(year, month, d).weekday() <= _FRIDAY
        ]
        table[month, : len(days)] = days
        count[month] = len(days)
    return table, count


def last_days(year: int) -> Ints:
    """Return the last day of each month, position 0 unused."""
    return np.array([0, *(monthrange(year, month)[1] for month in range(1, 13))], np.int64)


def _pay_days(year: int) -> Ints:
    """Return the day that pay is booked: the 27th or the weekday before, the 22nd in December."""
    days = [0]
    for month in range(1, 13):
        day = 22 if month == 12 else 27
        while date(year, month, day).weekday() > _FRIDAY:
            day -= 1
        days.append(day)
    return np.array(days, np.int64)


def _split_in_ore(kronor: Ints, parts: Ints, rng: np.random.Generator) -> Ints:
    """Return öre for `parts` bookings of each amount, sums exact, sizes uneven."""
    owner = np.repeat(np.arange(len(parts)), parts)
    weights = rng.uniform(0.55, 1.45, len(owner))
    running = np.cumsum(weights)
    ends = np.cumsum(parts) - 1
    before = np.where(ends - parts + 1 > 0, running[ends - parts], 0.0)
    before[0] = 0.0
    total = running[ends] - before
    share = (running - before[owner]) / total[owner]
    reached = np.rint(share * (kronor[owner] * 100.0)).astype(np.int64)
    reached[ends] = kronor * 100
    result = np.diff(reached, prepend=0)
    starts = ends - parts + 1
    result[starts] = reached[starts]
    return result


def _expand(
    rows: list[Row], months: Ints, last_month: int, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Return row, month and öre of every booking."""
    row, month = np.nonzero(months[:, :last_month])
    kronor = months[row, month]
    typical = np.array([10**12 if item.text else use_of(item.account).typical for item in rows])[row]
    parts = np.clip(np.rint(np.abs(kronor) / typical), 1, _MOST_BOOKINGS).astype(np.int64)
    ore = _split_in_ore(kronor, parts, rng)
    return np.repeat(row, parts), np.repeat(month + 1, parts), ore


def _series_of(rows: list[Row]) -> Ints:
    by_style = {"cus": "K", "pay": "P", "int": "I", "aut": "A"}
    found = []
    for row in rows:
        use = use_of(row.account)
        scanned = use.supplier in SCANNED
        found.append(by_style.get(use.style, "L" if scanned else "F"))
    return np.array([SERIES.index(series) for series in found], np.int64)


def _voucher_owner(rows: list[Row]) -> Ints:
    """Return per row the thing whose lines of a month share a voucher; -1 = one voucher a line."""
    owners: dict[tuple[str, ...], int] = {}
    found = []
    for row in rows:
        style = use_of(row.account).style
        if style == "pay":
            key: tuple[str, ...] = ("pay", row.center[:3])
        elif style == "aut":
            key = ("aut", row.account, branch_of()[row.center])
        elif style == "int":
            key = _trade_of(row)
        else:
            found.append(-1)
            continue
        found.append(owners.setdefault(key, len(owners)))
    return np.array(found, np.int64)


def _trade_of(row: Row) -> tuple[str, ...]:
    """Return what both sides of an internal invoice have in common: the kind and the buyer."""
    if row.group in {"SP", "SPC"}:
        return ("int", "SP", "BUN")
    if row.group in INTERNAL_REVENUE_GROUPS:
        return ("int", row.group[:-1], row.counterparty)
    return ("int", row.group, INTERNAL_COUNTERPARTY[branch_of()[row.center]])


def _days_of(year: int, series: Ints, month: Ints, rng: np.random.Generator) -> Ints:
    table, count = _workdays(year)
    choice = (rng.uniform(0, 1, len(month)) * count[month]).astype(np.int64)
    days = table[month, choice]
    fixed = np.isin(series, [SERIES.index("I"), SERIES.index("A"), SERIES.index("B")])
    days = np.where(fixed, last_days(year)[month], days)
    return np.where(series == SERIES.index("P"), _pay_days(year)[month], days)


def _suppliers_of(rows: list[Row], row: Ints, turn: Ints) -> Ints:
    """Return the supplier of each line, or -1: an ansvar keeps to two of each kind."""
    kinds = positions_of_kind()
    first = np.full(len(rows), -1, np.int64)
    second = np.full(len(rows), -1, np.int64)
    for n, item in enumerate(rows):
        choices = kinds.get(use_of(item.account).supplier)
        if choices:
            seed = 0 if item.text else int(item.center) + 7 * int(item.account)
            first[n] = choices[seed % len(choices)]
            second[n] = first[n] if item.text else choices[(seed // 3 + 1) % len(choices)]
    return np.where(turn % 4 == 3, second[row], first[row])


def _vouchers_of(rows: list[Row], row: Ints, month: Ints) -> Ints:
    """Return the voucher key of each line: shared by owner and month, or one of its own."""
    owner = _voucher_owner(rows)[row]
    return np.where(owner < 0, np.arange(len(row)) + _SINGLE_VOUCHERS, owner * 100 + month)


def _codings_of(rows: list[Row], row: Ints) -> dict[str, Ints]:
    """Return the five code columns of each line as positions in `codes()`."""
    lists, functions_of = codes(), {center.code: center.function for center in cost_centers()}
    columns = {
        "account": (lists.account, [item.account for item in rows]),
        "center": (lists.center, [item.center for item in rows]),
        "function": (lists.function, [functions_of[item.center] for item in rows]),
        "counterparty": (lists.counterparty, [item.counterparty for item in rows]),
        "project": (lists.project, [item.project for item in rows]),
    }
    found = {}
    for name, (known, used) in columns.items():
        place = positions(known)
        found[name] = np.array([place[code] for code in used], np.int64)[row]
    return found


def result_bookings(year: int) -> Bookings:
    """Return the lines of the result (and of investments) of a year; 2026 ends with October."""
    rows, months = year_rows(year)
    rng = np.random.default_rng([SEED, year, 1])
    row, month, ore = _expand(rows, months, LAST_MONTH if year == LAST_YEAR else 12, rng)
    turn = rng.integers(0, 60, len(row))
    series = _series_of(rows)[row]
    supplied = np.isin(series, [SERIES.index("L"), SERIES.index("F")])
    closing = supplied & (month == 12) & (rng.uniform(0, 1, len(row)) < _CLOSING_SHARE)
    series = np.where(closing, SERIES.index("B"), series)
    rate = np.array([use_of(item.account).vat for item in rows])[row]
    return Bookings(
        series=series,
        voucher=_vouchers_of(rows, row, month),
        month=month,
        day=_days_of(year, series, month, rng),
        amount=ore,
        vat=np.where(closing, 0, np.rint(ore * rate / 100.0).astype(np.int64)),
        supplier=np.where(closing, -1, _suppliers_of(rows, row, turn)),
        text=line_texts(rows, row, month, turn, ore),
        **_codings_of(rows, row),
    )
