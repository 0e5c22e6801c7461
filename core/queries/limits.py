"""The municipality's limits as they hold, with who changed them when and why.

Limits govern everybody, so whoever has signed in and holds a role reads them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from core.models import AuditEvent, Setting
from core.queries.subjects import names_of_users, not_there
from core.rules.access import Action, Actor, may_anywhere
from core.rules.control_settings import limits_in, read_settings
from core.rules.limit_types import LimitType, Value, read_stored, said, stored
from core.rules.limits import LIMITS, LimitKey, LimitValues

CONTROL_SETTING = "control_list"
CHANGED, RESTORED = "limit_changed", "limit_restored"
_SETTING_CHANGED = "setting_changed"


@dataclass(frozen=True, slots=True)
class LimitEvent:
    """A change of a limit: from and to in words, and why."""

    at: datetime
    user: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit as it holds; `held` is its value as it is stored, by which a change is compared."""

    key: LimitKey
    type: LimitType
    value: Value
    held: str
    history: tuple[LimitEvent, ...]

    @property
    def own(self) -> bool:
        """Whether the municipality has another value than the usual one."""
        return self.value != self.type.usual


def read_limits(session: Session) -> LimitValues:
    """Return the values that hold."""
    texts = dict(session.exec(select(Setting.key, Setting.value)).all())
    if texts.get(CONTROL_SETTING):
        texts |= _control_texts(texts[CONTROL_SETTING])
    return LimitValues(texts)


def list_limits(session: Session, actor: Actor) -> list[LimitRow]:
    """Return every limit with its history, newest first; `NotAllowed` for somebody without any role."""
    if not may_anywhere(actor, Action.VIEW_UNIT):
        raise not_there(session, actor, Action.VIEW_UNIT)
    values, history = read_limits(session), _history(session)
    return [
        LimitRow(key, limit, value, stored(limit, value), tuple(history.get(key, ())))
        for key, limit in LIMITS.items()
        for value in (values.value(key),)
    ]


def held_now(session: Session, key: LimitKey) -> str:
    """Return the value that holds as it is stored; part of services that have asked."""
    return stored(LIMITS[key], read_limits(session).value(key))


def _control_texts(text: str) -> dict[str, str]:
    """Return the control list's limits, which lie together in one setting, each by its own key."""
    limits = limits_in(read_settings(text))
    return {key: stored(LIMITS[key], ore) for key, ore in limits.items()}


def _history(session: Session) -> dict[LimitKey, list[LimitEvent]]:
    subjects = [*LIMITS, CONTROL_SETTING]
    rows = session.exec(
        select(AuditEvent)
        .where(AuditEvent.subject_kind == "setting", col(AuditEvent.subject_id).in_(subjects))
        .order_by(col(AuditEvent.n).desc(), col(AuditEvent.k).desc())
    ).all()
    names = names_of_users(session, {row.user_id for row in rows if row.user_id is not None})
    found: dict[LimitKey, list[LimitEvent]] = {}
    for row in rows:
        for key, (old, new) in _changes(row).items():
            event = LimitEvent(row.at, names.get(row.user_id or 0, ""), old, new, row.cause)
            found.setdefault(key, []).append(event)
    return found


def _changes(row: AuditEvent) -> dict[LimitKey, tuple[str, str]]:
    """Return what an event changed, in words: the log keeps words, older events what was stored."""
    if row.subject_id == CONTROL_SETTING:
        return _control_changes(row.old, row.new)
    key = LimitKey(row.subject_id)
    if row.action == _SETTING_CHANGED:
        return {key: (_in_words(key, row.old), _in_words(key, row.new))}
    return {key: (row.old["value"], row.new["value"])}


def _control_changes(old: Any, new: Any) -> dict[LimitKey, tuple[str, str]]:
    """Return the limits that differ between two stored control lists; points are no limits."""
    before, after = _control_texts(str(old or "")), _control_texts(str(new or ""))
    differing = [key for key in LIMITS if before.get(key) != after.get(key)]
    return {key: (_in_words(key, before[key]), _in_words(key, after[key])) for key in differing}


def _in_words(key: LimitKey, text: Any) -> str:
    limit = LIMITS[key]
    return said(limit, read_stored(limit, None if text is None else str(text)))
