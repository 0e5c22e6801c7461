"""The generated ledger against the tables of the page of figures, written out here by hand, in mnkr."""

import numpy as np
import pytest

# Ekarboda 4.1, columns U24 and U25.
INCOME_STATEMENT = {
    2024: (472, -2288, -101, 1470, 481, 12, -24, 22),
    2025: (480, -2352, -106, 1526, 492, 14, -19, 35),
}
# 4.2: external revenue, internal revenue (without skolpeng), external cost, depreciation, internal cost, net.
COMMITTEES_2025 = {
    "KS": (28, 34, -190, -6, -16, -150),
    "BUN": (118, 0, -756, -6, -235, -879),
    "SON": (46, 0, -186, 0, -8, -148),
    "VON": (102, 0, -644, -3, -83, -628),
    "KFN": (12, 0, -71, -3, -25, -87),
    "SBN": (168, 342, -467, -86, -53, -96),
    "KF": (1, 0, -12, 0, 0, -11),
    "FIN": (5, 44, -26, -2, 0, 21),
}
# 4.3: net of 2024 is minus kommunbidrag plus variance.
NET_2024 = {"KS": -146, "BUN": -852, "SON": -143, "VON": -600, "KFN": -85, "SBN": -93, "KF": -11, "FIN": 13}
INTERNAL_2025 = {
    "6090": {"BUN": 132, "VON": 44, "KFN": 21, "KS": 8, "SBN": 5, "SON": 4},
    "4690": {"BUN": 60, "VON": 18},
    "7490": {"BUN": 31, "VON": 5, "KFN": 3, "KS": 3},
    "6890": {"BUN": 12, "VON": 10, "SBN": 5, "SON": 3, "KS": 3, "KFN": 1},
    "6990": {"VON": 6, "SON": 1, "KS": 1},
    "7690": {"SBN": 43, "KS": 1},
}
SELLING_ACCOUNT = {
    "6090": "3490", "4690": "3090", "7490": "3690", "6890": "3691", "6990": "3692", "7690": "3990",
    "4695": "3390", "4696": "3391",
}  # fmt: skip
# 4.4
NET_COST_2025 = {
    ("BUN", "fsk"): 212, ("BUN", "fri"): 36, ("BUN", "gru"): 415, ("BUN", "anp"): 32, ("BUN", "gym"): 158,
    ("BUN", "vux"): 22, ("BUN", "kul"): 4, ("VON", "ald"): 392, ("VON", "lss"): 236, ("SON", "bou"): 62,
    ("SON", "vxn"): 18, ("SON", "ekb"): 36, ("SON", "fam"): 12, ("SON", "arb"): 20, ("KFN", "ktr"): 35,
    ("KFN", "frt"): 52, ("SBN", "gat"): 58, ("SBN", "pbm"): 18, ("SBN", "fas"): 8, ("SBN", "led"): 12,
    ("SBN", "va"): 0, ("SBN", "avf"): 0, ("SBN", "kos"): 0, ("KS", "rad"): 35, ("KS", "kol"): 16,
    ("KS", "nar"): 6, ("KS", "pol"): 15, ("KS", "stb"): 78, ("KF", "kfm"): 3.5, ("KF", "rev"): 2,
    ("KF", "val"): 0.5, ("KF", "ofm"): 5,
}  # fmt: skip
# 4.5
COST_MIX_2025 = (
    (("5",), 1377), (("46",), 352), (("45",), 62), (("60",), 78), (("61", "62", "66"), 98), (("64",), 116),
    (("68",), 44), (("69", "70"), 66), (("74", "75"), 112),
    (("63", "65", "71", "72", "73", "76", "78"), 47),
)  # fmt: skip
REVENUE_MIX_2025 = (
    (("35",), 158), (("31",), 146), (("36",), 64), (("34",), 62), (("30",), 22), (("37", "38"), 14),
    (("39",), 14),
)  # fmt: skip
FEES_2025 = (
    (("3110",), 66), (("3120",), 34), (("3130", "3131", "3180"), 21), (("3140", "3141"), 15),
    (("3150", "3160"), 10),
)  # fmt: skip
GRANTORS_2025 = {"3511": 52, "3512": 30, "3513": 24, "3514": 34}
# 4.6
PERSONNEL_2025 = {"BUN": 540, "VON": 492, "SON": 80, "KS": 84, "KFN": 35, "SBN": 128}
SKOLPENG = ("3390", "3391", "4695", "4696")


@pytest.mark.parametrize("year", [2024, 2025])
def test_income_statement_of_closed_year_equals_the_table(frames, year):
    frame = frames(year)
    external = frame.operating & ~frame.internal
    got = (
        frame.report(external & frame.starts("3")),
        frame.report(external & ~frame.starts("3", "79")),
        frame.report(frame.starts("79")),
        frame.report(frame.starts("80")),
        frame.report(frame.starts("82", "83")),
        frame.report(frame.starts("84")),
        frame.report(frame.starts("85")),
        frame.report(frame.starts("3", "4", "5", "6", "7", "8")),
    )
    assert got == INCOME_STATEMENT[year]


@pytest.mark.parametrize("branch", COMMITTEES_2025)
def test_committee_columns_2025_equal_the_table(frames, branch):
    frame = frames(2025)
    here = frame.operating & (frame.branch == branch)
    skolpeng = frame.starts(*SKOLPENG)
    revenue = frame.starts("3")
    got = (
        frame.report(here & ~frame.internal & revenue),
        frame.report(here & frame.internal & revenue & ~skolpeng),
        frame.report(here & ~frame.internal & ~revenue & ~frame.starts("79")),
        frame.report(here & frame.starts("79")),
        frame.report(here & frame.internal & ~revenue & ~skolpeng),
        frame.report(here),
    )
    assert got == COMMITTEES_2025[branch]


@pytest.mark.parametrize(("branch", "net"), NET_2024.items())
def test_committee_net_2024_is_allocation_and_variance(frames, branch, net):
    frame = frames(2024)
    assert frame.report(frame.operating & (frame.branch == branch)) == net


@pytest.mark.parametrize("account", INTERNAL_2025)
def test_internal_trade_2025_has_the_buyers_of_the_table(frames, account):
    frame = frames(2025)
    buyers = {
        branch: -frame.report(frame.starts(account) & (frame.branch == branch))
        for branch in np.unique(frame.branch[frame.starts(account)])
    }
    assert buyers == INTERNAL_2025[account]


@pytest.mark.parametrize("year", [2024, 2025])
def test_internal_sides_of_closed_year_meet_every_month(frames, year):
    frame = frames(year)
    for cost, revenue in SELLING_ACCOUNT.items():
        bought = frame.by_month(frame.starts(cost))
        sold = frame.by_month(frame.starts(revenue))
        assert bought == [-amount for amount in sold], cost


def test_skolpeng_2025_is_600_on_both_sides_within_bun(frames):
    frame = frames(2025)
    own = frame.counterparty == "140"
    assert frame.report(frame.starts("3390", "3391") & own) == 600
    assert frame.report(frame.starts("4695", "4696") & own) == -600


@pytest.mark.parametrize("key", NET_COST_2025)
def test_net_cost_2025_by_programme_equals_the_table(frames, key):
    frame = frames(2025)
    branch, programme = key
    mask = frame.operating & (frame.branch == branch) & (frame.programme == programme)
    assert -frame.report(mask) == NET_COST_2025[key]


@pytest.mark.parametrize(("groups", "mnkr"), COST_MIX_2025)
def test_external_cost_mix_2025_equals_the_table(frames, groups, mnkr):
    frame = frames(2025)
    assert -frame.report(frame.starts(*groups) & ~frame.internal) == mnkr


@pytest.mark.parametrize(("groups", "mnkr"), REVENUE_MIX_2025)
def test_external_revenue_mix_2025_equals_the_table(frames, groups, mnkr):
    frame = frames(2025)
    assert frame.report(frame.starts(*groups) & ~frame.internal) == mnkr


@pytest.mark.parametrize(("accounts", "mnkr"), FEES_2025)
def test_fees_2025_equal_the_table(frames, accounts, mnkr):
    frame = frames(2025)
    assert frame.report(frame.starts(*accounts)) == mnkr


@pytest.mark.parametrize(("account", "mnkr"), GRANTORS_2025.items())
def test_grants_2025_by_grantor_equal_the_table(frames, account, mnkr):
    frame = frames(2025)
    assert frame.report(frame.starts(account)) == mnkr


@pytest.mark.parametrize(("branch", "mnkr"), PERSONNEL_2025.items())
def test_personnel_cost_2025_by_department_equals_the_table(frames, branch, mnkr):
    frame = frames(2025)
    assert -frame.report(frame.starts("5") & (frame.branch == branch)) == mnkr


def test_personnel_cost_2025_of_council_and_finance_is_18(frames):
    frame = frames(2025)
    personnel = frame.starts("5")
    assert -frame.report(personnel & np.isin(frame.branch, ["KF", "FIN"])) == 18
    assert -frame.report(personnel & frame.starts("57")) == 66
    assert -frame.report(frame.starts("5190")) == 4
    assert -frame.report(frame.starts("5690")) == -58


@pytest.mark.parametrize(("year", "mnkr"), [(2024, 150), (2025, 168)])
def test_investments_of_closed_year_are_in_projects_and_capitalised(frames, year, mnkr):
    frame = frames(year)
    assert -frame.report(frame.starts("40") & (frame.project != "")) == mnkr
    assert frame.report(frame.starts("40")) == 0


def test_closing_entries_2025_are_half_to_one_percent_of_cost(frames):
    frame = frames(2025)
    closing = frame.ledger.lines.series == 6
    assert 0.005 <= frame.report(closing & frame.operating) / -2352 <= 0.01
