"""Sick leave of every unit: the hours of the last twelve months and those sick, by month since 2025.

The two years before have the quarters. Every unit has a rate of its own around that of its nämnd;
those of `_OWN` have a story.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import sin
from zlib import crc32

from demo.organisation import MUNICIPALITY, branch_of, cost_centers, nodes

FIRST_YEAR, LAST = 2023, (2026, 10)
_EVERY_MONTH, _QUARTER = 2025, 3
_HOURS = 1_980
_APART = 30
_LEVELS = {
    "BUN": (6.9, 6.55), "VON": (8.7, 8.2), "SON": (5.9, 5.6), "KS": (4.6, 4.5), "KFN": (4.9, 4.7),
    "SBN": (5.6, 5.4), "KF": (3.0, 3.0), "FIN": (3.0, 3.0),
}  # fmt: skip
"""The rate of each nämnd in December 2025 and October 2026."""
_OWN = {
    "611": (8.9, 11.0), "622": (8.9, 8.1), "423": (6.8, 9.6), "511": (7.2, 9.9), "633": (9.8, 10.4),
    "713": (7.4, 8.3), "444": (6.6, 7.6), "644": (8.4, 9.2),
}  # fmt: skip
_WANTED = {
    "611": 8, "622": 7.5, "423": 6.5, "511": 7, "633": 8, "713": 7, "444": 6.5, "644": 7.5,
    "EKA": 7, "BUN": 6.7, "VON": 7.5, "SON": 6, "KS": 5, "KFN": 5, "SBN": 5.7,
}  # fmt: skip
SAID = {
    "611": "Tre långa fall sedan maj och många korta i juli. Två av tre är tillbaka på halvtid.",
    "622": "Schemat lades om i september. Nattens frånvaro har halverats, dagens är oförändrad.",
    "423": "Fyra av tretton har varit borta länge i höst. Företagshälsan träffar gruppen i november.",
    "511": "Frånvaron steg när handläggarna blev färre. Två av dem är borta för stress.",
    "713": "Axlar och knän. Nya moppar är provade på två skolor och köps in till alla i januari.",
    "444": "Två lärare är föräldrar till långtidssjuka barn. Utan dem ligger skolan på 6,4 procent.",
    "644": "Assistenterna hos tre kunder har fått nya scheman när timmarna minskade, och fler blir sjuka.",
    "VON": "Korttiden har ökat mest, i hemtjänsten. Cheferna i norr får stöd av HR hela november.",
}
"""What units say of the last month; one that is red says nothing."""
_WOMEN = {"VON": 0.86, "BUN": 0.8, "SON": 0.78}
_USUAL_WOMEN = 0.55
_MENS_RATE = 0.7


@dataclass(frozen=True, slots=True)
class Sick:
    """Hours sick of the ordinary ones in the twelve months up to a month; of all, women (K) or men (M)."""

    unit: str
    year: int
    month: int
    sex: str
    sick: Decimal
    hours: Decimal


@cache
def units() -> dict[str, float]:
    """Return the lowest units that have staff, with how much of it."""
    lowest = {node.code for node in nodes() if node.kind == "unit"}
    found: dict[str, float] = {}
    for center in cost_centers():
        if center.staff and center.unit in lowest:
            found[center.unit] = found.get(center.unit, 0) + center.staff
    return found


def targets() -> dict[str, dict[int, Decimal]]:
    """Return what each unit is to reach by year: its nämnd's wish, or near where it stands."""
    rates = _rates()
    found = {}
    for unit in (*units(), MUNICIPALITY, *(code for code in _LEVELS if code in _WANTED)):
        wanted = _WANTED.get(unit) or round(rates[unit][1] * 2) / 2
        found[unit] = {year: Decimal(str(wanted + (2026 - year) * 0.2)) for year in range(2024, 2028)}
    return found


def sick_leave() -> Iterator[Sick]:
    """Yield the hours of every unit and month, women's and men's at the ends of years and of the ledger."""
    rates = _rates()
    for unit, staff in units().items():
        hours = round(staff * _HOURS)
        for year in range(FIRST_YEAR, LAST[0] + 1):
            for month in range(1, 13):
                if (year, month) <= LAST and (year >= _EVERY_MONTH or month % _QUARTER == 0):
                    sick = round(hours * _at(unit, rates[unit], year, month) / 100)
                    yield Sick(unit, year, month, "T", Decimal(sick), Decimal(hours))
                    if month == 12 or (year, month) == LAST:
                        yield from _by_sex(Sick(unit, year, month, "T", Decimal(sick), Decimal(hours)))


def _by_sex(all_of: Sick) -> Iterator[Sick]:
    """Yield women's part and men's, which together are all."""
    share = _WOMEN.get(branch_of()[all_of.unit], _USUAL_WOMEN)
    men = round(int(all_of.hours) * (1 - share))
    sick = round(int(all_of.sick) * (1 - share) * _MENS_RATE)
    for sex, part, whole in (
        ("K", all_of.sick - sick, all_of.hours - men),
        ("M", Decimal(sick), Decimal(men)),
    ):
        yield Sick(all_of.unit, all_of.year, all_of.month, sex, part, whole)


@cache
def _rates() -> dict[str, tuple[float, float]]:
    """Return each unit's rate in December 2025 and the last month; those of a nämnd have its rate as mean."""
    found: dict[str, tuple[float, float]] = dict(_OWN)
    for branch, levels in _LEVELS.items():
        staff = {unit: weight for unit, weight in units().items() if branch_of()[unit] == branch}
        free = [unit for unit in staff if unit not in _OWN]
        apart = {unit: (crc32(f"sick {unit}".encode()) % (2 * _APART + 1) - _APART) / 20 for unit in free}
        for at, level in enumerate(levels):
            whole = sum(staff.values()) * level
            known = sum(staff[unit] * _OWN[unit][at] for unit in staff if unit in _OWN)
            lean = sum(staff[unit] * apart[unit] for unit in free)
            mean = (whole - known - lean) / (sum(staff[unit] for unit in free) or 1)
            for unit in free:
                found[unit] = (*found.get(unit, ())[:at], max(mean + apart[unit], 1.5))  # type: ignore[assignment]
    return found


def _at(unit: str, rates: tuple[float, float], year: int, month: int) -> float:
    """Return the rate of a month: higher in the years before, then straight to the last, a little uneven."""
    first, last = rates
    uneven = 0.12 * sin(month + crc32(unit.encode()) % 7)
    if year < LAST[0]:
        back = (LAST[0] - 1 - year) * 12 + 12 - month
        return first * (1 + back * 0.0025) + (uneven if back else 0)
    return first + (last - first) * month / LAST[1] + (uneven if month < LAST[1] else 0)
