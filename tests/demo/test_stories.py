"""The stories of 2026 can be found in the lines, with their amounts in kronor."""

import numpy as np
import pytest

from demo.rows import year_rows
from demo.stories import PAYROLL_OVERHEAD

# The October forecast per nämnd for the whole of 2026: kommunbidrag and variance, mnkr.
NET_2026 = {"KS": -156, "BUN": -901, "SON": -158, "VON": -662, "KFN": -89, "SBN": -103, "KF": -15, "FIN": 22}


@pytest.fixture(scope="session")
def whole_2026():
    return year_rows(2026)


@pytest.fixture(scope="session")
def plain_2026():
    return year_rows(2026, with_stories=False)


def _months(made, center, account):
    rows, months = made
    return sum(months[n] for n, row in enumerate(rows) if (row.center, row.account) == (center, account))


def _with_text(frame, text):
    return np.array([text in value for value in frame.ledger.lines.text])


@pytest.mark.parametrize(("branch", "net"), NET_2026.items())
def test_whole_year_2026_ends_at_the_october_forecast(whole_2026, branch, net):
    from demo.organisation import branch_of

    rows, months = whole_2026
    kronor = sum(
        int(months[n].sum())
        for n, row in enumerate(rows)
        if branch_of()[row.center] == branch and row.group not in {"INV", "FIN8"}
    )
    assert -kronor == net * 1_000_000


def test_substitutes_in_hemtjanst_norr_cost_1200_thousand_with_overhead(whole_2026, plain_2026):
    pay = _months(whole_2026, "6111", "5030") - _months(plain_2026, "6111", "5030")
    overhead = _months(whole_2026, "6111", "5610") - _months(plain_2026, "6111", "5610")
    assert (pay + overhead).tolist() == [0, 0, 0, 0, 0, 150_000, 350_000, 420_000, 280_000, 0, 0, 0]
    assert overhead.sum() / pay.sum() == pytest.approx(PAYROLL_OVERHEAD[2026], abs=1e-4)


def test_placement_costs_5800_a_day_from_14_may(frames):
    frame = frames(2026)
    months = frame.by_month(_with_text(frame, "Hvb ") & frame.starts("4640"))
    days = [0, 0, 0, 0, 18, 30, 31, 31, 30, 31, 0, 0]
    assert months == [580_000 * count for count in days]


def test_bjorkdalen_loses_eight_pupils_from_august(whole_2026, plain_2026):
    assert -int(_months(plain_2026, "4310", "3390").sum()) == 310 * 92_000
    lost = _months(whole_2026, "4310", "3390") - _months(plain_2026, "4310", "3390")
    assert int(lost.sum()) == 306_667
    assert lost[:7].tolist() == [0] * 7
    paid = _months(whole_2026, "4711", "4695") - _months(plain_2026, "4711", "4695")
    assert int(paid.sum()) == -306_667


def test_fewer_children_save_2600_thousand_in_preschool_pay(whole_2026, plain_2026):
    saved = sum(
        _months(whole_2026, f"{unit}1", account) - _months(plain_2026, f"{unit}1", account)
        for unit in ("411", "413", "422", "424")
        for account in ("5020", "5610")
    )
    assert int(saved.sum()) == -2_600_000 + 4 * 4 - 16
    assert round(int(saved.sum()) / 100_000) == -26


def test_two_vacancies_save_900_thousand_in_january_to_august(whole_2026, plain_2026):
    saved = sum(
        _months(whole_2026, center, account) - _months(plain_2026, center, account)
        for center in ("1211", "1121")
        for account in ("5020", "5610")
    )
    assert int(saved.sum()) == -900_000
    assert saved[8:].tolist() == [0, 0, 0, 0]


def test_snow_costs_2400_thousand_more_in_january_and_february(frames):
    frame = frames(2026)
    assert frame.total(_with_text(frame, "extra insatser") & frame.starts("6130")) == 240_000_000


def test_late_invoice_of_2025_is_booked_in_february(frames):
    frame = frames(2026)
    months = frame.by_month(_with_text(frame, "avser november 2025") & frame.starts("6610"))
    assert months == [0, 41_200_000, *[0] * 10]


def test_licence_of_ekbacken_lies_on_another_school(frames):
    frame = frames(2026)
    mask = _with_text(frame, "Ekbackens skola läsåret") & frame.starts("6830")
    assert frame.total(mask) == 18_600_000
    assert set(frame.center[mask]) == {"4330"}


def test_grant_of_1800_thousand_leaves_600_to_repay(frames):
    frame = frames(2026)
    received = frame.total(_with_text(frame, "god och nära vård, utbetalning") & frame.starts("2971"))
    earned = frame.total(_with_text(frame, "god och nära vård, upparbetat") & frame.starts("3512"))
    assert (received, earned) == (-180_000_000, -120_000_000)


def test_only_kfn_owes_an_internal_difference_of_74_thousand(frames):
    frame = frames(2026)
    sold, bought = frame.starts("3690"), frame.starts("7490")
    per_buyer = {
        branch: -frame.total(sold & (frame.counterparty == code))
        - frame.total(bought & (frame.branch == branch))
        for branch, code in (("BUN", "140"), ("VON", "160"), ("KFN", "130"), ("KS", "110"))
    }
    assert per_buyer == {"BUN": 0, "VON": 0, "KFN": 7_400_000, "KS": 0}


def test_sporthall_has_outcome_in_every_year(frames):
    for year, mnkr in ((2024, 9), (2025, 34)):
        frame = frames(year)
        assert -frame.report(frame.starts("40") & (frame.project == "90101")) == mnkr
    assert frames(2026).total(frames(2026).project == "90101") > 0
