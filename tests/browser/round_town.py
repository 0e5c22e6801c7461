"""Thirty units below one department and a planned round that asks them all, for several browsers at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role, RoundKind, UnitKind
from core.models import Round, Submission, Tree, Unit, User
from core.queries.access import load_actor
from core.rules.access import Actor
from core.rules.rounds import NewLevel, NewRound
from core.services import round_answers, rounds, submissions
from core.services.decisions import DecisionText
from core.services.transaction import transaction
from tests import factories
from tests.people import People, Place, add_role, add_user

UNITS = 30
CODES = [str(410 + n) for n in range(UNITS)]
FIRST, SECOND, LATE = CODES[0], CODES[1], CODES[-1]
TREE = "\n".join(
    [
        "1 K - Ekarboda kommun",
        "4 N 1 Barn- och utbildningsnämnden",
        "40 F 4 Barn- och utbildningsförvaltningen",
        *(f"{code} E 40 Skola {code}" for code in CODES),
    ]
)
NAME = "Frågor inför budgeten"
_keys = count(1)


def planted(database: Database, password_hash: str) -> People:
    """Add the town, its people, and the planned round; its last day is to come, but one unit's has passed."""
    with transaction(database) as session:
        units = factories.make_tree(session, TREE)
        ids = {
            username: _person(session, database, units[code], (username, name, role, password_hash))
            for username, name, role, code in (
                ("ada", "Ada Lind", Role.ADMINISTRATOR, "1"),
                ("sara", "Sara Holm", Role.CONTROLLER, "1"),
                ("berit", "Berit Berg", Role.MANAGER, "40"),
                ("maria", "Maria Sandell", Role.MANAGER, FIRST),
                ("lars", "Lars Lind", Role.MANAGER, SECOND),
                ("eva", "Eva Ek", Role.DEPUTY, SECOND),
                ("mona", "Mona Moe", Role.MANAGER, CODES[2]),
            )
        }
        for code in CODES[3:]:
            add_role(session, ids["mona"], Role.MANAGER, units[code])
        _plan(session, database, units)
        tree_id = session.exec(select(Tree.id)).one() or 0
    return People(Place(tree_id, units["1"], units[FIRST]), ids["maria"], ids["sara"], ids["ada"])


def _person(session: Session, database: Database, unit_id: int, person: tuple[str, str, Role, str]) -> int:
    username, name, role, password_hash = person
    user_id = add_user(session, username, name, database.now(), password_hash)
    add_role(session, user_id, role, unit_id)
    return user_id


def _plan(session: Session, database: Database, units: dict[str, int]) -> None:
    today, sara = database.today(), actor_named(session, database, "sara")
    content = NewRound(
        kind=RoundKind.QUESTION,
        name=NAME,
        year=today.year,
        opens=today - timedelta(days=5),
        deadline=today + timedelta(days=5),
        closes=today + timedelta(days=20),
        levels=(NewLevel(UnitKind.DEPARTMENT, Role.MANAGER, today + timedelta(days=10)),),
        instruction="Vad skiljer nästa år från det här?",
        by_itself=False,
    )
    round_id = rounds.create_round(session, sara, content=content, key=new_key())
    rounds.choose_units(session, sara, round_id=round_id, unit_ids=[units[code] for code in CODES])
    rounds.set_unit_deadline(
        session, sara, round_id=round_id, unit_ids=[units[LATE]], deadline=today - timedelta(days=1)
    )


def new_key() -> str:
    return f"town-{next(_keys)}"


def actor_named(session: Session, database: Database, username: str) -> Actor:
    user_id = session.exec(select(User.id).where(User.username == username)).one() or 0
    actor = load_actor(session, user_id, today=database.today())
    assert actor
    return actor


@dataclass(frozen=True, slots=True)
class Live:
    """The round in the server's database, for what many people do beside the browsers."""

    database: Database

    @property
    def round_id(self) -> int:
        """The round."""
        with self.database.reading() as session:
            return session.exec(select(Round.id)).one() or 0

    def address(self, code: str) -> str:
        """Return the address of a unit's submission."""
        with self.database.reading() as session:
            return f"/inlamning?inlamning={_held(session, code).id}"

    def states(self) -> dict[str, str]:
        """Return how each unit's submission stands."""
        with self.database.reading() as session:
            rows = session.exec(
                select(Unit.code, Submission.state)
                .join(Submission, col(Submission.unit_id) == col(Unit.id))
                .order_by(col(Unit.code))
            )
            return {code: str(state) for code, state in rows}

    def each(
        self, username: str, codes: list[str], do: Callable[[Session, Actor, Submission], object]
    ) -> None:
        """Let somebody do the same with several submissions, one transaction each."""
        with self.database.reading() as session:
            actor = actor_named(session, self.database, username)
        for code in codes:
            with transaction(self.database, actor) as session:
                do(session, actor, _held(session, code))


def hand_in(session: Session, actor: Actor, held: Submission) -> None:
    """Answer and hand in."""
    number = held.id or 0
    rev = round_answers.save_answer(
        session, actor, submission_id=number, seen=0, body="Som i år.", key=new_key()
    )
    submissions.submit(session, actor, submission_id=number, rev=rev, key=new_key())


def adopt(session: Session, actor: Actor, held: Submission) -> None:
    """Note the body's decision."""
    today = session.info["database"].today()
    decision = DecisionText("Barn- och utbildningsnämnden", today, "98", "2026/211")
    submissions.adopt(
        session, actor, submission_id=held.id or 0, rev=held.rev, key=new_key(), decision=decision
    )


def _held(session: Session, code: str) -> Submission:
    return session.exec(select(Submission).join(Unit).where(Unit.code == code)).one()
