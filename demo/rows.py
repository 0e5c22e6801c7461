"""Booking rows of a year: the plan cells, the stories and the investments, by month.

One row is an ansvar with account, motpart and project, and twelve whole-krona amounts. What hangs
together is derived, never drawn twice: PO follows the pay of the month, and the other side of an
internal trade is the sum of the first.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demo.account_use import AccountUse, uses
from demo.cells import SEED, Cell, year_cells
from demo.codes import INTERNAL_COUNTERPARTY, projects
from demo.facts import LEDGER_YEARS
from demo.mix import INTERNAL_COST_GROUPS, INTERNAL_REVENUE_GROUPS, programme_of
from demo.organisation import branch_of, cost_centers
from demo.seasons import month_shares, share_out
from demo.stories import STORY_YEAR, stories

Months = NDArray[np.int64]
_SPREAD = {"pay": 0.01, "inv": 0.22, "cus": 0.10, "aut": 0.0, "int": 0.0}
_SPREAD_OF_SEASON = {"power": 0.06, "food": 0.06, "schoolbus": 0.05, "snow": 0.1, "teaching": 0.1}
_VARIABLE_PAY = frozenset({"5030", "5040", "5050", "5110", "5120"})
_INVESTMENT = AccountUse(
    "",
    "inv",
    "investment",
    620_000,
    25,
    "87",
    "",
    "bygg",
    ("Etapp {m}", "Material och arbete {m}", "Projektering"),
)
INVESTMENT_ACCOUNTS = ("4010", "4020", "4030", "4040")


@dataclass(frozen=True, slots=True)
class Row:
    """What the rows of a year have beside their months; `text` only where a story gives it."""

    center: str
    account: str
    counterparty: str
    project: str
    group: str
    text: str


def use_of(account: str) -> AccountUse:
    """Return how an account is booked; the investment accounts share one way."""
    if account in INVESTMENT_ACCOUNTS:
        return replace(_INVESTMENT, account=account)
    return uses()[account]


def _project_cells(year: int) -> list[tuple[Row, int]]:
    position = LEDGER_YEARS.index(year)
    return [
        (Row(p.cost_center, p.account, "87", p.code, "INV", ""), p.yearly[position])
        for p in projects()
        if p.yearly[position]
    ]


def _month_weights(
    rows: list[Row], amounts: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return season × noise per row; a row with few bookings keeps only a few of its months."""
    used = [use_of(row.account) for row in rows]
    weights = np.array([month_shares(use.season) for use in used])
    spread = np.array([_spread_of(use) for use in used])
    weights = weights * np.exp(spread[:, None] * rng.standard_normal(weights.shape))
    bookings = np.abs(amounts) / np.array([use.typical for use in used])
    draws = rng.gumbel(size=weights.shape)
    sparse = np.array([use.style in {"inv", "cus"} for use in used]) & (bookings < 12)
    rank = np.argsort(np.argsort(-(np.log(np.maximum(weights, 1e-12)) + draws), axis=1), axis=1)
    keep = rank < np.maximum(1, np.rint(bookings))[:, None]
    # The choice of months already follows the season; the sizes must not follow it again.
    tamed = np.where(sparse[:, None], weights ** np.minimum(1.0, bookings / 12)[:, None], weights)
    return np.where(sparse[:, None] & ~keep, 0.0, tamed)


def _spread_of(use: AccountUse) -> float:
    """Return how far a month may lie from its season, as a share."""
    if use.account in _VARIABLE_PAY:
        return 0.09
    return 0.0 if use.style == "int" else _SPREAD_OF_SEASON.get(use.season, _SPREAD[use.style])


def _follow_pay(rows: list[Row], months: Months) -> None:
    """Give PO the profile of the same ansvar's pay."""
    pay: defaultdict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros(12, np.int64))
    for n, row in enumerate(rows):
        if row.group == "P" and row.account < "5500":
            pay[row.center] += months[n]
    for n, row in enumerate(rows):
        if row.account == "5610":
            months[n] = share_out(pay[row.center].astype(np.float64), months[n].sum())


def _derive_sellers(rows: list[Row], months: Months) -> None:
    """Let each selling row take its part of what the buyers of that trade book in the month."""
    buyers: defaultdict[tuple[str, str], NDArray[np.int64]] = defaultdict(lambda: np.zeros(12, np.int64))
    sellers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.group in INTERNAL_COST_GROUPS and row.group != "SPC":
            buyers[row.group, _internal_code(row.center)] += months[n]
        elif row.group in INTERNAL_REVENUE_GROUPS and row.group != "SP":
            sellers[row.group[:-1], row.counterparty].append(n)
    for key, positions in sellers.items():
        weights = np.abs(months[positions].sum(axis=1)).astype(np.float64)
        parts = share_out(np.tile(weights, (12, 1)), buyers[key])
        months[positions] = -parts.T


def _internal_code(center: str) -> str:
    return INTERNAL_COUNTERPARTY[branch_of()[center]]


def _derive_skolpeng_payers(rows: list[Row], months: Months) -> None:
    """Let the paying ansvar of each programme pay what its units receive."""
    functions = {center.code: center.function for center in cost_centers()}
    received: defaultdict[tuple[str, str], NDArray[np.int64]] = defaultdict(lambda: np.zeros(12, np.int64))
    for n, row in enumerate(rows):
        if row.group == "SP":
            received[programme_of("BUN", functions[row.center]), row.account[3]] -= months[n]
    for n, row in enumerate(rows):
        if row.group == "SPC":
            supplement = "1" if row.account == "4696" else "0"
            months[n] = received[programme_of("BUN", functions[row.center]), supplement]


def _add_stories(rows: list[Row], months: Months) -> tuple[list[Row], Months]:
    """Add the stories: those without text to the booking that exists, the others as rows."""
    place = {(row.center, row.account): n for n, row in enumerate(rows)}
    added, amounts = list(rows), [months]
    for story in stories():
        by_month = np.zeros(12, np.int64)
        for month, amount in story.months.items():
            by_month[month - 1] = amount
        if not story.text:
            months[place[story.center, story.account]] += by_month
            continue
        counterparty = story.counterparty or uses()[story.account].counterparty
        added.append(Row(story.center, story.account, counterparty, "", "STORY", story.text))
        amounts.append(by_month[None, :])
    return added, np.concatenate(amounts)


def _row_of(cell: Cell) -> Row:
    return Row(cell.center, cell.account, cell.counterparty, "", cell.group, "")


@cache
def _plain_rows(year: int) -> tuple[tuple[Row, ...], Months]:
    rng = np.random.default_rng([SEED, year])
    pairs = [(_row_of(cell), cell.amount) for cell in year_cells(year)]
    pairs += _project_cells(year)
    rows = [row for row, _amount in pairs]
    amounts = np.array([amount for _row, amount in pairs], dtype=np.int64)
    months = share_out(_month_weights(rows, amounts, rng), amounts)
    _follow_pay(rows, months)
    _derive_skolpeng_payers(rows, months)
    _derive_sellers(rows, months)
    return tuple(rows), months


def year_rows(year: int, *, with_stories: bool = True) -> tuple[list[Row], Months]:
    """Return the rows of a whole year and their months in whole kronor, ledger sign."""
    plain, months = _plain_rows(year)
    if year == STORY_YEAR and with_stories:
        return _add_stories(list(plain), months.copy())
    return list(plain), months.copy()
