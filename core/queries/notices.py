"""One's own notices, and what each person wants by mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from sqlmodel import Session, col, func, select

from core.enums import NoticeKind
from core.models import Notice, Preference, Setting, TreeUnit, Unit
from core.queries.access import require, under
from core.rules.access import Action, Actor, roots
from core.rules.reminders import USUAL_CHOICES, MailChoice

_MOST = 200


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as it is read; the address opens what it is about."""

    id: int
    kind: NoticeKind
    text: str
    address: str
    at: datetime
    is_read: bool


def list_notices(session: Session, actor: Actor, *, unread: bool = True) -> list[NoticeRow]:
    """Return one's own notices, newest first, without those about units that one may not see any more.

    Whoever looks through another person's eyes sees none.
    """
    if actor.read_only:
        return []
    statement = select(Notice).where(Notice.user_id == actor.user_id)
    if unread:
        statement = statement.where(col(Notice.read_at).is_(None))
    notices = list(session.exec(statement.order_by(col(Notice.id).desc()).limit(_MOST)))
    return [
        NoticeRow(
            notice.id or 0, notice.kind, notice.text, notice.address, notice.at, notice.read_at is not None
        )
        for notice in visible_notices(session, actor, notices)
    ]


def count_unread(session: Session, actor: Actor) -> int:
    """Return how many notices one has not read."""
    return len(list_notices(session, actor))


def visible_notices(session: Session, actor: Actor, notices: Iterable[Notice]) -> list[Notice]:
    """Return the notices whose unit the actor may see today; those that name no unit stay."""
    held = list(notices)
    codes = {code for notice in held if (code := _unit_code(notice.address))}
    if not codes:
        return held
    seen = set(
        session.exec(
            select(Unit.code)
            .join(TreeUnit, col(TreeUnit.unit_id) == col(Unit.id))
            .where(
                TreeUnit.tree_id == actor.tree_id,
                col(Unit.code).in_(codes),
                under(actor.tree_id, roots(actor, Action.VIEW_UNIT)),
            )
        )
    )
    return [notice for notice in held if not (code := _unit_code(notice.address)) or code in seen]


def usual_choices(session: Session) -> dict[NoticeKind, MailChoice]:
    """Return what holds for whoever has chosen nothing: the municipality's own choice, else ours."""
    held = dict(
        session.exec(
            select(Setting.key, Setting.value).where(col(Setting.key).in_(map(default_key, NoticeKind)))
        ).all()
    )
    return {
        kind: MailChoice(chosen)
        if (chosen := held.get(default_key(kind))) in set(MailChoice)
        else USUAL_CHOICES[kind]
        for kind in NoticeKind
    }


def default_key(kind: NoticeKind) -> str:
    """Return the key of the municipality's own choice among the settings."""
    return f"mail_default_{kind}"


def count_own_choices(session: Session, actor: Actor) -> dict[NoticeKind, int]:
    """Return how many people have chosen for themselves, by kind, for whoever manages users."""
    require(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    rows = session.exec(
        select(Preference.key, func.count())
        .where(col(Preference.key).in_([f"mail_{kind}" for kind in NoticeKind]))
        .group_by(col(Preference.key))
    )
    counts = dict(rows.all())
    return {kind: counts.get(f"mail_{kind}", 0) for kind in NoticeKind}


def mail_choices(session: Session, actor: Actor) -> dict[NoticeKind, MailChoice]:
    """Return what one wants of each kind of notice, the usual where nothing is chosen."""
    usual = usual_choices(session)
    held = dict(
        session.exec(
            select(Preference.key, Preference.value).where(
                Preference.user_id == actor.user_id, col(Preference.key).startswith("mail_")
            )
        ).all()
    )
    return {
        kind: MailChoice(chosen) if (chosen := held.get(f"mail_{kind}")) in set(MailChoice) else usual[kind]
        for kind in NoticeKind
    }


def _unit_code(address: str) -> str:
    """Return the code of the unit that an address names; empty when it names none."""
    return parse_qs(urlsplit(address).query).get("enhet", [""])[0]
