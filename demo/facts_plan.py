"""The figures of Ekarboda that the ledger does not show: plan years, forecast rounds, staff, volumes.

Mnkr in report sign unless said otherwise. Key figures are the municipality's own, in the units of
Kolada.
"""

# Rows of the resultaträkning: revenue, cost, depreciation, tax, grants, financial revenue and cost, result.
INCOME_PLAN = {
    "B27": (500, -2494, -118, 1652, 503, 12, -23, 32),
    "P28": (510, -2563, -125, 1716, 506, 12, -24, 32),
    "P29": (520, -2636, -130, 1783, 510, 12, -25, 34),
}
ALLOCATION = {
    2024: {"KS": 149, "BUN": 848, "SON": 139, "VON": 588, "KFN": 86, "SBN": 95, "KF": 11},
    2025: {"KS": 154, "BUN": 884, "SON": 141, "VON": 618, "KFN": 87, "SBN": 97, "KF": 11},
    2026: {"KS": 159, "BUN": 898, "SON": 147, "VON": 634, "KFN": 88, "SBN": 100, "KF": 15},
    2027: {"KS": 160, "BUN": 922, "SON": 156, "VON": 671, "KFN": 89, "SBN": 102, "KF": 12},
}
# Forecast of each nämnd's result for the whole year, by round; "U" is how the year ended.
FORECAST_ROUNDS: dict[int, dict[str, dict[str, int]]] = {
    2024: {
        "T1": {"KS": 0, "BUN": 0, "SON": -1, "VON": -3, "KFN": 0, "SBN": 0, "KF": 0},
        "T2": {"KS": 1, "BUN": -3, "SON": -3, "VON": -9, "KFN": 0, "SBN": 1, "KF": 0},
        "okt": {"KS": 2, "BUN": -5, "SON": -4, "VON": -11, "KFN": 1, "SBN": 1, "KF": 0},
        "U": {"KS": 3, "BUN": -4, "SON": -4, "VON": -12, "KFN": 1, "SBN": 2, "KF": 0},
    },
    2025: {
        "T1": {"KS": 1, "BUN": -3, "SON": -2, "VON": -5, "KFN": 0, "SBN": 0, "KF": 0},
        "T2": {"KS": 2, "BUN": -2, "SON": -5, "VON": -9, "KFN": 0, "SBN": 0, "KF": 0},
        "okt": {"KS": 3, "BUN": 1, "SON": -6, "VON": -11, "KFN": 0, "SBN": 1, "KF": 0},
        "U": {"KS": 4, "BUN": 5, "SON": -7, "VON": -10, "KFN": 0, "SBN": 1, "KF": 0},
    },
    2026: {
        "T1": {"KS": 1, "BUN": -2, "SON": -3, "VON": -4, "KFN": 0, "SBN": 0, "KF": 0},
        "T2": {"KS": 3, "BUN": 0, "SON": -6, "VON": -9, "KFN": 0, "SBN": -1, "KF": 0},
        "okt": {"KS": 5, "BUN": 4, "SON": -9, "VON": -14, "KFN": 0, "SBN": -2, "KF": 0},
    },
}
INVESTMENT_PLAN = {"B26": 210, "B27": 225}
VOLUMES_2025 = {
    "children_1_5": 1480, "preschool_children": 1290, "preschool_children_private": 130, "pupils_f9": 3160,
    "pupils_f9_private": 300, "gymnasium": 1120, "gymnasium_elsewhere": 520, "population_80": 1790,
    "nursing_home_places": 290, "home_care_clients": 480, "lss_clients": 270, "population": 28000,
}  # fmt: skip
# Department → month-paid heads, FTE, hourly FTE, personnel cost mnkr, sick leave in tenths of a percent.
STAFF_2025 = {
    "BUF": (900, 835, 45, 540, 69),
    "VOF": (720, 645, 130, 492, 84),
    "SOF": (115, 112, 2, 80, 61),
    "KLF": (95, 93, 1, 84, 39),
    "KFF": (55, 49, 5, 35, 48),
    "SBF": (215, 200, 8, 128, 73),
}
SICK_LEAVE_2025 = {
    "total": 72, "women": 78, "men": 48, "to_29": 64, "30_49": 69, "from_50": 78, "long_share": 410,
}  # fmt: skip
# Department → job title: heads and median monthly pay in kronor after 1 April 2026.
MONTHLY_PAY_2026: dict[str, dict[str, tuple[int, int]]] = {
    "BUF": {
        "lärare F–9": (235, 42_300), "förskollärare": (105, 38_600), "barnskötare": (150, 30_200),
        "gymnasielärare": (72, 43_200), "elevassistent": (105, 28_600), "fritidspersonal": (78, 31_000),
        "specialpedagog": (42, 46_800), "rektor och biträdande rektor": (34, 58_500),
        "elevhälsa": (24, 42_500), "administration och övriga": (55, 36_500),
    },
    "VOF": {
        "undersköterska": (300, 32_900), "vårdbiträde": (70, 28_800), "stödassistent": (150, 32_000),
        "personlig assistent": (55, 30_000), "sjuksköterska": (42, 45_200),
        "arbetsterapeut och fysioterapeut": (22, 39_800), "enhetschef": (30, 53_500),
        "biståndshandläggare": (16, 40_800), "planerare och övriga": (35, 34_500),
    },
    "SOF": {
        "socialsekreterare": (62, 41_600), "behandlare": (18, 40_500), "arbetskonsulent": (14, 37_200),
        "chef": (8, 57_500), "administratör": (13, 33_800),
    },
    "KLF": {
        "ekonom": (12, 50_500), "HR": (11, 47_500), "IT": (16, 43_500), "kommunikatör": (5, 43_800),
        "handläggare": (24, 46_500), "administratör": (15, 34_800), "chef": (12, 72_000),
    },
    "KFF": {
        "bibliotekarie": (13, 38_800), "assistent": (6, 32_500), "fritidsledare": (12, 33_200),
        "kulturskollärare": (14, 38_600), "vaktmästare": (7, 31_500), "chef": (3, 55_500),
    },
    "SBF": {
        "kock och måltidspersonal": (72, 30_400), "lokalvårdare": (58, 28_700),
        "fastighetstekniker": (24, 33_800), "VA- och anläggningspersonal": (22, 34_800),
        "ingenjör, planarkitekt, inspektör": (27, 46_500), "chef": (12, 58_500),
    },
}  # fmt: skip
PAYROLL_OVERHEAD_PERMILLE = {2025: 450, 2026: 445, 2027: 445}
# Kolada id → value 2025.
KEY_FIGURES_2025 = {
    "N03102": "1,7", "N03011": "70600", "N00003": "49200", "N00090": "7,2", "N11008": "186000",
    "N15006": "141000", "N17005": "151000", "N20048": "245000", "N31001": "1250",
}  # fmt: skip
