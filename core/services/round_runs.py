"""Rounds that open and close by themselves: once a day, in the name of whoever planned them.

Unlike other services a run opens its own transactions, one a round, so that one that cannot be
opened stops no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlmodel import Session, col, or_, select

from core.db import Database
from core.enums import NoticeKind, Role, RoundState
from core.errors import RuleViolation
from core.models import Notice, RoleAssignment, Round
from core.queries.access import tree_at, unit_rows, valid_on
from core.queries.rounds import content_of
from core.rules.access import Actor
from core.rules.rounds import check_opening
from core.services import notices
from core.services.clock_runs import ask_daily, in_the_name_of
from core.services.jobs import ask_by_itself
from core.services.round_opening import close_round, open_round
from core.services.rounds import locked_round
from core.services.transaction import transaction
from core.table import Table
from core.texts import _

ROUNDS = "rounds"
_LAST = "last_rounds"

TableOf: TypeAlias = Callable[[Session, Actor, int], Table]
"""What a closed round keeps of a submission id."""


@dataclass(frozen=True, slots=True)
class _Due:
    """A round whose day has come: to be opened when it is planned, else closed."""

    id: int
    state: RoundState


def ask_for_due(database: Database) -> bool:
    """Look once a day for rounds whose day has come, and ask for them as a job; return whether any had.

    Once a day, so that a round planned for today is not opened while its units are being chosen.
    """
    return ask_daily(database, mark=_LAST, ask=_ask)


def run_rounds(database: Database, table_of: TableOf) -> str:
    """Open and close the rounds whose day has come; return what happened in words."""
    opened = closed = told = 0
    with database.reading() as session:
        due = _due(session, database.today())
    for one in due:
        if one.state is RoundState.OPEN:
            closed += _close(database, one.id, table_of)
        else:
            try:
                opened += _open(database, one.id)
            except RuleViolation as refusal:
                told += _tell(database, one.id, refusal.message)
    return _("{opened} öppnade, {closed} stängda, {told} gick inte att öppna.").format(
        opened=opened, closed=closed, told=told
    )


def _ask(session: Session, today: date) -> bool:
    due = _due(session, today)
    if not due:
        return False
    first = _planner(session, session.get_one(Round, due[0].id))
    ask_by_itself(session, key=f"{ROUNDS}:{today.isoformat()}", kind=ROUNDS, user_id=first)
    return True


def _due(session: Session, today: date) -> list[_Due]:
    """Return the rounds to open and to close; one that is past and told of is left to people."""
    rounds = session.exec(
        select(Round)
        .where(
            Round.by_itself,
            or_(
                (col(Round.state) == RoundState.PLANNED) & (col(Round.opens) <= today),
                (col(Round.state) == RoundState.OPEN) & (col(Round.closes) < today),
            ),
        )
        .order_by(col(Round.id))
    )
    return [
        _Due(one.id or 0, one.state)
        for one in rounds
        if one.state is RoundState.OPEN or one.deadline >= today or not _is_told(session, one)
    ]


def _open(database: Database, round_id: int) -> int:
    with transaction(database) as session:
        stored = locked_round(session, round_id)
        if stored.state is not RoundState.PLANNED:
            return 0
        check_opening(content_of(session, stored), database.today())
        open_round(session, _clock(session, stored), round_id=round_id, key=f"clock-open-{round_id}")
    return 1


def _close(database: Database, round_id: int, table_of: TableOf) -> int:
    with transaction(database) as session:
        stored = locked_round(session, round_id)
        if stored.state is not RoundState.OPEN:
            return 0
        actor = _clock(session, stored)
        close_round(
            session,
            actor,
            round_id=round_id,
            key=f"clock-close-{round_id}",
            table_of=lambda submission_id: table_of(session, actor, submission_id),
        )
    return 1


def _tell(database: Database, round_id: int, why: str) -> int:
    """Tell whoever planned a round, and the controllers of the municipality, why it did not open; once."""
    with transaction(database) as session:
        stored = session.get_one(Round, round_id)
        notices.tell(
            session,
            user_ids=_controllers(session) | {_planner(session, stored)},
            kind=NoticeKind.REMINDER,
            text=_("{name} öppnades inte av sig själv. {why}").format(name=stored.name, why=why),
            address=f"/omgangar?omgang={round_id}",
            key=_key(stored),
        )
    return 1


def _is_told(session: Session, stored: Round) -> bool:
    return session.exec(select(Notice.id).where(Notice.key == _key(stored))).first() is not None


def _key(stored: Round) -> str:
    """Return the key of the notice: a round that is given another day may be told of again."""
    return f"round {stored.id} not opened {stored.opens.isoformat()}"


def _clock(session: Session, stored: Round) -> Actor:
    """Return the system in the name of whoever planned a round, with what opening and closing need."""
    return in_the_name_of(session, _planner(session, stored), Role.ADMINISTRATOR)


def _planner(session: Session, stored: Round) -> int:
    """Return who planned a round; for one from before that was noted, an administrator."""
    if stored.planned_by_id is not None:
        return stored.planned_by_id
    held = select(RoleAssignment.user_id).where(RoleAssignment.role == Role.ADMINISTRATOR)
    return session.exec(held.order_by(col(RoleAssignment.user_id))).first() or 0


def _controllers(session: Session) -> set[int]:
    today = session.info["database"].today()
    top = unit_rows(session, tree_at(session, today).id or 0)[0].id
    held = select(RoleAssignment.user_id).where(
        RoleAssignment.role == Role.CONTROLLER, RoleAssignment.unit_id == top, valid_on(today)
    )
    return set(session.exec(held))
