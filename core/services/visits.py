"""When a person was last here on an earlier day: what has happened since is news to her."""

from datetime import datetime, timedelta

from sqlmodel import Session

from core.periods import STOCKHOLM
from core.rules.access import Actor
from core.services.preferences import keep_preference, preference_of

_KEY = "visits"
_FIRST_LOOK = timedelta(days=14)


def last_visit(session: Session, actor: Actor) -> datetime:
    """Return when one was here on an earlier day than the latest; two weeks ago for who is new."""
    before, _latest = _held(session, actor)
    usual: datetime = session.info["database"].now() - _FIRST_LOOK
    return before or usual


def note_visit(session: Session, actor: Actor) -> None:
    """Note that one is here; the first time of a day makes the time before the last visit."""
    if actor.read_only:
        return
    now: datetime = session.info["database"].now()
    _before, latest = _held(session, actor)
    if latest is not None and _day(latest) == _day(now):
        return
    kept = "" if latest is None else latest.isoformat()
    keep_preference(session, actor, key=_KEY, value=f"{kept}|{now.isoformat()}")


def is_new_day(session: Session, actor: Actor) -> bool:
    """Return whether today's visit is still to be noted."""
    _before, latest = _held(session, actor)
    return not actor.read_only and (latest is None or _day(latest) != _day(session.info["database"].now()))


def _held(session: Session, actor: Actor) -> tuple[datetime | None, datetime | None]:
    before, _bar, latest = preference_of(session, actor, key=_KEY).partition("|")
    return _moment(before), _moment(latest)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).date().isoformat()
