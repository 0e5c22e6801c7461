"""The forecast rounds of Ekarboda: their days, what finance expected, and how early each thing was seen.

The result of each nämnd by round stands in `demo.facts_plan`; here is what the table leaves open.
"""

from dataclasses import dataclass
from datetime import date

T1, T2, OCTOBER = "T1", "T2", "okt"
ROUNDS = (T1, T2, OCTOBER)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round that is over; `months` is how many months of outcome it was made from."""

    year: int
    key: str
    name: str
    months: int
    opens: date
    deadline: date
    reviewed: date
    closes: date


_MONTHS = {T1: 4, T2: 8, OCTOBER: 9}
_NAMES = {T1: "Prognos T1 {year}", T2: "Prognos T2 {year}", OCTOBER: "Prognos oktober {year}"}
# Opens, last day of the units, last day of the economists, closes: month and day.
_DAYS: dict[tuple[int, str], tuple[tuple[int, int], ...]] = {
    (2024, T1): ((5, 2), (5, 8), (5, 14), (5, 16)),
    (2024, T2): ((9, 2), (9, 9), (9, 12), (9, 16)),
    (2024, OCTOBER): ((10, 10), (10, 21), (10, 28), (11, 5)),
    (2025, T1): ((5, 2), (5, 9), (5, 13), (5, 15)),
    (2025, T2): ((9, 1), (9, 8), (9, 11), (9, 15)),
    (2025, OCTOBER): ((10, 9), (10, 20), (10, 27), (11, 4)),
    (2026, T1): ((5, 4), (5, 8), (5, 13), (5, 15)),
    (2026, T2): ((9, 1), (9, 8), (9, 11), (9, 15)),
    (2026, OCTOBER): ((10, 8), (10, 19), (10, 26), (11, 2)),
}
CLOSED_ROUNDS = tuple(
    RoundFacts(year, key, _NAMES[key].format(year=year), _MONTHS[key], *(date(year, *day) for day in days))
    for (year, key), days in _DAYS.items()
)

# Finansförvaltningen, tax, grants and finance together against budget, mnkr; "U" is how the year ended.
FINANCE_ROUNDS: dict[int, dict[str, int]] = {
    2024: {T1: 5, T2: 14, OCTOBER: 20, "U": 24},
    2025: {T1: 4, T2: 10, OCTOBER: 13, "U": 16},
    2026: {T1: 4, T2: 7, OCTOBER: 9},
}
RESULT_ROUNDS: dict[int, dict[str, int]] = {
    2024: {T1: 13, T2: 13, OCTOBER: 16, "U": 22},
    2025: {T1: 21, T2: 22, OCTOBER: 27, "U": 35},
    2026: {T1: 25, T2: 23, OCTOBER: 22},
}

# How much of what a year ended with is said by each round; in 2026 October says all of it.
SEEN = {
    2024: {T1: 0.3, T2: 0.7, OCTOBER: 0.9},
    2025: {T1: 0.3, T2: 0.7, OCTOBER: 0.9},
    2026: {T1: 0.35, T2: 0.75, OCTOBER: 1.0},
}
# The same for what happened in 2026 alone, by the ansvar of `demo.stories`.
_STORY_SEEN = """
6111 0   1 1
5131 0   1 1
1211 .55 1 1
1121 .55 1 1
4710 .8  1 1
4310 0   1 1
4711 0   1 1
7311 1   1 1
7120 1   1 1
4330 0   0 1
6510 1   1 1
"""
_PRESCHOOL_SEEN = {T1: 0.8, T2: 1.0, OCTOBER: 1.0}
_STORIES = {
    center: dict(zip(ROUNDS, map(float, shares), strict=True))
    for center, *shares in (line.split() for line in _STORY_SEEN.strip().splitlines())
}


def story_seen(center: str, key: str) -> float:
    """Return how much of a story of 2026 a round knew; preschools with fewer children share one."""
    return _STORIES.get(center, _PRESCHOOL_SEEN)[key]


# Which row takes what a nämnd said beyond its units' own reasons when pay is no large part of it.
REST_ROWS = {"FIN": ("910", "skatter")}

# The central adjustment of October 2026: what it takes off, where it stands, and whose row hoped for as much.
ADJUSTMENT = -800_000
ADJUSTED_AT = ("VOF", "manadsloner")
HOPEFUL_UNIT, HOPEFUL_ROW = "612", "timloner"
ADJUSTMENT_TEXT = (
    "Hemtjänst Söder räknar med full effekt av den nya bemanningsplaneringen från oktober. "
    "Timlönerna i september visar halva effekten, så förvaltningen räknar med 0,8 mnkr mindre."
)
