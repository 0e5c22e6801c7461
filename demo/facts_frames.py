"""Council's frames of Ekarboda, mnkr: what each nämnd gets by year, investments, and the resultatbudget.

The kommunbidrag of 2024–2027 and the sums of every year are those of the page of figures; how the
plan years and the investments divide over the nämnder was made to meet those sums.
"""

COMMITTEES = ("KS", "BUN", "SON", "VON", "KFN", "SBN", "KF")
_ALLOCATION = """
2024 149 848 139 588 86  95 11
2025 154 884 141 618 87  97 11
2026 159 898 147 634 88 100 15
2027 160 922 156 671 89 102 12
2028 163 946 161 703 91 104 10
2029 167 972 166 732 93 106 10
"""
_INVESTMENT = """
2024  9  14   1   7   8 136  0
2025 10  15   1   8  20 136  0
2026 11  16   2   8  33 140  0
2027 12  18   2   9  14 170  0
2028 12  18   2   9  10 154  0
2029 11  17   2   9   8 143  0
"""


def _by_year(text: str) -> dict[int, dict[str, int]]:
    rows = ([int(word) for word in line.split()] for line in text.strip().splitlines())
    return {year: dict(zip(COMMITTEES, amounts, strict=True)) for year, *amounts in rows}


ALLOCATION = _by_year(_ALLOCATION)
INVESTMENT = _by_year(_INVESTMENT)
FINANCE_NET = {2024: 5, 2025: 20, 2026: -8, 2027: 0, 2028: 0, 2029: 0}
# Tax, grants, financial revenue and cost, report sign.
RESULT_ROWS = {
    2024: (1462, 478, 9, -26),
    2025: (1519, 489, 10, -20),
    2026: (1586, 500, 12, -20),
    2027: (1652, 503, 12, -23),
    2028: (1716, 506, 12, -24),
    2029: (1783, 510, 12, -25),
}
NET_RESULT = {2024: 12, 2025: 26, 2026: 29, 2027: 32, 2028: 32, 2029: 34}
TAX_RATE = "21,65"

# Undistributed 2027 by ansvar, tkr: BUN keeps 6 600 of its 922 000, the rest is with its units.
UNDISTRIBUTED_2027 = {
    "1009": 1000, "1019": 500, "4009": 4600, "4019": 2000, "5009": 500, "5019": 300, "6009": 800, "6019": 700,
    "3009": 300, "3019": 200, "7009": 600, "7019": 400, "2309": 100,
}  # fmt: skip

_PLANNED = "Planeringsförutsättningar 2027–2029, kommunstyrelsen 2026-03-18, antagande"
_SKR = "SKR, skatteunderlagsprognos oktober 2026, antagande"
# key, year, value as typed, source
ASSUMPTIONS: tuple[tuple[str, int, str, str], ...] = (
    *(("frame_index", year, "1,5", _PLANNED) for year in (2027, 2028, 2029)),
    *(("salary_index", year, "3,0", _PLANNED) for year in (2027, 2028, 2029)),
    *(("price_index", year, "2,1", _PLANNED) for year in (2027, 2028, 2029)),
    *(("purchase_index", year, "2,9", _PLANNED) for year in (2027, 2028, 2029)),
    *(("fee_index", year, "2,5", _PLANNED) for year in (2027, 2028, 2029)),
    ("po", 2025, "45,0", "Eget antagande"),
    ("po", 2026, "44,5", "Eget antagande"),
    ("po", 2027, "44,5", "Eget antagande"),
    ("internal_interest", 2026, "2,5", "Eget antagande"),
    ("internal_interest", 2027, "2,5", "Eget antagande"),
    *(("tax_forecast", year, f"{RESULT_ROWS[year][0]} mnkr", _SKR) for year in (2027, 2028, 2029)),
    *(("grants_forecast", year, f"{RESULT_ROWS[year][1]} mnkr", _SKR) for year in (2027, 2028, 2029)),
)
