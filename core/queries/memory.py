"""What everybody would read alike, kept in the process until anything at all is written."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy import Engine
from sqlmodel import Session, select

from core.db import Database
from core.models import Clock

T = TypeVar("T")
_MEMORY = "remembered"


def remembered(session: Session, key: Hashable, read: Callable[[], T]) -> T:
    """Return what `read` gives, or gave at the same clock: every write that is sealed moves it.

    Not narrowed by rights: keep nothing that depends on who asks. What is kept is shared, so it is
    never changed. A session that writes reads anew and keeps nothing, since it may be rolled back.
    """
    if writes(session):
        return read()
    database = cast(Database, session.info["database"])
    n = session.exec(select(Clock.n)).one()
    at, held = cast(tuple[int, dict[Hashable, object]], database.memory.get(_MEMORY, (-1, {})))
    if at != n:
        held = {}
        database.memory[_MEMORY] = (n, held)
    if key not in held:
        held[key] = read()
    return cast(T, held[key])


def writes(session: Session) -> bool:
    """Return whether a session holds the write lock."""
    bind = session.get_bind()
    return bool(cast(Engine, bind).get_execution_options().get("write"))
