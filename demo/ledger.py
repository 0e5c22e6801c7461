"""The ledger of Ekarboda, January 2024 – October 2026, in whole öre and always the same.

Series: L scanned supplier invoices (they come from a feeder system, with supplier and picture),
F other supplier invoices, K customer invoices, P payroll, I internal invoices, A automatic
postings, B closing entries of the year (bokslutsperiod 13), M manual corrections, U payments.
Choices where the page of figures leaves it open: the unit with interndifferens 74 tkr is booked in
September 2026 (the seller has invoiced, the buyer has not), so that the closed years are exact;
investments are booked on group 40 with a project and moved to fixed assets at the year's end by
4099 without a project, so 2026 shows group 40 open. Kommunbidrag is not booked.
"""

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from demo.cells import SEED
from demo.codes import INTERNAL_COUNTERPARTY
from demo.contra import entry_bookings, monthly_sums, opening_balances, settlement_entries, voucher_sides
from demo.facts import INTERNAL_DIFFERENCE, LEDGER_YEARS
from demo.lines import SERIES, Bookings, Ints, codes, positions, result_bookings
from demo.stories import STORY_YEAR

_CORRECTIONS_PER_YEAR = 60


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """A year's lines in voucher order; `number` is the voucher's within its series, `row` from 1.

    `opening` is the opening balance by account in öre.
    """

    year: int
    lines: Bookings
    number: Ints
    row: Ints
    opening: dict[str, int]

    def __len__(self) -> int:
        return len(self.number)


def _joined(parts: list[Bookings]) -> Bookings:
    columns = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Bookings)}
    return Bookings(**columns)


def _taken(lines: Bookings, at: Ints) -> Bookings:
    return Bookings(**{f.name: getattr(lines, f.name)[at] for f in fields(Bookings)})


def _corrections(year: int, lines: Bookings) -> Bookings:
    """Return manual vouchers that move a purchase from material to inventories at the same ansvar."""
    place = positions(codes().account)
    rng = np.random.default_rng([SEED, year, 2])
    candidates = np.flatnonzero((lines.account == place["6430"]) & (lines.month < 12))
    chosen = np.sort(rng.choice(candidates, _CORRECTIONS_PER_YEAR, replace=False))
    moved = _taken(lines, np.repeat(chosen, 2))
    count = len(moved.amount)
    sign = np.tile(np.array([-1, 1]), count // 2)
    columns = {f.name: getattr(moved, f.name) for f in fields(Bookings)}
    columns |= {
        "series": np.full(count, SERIES.index("M"), np.int64),
        "voucher": np.repeat(np.arange(count // 2), 2) + 3 * 10**9,
        "account": np.where(sign < 0, place["6430"], place["6410"]).astype(np.int64),
        "amount": moved.amount * sign,
        "vat": np.zeros(count, np.int64),
        "supplier": np.full(count, -1, np.int64),
        "text": np.array(["Rättelse, inventarier i stället för material"] * count, dtype=object),
    }
    return Bookings(**columns)


def _internal_difference(year: int) -> list[Bookings]:
    """Return the seller's side of an internal invoice that the buyer has not booked."""
    if year != STORY_YEAR:
        return []
    lists = codes()
    ore = INTERNAL_DIFFERENCE * 100
    one = np.ones(2, np.int64)
    account, party = positions(lists.account), positions(lists.counterparty)
    text = "Storstädning Simhallen Vågen, september"
    return [
        Bookings(
            series=one * SERIES.index("I"), voucher=one * 4 * 10**9, month=one * 9, day=one * 30,
            account=np.array([account["3690"], account["1690"]]),
            center=one * positions(lists.center)["7131"],
            function=one * positions(lists.function)["9402"],
            counterparty=np.array([party[INTERNAL_COUNTERPARTY["KFN"]], -1]),
            project=-one, amount=np.array([-ore, ore]), vat=0 * one, supplier=-one,
            text=np.array([text, text], dtype=object),
        )
    ]  # fmt: skip


def _in_voucher_order(year: int, lines: Bookings, opening: dict[str, int]) -> LedgerYear:
    order = np.lexsort((np.arange(len(lines.month)), lines.voucher, lines.day, lines.month, lines.series))
    lines = _taken(lines, order)
    start = np.ones(len(order), dtype=bool)
    start[1:] = (np.diff(lines.voucher) != 0) | (np.diff(lines.series) != 0) | (np.diff(lines.month) != 0)
    voucher = np.cumsum(start) - 1
    first = np.flatnonzero(start)
    series = lines.series[first]
    number = np.arange(len(first)) - np.searchsorted(series, series) + 1
    row = np.arange(len(order)) - first[voucher] + 1
    return LedgerYear(year, lines, number[voucher], row, opening)


def _closing(ledger: LedgerYear) -> dict[str, int]:
    """Return the next year's opening: what the balance accounts hold, the result moved to equity."""
    accounts = codes().account
    change = np.zeros(len(accounts), np.int64)
    np.add.at(change, ledger.lines.account, ledger.lines.amount)
    held = {account: int(change[n]) + ledger.opening.get(account, 0) for n, account in enumerate(accounts)}
    result = sum(amount for account, amount in held.items() if account[0] not in "12")
    balance = {account: amount for account, amount in held.items() if account[0] in "12" and amount}
    balance["2010"] += balance.pop("2090", 0)
    balance["2090"] = result
    return balance


@cache
def ledger_year(year: int) -> LedgerYear:
    """Return one year of the ledger; a year after the first opens with the one before."""
    opening = opening_balances(year) if year == LEDGER_YEARS[0] else _closing(ledger_year(year - 1))
    result = result_bookings(year)
    parts = [result, *voucher_sides(result), _corrections(year, result), *_internal_difference(year)]
    entries = settlement_entries(year, monthly_sums(parts), opening)
    return _in_voucher_order(year, _joined([*parts, entry_bookings(year, entries)]), opening)


def closing_balances(year: int) -> dict[str, int]:
    """Return what the balance accounts hold when a year is closed, the result on 2090, in öre."""
    return _closing(ledger_year(year))
