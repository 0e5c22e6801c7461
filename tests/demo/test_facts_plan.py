"""The figures beside the ledger add up by themselves."""

import pytest

from demo.facts import BUDGET_2024, BUDGET_2025, BUDGET_2026, NET, OUTCOME_2024, OUTCOME_2025
from demo.facts_plan import ALLOCATION, FORECAST_ROUNDS, INCOME_PLAN, MONTHLY_PAY_2026, STAFF_2025


@pytest.mark.parametrize("column", INCOME_PLAN)
def test_plan_year_rows_sum_to_the_result(column):
    *rows, net_result = INCOME_PLAN[column]
    assert sum(rows) == net_result


@pytest.mark.parametrize(("year", "total"), [(2024, 1916), (2025, 1992), (2026, 2041), (2027, 2112)])
def test_allocations_sum_to_the_line_of_the_committees(year, total):
    assert sum(ALLOCATION[year].values()) == total


@pytest.mark.parametrize(("year", "table"), [(2024, BUDGET_2024), (2025, BUDGET_2025), (2026, BUDGET_2026)])
def test_budget_net_is_the_allocation(year, table):
    assert {branch: -row[NET] for branch, row in table.items() if branch != "FIN"} == ALLOCATION[year]


def test_forecast_rounds_sum_to_the_line_of_the_committees():
    sums = {(y, r): sum(row.values()) for y, rounds in FORECAST_ROUNDS.items() for r, row in rounds.items()}
    assert sums == {
        (2024, "T1"): -4, (2024, "T2"): -13, (2024, "okt"): -16, (2024, "U"): -14,
        (2025, "T1"): -9, (2025, "T2"): -14, (2025, "okt"): -12, (2025, "U"): -7,
        (2026, "T1"): -8, (2026, "T2"): -13, (2026, "okt"): -16,
    }  # fmt: skip


@pytest.mark.parametrize(("year", "outcome"), [(2024, OUTCOME_2024), (2025, OUTCOME_2025)])
def test_outcome_of_closed_year_is_allocation_and_result(year, outcome):
    for branch, amount in ALLOCATION[year].items():
        assert outcome[branch][NET] + amount == FORECAST_ROUNDS[year]["U"][branch]


def test_heads_by_title_sum_to_the_month_paid_of_the_department():
    assert {d: sum(h for h, _pay in titles.values()) for d, titles in MONTHLY_PAY_2026.items()} == {
        department: row[0] for department, row in STAFF_2025.items()
    }
    assert sum(row[0] for row in STAFF_2025.values()) == 2100
