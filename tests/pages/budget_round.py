"""A round that fills the budget of 2027 in the town of two schools, for tests of its pages."""

from datetime import date

from sqlmodel import Session, select

from core.db import Database
from core.enums import VersionKind
from core.models import RoundUnit, Submission, Unit, UnitFrame, Version
from core.rules.subjects import Subject, SubjectKind
from core.services.comments import ask_for_change
from core.services.plan_edits import CellEdit, save_cells
from core.services.transaction import transaction
from tests.core.budget_town import open_budget_round
from tests.factories import make_coding
from tests.pages.process_town import actor_named

KR = 100
DEADLINE = date(2026, 12, 1)


def version_of(database: Database) -> int:
    with database.reading() as session:
        statement = select(Version.id).where(Version.kind == VersionKind.BUDGET, Version.year == 2027)
        return session.exec(statement).one() or 0


def open_round(database: Database) -> int:
    """Ask both schools for their budgets, approved by the controller; return the round's id."""
    version_id = version_of(database)
    with transaction(database) as session:
        ids = _ids(session)
        schools = [ids["411"], ids["412"]]
        round_id = open_budget_round(session, version_id, schools, ids["1"])
        session.add_all(RoundUnit(round_id=round_id, unit_id=one, deadline=DEADLINE) for one in schools)
    return round_id


def enter(database: Database, unit: str, kronor: int, account: str = "5010", month: int = 1) -> int:
    """Let the controller write an amount; return the coding."""
    with transaction(database) as session:
        coding = make_coding(session, account, function="440")
        edit = CellEdit(None, _ids(session)[unit], coding, month, None, kronor * KR)
        sara = actor_named(session, database, "sara")
        save_cells(session, sara, version_id=version_of(database), edits=[edit], key=f"{unit}.{account}")
    return coding


def give(database: Database, unit: str, kronor: int) -> None:
    """Give a unit its frame."""
    with transaction(database) as session:
        session.add(
            UnitFrame(version_id=version_of(database), unit_id=_ids(session)[unit], amount=kronor * KR)
        )


def ask(database: Database, unit: str, cell: str, body: str) -> None:
    """Let the controller point at a cell."""
    with transaction(database) as session:
        subject = Subject(SubjectKind.BUDGET, str(version_of(database)), _ids(session)[unit], cell)
        ask_for_change(session, actor_named(session, database, "sara"), key=body, subject=subject, body=body)


def submission_of(database: Database, unit: str) -> int:
    with database.reading() as session:
        statement = select(Submission.id).where(Submission.unit_id == _ids(session)[unit])
        return session.exec(statement).one() or 0


def _ids(session: Session) -> dict[str, int]:
    return {code: unit_id or 0 for code, unit_id in session.exec(select(Unit.code, Unit.id))}
