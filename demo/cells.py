"""The plan of a year: whole kronor per ansvar, account and motpart, exactly as the tables say.

Built from the top: the totals of a nämnd's column are shared out to programmes and groups, those
to ansvar and accounts by weights, each step in whole kronor with nothing lost. The weights are
drawn once, so a school is the same school in every year.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demo.account_use import split_of, uses
from demo.codes import INTERNAL_COUNTERPARTY
from demo.cost_centers import PUPILS, CostCenter
from demo.facts import (
    DEPRECIATION,
    EXTERNAL_COST,
    EXTERNAL_REVENUE,
    FINANCE_DETAIL,
    FINANCE_OUTCOME,
    INTERNAL,
    MILLION,
    OUTCOME,
    SELLER,
)
from demo.mix import (
    INTERNAL_COST_GROUPS,
    INTERNAL_REVENUE_GROUPS,
    REVENUE_GROUPS,
    is_revenue,
    mix_2025,
    programme_of,
)
from demo.organisation import branch_of, cost_centers
from demo.seasons import share_out
from demo.stories import PAYROLL_OVERHEAD, PUPIL_PRICE, STORY_YEAR, stories

SEED = 20261123
_PREMISES = frozenset(
    {"IH", "IS", "IR", "D79", "H60", "F61", "IM", "II", "SP", "R35S", "R35O", "R34", "R30", "R39"}
)
_NO_MEALS = frozenset({"9101", "1002", "5101", "5103", "5104", "5105", "4405", "9201"})
_SMALLEST = 9_000
_BASE_YEAR = 2025
_MAIN_FINANCE_ACCOUNTS = ("8010", "8210", "8410", "8510")
_FINANCE_CENTER = {"80": "9110", "82": "9111", "83": "9111", "84": "9210", "85": "9210"}

GroupKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A year's amount in whole kronor, ledger sign; `group` as in demo.mix, class 8 is `FIN8`."""

    center: str
    account: str
    counterparty: str
    branch: str
    group: str
    amount: int


def column_of(group: str) -> str:
    """Return the column of the frame table that a group adds up to."""
    if group in INTERNAL_COST_GROUPS or group in INTERNAL_REVENUE_GROUPS:
        return group
    if group == "D79":
        return "depreciation"
    return "revenue" if group in REVENUE_GROUPS else "cost"


def story_totals() -> dict[tuple[str, str], int]:
    """Return what the stories add to each (branch, column), external only, positive as in the mix."""
    totals: defaultdict[tuple[str, str], int] = defaultdict(int)
    for story in stories():
        amount = sum(story.months.values())
        if story.account[0] == "3" and not story.counterparty:
            totals[branch_of()[story.center], "revenue"] -= amount
        elif not story.counterparty:
            totals[branch_of()[story.center], "cost"] += amount
    return dict(totals)


def _column_totals(year: int) -> dict[tuple[str, str], int]:
    """Return (branch, column) → kronor that the plan cells of a year must sum to."""
    totals: dict[tuple[str, str], int] = {}
    for branch, row in OUTCOME[year].items():
        totals[branch, "revenue"] = row[EXTERNAL_REVENUE] * MILLION
        totals[branch, "cost"] = -row[EXTERNAL_COST] * MILLION
        totals[branch, "depreciation"] = -row[DEPRECIATION] * MILLION
    for kind, buyers in INTERNAL[year].items():
        for branch, amount in buyers.items():
            totals[branch, "SPC" if kind == "SP" else kind] = amount * MILLION
        revenue = "SP" if kind == "SP" else f"{kind}R"
        totals[SELLER[kind], revenue] = sum(buyers.values()) * MILLION
    if year == STORY_YEAR:
        for key, amount in story_totals().items():
            totals[key] -= amount
    return totals


def group_totals(year: int) -> dict[GroupKey, int]:
    """Return (branch, programme, group) → positive kronor of a year; 2025 is the table itself."""
    base = mix_2025()
    if year == _BASE_YEAR:
        return base
    columns: defaultdict[tuple[str, str], list[GroupKey]] = defaultdict(list)
    for key in base:
        columns[key[0], column_of(key[2])].append(key)
    totals: dict[GroupKey, int] = {}
    for column, total in _column_totals(year).items():
        keys = columns[column]
        if keys:
            weights = np.array([base[key] for key in keys], dtype=np.float64)
            totals.update(zip(keys, share_out(weights, total).tolist(), strict=True))
    _settle_fee_services(totals)
    return totals


def _settle_fee_services(totals: dict[GroupKey, int]) -> None:
    """Let VA and avfall end at zero by their fees; property rents carry the difference."""
    for programme in ("va", "avf"):
        net = sum(
            -amount if is_revenue(group) else amount
            for (branch, p, group), amount in totals.items()
            if (branch, p) == ("SBN", programme)
        )
        totals["SBN", programme, "R31"] += net
        totals["SBN", "fas", "R34"] -= net


def _center_weights(centers: list[CostCenter], group: str) -> list[float]:
    """Return how a group divides over the ansvar of a programme."""
    named = [group in center.groups for center in centers]
    if any(named):
        return [
            (_weight(center, group) or center.other or center.staff or 1.0) if here else 0.0
            for center, here in zip(centers, named, strict=True)
        ]
    weights = [_weight(center, group) for center in centers]
    if not any(weights):
        weights = [center.other for center in centers]
    return weights if any(weights) else [center.staff or 1.0 for center in centers]


def _weight(center: CostCenter, group: str) -> float:
    if group == "P":
        return center.staff
    if group == "IM" and (center.function in _NO_MEALS or center.staff == 0):
        return 0.0
    return center.premises if group in _PREMISES else center.other


def _account_weights(key: GroupKey, noise: NDArray[np.float64], overhead: float) -> dict[str, float]:
    """Return the accounts of one ansvar and group; PO is the overhead's share of the pay."""
    split, group = split_of(*key), key[2]
    spread = 0.25 if group != "P" else 0.12
    weights = {
        account: weight * float(np.exp(spread * noise[n])) if len(split) > 1 else weight
        for n, (account, weight) in enumerate(split.items())
    }
    if group == "P":
        pay = sum(weight for account, weight in weights.items() if account < "5500")
        weights["5610"] = pay * overhead
    return weights


def _without_crumbs(weights: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Return the weights with those set to zero that would give only a crumb of the total."""
    kept = np.where(weights / weights.sum() * total < _SMALLEST, 0.0, weights)
    if not kept.any():
        kept = np.where(weights == weights.max(), weights, 0.0)
    return kept


def _cells_of_group(
    key: GroupKey, total: int, centers: list[CostCenter], *, rng: np.random.Generator, overhead: float
) -> list[Cell]:
    """Return the cells of one programme's group."""
    branch, _programme, group = key
    noise = rng.standard_normal((len(centers), 13))
    pairs: list[tuple[str, str]] = []
    weights: list[float] = []
    for center, weight, draw in zip(centers, _center_weights(centers, group), noise, strict=True):
        if weight:
            shares = _account_weights(key, draw[:-1], overhead)
            size = weight * float(np.exp(0.05 * draw[-1])) / sum(shares.values())
            pairs += [(center.code, account) for account in shares]
            weights += [share * size for share in shares.values()]
    if not pairs or not total:
        return []
    amounts = share_out(_without_crumbs(np.array(weights), total), total).tolist()
    sign = -1 if is_revenue(group) else 1
    return [
        Cell(center, account, _counterparty(branch, group, account), branch, group, sign * amount)
        for (center, account), amount in zip(pairs, amounts, strict=True)
        if amount
    ]  # fmt: skip


def _counterparty(branch: str, group: str, account: str) -> str:
    """Return the motpart: the seller for an internal cost, else the account's own."""
    if group in INTERNAL_COST_GROUPS:
        return INTERNAL_COUNTERPARTY[SELLER["SP" if group == "SPC" else group]]
    if group == "SP":
        return INTERNAL_COUNTERPARTY[branch]
    return uses()[account].counterparty


def _pension_cells(total: int) -> list[Cell]:
    """Return FIN's personnel cost: pensions, vacation liability, and the PO that units have paid."""
    fixed = {"5190": 4 * MILLION, "5690": -58 * MILLION}
    cells = [Cell("9430", account, "", "FIN", "P", amount) for account, amount in fixed.items()]
    split = split_of("FIN", "fin", "P")
    amounts = share_out(np.array(list(split.values())), total - sum(fixed.values())).tolist()
    return cells + [
        Cell("9310", account, uses()[account].counterparty, "FIN", "P", amount)
        for account, amount in zip(split, amounts, strict=True)
    ]


def _seller_cells(key: GroupKey, year: int, centers: list[CostCenter]) -> list[Cell]:
    """Return the seller's side of an internal trade, one part per buyer and selling ansvar."""
    branch, _programme, group = key
    kind = group[:-1]
    weights = np.array(_center_weights(centers, group))
    account = next(iter(split_of(branch, key[1], group)))
    cells = []
    for buyer, amount in INTERNAL[year][kind].items():
        parts = share_out(weights, amount * MILLION).tolist()
        cells += [
            Cell(center.code, account, INTERNAL_COUNTERPARTY[buyer], branch, group, -part)
            for center, part in zip(centers, parts, strict=True)
            if part
        ]
    return cells


def finance_cells(finance: tuple[int, int, int, int], detail: dict[str, int]) -> list[Cell]:
    """Return the rows below nettokostnaderna: tax, general grants and finance, ledger sign."""
    amounts = dict(detail)
    prefixes = (("80",), ("82", "83"), ("84",), ("85",))
    for total, main, row in zip(finance, _MAIN_FINANCE_ACCOUNTS, prefixes, strict=True):
        amounts[main] = total - sum(amount for account, amount in detail.items() if account[:2] in row)
    return [
        Cell(
            _FINANCE_CENTER[account[:2]], account, uses()[account].counterparty,
            "FIN", "FIN8", -amount * MILLION,
        )
        for account, amount in sorted(amounts.items())
    ]  # fmt: skip


def _with_pupil_price(cells: list[Cell], year: int) -> list[Cell]:
    """Split the schools' skolpeng into the price per pupil and the supplement on top."""
    result, price = [], PUPIL_PRICE[year]
    base_total = 0
    for cell in cells:
        school = cell.center[:3]
        if cell.group == "SP" and school in PUPILS and cell.center[3] == "0":
            base = PUPILS[school] * price
            base_total += base
            result.append(Cell(cell.center, "3390", cell.counterparty, cell.branch, "SP", -base))
            result.append(Cell(cell.center, "3391", cell.counterparty, cell.branch, "SP", cell.amount + base))
        else:
            result.append(cell)
    payer = next(cell for cell in result if cell.center == "4711" and cell.account == "4695")
    result.remove(payer)
    for account, amount in (("4695", base_total), ("4696", payer.amount - base_total)):
        result.append(Cell("4711", account, payer.counterparty, payer.branch, "SPC", amount))
    return result


def centers_by_programme() -> dict[tuple[str, str], list[CostCenter]]:
    """Return (branch, programme) → its ansvar in code order."""
    found: defaultdict[tuple[str, str], list[CostCenter]] = defaultdict(list)
    for center in cost_centers():
        branch = branch_of()[center.code]
        found[branch, programme_of(branch, center.function)].append(center)
    return dict(found)


def year_cells(year: int) -> list[Cell]:
    """Return the plan cells of a year's outcome, class 8 included, stories of 2026 left out."""
    rng = np.random.default_rng(SEED)
    centers, totals = centers_by_programme(), group_totals(year)
    cells: list[Cell] = []
    for key in sorted(mix_2025()):
        group = key[2]
        if group == "P" and key[0] == "FIN":
            cells += _pension_cells(totals[key])
        elif group in INTERNAL_REVENUE_GROUPS and group != "SP":
            cells += _seller_cells(key, year, centers[key[:2]])
        else:
            overhead = PAYROLL_OVERHEAD[year]
            cells += _cells_of_group(key, totals[key], centers[key[:2]], rng=rng, overhead=overhead)
    cells += finance_cells(FINANCE_OUTCOME[year], FINANCE_DETAIL[year])
    return _with_pupil_price(cells, year)
