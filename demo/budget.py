"""The budgets of Ekarboda: 2024, 2025, 2026 as adopted by council, and 2026 revised.

A budget is the year's plan cells without its stories, on the same report lines, moved very little
per row; the rows of `demo.variances` are moved by their amounts, and what then remains of a nämnd's
column in `demo.facts` is spread thin over its other rows. Internal rows are the same on both sides,
month by month. The revised budget is built first; what was handed out in the year is taken off
again for council's.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demo.account_use import uses
from demo.cells import SEED, finance_cells
from demo.facts import (
    BUDGET_2024,
    BUDGET_2025,
    DEPRECIATION,
    EXTERNAL_COST,
    EXTERNAL_REVENUE,
    FINANCE_BUDGET,
    FINANCE_DETAIL,
    MILLION,
    MOVED_IN_MARCH_2026,
    REVISED_2026,
    SALARY_REVIEW_2026,
)
from demo.mix import INTERNAL_COST_GROUPS, INTERNAL_REVENUE_GROUPS
from demo.organisation import branch_of
from demo.rows import Row, year_rows
from demo.seasons import month_shares, share_out
from demo.stories import STORY_YEAR, stories
from demo.variances import variances

Ints = NDArray[np.int64]
Key = tuple[str, str, str]
_TARGETS = {2024: BUDGET_2024, 2025: BUDGET_2025, 2026: REVISED_2026}
_INTERNAL = frozenset({*INTERNAL_COST_GROUPS, *INTERNAL_REVENUE_GROUPS})
_ROW_NOISE, _MOST_NOISE = 0.005, 0.012
# Undistributed money by ansvar, mnkr; in the revised budget of 2026 BUN has already given 3 to VON.
_UNDISTRIBUTED = {
    "1009": 1.0, "1019": 0.5, "4009": 2.0, "4019": 1.5, "5009": 0.5, "5019": 0.3, "6009": 0.8, "6019": 0.7,
    "3009": 0.3, "3019": 0.2, "7009": 0.6, "7019": 0.4, "2309": 0.1,
}  # fmt: skip
_AT_DISPOSAL: dict[int, dict[str, float]] = {
    2024: {"9440": 3.0, "9410": 4.0},
    2025: {"9440": 2.0},
    2026: {"9440": 2.0},
}
_SMALL_ROW = 60_000
_DIVIDED_GROUPS = frozenset({"35", "50", "66"})
_FROM_APRIL = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1], dtype=np.float64)
_HOME_CARE_DAY = ("6111", "6121", "6131")
_OTHER_COST, _PAY_POTT = "7640", "9410"
_PAY_MONTH, _PO, _PO_DIFFERENCE = "5020", "5610", "5690"


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Twelve whole-krona amounts in ledger sign for one ansvar, account and motpart."""

    center: str
    account: str
    counterparty: str
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """The year's amount in whole kronor."""
        return sum(self.months)


def _column_of(account: str) -> int:
    if account[0] == "3":
        return EXTERNAL_REVENUE
    return DEPRECIATION if account[:2] == "79" else EXTERNAL_COST


def _external_plan(rows: list[Row], months: Ints) -> dict[Key, float]:
    """Return the external plan of the year per ansvar, budget account and motpart."""
    plan: defaultdict[Key, float] = defaultdict(float)
    for row, total in zip(rows, months.sum(axis=1).tolist(), strict=True):
        if row.group not in _INTERNAL and row.group not in {"INV", "FIN8"}:
            account = uses()[row.account].budget
            plan[row.center, account, uses()[account].counterparty] += total
    return _coarser(plan)


def _coarser(plan: Mapping[Key, float]) -> dict[Key, float]:
    """Return the plan with small rows put on their ansvar's largest account of the same group."""
    largest: dict[tuple[str, str], Key] = {}
    for key, amount in plan.items():
        place = key[0], _group_of(key[1])
        if place not in largest or abs(amount) > abs(plan[largest[place]]):
            largest[place] = key
    coarse: defaultdict[Key, float] = defaultdict(float)
    for key, amount in plan.items():
        small = abs(amount) < _SMALL_ROW
        coarse[largest[key[0], _group_of(key[1])] if small else key] += amount
    return dict(coarse)


def _group_of(account: str) -> str:
    """Return the account group; those that report lines divide have three digits."""
    return account[:3] if account[:2] in _DIVIDED_GROUPS else account[:2]


def _settled_units(year: int) -> frozenset[str]:
    """Return the units that are budgeted at their plan but for what is named about them."""
    told = {story.center[:3] for story in stories()} if year == STORY_YEAR else set()
    return frozenset(told | {variance.prefix[:3] for variance in variances(year)})


def _with_noise(plan: dict[Key, float], year: int) -> dict[Key, float]:
    """Return the plan with the small noise of budgeting on the rows of ordinary units."""
    rng = np.random.default_rng([SEED, year, 3])
    settled = _settled_units(year)
    noised = {}
    for key in sorted(plan):
        noise = float(np.clip(_ROW_NOISE * rng.standard_normal(), -_MOST_NOISE, _MOST_NOISE))
        quiet = key[0][:3] in settled or key[1] == _PO_DIFFERENCE or key[1][:2] == "79"
        noised[key] = plan[key] * (1 if quiet else 1 + noise)
    return noised


def _with_variances(plan: dict[Key, float], year: int) -> tuple[dict[Key, float], frozenset[Key]]:
    """Return the plan less the named variances, and the rows that carry one."""
    moved, named = dict(plan), set()
    for variance in variances(year):
        keys = [key for key in plan if key[0].startswith(variance.prefix) and key[1] in variance.accounts]
        total = sum(plan[key] for key in keys)
        for key in keys:
            moved[key] -= variance.kronor * plan[key] / total
        named.update(keys)
    return moved, frozenset(named)


def _reserves(year: int) -> dict[Key, int]:
    amounts = {**_UNDISTRIBUTED, **_AT_DISPOSAL[year]}
    return {_reserve_key(center): round(mnkr * MILLION) for center, mnkr in amounts.items()}


def _reserve_key(center: str) -> Key:
    account = _PAY_MONTH if center == _PAY_POTT else _OTHER_COST
    return center, account, uses()[account].counterparty


def _scaled(plan: dict[Key, float], year: int) -> dict[Key, int]:
    """Return whole kronor that sum to each nämnd's columns, reserves included."""
    reserves, settled = _reserves(year), _settled_units(year)
    moved, named = _with_variances(_with_noise(plan, year), year)
    result = dict(reserves)
    columns: defaultdict[tuple[str, int], list[Key]] = defaultdict(list)
    for key in sorted(moved):
        columns[branch_of()[key[0]], _column_of(key[1])].append(key)
    for (branch, column), keys in columns.items():
        target = -_TARGETS[year][branch][column] * MILLION
        if column == EXTERNAL_COST:
            target -= sum(a for (center, _a, _p), a in reserves.items() if branch_of()[center] == branch)
        ordinary = [key for key in keys if key[0][:3] not in settled and key[1] != _PO_DIFFERENCE]
        flexible = ordinary or [key for key in keys if key not in named] or keys
        result.update(_fitted(keys, frozenset(flexible), moved, target))
    return result


def _fitted(
    keys: list[Key], flexible: frozenset[Key], moved: dict[Key, float], target: int
) -> dict[Key, int]:
    """Return the rows of one column in whole kronor; the flexible ones take up what remains."""
    whole = {key: round(moved[key]) for key in keys}
    giving = [key for key in keys if key in flexible]
    weights = np.array([abs(moved[key]) for key in giving])
    rest = share_out(weights, target - sum(whole.values())).tolist()
    return whole | {key: whole[key] + part for key, part in zip(giving, rest, strict=True)}


def _row(key: Key, months: Ints) -> BudgetRow:
    return BudgetRow(*key, tuple(months.tolist()))


def _by_season(amounts: dict[Key, int]) -> list[BudgetRow]:
    """Return the rows by month; PO follows the pay of its ansvar, everything else its season."""
    shares = np.array([month_shares(uses()[account].season) for _center, account, _party in amounts])
    months = dict(zip(amounts, share_out(shares, np.array(list(amounts.values()))), strict=True))
    pay: defaultdict[str, Ints] = defaultdict(lambda: np.zeros(12, np.int64))
    for (center, account, _party), of_row in months.items():
        if account[0] == "5" and account < "5500":
            pay[center] += of_row
    for key in [key for key in months if key[1] == _PO and pay[key[0]].any()]:
        months[key] = share_out(pay[key[0]].astype(np.float64), amounts[key])
    return [_row(key, months[key]) for key in sorted(months) if amounts[key]]


def _internal_rows(rows: list[Row], months: Ints) -> list[BudgetRow]:
    return [
        _row((row.center, row.account, row.counterparty), months[n])
        for n, row in enumerate(rows)
        if row.group in _INTERNAL
    ]  # fmt: skip


def _finance_rows(year: int) -> list[BudgetRow]:
    cells = finance_cells(FINANCE_BUDGET[year], FINANCE_DETAIL[year])
    return _by_season({(cell.center, cell.account, cell.counterparty): cell.amount for cell in cells})


@cache
def _full_budget(year: int) -> tuple[BudgetRow, ...]:
    rows, months = year_rows(year, with_stories=False)
    external = _scaled(_external_plan(rows, months), year)
    return (*_by_season(external), *_internal_rows(rows, months), *_finance_rows(year))


@cache
def salary_review_2026() -> tuple[BudgetRow, ...]:
    """Return what the salary review of June 2026 gives every ansvar from April, and takes from the pott."""
    revised = _full_budget(2026)
    rows: list[BudgetRow] = []
    for branch, amount in SALARY_REVIEW_2026.items():
        pay = [r for r in revised if branch_of()[r.center] == branch and r.account in {_PAY_MONTH, _PO}]
        weights = np.array([row.total for row in pay], dtype=np.float64)
        parts = share_out(weights, amount * MILLION).tolist()
        rows += [_from_april(row.center, row.account, part) for row, part in zip(pay, parts, strict=True)]
    return (*rows, _from_april(_PAY_POTT, _PAY_MONTH, -sum(SALARY_REVIEW_2026.values()) * MILLION))


def move_of_march_2026() -> tuple[BudgetRow, ...]:
    """Return what council moved from BUN's undistributed money to home care in March 2026, from April."""
    third = MOVED_IN_MARCH_2026["VON"] * MILLION // len(_HOME_CARE_DAY)
    return (
        _from_april("4009", _OTHER_COST, MOVED_IN_MARCH_2026["BUN"] * MILLION),
        *(_from_april(center, _PAY_MONTH, third) for center in _HOME_CARE_DAY),
    )


def revision_2026() -> list[BudgetRow]:
    """Return what was decided in 2026: the salary review handed out in June, the move in March."""
    return [*salary_review_2026(), *move_of_march_2026()]


def _from_april(center: str, account: str, amount: int) -> BudgetRow:
    months = share_out(_FROM_APRIL, amount)
    return _row((center, account, uses()[account].counterparty), months)


def _without(rows: tuple[BudgetRow, ...], deltas: list[BudgetRow]) -> list[BudgetRow]:
    """Return the rows with the deltas taken off, new rows where only a delta exists."""
    months: defaultdict[Key, Ints] = defaultdict(lambda: np.zeros(12, np.int64))
    for row in rows:
        months[row.center, row.account, row.counterparty] += np.array(row.months)
    for delta in deltas:
        months[delta.center, delta.account, delta.counterparty] -= np.array(delta.months)
    return [_row(key, amounts) for key, amounts in sorted(months.items()) if amounts.any()]


def budget(year: int) -> list[BudgetRow]:
    """Return the budget that council adopted for a year."""
    rows = _full_budget(year)
    return _without(rows, revision_2026()) if year == 2026 else _without(rows, [])


def revised_budget() -> list[BudgetRow]:
    """Return the budget of 2026 with the decisions of March and June."""
    return _without(_full_budget(2026), [])
