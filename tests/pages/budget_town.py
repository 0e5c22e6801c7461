"""The two schools of `small_town` with the budget of 2026 adopted, for tests of the decisions' pages."""

from sqlmodel import Session, select

from core.db import Database
from core.enums import VersionKind
from core.models import Unit, User, Version
from core.queries.access import load_actor
from core.rules.access import Actor
from core.services.transaction import transaction
from tests import factories


def adopt_budget(database: Database) -> None:
    """Name the accounts that are moved between, and close the budget."""
    with transaction(database) as session:
        for code, name in (("5010", "Månadslön"), ("5030", "Timlön"), ("6420", "Läromedel")):
            factories.make_code(session, factories.Dimension.ACCOUNT, code, name)
            row = session.exec(select(factories.Code).where(factories.Code.code == code)).one()
            row.name = name
            session.add(row)
        budget = session.exec(
            select(Version).where(Version.kind == VersionKind.BUDGET, Version.year == 2026)
        ).one()
        budget.closed_at = database.now()
        session.add(budget)


def actor_of(database: Database, session: Session, username: str) -> Actor:
    user_id = session.exec(select(User.id).where(User.username == username)).one()
    actor = load_actor(session, user_id or 0, today=database.today())
    assert actor
    return actor


def unit_id(session: Session, code: str) -> int:
    found = session.exec(select(Unit.id).where(Unit.code == code)).one()
    assert found
    return found
