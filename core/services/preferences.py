"""A person's own choices, kept between visits: the unit that amounts are shown in, and the like."""

from sqlmodel import Session

from core.models import Preference
from core.rules.access import Actor


def keep_preference(session: Session, actor: Actor, *, key: str, value: str) -> None:
    """Keep one's own choice. Nobody else sees it, so it leaves no audit event."""
    if actor.read_only:
        return
    row = session.get(Preference, (actor.user_id, key)) or Preference(user_id=actor.user_id, key=key)
    row.value = value
    session.add(row)
    session.flush()


def preference_of(session: Session, actor: Actor, *, key: str) -> str:
    """Return one's own choice, or an empty text."""
    row = session.get(Preference, (actor.user_id, key))
    return row.value if row is not None else ""
