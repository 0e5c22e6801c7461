"""The ledger as a ledger: vouchers balance, balance sheets hold, seasons show, nobody is empty."""

from collections import Counter

import numpy as np
import pytest

from demo.budget import budget, revised_budget
from demo.facts import LEDGER_YEARS
from demo.ledger import closing_balances, ledger_year
from demo.organisation import cost_centers, units

# Shares of the year in percent, January–December.
SEASONS = {
    ("6210", "6220"): (14, 13, 11, 8, 6, 4, 3, 3, 5, 8, 11, 14),
    ("6440",): (9, 9, 9, 9, 9, 6, 3, 6, 10, 10, 10, 10),
    ("7010",): (10, 10, 10, 10, 10, 6, 0, 5, 10, 10, 10, 9),
    ("6410", "6420"): (5, 6, 6, 6, 6, 8, 5, 22, 14, 9, 7, 6),
    ("5030", "5040"): (8, 7, 7, 7, 7, 8, 12, 14, 9, 7, 7, 7),
}
BALANCE = {
    2024: {"fixed": 1918, "current": 317, "equity": 985, "provision": 90, "long": 740, "short": 420},
    2025: {"fixed": 1980, "current": 340, "equity": 1020, "provision": 92, "long": 780, "short": 428},
}
GROUPS = {
    "10": "fixed", "11": "fixed", "12": "fixed", "13": "fixed", "14": "current", "15": "current",
    "16": "current", "17": "current", "18": "current", "19": "current", "20": "equity", "22": "provision",
    "23": "long", "24": "short", "25": "short", "26": "short", "27": "short", "28": "short", "29": "short",
}  # fmt: skip


def test_ledger_has_between_250_and_320_thousand_lines(frames):
    assert 250_000 <= sum(len(frames(year).ledger) for year in LEDGER_YEARS) <= 320_000


@pytest.mark.parametrize("year", LEDGER_YEARS)
def test_every_voucher_sums_to_zero(frames, year):
    ledger = frames(year).ledger
    _vouchers, position = np.unique(ledger.lines.series * 10**7 + ledger.number, return_inverse=True)
    sums = np.zeros(position.max() + 1, np.int64)
    np.add.at(sums, position, ledger.lines.amount)
    assert not sums.any()


@pytest.mark.parametrize("year", LEDGER_YEARS)
def test_voucher_numbers_ascend_with_the_days_of_their_series(frames, year):
    ledger = frames(year).ledger
    first = ledger.row == 1
    for series in np.unique(ledger.lines.series):
        here = first & (ledger.lines.series == series)
        assert list(ledger.number[here]) == list(range(1, int(here.sum()) + 1))
        days = ledger.lines.month[here] * 100 + ledger.lines.day[here]
        assert (np.diff(days) >= 0).all()


def test_ledger_ends_with_october_2026(frames):
    assert int(frames(2026).ledger.lines.month.max()) == 10
    assert int(frames(2025).ledger.lines.month.max()) == 12


@pytest.mark.parametrize("year", [2024, 2025])
def test_balance_sheet_at_year_end_is_that_of_the_page(year):
    sums: Counter[str] = Counter()
    for account, ore in closing_balances(year).items():
        sums[GROUPS[account[:2]]] += ore if account[0] == "1" else -ore
    assert dict(sums) == {group: mnkr * 100_000_000 for group, mnkr in BALANCE[year].items()}


def test_year_opens_with_what_the_year_before_closed_with():
    assert ledger_year(2026).opening == closing_balances(2025)
    assert sum(ledger_year(2024).opening.values()) == 0


@pytest.mark.parametrize("accounts", SEASONS)
def test_season_of_2025_is_within_two_points_of_the_table(frames, accounts):
    frame = frames(2025)
    months = frame.by_month(frame.starts(*accounts) & frame.operating)
    shares = [100 * amount / sum(months) for amount in months]
    assert shares == pytest.approx(SEASONS[accounts], abs=2)


def test_month_pay_steps_up_in_may_with_the_review_of_april(frames):
    frame = frames(2025)
    months = frame.by_month(frame.starts("5020"))
    assert months[4] / months[3] == pytest.approx(1.06, abs=0.005)
    assert months[5] / months[3] == pytest.approx(1.03, abs=0.005)


def test_tax_settlement_is_booked_in_april_august_and_december(frames):
    months = frames(2025).by_month(frames(2025).starts("8020", "8030"))
    assert [n for n, amount in enumerate(months, start=1) if amount] == [4, 8, 12]


def test_feeder_has_a_fifth_to_a_quarter_of_the_lines(frames):
    lines = sum(len(frames(year).ledger) for year in LEDGER_YEARS)
    fed = sum(int((frames(year).ledger.lines.series == 0).sum()) for year in LEDGER_YEARS)
    assert 0.20 <= fed / lines <= 0.26


def test_every_cost_center_has_lines_or_budget_and_every_unit_lines(frames):
    with_lines = {code for year in LEDGER_YEARS for code in np.unique(frames(year).center)}
    with_budget = {row.center for year in LEDGER_YEARS for row in budget(year)}
    with_budget |= {row.center for row in revised_budget()}
    for center in cost_centers():
        assert center.code in with_lines | with_budget, center
    units_with_lines = {center.unit for center in cost_centers() if center.code in with_lines}
    for unit in units():
        if unit.kind == "unit":
            assert unit.code in units_with_lines, unit


def test_every_line_of_the_result_has_a_function(frames):
    frame = frames(2026)
    assert (frame.ledger.lines.function[frame.operating] >= 0).all()


@pytest.mark.parametrize(("year", "share"), [(2024, 0.4715), (2025, 0.45), (2026, 0.445)])
def test_overhead_is_the_years_share_of_the_units_pay(frames, year, share):
    frame = frames(year)
    pay = frame.starts("50", "51", "53") & (frame.branch != "FIN")
    assert frame.total(frame.starts("5610")) / frame.total(pay) == pytest.approx(share, abs=0.003)
