"""A small town with the numbers of the rulings 3.1 and 3.2, in mnkr of 2025."""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import Role, VersionKind
from core.periods import Period
from core.rules.access import Actor
from core.services.reference import install_reference
from tests import factories

MNKR = 100_000_000
TKR = 100_000
DECEMBER = Period(2025, 12)

TREE = """
EKA K - Ekarboda kommun
VON N EKA Vård- och omsorgsnämnden
VOF F VON Vård- och omsorgsförvaltningen
51 E VOF Hemtjänst Norr
5110 A 51 Hemtjänst Norr
BUN N EKA Barn- och utbildningsnämnden
40 E BUN Nämnden centralt
4010 A 40 Nämnden centralt
41 E BUN Björkdalens skola
4110 A 41 Björkdalens skola
SBN N EKA Samhällsbyggnadsnämnden
71 E SBN Fastighet
7110 A 71 Fastighet
FIN N EKA Finansförvaltningen
9010 A FIN Skatter och bidrag
"""


@dataclass(frozen=True)
class Town:
    units: dict[str, int]
    actual: int
    budget: int
    last_actual: int


def plant(session: Session) -> Town:
    """Create the tree, the internal counterparties, empty versions and the shipped row definitions."""
    units = factories.make_tree(session, TREE)
    for code, unit in (("140", "BUN"), ("160", "VON"), ("170", "SBN"), ("190", "FIN")):
        factories.make_counterparty(session, code, units[unit])
    install_reference(session)
    return Town(
        units,
        factories.make_version(session, VersionKind.ACTUAL, 2025),
        factories.make_version(session, VersionKind.BUDGET, 2025, "Budget 2025"),
        factories.make_version(session, VersionKind.ACTUAL, 2024),
    )


def book(
    session: Session,
    town: Town,
    unit: str,
    account: str,
    amount: int,
    *,
    version: int | None = None,
    month: int = 12,
    **parts: str,
) -> None:
    """Add an amount in report sign (revenue +, cost −), in öre, to the actuals or another version."""
    coding = factories.make_coding(session, account, **parts)
    factories.put_balance(session, version or town.actual, town.units[unit], coding, {month: -amount})


def controller(session: Session, town: Town, *units: str) -> Actor:
    return factories.make_actor(session, Role.CONTROLLER, *(town.units[unit] for unit in units or ("EKA",)))


def book_committees(session: Session, town: Town) -> None:
    """VON 2025 with revenue 102 and cost 730 against 618; BUN 1 374 as planned; taxes 2 011 at FIN."""
    book(session, town, "5110", "3140", 102 * MNKR)
    book(session, town, "5110", "5020", -730 * MNKR)
    book(session, town, "5110", "5020", -618 * MNKR, version=town.budget)
    book(session, town, "4110", "5020", -1_374 * MNKR)
    book(session, town, "4110", "5020", -1_374 * MNKR, version=town.budget)
    book(session, town, "9010", "8010", 2_011 * MNKR)
    book(session, town, "9010", "8010", 2_011 * MNKR, version=town.budget)
