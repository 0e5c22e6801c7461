"""A small municipality with a round in it, for the tests of rounds and submissions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from core.enums import Role, RoundKind, SubmissionEventKind, UnitKind
from core.models import Submission, SubmissionEvent
from core.queries.access import load_actor
from core.rules.access import Actor
from core.rules.rounds import NewLevel, NewRound
from core.services import round_opening, rounds, submissions
from core.table import Column, Kind, Row, Table
from tests.factories import TODAY, give_role, make_tree, make_user

TOWN = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
40   F 4   Barn- och utbildningsförvaltningen
412  E 40  Ekbackens skola
4120 A 412 Skola
413  E 40  Lindens skola
5    N 1   Socialnämnden
50   F 5   Socialförvaltningen
512  E 50  Hemtjänst norr
6    N 1   Kulturnämnden
612  E 6   Biblioteket
"""

PEOPLE = {
    "maria": ("Maria Sandell", Role.MANAGER, "412"),
    "eva": ("Eva Ek", Role.DEPUTY, "412"),
    "lars": ("Lars Lind", Role.MANAGER, "413"),
    "berit": ("Berit Berg", Role.MANAGER, "40"),
    "bo": ("Bo Boman", Role.MANAGER, "4"),
    "sol": ("Sol Solén", Role.MANAGER, "50"),
    "hanna": ("Hanna Holm", Role.MANAGER, "512"),
    "sara": ("Sara Holm", Role.CONTROLLER, "1"),
    "disa": ("Disa Dahl", Role.EXECUTIVE, "1"),
    "rune": ("Rune Revisor", Role.AUDITOR, "1"),
    "ada": ("Ada Lind", Role.ADMINISTRATOR, "1"),
}

BUDGET = NewRound(
    kind=RoundKind.BUDGET,
    name="Budget 2027",
    year=2027,
    opens=date(2026, 9, 1),
    deadline=date(2026, 11, 13),
    closes=date(2026, 12, 18),
    levels=(
        NewLevel(UnitKind.DEPARTMENT, Role.MANAGER, date(2026, 11, 20)),
        NewLevel(UnitKind.COMMITTEE, Role.MANAGER, date(2026, 12, 4)),
    ),
    instruction="Fördela ramen.",
    minutes=38,
)

_keys = count(1)


def new_key() -> str:
    return f"key-{next(_keys)}"


@dataclass(frozen=True, slots=True)
class Town:
    """Unit ids by code and user ids by name."""

    units: dict[str, int]
    users: dict[str, int]

    def actor(self, session: Session, name: str, today: date = TODAY) -> Actor:
        actor = load_actor(session, self.users[name], today=today)
        assert actor
        return actor


def make_town(session: Session) -> Town:
    units = make_tree(session, TOWN)
    users = {}
    for username, (name, role, code) in PEOPLE.items():
        users[username] = make_user(session, username, name)
        give_role(session, users[username], role, units[code])
    return Town(units, users)


def plan(session: Session, town: Town, content: NewRound = BUDGET, codes: str = "412 413 512") -> int:
    """Plan a round that asks some units and return its id."""
    sara = town.actor(session, "sara")
    round_id = rounds.create_round(session, sara, content=content, key=new_key())
    if codes:
        ids = [town.units[code] for code in codes.split()]
        rounds.choose_units(session, sara, round_id=round_id, unit_ids=ids)
    return round_id


def plan_and_open(
    session: Session, town: Town, content: NewRound = BUDGET, codes: str = "412 413 512"
) -> int:
    round_id = plan(session, town, content, codes)
    round_opening.open_round(session, town.actor(session, "sara"), round_id=round_id, key=new_key())
    return round_id


def close(
    session: Session, town: Town, round_id: int, table_of: Callable[[int], Table] | None = None
) -> None:
    round_opening.close_round(
        session,
        town.actor(session, "sara"),
        round_id=round_id,
        key=new_key(),
        table_of=table_of or plain_table,
    )


def plain_table(submission_id: int) -> Table:
    return Table("Läge", (Column("n", "Nummer", Kind.COUNT),), (Row("a", (submission_id,)),))


def submission(session: Session, town: Town, round_id: int, code: str = "412") -> Submission:
    statement = select(Submission).where(
        Submission.round_id == round_id, Submission.unit_id == town.units[code]
    )
    return session.exec(statement.execution_options(populate_existing=True)).one()


def do(
    session: Session, town: Town, who: str, what: str, round_id: int, code: str = "412", **more: Any
) -> submissions.Handled:
    """Let somebody do something with a unit's submission as it stands."""
    held = submission(session, town, round_id, code)
    done: submissions.Handled = getattr(submissions, what)(
        session, town.actor(session, who), submission_id=held.id, rev=held.rev, key=new_key(), **more
    )
    return done


def way(session: Session, town: Town, round_id: int, *steps: tuple[str, str]) -> submissions.Handled:
    for who, what in steps:
        done = do(session, town, who, what, round_id)
    return done


def events_of(session: Session, submission_id: int) -> list[tuple[int, SubmissionEventKind, int, str]]:
    rows = select(SubmissionEvent).where(SubmissionEvent.submission_id == submission_id)
    return [
        (row.n, row.kind, row.level, row.reason)
        for row in session.exec(rows.order_by(col(SubmissionEvent.n)))
    ]


UP = (("maria", "submit"), ("berit", "approve"), ("bo", "approve"))
"""The way of a submission to approved: the unit, its department, its committee."""
