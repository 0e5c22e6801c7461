"""Mail: what is due to whom, and what each mail says at the moment when it is sent.

A mail is first a row with a key, so that it goes once. Its words are made again just before it is
sent, from what its receiver may see then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import String, cast, literal, update
from sqlmodel import Session, and_, col, func, or_, select

from core.enums import NoticeKind
from core.exports.mail import MailFile, MailLine, notices_text, password_text, weekly_text
from core.models import Mail, Notice, Preference, User
from core.periods import local_time
from core.queries.access import load_actor
from core.queries.limits import read_limits
from core.queries.notices import mail_choices, usual_choices, visible_notices
from core.queries.waiting import Deadline, list_waiting
from core.rules.access import Actor
from core.rules.limits import LimitKey
from core.rules.reminders import (
    KIND_WORDS,
    MailChoice,
    ReminderDays,
    reminder_of,
    week_of,
)
from core.rules.tasks import due_words, waiting_words
from core.services import notices
from core.services.mail_rows import PASSWORD, prepare
from core.texts import _, ngettext

_WEEKLY, _AT_ONCE = "weekly", "notices"
_NEWS_FOR = timedelta(days=7)
"""How old a notice may be and still come by mail at once."""


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail's words, the notices that are told by it, and the file that goes with it."""

    subject: str
    body: str
    notice_ids: tuple[int, ...] = ()
    file: MailFile | None = None


def weekly(session: Session, *, today: date) -> int:
    """Prepare the week's gathered mail for everybody for whom something waits; return how many are new."""
    week = week_of(today)
    wanted = 0
    for user, actor in _receivers(session, today):
        if _weekly_text(session, actor, today=today, public_url="") is not None:
            wanted += prepare(session, user, f"{_WEEKLY}:{week}:{user.id}")
    return wanted


def reminders(session: Session, *, today: date) -> int:
    """Tell everybody, once each, of deadlines that are near or just past; return how many were told."""
    days = _reminder_days(session)
    told = 0
    people = select(User).where(col(User.active)).order_by(col(User.id))
    for user in session.exec(people).all():
        actor = load_actor(session, user.id or 0, today=today)
        if actor is None or not actor.grants:
            continue
        for card in list_waiting(session, actor, today=today).cards:
            told += sum(
                _remind(session, actor, one, thing=f"{card.thing[0]}:{card.thing[1]}", days=days, today=today)
                for one in card.deadlines
            )
    return told


def at_once(session: Session) -> int:
    """Prepare a mail for everybody with news that she wants at once; return how many are new."""
    return sum(prepare(session, user, key) for user, key in news_at_once(session))


def news_at_once(session: Session) -> list[tuple[User, str]]:
    """Return who has news that she wants by mail at once, each with the key of a mail not prepared yet."""
    usual = [kind for kind, choice in usual_choices(session).items() if choice is MailChoice.AT_ONCE]
    since = session.info["database"].now() - _NEWS_FOR
    rows = session.exec(
        select(Notice.user_id, func.max(Notice.id))
        .outerjoin(
            Preference,
            and_(
                col(Preference.user_id) == col(Notice.user_id),
                col(Preference.key) == literal("mail_") + cast(Notice.kind, String),
            ),
        )
        .where(
            col(Notice.mailed_at).is_(None),
            col(Notice.read_at).is_(None),
            Notice.at >= since,
            or_(
                Preference.value == MailChoice.AT_ONCE,
                and_(col(Preference.value).is_(None), col(Notice.kind).in_(usual)),
            ),
        )
        .group_by(col(Notice.user_id))
    ).all()
    keys = {f"{_AT_ONCE}:{user_id}:{last}": user_id for user_id, last in rows}
    known = set(session.exec(select(Mail.key).where(col(Mail.key).in_(keys))))
    users = session.exec(
        select(User).where(col(User.id).in_(set(keys.values())), col(User.active), User.email != "")
    )
    by_id = {user.id: user for user in users}
    return [(by_id[user_id], key) for key, user_id in keys.items() if key not in known and user_id in by_id]


def words_of(session: Session, mail: Mail, *, public_url: str) -> MailText | None:
    """Return what a mail says now; None when its receiver is gone or nothing is left to say."""
    today = session.info["database"].today()
    actor = load_actor(session, mail.user_id, today=today)
    if actor is None:
        return None
    kind, *rest = mail.key.split(":")
    if kind == PASSWORD:
        body = password_text(actor.name, when=local_time(mail.at), public_url=public_url)
        return MailText(_("Rodret: ditt lösenord är bytt"), body)
    if kind == _WEEKLY:
        return _weekly_text(session, actor, today=today, public_url=public_url)
    return _notices_text(session, actor, last_id=int(rest[-1]), public_url=public_url)


def mark_mailed(session: Session, notice_ids: tuple[int, ...]) -> None:
    """Note that notices have been told by mail, so that they are not told so again."""
    session.execute(
        update(Notice).where(col(Notice.id).in_(notice_ids)).values(mailed_at=session.info["database"].now())
    )


def _weekly_text(session: Session, actor: Actor, *, today: date, public_url: str) -> MailText | None:
    choices = mail_choices(session, actor)
    unread = [notice for notice in _unread(session, actor) if choices[notice.kind] is MailChoice.WEEKLY]
    cards = list_waiting(session, actor, today=today).cards
    if choices[NoticeKind.REMINDER] is MailChoice.APPLICATION:
        cards = ()
    if not cards and not unread:
        return None
    late = sum(card.next.due < today for card in cards)
    body = weekly_text(
        actor.name,
        sentence=waiting_words(len(cards), late),
        tasks=[MailLine(_task_words(card.next, today), card.next.address) for card in cards],
        notices=[_notice_line(notice) for notice in unread],
        public_url=public_url,
    )
    subject = (
        _("Rodret: din vecka, {n} att göra").format(n=len(cards)) if cards else _("Rodret: nytt till dig")
    )
    return MailText(subject, body, _ids(unread))


def _notices_text(session: Session, actor: Actor, *, last_id: int, public_url: str) -> MailText | None:
    choices = mail_choices(session, actor)
    news = [
        notice
        for notice in _unread(session, actor)
        if choices[notice.kind] is MailChoice.AT_ONCE and (notice.id or 0) <= last_id
    ]
    if not news:
        return None
    body = notices_text(actor.name, notices=[_notice_line(notice) for notice in news], public_url=public_url)
    subject = ngettext("Rodret: {word}", "Rodret: {n} nyheter", len(news)).format(
        word=KIND_WORDS[news[0].kind], n=len(news)
    )
    return MailText(subject, body, _ids(news))


def _unread(session: Session, actor: Actor) -> list[Notice]:
    """Return the notices that are neither read nor mailed, and that the person may see today."""
    rows = session.exec(
        select(Notice)
        .where(
            Notice.user_id == actor.user_id, col(Notice.read_at).is_(None), col(Notice.mailed_at).is_(None)
        )
        .order_by(col(Notice.id))
    )
    return visible_notices(session, actor, rows)


def _remind(
    session: Session, actor: Actor, deadline: Deadline, *, thing: str, days: ReminderDays, today: date
) -> int:
    which = reminder_of(deadline.due, today=today, days=days)
    if not which:
        return 0
    number = f":{deadline.task_id}" if deadline.task_id else ""
    return notices.tell(
        session,
        user_ids=[actor.user_id],
        kind=NoticeKind.REMINDER,
        text=_task_words(deadline, today),
        address=deadline.address,
        key=f"reminder:{which}:{deadline.due}:{thing}{number}",
    )


def _receivers(session: Session, today: date) -> Iterator[tuple[User, Actor]]:
    people = select(User).where(col(User.active), User.email != "").order_by(col(User.id))
    for user in session.exec(people).all():
        actor = load_actor(session, user.id or 0, today=today)
        if actor is not None:
            yield user, actor


def _reminder_days(session: Session) -> ReminderDays:
    values = read_limits(session)
    return ReminderDays(values.days(LimitKey.REMIND_BEFORE), values.days(LimitKey.REMIND_AFTER))


def _task_words(deadline: Deadline, today: date) -> str:
    words = f"{deadline.title}, {deadline.unit}: {due_words(deadline.due, today)}"
    return _("{words} (för {name})").format(words=words, name=deadline.owner) if deadline.owner else words


def _notice_line(notice: Notice) -> MailLine:
    return MailLine(f"{KIND_WORDS[notice.kind]}: {notice.text}", notice.address)


def _ids(held: list[Notice]) -> tuple[int, ...]:
    return tuple(notice.id or 0 for notice in held)
