"""Notices: what somebody is told once, and what each person wants by mail beside it."""

from collections.abc import Iterable

from sqlalchemy import text as sql
from sqlalchemy import update
from sqlmodel import Session, col, select

from core.enums import NoticeKind
from core.models import Notice, Setting
from core.queries.access import require_write
from core.queries.notices import default_key, usual_choices
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_title
from core.rules.reminders import MailChoice
from core.services import audit
from core.services.preferences import keep_preference
from core.texts import _

_LONGEST = 400
_TURN_OF_NOTICES = 7


def tell(
    session: Session, *, user_ids: Iterable[int], kind: NoticeKind, text: str, address: str, key: str
) -> int:
    """Tell people something once each, and return how many were told now; who has heard `key` is left out.

    The caller sees to it that each of them may know it.
    """
    wanted = sorted(set(user_ids))
    if not wanted:
        return 0
    _take_turn(session, key)
    heard = set(
        session.exec(select(Notice.user_id).where(col(Notice.user_id).in_(wanted), Notice.key == key))
    )
    now = session.info["database"].now()
    shown = checked_title(text[:_LONGEST], what=_("meddelandet"), longest=_LONGEST)
    fresh = [
        Notice(user_id=user_id, kind=kind, text=shown, address=address[:_LONGEST], key=key, at=now)
        for user_id in wanted
        if user_id not in heard
    ]
    session.add_all(fresh)
    session.flush()
    return len(fresh)


def mark_read(session: Session, actor: Actor, *, notice_ids: Iterable[int]) -> None:
    """Mark one's own notices as read; those of others and unknown ones are left alone."""
    if actor.read_only:
        return
    session.execute(
        update(Notice)
        .where(
            col(Notice.id).in_(list(notice_ids)),
            col(Notice.user_id) == actor.user_id,
            col(Notice.read_at).is_(None),
        )
        .values(read_at=session.info["database"].now())
    )


def mark_all_read(session: Session, actor: Actor) -> None:
    """Mark all one's own notices as read."""
    unread = select(Notice.id).where(Notice.user_id == actor.user_id, col(Notice.read_at).is_(None))
    mark_read(session, actor, notice_ids=[notice_id for notice_id in session.exec(unread) if notice_id])


def choose_mail(session: Session, actor: Actor, *, kind: NoticeKind, choice: MailChoice) -> None:
    """Keep what one wants of a kind of notice: the application only, mail at once, or the weekly mail."""
    keep_preference(session, actor, key=f"mail_{kind}", value=choice)


def set_mail_default(session: Session, actor: Actor, *, kind: NoticeKind, choice: MailChoice) -> None:
    """Say what holds of a kind of notice for everybody who has not chosen for herself."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    old = usual_choices(session)[kind]
    if old is choice:
        return
    key = default_key(kind)
    row = session.get(Setting, key) or Setting(key=key)
    row.value = choice
    session.add(row)
    session.flush()
    audit.record(session, actor, "mail_default_set", subject=("setting", key), change=(old, choice))


def _take_turn(session: Session, key: str) -> None:
    """Let two who tell the same thing at once wait for each other, or both would tell it."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(
            sql("SELECT pg_advisory_xact_lock(:turn, hashtext(:key))"), {"turn": _TURN_OF_NOTICES, "key": key}
        )
