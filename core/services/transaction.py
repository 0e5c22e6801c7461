"""The one place that commits: services write, this seals stamps and audit and commits once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from core.db import Database
from core.errors import NotAllowed
from core.models import Unit
from core.rules.access import Actor
from core.services import audit


@contextmanager
def transaction(database: Database, actor: Actor | None = None) -> Iterator[Session]:
    """Give a session for one user intention; commit at the end, roll back on any error.

    A refusal is rolled back too, noted in a transaction of its own, and raised again.
    """
    with database.writing() as session:
        try:
            yield session
            audit.seal(session, database.now())
            session.commit()
        except NotAllowed as refusal:
            session.rollback()
            audit.forget(session)
            _note_refusal(session, database, actor, refusal)
            raise
        except BaseException:
            session.rollback()
            audit.forget(session)
            raise


def _note_refusal(session: Session, database: Database, actor: Actor | None, refusal: NotAllowed) -> None:
    """Write that somebody was refused. Unlike everything else this commits on its own."""
    known = refusal.unit_id is not None and session.get(Unit, refusal.unit_id) is not None
    audit.record(
        session,
        actor,
        "refused",
        subject=("action", refusal.action),
        unit_id=refusal.unit_id if known else None,
        cause=refusal.message,
    )
    audit.seal(session, database.now())
    session.commit()
