"""A municipality of two units with people in it, for tests of signing in, users and pages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from core.db import Database
from core.enums import Role, UnitKind
from core.models import RoleAssignment, Tree, TreeUnit, Unit, User
from core.queries.access import load_actor
from core.rules.access import Actor
from core.services import sessions
from core.services.transaction import transaction

FIRST_DAY = date(2020, 1, 1)
TODAY = date(2026, 11, 9)


@dataclass(frozen=True, slots=True)
class Place:
    """The ids of the tree and its two units: the municipality and a school in it."""

    tree_id: int
    top_id: int
    school_id: int


def add_municipality(session: Session) -> Place:
    top, school, tree = Unit(code="1"), Unit(code="2110"), Tree(valid_from=FIRST_DAY)
    session.add_all([top, school, tree])
    session.flush()
    assert tree.id
    assert top.id
    assert school.id
    session.add(
        TreeUnit(
            tree_id=tree.id, unit_id=top.id, lft=1, rgt=4, depth=0, name="Ekarboda kommun",
            kind=UnitKind.MUNICIPALITY,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        TreeUnit(
            tree_id=tree.id, unit_id=school.id, parent_id=top.id, lft=2, rgt=3, depth=1,
            name="Ekbackens skola", kind=UnitKind.UNIT,
        )
    )  # fmt: skip
    session.flush()
    return Place(tree.id, top.id, school.id)


def add_user(session: Session, username: str, name: str, now: datetime, password_hash: str = "") -> int:
    user = User(username=username, name=name, password_hash=password_hash, created_at=now)
    session.add(user)
    session.flush()
    assert user.id
    return user.id


def add_role(session: Session, user_id: int, role: Role, unit_id: int) -> int:
    held = RoleAssignment(user_id=user_id, role=role, unit_id=unit_id, valid_from=FIRST_DAY)
    session.add(held)
    session.flush()
    assert held.id
    return held.id


def actor_of(session: Session, user_id: int, *, acting_as_id: int | None = None) -> Actor:
    actor = load_actor(session, user_id, today=TODAY, acting_as_id=acting_as_id)
    assert actor
    return actor


@dataclass(frozen=True, slots=True)
class People:
    """The ids of a manager of the school, a controller and an administrator of the municipality."""

    place: Place
    manager: int
    controller: int
    administrator: int


def add_people(session: Session, now: datetime, password_hash: str = "") -> People:
    place = add_municipality(session)
    manager = add_user(session, "maria", "Maria Sandell", now, password_hash)
    controller = add_user(session, "sara", "Sara Holm", now, password_hash)
    administrator = add_user(session, "ada", "Ada Lind", now, password_hash)
    add_role(session, manager, Role.MANAGER, place.school_id)
    add_role(session, controller, Role.CONTROLLER, place.top_id)
    add_role(session, administrator, Role.ADMINISTRATOR, place.top_id)
    return People(place, manager, controller, administrator)


def stored_people(database: Database, password_hash: str = "") -> People:
    """Add the people and commit."""
    with transaction(database) as session:
        return add_people(session, database.now(), password_hash)


def token_of(database: Database, username: str) -> str:
    """Sign somebody in and return the token."""
    with transaction(database) as session:
        token = sessions.sign_in(
            session,
            username=username,
            password_ok=True,
            address="192.0.2.7",
            now=database.now(),
            lifetime=timedelta(hours=10),
        )
    assert token
    return token
