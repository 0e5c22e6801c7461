"""Reminding by hand: those who have an answer to hand in or approve are told, once a day at most."""

from sqlmodel import Session, select

from core.enums import NoticeKind
from core.models import Unit
from core.queries import access
from core.queries.submission_duties import ReminderRow, list_to_remind
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind, address_of
from core.rules.tasks import day_words
from core.services import audit, notices
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


def remind_many(session: Session, actor: Actor, *, round_id: int, unit_id: int, name: str, key: str) -> int:
    """Remind of what waits on a unit and below in the round called `name`; return how many were told."""
    access.require_write(session, actor, Action.APPROVE_SUBMISSION, unit_id)
    if not first_time(session, actor, key=key, action="reminded", subject=(round_id, unit_id)):
        return int(result_of(session, key) or 0)
    today = session.info["database"].today()
    rows = list_to_remind(session, actor, round_id=round_id, unit_id=unit_id, today=today)
    codes = dict(session.exec(select(Unit.id, Unit.code)).all())
    told: set[int] = set()
    for row in rows:
        people = {person.user_id for person in row.people} - {actor.user_id}
        submission = row.submission
        subject = Subject(SubjectKind.SUBMISSION, str(submission.id), submission.unit_id)
        words = _("{name}, {unit}: sista dag är {day}.")
        notices.tell(
            session,
            user_ids=people,
            kind=NoticeKind.REMINDER,
            text=words.format(name=name, unit=submission.unit_name, day=day_words(row.due, today)),
            address=address_of(subject, unit_code=codes[submission.unit_id]),
            key=f"reminded {submission.id} {today}",
        )
        told |= people
    keep_result(session, key, len(told))
    audit.record(
        session,
        actor,
        "reminded",
        subject=("round", round_id),
        unit_id=unit_id,
        change=(None, {"people": len(told), "submissions": len(rows)}),
    )
    return len(told)


def people_to_remind(rows: list[ReminderRow], actor: Actor) -> int:
    """Return how many would be told, for the button; oneself is never reminded."""
    return len({person.user_id for row in rows for person in row.people} - {actor.user_id})
