"""The figures of Ekarboda that everything else must add up to. Mnkr, report sign where signed.

The page of figures gives the whole municipality for every year, but the table nämnd × column
only for 2025. The other years' tables here were made to meet its totals and each nämnd's net.
"""

from dataclasses import dataclass

MILLION = 1_000_000
LEDGER_YEARS = (2024, 2025, 2026)
LAST_YEAR, LAST_MONTH = 2026, 10

# Columns: external revenue, internal revenue, external cost, depreciation, internal cost, net.
FrameTable = dict[str, tuple[int, int, int, int, int, int]]
EXTERNAL_REVENUE, INTERNAL_REVENUE, EXTERNAL_COST, DEPRECIATION, INTERNAL_COST, NET = range(6)

OUTCOME_2024: FrameTable = {
    "KS": (27, 33, -184, -6, -16, -146),
    "BUN": (117, 0, -735, -6, -228, -852),
    "SON": (45, 0, -180, 0, -8, -143),
    "VON": (100, 0, -617, -3, -80, -600),
    "KFN": (12, 0, -70, -3, -24, -85),
    "SBN": (165, 332, -459, -81, -50, -93),
    "KF": (1, 0, -12, 0, 0, -11),
    "FIN": (5, 41, -31, -2, 0, 13),
}
OUTCOME_2025: FrameTable = {
    "KS": (28, 34, -190, -6, -16, -150),
    "BUN": (118, 0, -756, -6, -235, -879),
    "SON": (46, 0, -186, 0, -8, -148),
    "VON": (102, 0, -644, -3, -83, -628),
    "KFN": (12, 0, -71, -3, -25, -87),
    "SBN": (168, 342, -467, -86, -53, -96),
    "KF": (1, 0, -12, 0, 0, -11),
    "FIN": (5, 44, -26, -2, 0, 21),
}
# The full year that the ledger of January–October 2026 is a part of: the October forecast.
FORECAST_2026: FrameTable = {
    "KS": (28, 35, -197, -6, -16, -156),
    "BUN": (122, 0, -776, -6, -241, -901),
    "SON": (46, 0, -196, 0, -8, -158),
    "VON": (106, 0, -680, -3, -85, -662),
    "KFN": (12, 0, -73, -3, -25, -89),
    "SBN": (177, 349, -482, -91, -56, -103),
    "KF": (2, 0, -17, 0, 0, -15),
    "FIN": (5, 47, -28, -2, 0, 22),
}
BUDGET_2024: FrameTable = {
    "KS": (26, 33, -186, -6, -16, -149),
    "BUN": (113, 0, -727, -6, -228, -848),
    "SON": (43, 0, -174, 0, -8, -139),
    "VON": (97, 0, -602, -3, -80, -588),
    "KFN": (11, 0, -70, -3, -24, -86),
    "SBN": (164, 332, -460, -81, -50, -95),
    "KF": (1, 0, -12, 0, 0, -11),
    "FIN": (5, 41, -39, -2, 0, 5),
}
BUDGET_2025: FrameTable = {
    "KS": (27, 34, -193, -6, -16, -154),
    "BUN": (114, 0, -757, -6, -235, -884),
    "SON": (44, 0, -177, 0, -8, -141),
    "VON": (100, 0, -632, -3, -83, -618),
    "KFN": (11, 0, -70, -3, -25, -87),
    "SBN": (166, 342, -466, -86, -53, -97),
    "KF": (1, 0, -12, 0, 0, -11),
    "FIN": (5, 44, -27, -2, 0, 20),
}
BUDGET_2026: FrameTable = {
    "KS": (28, 35, -200, -6, -16, -159),
    "BUN": (120, 0, -771, -6, -241, -898),
    "SON": (46, 0, -185, 0, -8, -147),
    "VON": (105, 0, -651, -3, -85, -634),
    "KFN": (12, 0, -72, -3, -25, -88),
    "SBN": (174, 349, -476, -91, -56, -100),
    "KF": (2, 0, -17, 0, 0, -15),
    "FIN": (5, 47, -58, -2, 0, -8),
}
REVISED_2026: FrameTable = {
    "KS": (28, 35, -202, -6, -16, -161),
    "BUN": (120, 0, -778, -6, -241, -905),
    "SON": (46, 0, -187, 0, -8, -149),
    "VON": (105, 0, -665, -3, -85, -648),
    "KFN": (12, 0, -73, -3, -25, -89),
    "SBN": (174, 349, -477, -91, -56, -101),
    "KF": (2, 0, -17, 0, 0, -15),
    "FIN": (5, 47, -31, -2, 0, 19),
}
OUTCOME = {2024: OUTCOME_2024, 2025: OUTCOME_2025, 2026: FORECAST_2026}

# Salary review handed out in June 2026 from the pott at FIN, and the move decided in March.
SALARY_REVIEW_2026 = {"BUN": 10, "VON": 11, "SON": 2, "KS": 2, "KFN": 1, "SBN": 1}
MOVED_IN_MARCH_2026 = {"BUN": -3, "VON": 3}

# Rows of the resultaträkning below verksamhetens nettokostnader, report sign.
TAX, GRANTS, FINANCIAL_REVENUE, FINANCIAL_COST = range(4)
FINANCE_OUTCOME = {2024: (1470, 481, 12, -24), 2025: (1526, 492, 14, -19), 2026: (1590, 501, 14, -21)}
FINANCE_BUDGET = {2024: (1462, 478, 9, -26), 2025: (1519, 489, 10, -20), 2026: (1586, 500, 12, -20)}
# The same by account, report sign; the first of each row carries what the others leave.
FINANCE_DETAIL: dict[int, dict[str, int]] = {
    2024: {"8020": 1, "8030": 3, "8220": 66, "8230": 59, "8240": 17, "8280": 4, "8310": -11, "8420": 4,
           "8520": -2, "8530": -1},
    2025: {"8020": 3, "8030": 2, "8220": 68, "8230": 62, "8240": 18, "8280": 4, "8310": -12, "8420": 5,
           "8520": -2, "8530": -1},
    2026: {"8020": 1, "8030": 1, "8220": 71, "8230": 63, "8240": 18, "8280": 4, "8310": -13, "8420": 5,
           "8520": -2, "8530": -1},
}  # fmt: skip
RESULT = {2024: 22, 2025: 35, 2026: 22}

# Internal trades, mnkr: group → buyer → amount. The seller of each group stands in SELLER.
SELLER = {"IH": "SBN", "IM": "SBN", "IS": "SBN", "IF": "SBN", "II": "KS", "IR": "FIN", "SP": "BUN"}
InternalTable = dict[str, dict[str, int]]
INTERNAL_2025: InternalTable = {
    "IH": {"BUN": 132, "VON": 44, "KFN": 21, "KS": 8, "SBN": 5, "SON": 4},
    "IM": {"BUN": 60, "VON": 18},
    "IS": {"BUN": 31, "VON": 5, "KFN": 3, "KS": 3},
    "II": {"BUN": 12, "VON": 10, "SBN": 5, "SON": 3, "KS": 3, "KFN": 1},
    "IF": {"VON": 6, "SON": 1, "KS": 1},
    "IR": {"SBN": 43, "KS": 1},
    "SP": {"BUN": 600},
}
INTERNAL_2024: InternalTable = {
    "IH": {"BUN": 128, "VON": 43, "KFN": 20, "KS": 8, "SBN": 5, "SON": 4},
    "IM": {"BUN": 58, "VON": 17},
    "IS": {"BUN": 30, "VON": 5, "KFN": 3, "KS": 3},
    "II": {"BUN": 12, "VON": 9, "SBN": 5, "SON": 3, "KS": 3, "KFN": 1},
    "IF": {"VON": 6, "SON": 1, "KS": 1},
    "IR": {"SBN": 40, "KS": 1},
    "SP": {"BUN": 585},
}
INTERNAL_2026: InternalTable = {
    "IH": {"BUN": 135, "VON": 45, "KFN": 21, "KS": 8, "SBN": 5, "SON": 4},
    "IM": {"BUN": 62, "VON": 18},
    "IS": {"BUN": 32, "VON": 5, "KFN": 3, "KS": 3},
    "II": {"BUN": 12, "VON": 11, "SBN": 5, "SON": 3, "KS": 3, "KFN": 1},
    "IF": {"VON": 6, "SON": 1, "KS": 1},
    "IR": {"SBN": 46, "KS": 1},
    "SP": {"BUN": 612},
}
INTERNAL = {2024: INTERNAL_2024, 2025: INTERNAL_2025, 2026: INTERNAL_2026}

# Net cost 2025 by programme (rows of verksamhet), mnkr, as positive figures.
NET_COST_2025: dict[str, dict[str, float]] = {
    "BUN": {"fsk": 212, "fri": 36, "gru": 415, "anp": 32, "gym": 158, "vux": 22, "kul": 4},
    "VON": {"ald": 392, "lss": 236},
    "SON": {"bou": 62, "vxn": 18, "ekb": 36, "fam": 12, "arb": 20},
    "KFN": {"ktr": 35, "frt": 52},
    "SBN": {"gat": 58, "pbm": 18, "fas": 8, "led": 12, "va": 0, "avf": 0, "kos": 0},
    "KS": {"rad": 35, "kol": 16, "nar": 6, "pol": 15, "stb": 78},
    "KF": {"kfm": 3.5, "rev": 2, "val": 0.5, "ofm": 5},
}
PERSONNEL_2025 = {
    "BUN": 540, "VON": 492, "SON": 80, "KS": 84, "KFN": 35, "SBN": 128, "KF": 6, "FIN": 12,
}  # fmt: skip
# External cost and revenue 2025 by group, mnkr, as positive figures; the groups are in demo.mix.
COST_MIX_2025 = {
    "P": 1377, "K46": 352, "B45": 62, "H60": 78, "F61": 98, "M64": 116, "I68": 44, "T69": 66,
    "S74": 112, "O": 47,
}  # fmt: skip
REVENUE_MIX_2025 = {"R35": 158, "R31": 146, "R36": 64, "R34": 62, "R30": 22, "R37": 14, "R39": 14}
GRANTORS_2025 = {"811": 52, "812": 30, "813": 24, "815": 34, "814": 18}
FEES_2025 = {"VA": 66, "avfall": 34, "barnomsorg": 21, "äldre": 15, "bygg och miljö": 10}


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """Year-end balance, mnkr: assets = equity + provision + long debt + short debt."""

    fixed: int
    current: int
    equity: int
    provision: int
    long_debt: int
    short_debt: int


BALANCE = {
    2023: BalanceSheet(1869, 317, 963, 88, 720, 415),
    2024: BalanceSheet(1918, 317, 985, 90, 740, 420),
    2025: BalanceSheet(1980, 340, 1020, 92, 780, 428),
}
NET_INVESTMENT = {2024: 150, 2025: 168, 2026: 160}

# Carried-over result at the start of 2026, whole kronor, plus is good; shown beside the budget.
CARRIED_OVER_2026 = {"433": 350_000, "442": -410_000}
INTERNAL_DIFFERENCE = 74_000
