"""Taking turns: work that reads much before it writes must not run beside its like.

SQLite's write lock sees to it there. On PostgreSQL a lock of the transaction does, so that the
next one begins when the one before is committed, and sees what it wrote.
"""

from enum import IntEnum

from sqlalchemy import text
from sqlmodel import Session


class Turn(IntEnum):
    """What is done one at a time: asking for and claiming jobs; loading, undoing and reorganising;
    changing an adopted budget, whose decisions are numbered without gaps.
    """

    JOBS = 1
    LOADING = 2
    BUDGET_DECISIONS = 3


def take_turn(session: Session, turn: Turn) -> None:
    """Wait until nobody else has this turn, and keep it until the transaction ends."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": int(turn)})
