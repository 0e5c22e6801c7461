"""The budgets of Ekarboda: 2024, 2025, 2026 as adopted by council, and 2026 revised.

A budget is the year's plan cells without its stories, on coarser accounts, moved a little per
unit, then scaled so that each nämnd's column is the one in `demo.facts`. Units that ran over or
under are named in `_OVERRUNS`. Internal rows are the same on both sides, month by month. The
revised budget is built first; what was handed out in the year is taken off again for council's.
"""

from collections import defaultdict
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

Ints = NDArray[np.int64]
Key = tuple[str, str, str]
_TARGETS = {2024: BUDGET_2024, 2025: BUDGET_2025, 2026: REVISED_2026}
_INTERNAL = frozenset({*INTERNAL_COST_GROUPS, *INTERNAL_REVENUE_GROUPS})
_UNIT_NOISE, _ROW_NOISE = 0.005, 0.02
# Undistributed money by ansvar, mnkr; in the revised budget of 2026 BUN has already given 3 to VON.
_UNDISTRIBUTED = {
    "1009": 1.0, "1019": 0.5, "4009": 2.0, "4019": 1.5, "5009": 0.5, "5019": 0.3, "6009": 0.8, "6019": 0.7,
    "3009": 0.3, "3019": 0.2, "7009": 0.6, "7019": 0.4, "2309": 0.1,
}  # fmt: skip
_AT_DISPOSAL = {2024: {"9440": 3.0, "9410": 4.0}, 2025: {"9440": 2.0}, 2026: {"9440": 2.0}}
# What units spend above (+) or below their budget, mnkr, by the beginning of the ansvar code.
# Zero keeps the budget at the plan, so that only the unit's story shows.
_OVERRUNS: dict[int, dict[str, float]] = {
    2024: {"434": 1.2, "444": 1.8, "451": 2.5, "472": 1.2, "441": 0.9, "443": 0.7, "461": 0.8, "5131": 3.0,
           "5221": 1.6, "5210": 1.0, "611": 1.6, "612": 2.4, "613": 2.8, "614": 0.8, "644": 3.2, "6520": 3.0,
           "631": 1.2},
    2025: {"131": -1.0, "451": 1.2, "433": -0.35, "442": 0.41, "444": 0.8, "5131": 4.5, "5130": 1.5,
           "5210": 1.6, "5221": 1.6, "611": 1.4, "612": 1.9, "613": 2.4, "644": 3.0, "6520": 2.2, "633": 1.0,
           "631": 0.8, "712": 1.5, "322": 0.8, "321": 0.4},
    2026: {"131": -1.6, "111": -0.5, "122": -0.4, "451": 1.5, "434": 0.8, "444": 0.9, "472": 0.9, "5131": 3.0,
           "5130": 1.2, "5210": 1.0, "5221": 1.6, "511": 0.4, "613": 2.8, "612": 2.2, "614": 0.9, "633": 1.2,
           "644": 3.0, "6520": 2.4, "621": 0.8, "631": 1.2, "712": 2.0, "721": 0.6, "733": 0.4,
           "611": 0, "431": 0, "731": 0, "1211": 0, "1121": 0},
}  # fmt: skip
_FLEXIBLE_REVENUE = ("35", "36", "37", "38")
_FROM_APRIL = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1], dtype=np.float64)
_HOME_CARE_DAY = ("6111", "6121", "6131")
_OTHER_COST = "7640"


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
    return dict(plan)


def _moved(plan: dict[Key, float], year: int) -> dict[Key, float]:
    """Return the plan with the noise of budgeting, and the overruns taken off their units."""
    rng = np.random.default_rng([SEED, year, 3])
    by_unit = {unit: rng.standard_normal() for unit in sorted({center[:3] for center, _a, _p in plan})}
    moved = {}
    for key in sorted(plan):
        center, account, _party = key
        noise = _UNIT_NOISE * by_unit[center[:3]]
        if account[0] not in "35" and account[:2] != "79":
            noise += _ROW_NOISE * rng.standard_normal()
        moved[key] = plan[key] * float(np.exp(noise))
    for prefix, overrun in _OVERRUNS[year].items():
        keys = [k for k in moved if k[0].startswith(prefix) and _column_of(k[1]) == EXTERNAL_COST]
        planned = sum(plan[key] for key in keys)
        for key in keys:
            moved[key] = plan[key] * (planned - overrun * MILLION) / planned
    return moved


def _reserves(year: int) -> dict[Key, int]:
    amounts = {**_UNDISTRIBUTED, **_AT_DISPOSAL[year]}
    return {
        (center, _OTHER_COST, uses()[_OTHER_COST].counterparty): round(a * MILLION)
        for center, a in amounts.items()
    }


def _scaled(moved: dict[Key, float], year: int) -> dict[Key, int]:
    """Return whole kronor that sum to each nämnd's columns, reserves included."""
    reserves = _reserves(year)
    result = dict(reserves)
    columns: defaultdict[tuple[str, int], list[Key]] = defaultdict(list)
    for key in sorted(moved):
        columns[branch_of()[key[0]], _column_of(key[1])].append(key)
    for (branch, column), keys in columns.items():
        target = -_TARGETS[year][branch][column] * MILLION
        if column == EXTERNAL_COST:
            target -= sum(a for (center, _a, _p), a in reserves.items() if branch_of()[center] == branch)
        result.update(_fitted(keys, moved, target))
    return result


def _fitted(keys: list[Key], moved: dict[Key, float], target: int) -> dict[Key, int]:
    """Return the rows of one column in whole kronor; grants and sales give way before fees."""
    flexible = [k for k in keys if k[1][:2] in _FLEXIBLE_REVENUE] or [k for k in keys if moved[k] > 0] or keys
    fixed = {key: round(moved[key]) for key in keys if key not in set(flexible)}
    rest = target - sum(fixed.values())
    weights = np.array([abs(moved[key]) for key in flexible])
    amounts = share_out(weights, rest).tolist()
    return fixed | dict(zip(flexible, amounts, strict=True))


def _row(key: Key, months: Ints) -> BudgetRow:
    return BudgetRow(*key, tuple(months.tolist()))


def _by_season(amounts: dict[Key, int]) -> list[BudgetRow]:
    return [
        _row(key, share_out(month_shares(uses()[key[1]].season), amount))
        for key, amount in sorted(amounts.items())
        if amount
    ]  # fmt: skip


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
    external = _scaled(_moved(_external_plan(rows, months), year), year)
    return (*_by_season(external), *_internal_rows(rows, months), *_finance_rows(year))


def revision_2026() -> list[BudgetRow]:
    """Return what was decided in 2026: the salary review handed out in June, the move in March."""
    revised = _full_budget(2026)
    deltas: list[BudgetRow] = []
    for branch, amount in SALARY_REVIEW_2026.items():
        rows = [r for r in revised if branch_of()[r.center] == branch and r.account in {"5020", "5610"}]
        weights = np.array([row.total for row in rows], dtype=np.float64)
        parts = share_out(weights, amount * MILLION).tolist()
        deltas += [_from_april(row.center, row.account, part) for row, part in zip(rows, parts, strict=True)]
    deltas.append(_from_april("9410", "5020", -sum(SALARY_REVIEW_2026.values()) * MILLION))
    deltas.append(_from_april("4009", _OTHER_COST, MOVED_IN_MARCH_2026["BUN"] * MILLION))
    third = MOVED_IN_MARCH_2026["VON"] * MILLION // len(_HOME_CARE_DAY)
    return deltas + [_from_april(center, "5020", third) for center in _HOME_CARE_DAY]


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
