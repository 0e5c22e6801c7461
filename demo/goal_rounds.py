"""The follow-ups of goals of the demo's year: August's is over and kept, autumn's in the middle of its work.

They ask the nämnder, and the schools and home care that the story is about. They are laid as the forecast
rounds are: with the days that they had. Of autumn's units those that lack nothing may have handed in.
"""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import GoalKind, Role, RoundKind, RoundState, UnitKind
from core.models import Goal, GoalLevel, Round, TreeUnit, Unit
from core.queries.goal_findings import find_gaps, followed_month
from core.queries.rounds import preview_opening
from core.reports.process_state import submission_table
from core.rules.access import Actor
from core.rules.rounds import NewLevel, NewRound
from core.services import rounds
from core.services.round_opening import close_round
from core.services.submission_steps import freeze_steps
from core.services.transaction import transaction
from demo.forecast_states import Happened, usual_course, write_history
from demo.forecasts import key_of

YEAR = 2026
_INSTRUCTION = (
    "Skriv en rad om varje mål: hur går det, och varför? Är ett nyckeltal rött skrivs analysen på "
    "nyckeltalets sida. Det du redan har skrivit under året hämtas."
)
_ASKED_UNDER = ("430", "440", "610")
_STATES = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """A follow-up: its name and days; `reviewed` is when the economist has looked at it."""

    name: str
    opens: date
    deadline: date
    reviewed: date
    closes: date


AUGUST = Facts(
    "Måluppföljning delår 2026", date(2026, 9, 1), date(2026, 9, 16), date(2026, 9, 22), date(2026, 9, 30)
)
AUTUMN = Facts(
    "Måluppföljning höst 2026",
    date(2026, 11, 2),
    date(2026, 11, 20),
    date(2026, 11, 25),
    date(2026, 11, 30),
)


def lay(database: Database, actor: Actor) -> None:
    """Lay both follow-ups, of every unit that has goals of its own."""
    with transaction(database, actor) as session:
        units = _units(session, actor.tree_id)
        round_id = _open(session, actor, AUGUST, units)
        write_history(session, round_id, {code: _course(code, AUGUST) for code in units})
        close_round(
            session, actor, round_id=round_id, key=key_of(f"{AUGUST.name} close"),
            table_of=lambda submission_id: submission_table(session, actor, submission_id=submission_id),
        )  # fmt: skip
    with transaction(database, actor) as session:
        round_id = _open(session, actor, AUTUMN, units)
        today = database.today()
        write_history(session, round_id, {
            code: _so_far(session, actor, code, unit_id, today) for code, unit_id in units.items()
        })  # fmt: skip


def _units(session: Session, tree_id: int) -> dict[str, int]:
    """Return the ids of the units that are asked and have goals, by code."""
    areas = select(Unit.id).where(col(Unit.code).in_(_ASKED_UNDER))
    asked = (col(TreeUnit.kind) == UnitKind.COMMITTEE) | col(TreeUnit.parent_id).in_(areas)
    rows = session.exec(
        select(Unit.code, Unit.id)
        .join(Goal, col(Goal.unit_id) == col(Unit.id))
        .join(GoalLevel, col(GoalLevel.id) == col(Goal.level_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Unit.id))
        .where(GoalLevel.kind == GoalKind.GOAL, TreeUnit.tree_id == tree_id, asked)
        .distinct()
        .order_by(col(Unit.code))
    )
    return {code: unit_id or 0 for code, unit_id in rows}


def _open(session: Session, actor: Actor, facts: Facts, units: dict[str, int]) -> int:
    round_id = rounds.create_round(session, actor, content=_content(facts), key=key_of(facts.name))
    rounds.choose_units(session, actor, round_id=round_id, unit_ids=sorted(units.values()))
    freeze_steps(session, round_id, preview_opening(session, actor, round_id=round_id))
    stored = session.get_one(Round, round_id)
    stored.state = RoundState.OPEN
    session.add(stored)
    session.flush()
    return round_id


def _content(facts: Facts) -> NewRound:
    return NewRound(
        kind=RoundKind.GOALS,
        name=facts.name,
        year=YEAR,
        opens=facts.opens,
        deadline=facts.deadline,
        closes=facts.closes,
        levels=(NewLevel(UnitKind.COMMITTEE, Role.CONTROLLER, facts.reviewed),),
        instruction=_INSTRUCTION,
        minutes=20,
        by_itself=False,
    )


def _course(code: str, facts: Facts) -> list[Happened]:
    return usual_course(code, facts.opens, facts.deadline, facts.reviewed, salt=facts.name)


def _so_far(session: Session, actor: Actor, code: str, unit_id: int, today: date) -> list[Happened]:
    """Return what has happened by a day: nothing, a beginning, or where nothing is missing all of it."""
    done = crc32(code.encode()) % _STATES
    month = followed_month(YEAR, AUTUMN.deadline)
    if done == _STATES - 1 and find_gaps(session, actor, unit_id=unit_id, year=YEAR, month=month):
        done -= 1
    return usual_course(code, AUTUMN.opens, today, today, salt=AUTUMN.name)[:done]
