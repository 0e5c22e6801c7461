"""Six schools with one manager and 61 rows in a forecast of 2026 that is open, ten months closed.

Every row follows its budget but two: hourly pay of 411 ends 300 tkr over, monthly pay of 413 ends
200 tkr under.
"""

from datetime import timedelta

from sqlmodel import Session, select

from core.db import Database
from core.enums import Role, RoundKind, UnitKind, VersionKind
from core.models import Submission, Tree, Unit, Version
from core.rules.rounds import NewLevel, NewRound
from core.services import round_opening, rounds
from core.services.reference import install_reference
from core.services.transaction import transaction
from tests import factories
from tests.pages.process_town import actor_named
from tests.people import People, Place, add_role, add_user

KR = 100
TKR = 100_000
CODES = tuple(str(411 + n) for n in range(6))
TREE = "\n".join(
    [
        "1 K - Ekarboda kommun",
        "4 N 1 Barn- och utbildningsnämnden",
        *(f"{code} E 4 Skola {code}\n{code}0 A {code} Skola {code}" for code in CODES),
    ]
)
REVENUES, COSTS = ("3510", "3110", "3610"), ("5020", "5030", "5610", "6010", "4610", "6410", "6810")
ELEVENTH = "6310"
"""Travel, which only the last school has: ten rows and one more make 61."""
_MONTHLY = 100_000
_EXTRA = {("411", "5030"): 30_000, ("413", "5020"): -20_000}
NAME = "Prognos november 2026"


def plant_forecast(database: Database, password_hash: str = "") -> People:
    """Add the schools, their figures, their people and the open round."""
    with transaction(database) as session:
        units = factories.make_tree(session, TREE)
        install_reference(session)
        people = _people(session, database, units, password_hash)
        _figures(session, units)
    open_forecast(database)
    return people


def open_forecast(database: Database, name: str = NAME) -> None:
    """Ask every school for a forecast, which its nämnd's manager approves."""
    today = database.today()
    with transaction(database) as session:
        sara, units = actor_named(session, database, "sara"), factories.unit_ids(session)
        content = NewRound(
            RoundKind.FORECAST, name, 2026, today - timedelta(days=3), today + timedelta(days=5),
            today + timedelta(days=20),
            levels=(NewLevel(UnitKind.COMMITTEE, Role.MANAGER, today + timedelta(days=10)),),
            by_itself=False,
        )  # fmt: skip
        round_id = rounds.create_round(session, sara, content=content, key=f"create {name}")
        rounds.choose_units(session, sara, round_id=round_id, unit_ids=[units[code] for code in CODES])
        round_opening.open_round(session, sara, round_id=round_id, key=f"open {name}")


def version_id(session: Session, name: str = NAME) -> int:
    return session.exec(select(Version.id).where(Version.name == name)).one() or 0


def states(session: Session) -> dict[str, str]:
    """Return how each school's submission stands."""
    rows = session.exec(select(Unit.code, Submission.state).join(Unit).order_by(Unit.code))
    return {code: str(state) for code, state in rows}


def _people(session: Session, database: Database, units: dict[str, int], password_hash: str) -> People:
    ids = {
        username: add_user(session, username, name, database.now(), password_hash)
        for username, name in (
            ("mona", "Mona Moe"),
            ("maria", "Maria Sandell"),
            ("berit", "Berit Berg"),
            ("sara", "Sara Holm"),
            ("ada", "Ada Lind"),
            ("elsa", "Elsa Ek"),
        )
    }
    for code in CODES:
        add_role(session, ids["mona"], Role.MANAGER, units[code])
    add_role(session, ids["maria"], Role.DEPUTY, units["411"])
    add_role(session, ids["berit"], Role.MANAGER, units["4"])
    add_role(session, ids["sara"], Role.CONTROLLER, units["1"])
    add_role(session, ids["ada"], Role.ADMINISTRATOR, units["1"])
    add_role(session, ids["elsa"], Role.ELECTED_OFFICIAL, units["1"])
    tree_id = session.exec(select(Tree.id)).one() or 0
    return People(Place(tree_id, units["1"], units["411"]), ids["mona"], ids["sara"], ids["ada"])


def _figures(session: Session, units: dict[str, int]) -> None:
    actual = factories.make_version(session, VersionKind.ACTUAL, 2026)
    budget = factories.make_version(session, VersionKind.BUDGET, 2026, "Budget 2026")
    for code in CODES:
        accounts = (*REVENUES, *COSTS, *((ELEVENTH,) if code == CODES[-1] else ()))
        for account in accounts:
            sign, coding = (-1 if account in REVENUES else 1), factories.make_coding(session, account)
            month = _MONTHLY * sign
            booked = month + _EXTRA.get((code, account), 0)
            ansvar = units[f"{code}0"]
            factories.put_balance(session, budget, ansvar, coding, dict.fromkeys(range(1, 13), month * KR))
            factories.put_balance(session, actual, ansvar, coding, dict.fromkeys(range(1, 11), booked * KR))
    factories.close_months(session, 2026, range(1, 11))
