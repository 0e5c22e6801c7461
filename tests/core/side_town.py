"""A town for tests of side objects: a nämnd with two schools beside each other, and people in it."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from core.db import Database
from core.enums import Role
from core.models import User
from core.queries.access import load_actor
from core.rules.access import Actor
from core.services.transaction import transaction
from tests.factories import TODAY, give_role, make_tree, make_user

_TREE = """
    1 K - Ekarboda kommun
    2 N 1 Bildningsnämnden
    21 E 2 Ekbackens skola
    22 E 2 Björkskolan
"""
TOP, COMMITTEE, SCHOOL, OTHER = "1", "2", "21", "22"


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of the units by code and of the people by username."""

    units: dict[str, int]
    people: dict[str, int]

    def actor(self, session: Session, username: str) -> Actor:
        actor = load_actor(session, self.people[username], today=TODAY)
        assert actor
        return actor


_PEOPLE = (
    ("maria", "Maria Sandell", Role.MANAGER, SCHOOL),
    ("dina", "Dina Alm", Role.DEPUTY, SCHOOL),
    ("bo", "Bo Berg", Role.MANAGER, OTHER),
    ("nils", "Nils Nord", Role.MANAGER, COMMITTEE),
    ("sara", "Sara Holm", Role.CONTROLLER, TOP),
    ("siv", "Siv Dal", Role.SAFETY_REPRESENTATIVE, SCHOOL),
    ("eva", "Eva Ros", Role.ELECTED_OFFICIAL, TOP),
    ("ada", "Ada Lind", Role.ADMINISTRATOR, TOP),
)


def add_town(session: Session) -> Town:
    units = make_tree(session, _TREE)
    people = {}
    for username, name, role, unit in _PEOPLE:
        people[username] = make_user(session, username, name)
        give_role(session, people[username], role, units[unit])
    return Town(units, people)


def stored_town(database: Database) -> Town:
    with transaction(database) as session:
        return add_town(session)


def give_mail(session: Session, town: Town, *usernames: str) -> None:
    for username in usernames:
        session.get_one(User, town.people[username]).email = f"{username}@ekarboda.example"
    session.flush()


def key(number: int) -> str:
    """Return the key of a test's n-th save."""
    return str(UUID(int=number))
