"""The code parts of Ekarboda: the shipped tables, and what is the municipality's own.

Accounts, functions and external counterparties come from `data/reference` and can be used by any
municipality. Projects and the internal counterparties are Ekarboda's own and stand here.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a code part with its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Counterparty:
    """A motpart; an internal one names the unit whose subtree it stands for."""

    code: str
    name: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class Project:
    """An investment project: what council decided and what it is forecast to cost, whole kronor."""

    code: str
    name: str
    cost_center: str
    account: str
    decided: int
    forecast: int
    yearly: tuple[int, int, int]


INTERNAL_COUNTERPARTY = {
    "KS": "110", "KF": "120", "KFN": "130", "BUN": "140",
    "SON": "150", "VON": "160", "SBN": "170", "FIN": "190",
}  # fmt: skip
_INTERNAL_NAMES = {
    "KS": "Kommunstyrelsen",
    "KF": "Kommunfullmäktige m.fl.",
    "KFN": "Kultur- och fritidsnämnden",
    "BUN": "Barn- och utbildningsnämnden",
    "SON": "Socialnämnden",
    "VON": "Vård- och omsorgsnämnden",
    "SBN": "Samhällsbyggnadsnämnden",
    "FIN": "Finansförvaltningen",
}
_GROUP_COMPANIES = (("510", "Ekarboda Bostäder"), ("520", "Ekarboda Energi"))

_MILLION = 1_000_000
# code, name, ansvar, account, decided, forecast, outcome 2024, 2025, 2026 (mnkr)
_PROJECTS: tuple[tuple[str, str, str, str, float, float, tuple[float, float, float]], ...] = (
    ("90101", "Sporthall Björkdalen", "7115", "4010", 96, 103, (9, 34, 41)),
    ("90102", "Ny förskola Rönnbäret", "7115", "4010", 64, 62, (38, 22, 0)),
    ("90103", "Ombyggnad Kvarnskolan", "7115", "4010", 48, 48, (14, 24, 8)),
    ("90104", "Särskilt boende Lindhaga, etapp 2", "7115", "4010", 120, 120, (2, 10, 29)),
    ("90105", "Energiåtgärder fastigheter", "7115", "4010", 30, 30, (9, 8, 8)),
    ("90106", "Planerat underhåll, komponenter", "7115", "4010", 60, 60, (16, 17, 18)),
    ("90107", "Gruppbostad Ängsvägen", "7115", "4010", 24, 23, (12, 9, 0)),
    ("90201", "Beläggning och gatuunderhåll", "7315", "4020", 30, 30, (8, 9, 9)),
    ("90202", "Gång- och cykelväg Strandvägen", "7315", "4020", 14, 15, (3, 6, 5)),
    ("90203", "Belysning, utbyte till led", "7315", "4020", 9, 9, (3, 3, 2)),
    ("90204", "Lekplatser och parker", "7315", "4020", 7, 7, (2, 2, 3)),
    ("90301", "Överföringsledning Norra Ekarboda", "7415", "4030", 42, 44, (12, 6, 14)),
    ("90302", "Reinvestering VA-ledningar", "7415", "4030", 36, 36, (10, 10, 11)),
    ("90303", "Reservvattentäkt", "7415", "4030", 18, 18, (1, 1, 3)),
    ("90401", "It-infrastruktur och servrar", "1310", "4040", 12, 12, (4, 3, 4)),
    ("90402", "Inventarier skolor och förskolor", "4730", "4040", 9, 9, (3, 2, 2)),
    ("90403", "Inventarier vård och omsorg", "6011", "4040", 6, 6, (2, 1, 2)),
    ("90404", "Fordon och arbetsmaskiner", "7330", "4040", 7, 7, (2, 1, 1)),
)


def _read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def accounts() -> tuple[Code, ...]:
    """Return the chart of accounts."""
    return tuple(Code(row["code"], row["name"]) for row in _read("accounts.csv"))


@cache
def functions() -> tuple[Code, ...]:
    """Return the verksamhet codes, national three-digit ones and local four-digit ones."""
    return tuple(Code(row["code"], row["name"]) for row in _read("functions.csv"))


@cache
def counterparties() -> tuple[Counterparty, ...]:
    """Return the motpart codes: internal, group companies, external."""
    internal = [
        Counterparty(code, _INTERNAL_NAMES[unit], "internal", unit)
        for unit, code in INTERNAL_COUNTERPARTY.items()
    ]
    group = [Counterparty(code, name, "group", "") for code, name in _GROUP_COMPANIES]
    rows = _read("counterparties.csv")
    return (*internal, *group, *(Counterparty(row["code"], row["name"], row["kind"], "") for row in rows))


@cache
def projects() -> tuple[Project, ...]:
    """Return the investment projects, amounts in whole kronor."""
    return tuple(
        Project(
            code, name, center, account, round(decided * _MILLION), round(forecast * _MILLION),
            (round(y[0] * _MILLION), round(y[1] * _MILLION), round(y[2] * _MILLION)),
        )
        for code, name, center, account, decided, forecast, y in _PROJECTS
    )  # fmt: skip
