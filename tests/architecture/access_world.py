"""The municipality that the access matrix runs in, with somebody of each role at each place."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from core.db import Database
from core.enums import Role, SourceKind, VersionKind
from core.queries import users
from core.rules.access import Action, Actor
from core.services import profiles
from core.services.profiles import NewProfile
from core.services.transaction import transaction
from tests import factories
from tests import loading_factories as lf

TREE = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
412  E 4   Ekbackens skola
4120 A 412 Skola
4121 A 412 Fritidshem
413  E 4   Lillskolan
4130 A 413 Lillskolan
"""
TARGET = "412"
PLACES = {"at": "412", "above": "4", "top": "1", "below": "4120", "beside": "413"}
COVERS = {"at", "above", "top"}
"""Where a role must stand to cover the target."""


@dataclass(frozen=True, slots=True)
class World:
    """A municipality with figures on each unit, and somebody with each role at each place."""

    units: dict[str, int]
    actors: dict[tuple[Role, str], Actor]
    usernames: dict[int, str]
    office: lf.Office
    preview: int
    applied: int
    budget: int
    somebody: int
    assignment: int

    @property
    def target(self) -> int:
        """The unit that every case is about."""
        return self.units[TARGET]


def build_world(database: Database) -> World:
    """Lay the municipality and commit it."""
    with transaction(database) as session:
        units = factories.make_tree(session, TREE)
        controller = factories.make_actor(session, Role.CONTROLLER, units["1"])
        ids = [
            profiles.create_profile(session, controller, profile=NewProfile(name, kind, lf.DIMENSIONS))
            for name, kind in (("Huvudbok", SourceKind.LEDGER), ("Budget", SourceKind.BUDGET))
        ]
        office = lf.Office(controller, units, *ids)
        budget = factories.make_version(session, VersionKind.BUDGET, 2026)
        somebody = factories.make_user(session, "somebody")
        assignment = factories.give_role(session, somebody, Role.HR, units["413"])
        actors = {
            (role, place): factories.make_actor(session, role, units[code])
            for role in Role
            for place, code in PLACES.items()
        }
    rows = [("2026-01-05", "4120", "5021", 100), ("2026-01-06", "4130", "5021", 7_000)]
    applied = lf.load(database, office, lf.csv_file(rows))
    preview = lf.read(database, office, lf.csv_file([("2026-02-05", "9999", "5021", 100)]))
    with database.reading() as session:
        usernames = {user_id: name for name, user_id in users.user_ids(session).items()}
    return World(units, actors, usernames, office, preview, applied, budget, somebody, assignment)


Call = Callable[[World, Session, Actor], object]


@dataclass(frozen=True, slots=True)
class Case:
    """What a function asks for, and a call of it on the target.

    One that `lists` tells whether its list holds the target; one that `reads` is open to whoever
    looks through another person's eyes.
    """

    action: Action
    call: Call
    lists: bool = False
    reads: bool = False
