"""A small municipality with council's frames for 2027 and a budget round, for tests of frames.

BUN has 922 000 tkr (rulings 3.3): two schools 915 400 and its undistributed ansvar 6 600. Sara is
the controller of the municipality, Bo of BUN, Eva manages the förvaltning and Maria a school.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from core.enums import FrameItem, FramePart, Role, VersionKind
from core.models import BudgetFrame, FrameAmount, PlanLine
from core.queries.access import load_actor
from core.rules.access import Actor
from core.services import balances
from core.services.decisions import DecisionText
from tests.core.budget_town import open_budget_round
from tests.factories import LOADED_AT, TODAY, give_role, make_coding, make_tree, make_user, make_version

TKR = 100_000
TREE = """
EKA K - Ekarboda kommun
BUN N EKA Barn- och utbildningsnämnden
BUF F BUN Barn- och utbildningsförvaltningen
411 E BUF Ekbackens skola
4110 A 411 Ekbacken undervisning
4111 A 411 Ekbacken fritids
412 E BUF Björkdalens skola
4120 A 412 Björkdalen undervisning
4009 A BUN Ofördelat
VON N EKA Vård- och omsorgsnämnden
611 E VON Hemtjänst
6110 A 611 Hemtjänst
FIN F EKA Finansförvaltningen
9100 A FIN Skatter och bidrag
"""
PEOPLE = {
    "sara": (Role.CONTROLLER, "EKA"),
    "bo": (Role.CONTROLLER, "BUN"),
    "eva": (Role.MANAGER, "BUF"),
    "maria": (Role.MANAGER, "411"),
    "yvonne": (Role.ELECTED_OFFICIAL, "EKA"),
}
COUNCIL = {
    ("BUN", FrameItem.ALLOCATION): 922_000,
    ("VON", FrameItem.ALLOCATION): 671_000,
    ("FIN", FrameItem.FINANCE): 0,
    ("EKA", FrameItem.TAX): 1_190_000,
    ("EKA", FrameItem.GRANTS): 430_000,
    ("EKA", FrameItem.FINANCIAL_REVENUE): 12_000,
    ("EKA", FrameItem.FINANCIAL_COST): -23_000,
    ("BUN", FrameItem.INVESTMENT): 5_000,
}
"""Tkr for 2027; the result is 1 190 + 430 + 12 − 23 − 922 − 671 = 16 mnkr."""
DECISION = DecisionText("Kommunfullmäktige", date(2026, 11, 9), "98", "KS 2026/211")


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of units, the actors, the open budget and the round that fills it."""

    units: dict[str, int]
    actors: dict[str, Actor]
    version_id: int
    round_id: int
    pay: int
    tax: int


def make_town(session: Session) -> Town:
    """Make the municipality with an open round of budget for 2027, no frames and no figures."""
    units = make_tree(session, TREE)
    actors = {name: _actor(session, name, role, units[unit]) for name, (role, unit) in PEOPLE.items()}
    version_id = make_version(session, VersionKind.BUDGET, 2027, "Budget 2027")
    round_id = open_budget_round(session, version_id, [units["411"], units["412"]], units["BUF"])
    pay, tax = make_coding(session, "5020", function="440"), make_coding(session, "8010")
    return Town(units, actors, version_id, round_id, pay, tax)


def put_frame(
    session: Session, town: Town, *, year: int = 2027, adopted: datetime | None = None, name: str = "Ramar"
) -> int:
    """Put council's frame of a year in the database, its amounts typed as they are."""
    frame = BudgetFrame(year=year, name=f"{name} {year}", tax_rate="21,65", plan_years=2)
    session.add(frame)
    session.flush()
    assert frame.id
    for (unit, item), tkr in COUNCIL.items():
        session.add(
            FrameAmount(
                frame_id=frame.id, unit_id=town.units[unit], item=item, year=year, part=FramePart.CHANGE,
                amount=tkr * TKR,
            )
        )  # fmt: skip
    session.flush()
    if adopted is not None:
        frame.adopted_at = adopted
        session.flush()
    return frame.id


def put_plan(session: Session, town: Town, tkr: dict[str, int], *, coding_id: int | None = None) -> None:
    """Put one line per ansvar in the budget, the whole amount in January, a cost positive."""
    for unit, amount in tkr.items():
        session.add(
            PlanLine(
                version_id=town.version_id, unit_id=town.units[unit], coding_id=coding_id or town.pay,
                m1=amount * TKR,
            )
        )  # fmt: skip
    session.flush()
    balances.rebuild_from_plan(session, town.version_id)


def _actor(session: Session, name: str, role: Role, unit_id: int) -> Actor:
    user_id = make_user(session, name)
    give_role(session, user_id, role, unit_id)
    actor = load_actor(session, user_id, today=TODAY)
    assert actor
    return actor


__all__ = ["DECISION", "LOADED_AT", "TKR", "Town", "make_town", "put_frame", "put_plan"]
