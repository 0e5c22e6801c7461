"""Messages from the centre to a part of the organisation, shown for some days to those with a role there."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from core.enums import NoticeKind
from core.errors import RuleViolation
from core.models import Message, RoleAssignment, User
from core.queries.access import require_write, subtree
from core.queries.subjects import not_there, valid_today
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text, checked_title
from core.services import audit, notices, requests
from core.texts import _

_LONGEST_DAYS = 92


@dataclass(frozen=True, slots=True)
class MessageText:
    """What a message says, and its first and last day."""

    title: str
    first_day: date
    last_day: date
    body: str = ""


def send_message(session: Session, actor: Actor, *, key: str, unit_id: int, text: MessageText) -> int:
    """Send a message to a unit and all below it; return its id. The same key sends it once."""
    require_write(session, actor, Action.SEND_MESSAGES, unit_id)
    if not requests.first_time(session, actor, key=key, action="send_message", subject=(unit_id, text)):
        return int(requests.result_of(session, key))
    clean = _checked(text, session.info["database"].today())
    message = Message(
        unit_id=unit_id,
        title=clean.title,
        body=clean.body,
        first_day=clean.first_day,
        last_day=clean.last_day,
        user_id=actor.user_id,
        at=session.info["database"].now(),
    )
    session.add(message)
    session.flush()
    audit.record(
        session, actor, "message_sent", subject=("message", message.id), unit_id=unit_id,
        change=(None, {"title": clean.title, "from": clean.first_day, "to": clean.last_day}),
    )  # fmt: skip
    if clean.first_day <= session.info["database"].today():
        _tell(session, actor, message)
    requests.keep_result(session, key, message.id)
    return message.id or 0


def end_message(session: Session, actor: Actor, *, message_id: int) -> None:
    """Show a message no more from today; whoever may send to its part may end it."""
    message = session.get(Message, message_id, with_for_update=True)
    if message is None:
        raise not_there(session, actor, Action.SEND_MESSAGES)
    require_write(session, actor, Action.SEND_MESSAGES, message.unit_id)
    yesterday = session.info["database"].today() - timedelta(days=1)
    if message.last_day <= yesterday:
        return
    audit.record(
        session, actor, "message_ended", subject=("message", message_id), unit_id=message.unit_id,
        change=(message.last_day, yesterday),
    )  # fmt: skip
    message.last_day = yesterday
    session.flush()


def _checked(text: MessageText, today: date) -> MessageText:
    if text.last_day < max(text.first_day, today):
        raise RuleViolation(_("Meddelandets sista dag har redan varit, eller ligger före den första."))
    if (text.last_day - text.first_day).days > _LONGEST_DAYS:
        raise RuleViolation(_("Ett meddelande visas i högst {n} dagar.").format(n=_LONGEST_DAYS))
    return MessageText(
        title=checked_title(text.title, what=_("rubriken"), longest=120),
        first_day=text.first_day,
        last_day=text.last_day,
        body=checked_text(text.body, what=_("meddelandet"), needed=False),
    )


def _tell(session: Session, actor: Actor, message: Message) -> None:
    people = _people_of(session, actor, message.unit_id)
    notices.tell(
        session,
        user_ids=[user_id for user_id in people if user_id != actor.user_id],
        kind=NoticeKind.MESSAGE,
        text=message.title,
        address="/",
        key=f"message:{message.id}",
    )


def _people_of(session: Session, actor: Actor, unit_id: int) -> list[int]:
    """Return everybody who holds a role today on the unit or below it."""
    held = (
        select(RoleAssignment.user_id)
        .join(User, col(User.id) == col(RoleAssignment.user_id))
        .where(
            col(User.active),
            col(RoleAssignment.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
            valid_today(session),
        )
    )
    return list(session.exec(held.distinct()))
