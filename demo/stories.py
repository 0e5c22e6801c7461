"""What happened in 2026 that a controller should find, as amounts per month on top of the plan.

A story without a text swells bookings that exist anyway (pay, skolpeng); one with a text is a
booking of its own. Amounts are whole kronor in the ledger's sign (cost +, revenue −).
"""

from dataclasses import dataclass

from demo.codes import INTERNAL_COUNTERPARTY

PAYROLL_OVERHEAD = {2024: 0.4715, 2025: 0.45, 2026: 0.445}
STORY_YEAR = 2026
LATE_INVOICE = 412_000
WRONG_LICENCE = 186_000
GRANT_RECEIVED, GRANT_EARNED = 1_800_000, 1_200_000
PUPIL_PRICE = {2024: 87_200, 2025: 89_600, 2026: 92_000}
PLACEMENT_PER_DAY = 5_800
_PLACEMENT_DAYS = {5: 18, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_PRESCHOOLS_LOSING_CHILDREN = ("411", "413", "422", "424")


@dataclass(frozen=True, slots=True)
class Story:
    """Amounts of one ansvar and account by month (1–12); motpart empty = the account's own."""

    center: str
    account: str
    months: dict[int, int]
    text: str = ""
    counterparty: str = ""


def _with_overhead(center: str, account: str, months: dict[int, int]) -> list[Story]:
    """Return pay and its PO for total amounts that include both."""
    pay = {month: round(total / (1 + PAYROLL_OVERHEAD[STORY_YEAR])) for month, total in months.items()}
    overhead = {month: total - pay[month] for month, total in months.items()}
    return [Story(center, account, pay), Story(center, "5610", overhead)]


def _skolpeng(school: str, payer: str, months: dict[int, int]) -> list[Story]:
    """Return less skolpeng on both sides: the unit's revenue falls, and the payer's cost."""
    own = INTERNAL_COUNTERPARTY["BUN"]
    less_cost = {month: -amount for month, amount in months.items()}
    return [
        Story(school, "3390", dict(months), counterparty=own),
        Story(payer, "4695", less_cost, counterparty=own),
    ]


def _substitutes() -> list[Story]:
    months = {6: 150_000, 7: 350_000, 8: 420_000, 9: 280_000}
    return _with_overhead("6111", "5030", months)


def _placement() -> list[Story]:
    return [
        Story("5131", "4640", {month: days * PLACEMENT_PER_DAY}, f"Hvb {MONTHS[month - 1]}, {days} dygn")
        for month, days in _PLACEMENT_DAYS.items()
    ]  # fmt: skip


def _vacancies() -> list[Story]:
    months = dict.fromkeys(range(1, 9), -56_250)
    return [*_with_overhead("1211", "5020", months), *_with_overhead("1121", "5020", months)]


def _fewer_children() -> list[Story]:
    stories = []
    for unit in _PRESCHOOLS_LOSING_CHILDREN:
        months = {month: 54_167 if month < 9 else 54_166 for month in range(1, 13)}
        stories += _skolpeng(f"{unit}0", "4710", months)
        stories += _with_overhead(f"{unit}1", "5020", {month: -amount for month, amount in months.items()})
    return stories


def _fewer_pupils() -> list[Story]:
    """Björkdalen: 310 pupils until July, 302 from August, at 92 000 kronor a year."""
    return _skolpeng("4310", "4711", {8: 61_333, 9: 61_333, 10: 61_333, 11: 61_334, 12: 61_334})


def _single_invoices() -> list[Story]:
    return [
        Story("7311", "6130", {1: 1_300_000}, "Snöröjning januari, extra insatser"),
        Story("7311", "6130", {2: 1_100_000}, "Snöröjning februari, extra insatser"),
        Story("7120", "6610", {2: LATE_INVOICE}, "Takarbete Kvarnskolan, avser november 2025"),
        Story("4330", "6830", {9: WRONG_LICENCE}, "Licens lärplattform, Ekbackens skola läsåret 26/27"),
    ]


def _earned_grant() -> list[Story]:
    """Of a grant of 1,8 mnkr for nearer care 1,2 is used; 0,6 must be repaid."""
    months = dict.fromkeys(range(1, 11), -GRANT_EARNED // 10)
    return [Story("6510", "3512", months, "Statsbidrag god och nära vård, upparbetat")]


def stories() -> list[Story]:
    """Return every story of 2026."""
    return [
        *_substitutes(), *_placement(), *_vacancies(), *_fewer_children(), *_fewer_pupils(),
        *_single_invoices(), *_earned_grant(),
    ]  # fmt: skip
