"""Two schools whose ledger holds a licence on the wrong one and an invoice that did not come."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from core.db import Database
from core.enums import Role, VersionKind
from core.models import Tree
from core.queries.access import load_actor
from core.rules.access import Actor
from core.services.reference import install_reference
from core.services.transaction import transaction
from tests import factories
from tests.people import People, Place, add_user

KR = 100
TREE = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
432  E 4   Ekbackens skola F–6
4320 A 432 Ledning
433  E 4   Norrängens skola F–6
4330 A 433 Ledning
4331 A 433 Fritidshem
"""
LICENCE = "Licens lärplattform, Ekbackens skola läsåret 26/27"
PRINTER = "Skrivarservice Bläck AB"
PEOPLE = (
    ("maria", "Maria Sandell", Role.MANAGER, "433"),
    ("bo", "Bo Berg", Role.MANAGER, "432"),
    ("sara", "Sara Holm", Role.CONTROLLER, "1"),
    ("rut", "Rut Rask", Role.AUDITOR, "1"),
    ("ada", "Ada Lind", Role.ADMINISTRATOR, "1"),
)


@dataclass(frozen=True, slots=True)
class ControlTown:
    """The ids of units by code and of people by username."""

    units: dict[str, int]
    people: dict[str, int]

    def actor(self, session: Session, username: str) -> Actor:
        actor = load_actor(session, self.people[username], today=factories.TODAY)
        assert actor
        return actor


def plant(session: Session, *, suppliers: bool = True, password_hash: str = "") -> ControlTown:
    """Lay the schools with a ledger of 2025 and of 2026 to October, whose months are closed."""
    units = factories.make_tree(session, TREE)
    install_reference(session)
    people = {}
    for username, name, role, unit in PEOPLE:
        people[username] = add_user(session, username, name, factories.LOADED_AT, password_hash)
        factories.give_role(session, people[username], role, units[unit])
    _book(session, units, suppliers=suppliers)
    factories.close_months(session, 2025, range(1, 13))
    factories.close_months(session, 2026, range(1, 11))
    return ControlTown(units, people)


def stored(database: Database) -> ControlTown:
    """Lay the schools and commit them."""
    with transaction(database) as session:
        return plant(session)


def served(database: Database, password_hash: str) -> People:
    """Lay the schools for a server, whose people sign in."""
    with transaction(database) as session:
        town = plant(session, password_hash=password_hash)
        tree_id = session.exec(select(Tree.id)).one() or 0
    place = Place(tree_id, town.units["1"], town.units["433"])
    return People(place, town.people["maria"], town.people["sara"], town.people["ada"])


def _book(session: Session, units: dict[str, int], *, suppliers: bool) -> None:
    pay = factories.make_coding(session, "5020")
    print_, licence = factories.make_coding(session, "6310"), factories.make_coding(session, "6830")
    for year, last in ((2025, 12), (2026, 10)):
        version = factories.make_version(session, VersionKind.ACTUAL, year)
        batch = factories.make_batch(session, year)
        for month in range(1, last + 1):
            day = date(year, month, 25)
            for code in ("4320", "4330", "4331"):
                factories.put_line(
                    session, batch, version, units[code], pay, 400_000 * KR, day=day, text="Månadslön"
                )
            if (year, month) != (2026, 10):
                factories.put_line(
                    session, batch, version, units["4330"], print_, 15_000 * KR, day=day,
                    text="Utskrifter", number=f"{month}7",
                    extra={"supplier": PRINTER} if suppliers else None,
                )  # fmt: skip
        if year == 2026:
            factories.put_line(
                session, batch, version, units["4330"], licence, 186_000 * KR, day=date(2026, 9, 11),
                text=LICENCE, number="5477", extra={"supplier": "Kvisten AB"} if suppliers else None,
            )  # fmt: skip
