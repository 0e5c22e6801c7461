"""A small municipality with two years of ledger and budget, for tests of forecasts.

BUN has two schools; Maria is the manager of 411, Nils of 412, Sara the controller. 2026 is closed
to August. Amounts are in ledger sign, as they are booked.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import Role, RoundKind, RoundState, VersionKind
from core.models import Round, RoundUnit, RowLine
from core.queries.access import load_actor
from core.rules.access import Actor
from tests.core.budget_town import TREE
from tests.factories import (
    TODAY,
    close_months,
    give_role,
    make_coding,
    make_tree,
    make_user,
    make_version,
    put_balance,
)

KR = 100
TKR = 100_000
ROWS = (("avgifter", "31"), ("loner", "50"), ("material", "64"))
BUS = (10, 10, 10, 10, 10, 6, 0, 5, 10, 10, 10, 9)


@dataclass(frozen=True, slots=True)
class Town:
    units: dict[str, int]
    maria: Actor
    nils: Actor
    sara: Actor
    actual: dict[int, int]
    budget: dict[int, int]
    pay: int
    material: int
    paper: int
    fees: int


def make_town(session: Session) -> Town:
    """Make the municipality; nothing is booked or budgeted yet."""
    units = make_tree(session, TREE)
    session.add_all(
        RowLine(definition="report", key=key, position=n, title=key.title(), accounts=accounts)
        for n, (key, accounts) in enumerate(ROWS)
    )
    people = {"maria": (Role.MANAGER, "411"), "nils": (Role.MANAGER, "412"), "sara": (Role.CONTROLLER, "EKA")}
    actors = {name: _actor(session, name, role, units[unit]) for name, (role, unit) in people.items()}
    close_months(session, 2025, range(1, 13))
    close_months(session, 2026, range(1, 9))
    return Town(
        units=units,
        maria=actors["maria"],
        nils=actors["nils"],
        sara=actors["sara"],
        actual={year: make_version(session, VersionKind.ACTUAL, year) for year in (2024, 2025, 2026)},
        budget={year: make_version(session, VersionKind.BUDGET, year) for year in (2024, 2025, 2026)},
        pay=make_coding(session, "5020", function="440"),
        material=make_coding(session, "6410", function="440"),
        paper=make_coding(session, "6460", function="440"),
        fees=make_coding(session, "3110", function="425"),
    )


def put(session: Session, version_id: int, ansvar: int, coding: int, months: tuple[int, ...]) -> None:
    """Put a year's months, January on, in kronor and ledger sign."""
    put_balance(session, version_id, ansvar, coding, {m: n * KR for m, n in enumerate(months, 1)})


def plan_round(session: Session, town: Town, name: str, *codes: str) -> int:
    """Plan a forecast round of 2026 for units."""
    asked = Round(
        kind=RoundKind.FORECAST, name=name, year=2026, opens=date(2026, 11, 1), deadline=date(2026, 11, 15),
        closes=date(2026, 11, 30), state=RoundState.PLANNED,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add_all(
        RoundUnit(round_id=asked.id or 0, unit_id=town.units[code], deadline=date(2026, 11, 15))
        for code in codes
    )
    session.flush()
    return asked.id or 0


def _actor(session: Session, name: str, role: Role, unit_id: int) -> Actor:
    user_id = make_user(session, name)
    give_role(session, user_id, role, unit_id)
    actor = load_actor(session, user_id, today=TODAY)
    assert actor
    return actor
