"""A round in the town of two schools: asked of both, approved by the controller of the municipality."""

from datetime import date

from sqlmodel import Session, select

from core.db import Database
from core.enums import Role, RoundKind, UnitKind
from core.models import Submission, Unit, User
from core.queries.access import load_actor
from core.rules.access import Actor
from core.rules.rounds import NewLevel, NewRound
from core.services import round_opening, rounds, submissions
from core.services.transaction import transaction

ROUND = NewRound(
    kind=RoundKind.QUESTION,
    name="Frågor 2026",
    year=2026,
    opens=date(2026, 11, 2),
    deadline=date(2026, 11, 20),
    closes=date(2026, 12, 11),
    levels=(NewLevel(UnitKind.MUNICIPALITY, Role.CONTROLLER, date(2026, 12, 1)),),
    minutes=20,
    by_itself=False,  # the browsers' servers run on today's clock
)


def actor_named(session: Session, database: Database, username: str) -> Actor:
    user_id = session.exec(select(User.id).where(User.username == username)).one()
    assert user_id
    actor = load_actor(session, user_id, today=database.today())
    assert actor
    return actor


def plan_round(database: Database, content: NewRound = ROUND) -> int:
    """Plan a round for both schools as sara; return its id."""
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        round_id = rounds.create_round(session, sara, content=content, key=content.name)
        rounds.choose_units_of_kind(
            session, sara, round_id=round_id, kind=UnitKind.UNIT, under_id=sara.top_unit_id
        )
    return round_id


def open_round(database: Database, content: NewRound = ROUND) -> int:
    """Plan a round and open it; return its id."""
    round_id = plan_round(database, content)
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        round_opening.open_round(session, sara, round_id=round_id, key=f"open {content.name}")
    return round_id


def hand_in(database: Database, round_id: int, code: str, username: str) -> None:
    """Let somebody hand in a school's answer."""
    with transaction(database) as session:
        found = session.exec(
            select(Submission).join(Unit).where(Submission.round_id == round_id, Unit.code == code)
        ).one()
        submissions.submit(
            session, actor_named(session, database, username), submission_id=found.id or 0, rev=found.rev,
            key=f"submit {code}",
        )  # fmt: skip


def unit_id(database: Database, code: str) -> int:
    with database.reading() as session:
        return session.exec(select(Unit.id).where(Unit.code == code)).one() or 0
