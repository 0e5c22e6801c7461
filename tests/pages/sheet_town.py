"""A budget round in the town of two schools: it fills `Budget 2027`, approved by the controller."""

from dataclasses import replace

from sqlmodel import Session, select

from core.db import Database
from core.enums import Dimension, RoundKind
from core.models import Submission, Unit, Version
from core.services.codes import save_codes
from core.services.transaction import transaction
from tests.pages.process_town import ROUND, actor_named, open_round
from tests.pages.small_town import plant
from tests.people import People

BUDGET = replace(ROUND, kind=RoundKind.BUDGET, name="Internbudget 2027", year=2027)


def plant_budget(database: Database, password_hash: str = "") -> People:
    """Plant the town with an open round of budget for both schools."""
    people = plant(database, password_hash)
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        names = {"5010": "Månadslön", "5030": "Timlön", "6420": "Läromedel"}
        save_codes(session, sara, dimension=Dimension.ACCOUNT, names=names)
        save_codes(session, sara, dimension=Dimension.FUNCTION, names={"440": "Grundskola"})
    open_round(database, BUDGET)
    return people


def version_id(session: Session, name: str = "Budget 2027") -> int:
    return session.exec(select(Version.id).where(Version.name == name)).one() or 0


def submission_of(session: Session, code: str) -> Submission:
    return session.exec(select(Submission).join(Unit).where(Unit.code == code)).one()
