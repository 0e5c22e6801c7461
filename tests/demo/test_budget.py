"""The budgets against the tables, in mnkr, and their likeness to the outcome."""

from collections import Counter

import numpy as np
import pytest

from demo.budget import budget, revised_budget, revision_2026
from demo.codes import counterparties
from demo.organisation import branch_of

# Kommunbidrag with its sign turned, and FIN's net.
NET = {
    2024: {"KS": -149, "BUN": -848, "SON": -139, "VON": -588, "KFN": -86, "SBN": -95, "KF": -11, "FIN": 5},
    2025: {"KS": -154, "BUN": -884, "SON": -141, "VON": -618, "KFN": -87, "SBN": -97, "KF": -11, "FIN": 20},
    2026: {"KS": -159, "BUN": -898, "SON": -147, "VON": -634, "KFN": -88, "SBN": -100, "KF": -15, "FIN": -8},
    "revised": {"KS": -161, "BUN": -905, "SON": -149, "VON": -648, "KFN": -89, "SBN": -101, "KF": -15,
                "FIN": 19},
}  # fmt: skip
# B24, B25, B26 rev of the resultaträkning; council's budget of 2026 has the same totals.
STATEMENT = {
    2024: (460, -2270, -101, 1462, 478, 9, -26),
    2025: (468, -2334, -106, 1519, 489, 10, -20),
    2026: (492, -2430, -111, 1586, 500, 12, -20),
    "revised": (492, -2430, -111, 1586, 500, 12, -20),
}
INTERNAL = {party.code for party in counterparties() if party.kind == "internal"}


def _rows(version):
    return revised_budget() if version == "revised" else budget(version)


def _line(row):
    if row.account[0] == "8":
        return {"80": 3, "82": 4, "83": 4, "84": 5, "85": 6}[row.account[:2]]
    if row.counterparty in INTERNAL:
        return None
    return 0 if row.account[0] == "3" else 2 if row.account[:2] == "79" else 1


@pytest.mark.parametrize("version", NET)
def test_budget_net_per_committee_is_the_frame(version):
    net: Counter[str] = Counter()
    for row in _rows(version):
        if row.account[0] != "8":
            net[branch_of()[row.center]] -= row.total
    assert dict(net) == {branch: mnkr * 1_000_000 for branch, mnkr in NET[version].items()}


@pytest.mark.parametrize("version", STATEMENT)
def test_budget_of_the_income_statement_equals_the_table(version):
    sums: Counter[int] = Counter()
    for row in _rows(version):
        line = _line(row)
        if line is not None:
            sums[line] -= row.total
    assert tuple(sums[n] for n in range(7)) == tuple(mnkr * 1_000_000 for mnkr in STATEMENT[version])


@pytest.mark.parametrize("version", NET)
def test_internal_budget_sums_to_zero_every_month(version):
    months = sum(np.array(row.months) for row in _rows(version) if row.counterparty in INTERNAL)
    assert months.tolist() == [0] * 12


def test_revision_is_the_difference_between_the_two_budgets():
    months: Counter[tuple[str, str, str, int]] = Counter()
    for sign, rows in ((1, revised_budget()), (-1, budget(2026)), (-1, revision_2026())):
        for row in rows:
            for month, amount in enumerate(row.months):
                months[row.center, row.account, row.counterparty, month] += sign * amount
    assert not any(months.values())


def test_revision_takes_27_from_the_pott_and_gives_it_out_from_april():
    rows = revision_2026()
    assert sum(row.total for row in rows) == 0
    assert next(row for row in rows if row.center == "9410").total == -27_000_000
    assert all(row.months[:3] == (0, 0, 0) for row in rows)


@pytest.mark.parametrize("version", NET)
def test_no_budget_row_of_cost_is_negative_but_the_po_difference(version):
    odd = {row.account for row in _rows(version) if row.account[0] in "4567" and min(row.months) < 0}
    assert odd == {"5690"}


def test_schools_are_budgeted_for_their_pupils():
    row = next(r for r in budget(2026) if (r.center, r.account) == ("4310", "3390"))
    assert row.total == -310 * 92_000


def test_most_units_of_2025_end_within_two_percent_of_gross_cost(frames):
    frame = frames(2025)
    variance, gross = Counter(), Counter()
    for row in budget(2025):
        if row.account[0] != "8":
            variance[row.center[:3]] += row.total
            gross[row.center[:3]] += row.total if row.account[0] != "3" else 0
    lines = frame.ledger.lines.amount
    for center in np.unique(frame.center):
        variance[center[:3]] -= int(lines[frame.operating & (frame.center == center)].sum()) / 100
    shares = [abs(variance[unit]) / gross[unit] for unit in gross if gross[unit] > 1_000_000]
    assert sum(share <= 0.02 for share in shares) / len(shares) > 0.65
    assert max(shares) > 0.05


def test_hemtjanst_norr_is_1200_thousand_over_budget_by_october(frames):
    frame = frames(2026)
    here = frame.operating & np.char.startswith(frame.center, "611")
    planned = sum(sum(r.months[:10]) for r in revised_budget() if r.center.startswith("611"))
    assert planned - frame.total(here) / 100 == pytest.approx(-1_200_000, abs=150_000)
