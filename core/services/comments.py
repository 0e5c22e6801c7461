"""Comments: written, answered, changed for a while, resolved and opened again; never deleted.

Every function needs the right to comment on the unit, and the right to see the subject.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.enums import NoticeKind
from core.errors import RuleViolation
from core.models import Comment, CommentMention
from core.queries.access import require, require_write
from core.queries.subjects import (
    addresses,
    names_of_units,
    not_there,
    require_subject,
    subject_of,
    why_not,
)
from core.rules.access import Action, Actor
from core.rules.comments import may_change
from core.rules.long_texts import checked_text
from core.rules.subjects import SUBJECTS, Subject
from core.services import audit, notices, requests
from core.texts import _


def write_comment(
    session: Session, actor: Actor, *, key: str, subject: Subject, body: str, mentions: Sequence[int] = ()
) -> int:
    """Begin a thread on a subject or a cell and return its id; the same key writes it once."""
    _require_commenting(session, actor, subject)
    require_subject(session, subject)
    return _write(session, actor, key, subject=subject, body=body, mentions=mentions, first=None)


def ask_for_change(
    session: Session, actor: Actor, *, key: str, subject: Subject, body: str, mentions: Sequence[int] = ()
) -> int:
    """Point at what is to be changed before the work is handed in again; return the thread's id.

    It is ticked off by whoever has changed it, as any other thread (`resolve_thread`).
    """
    require_write(session, actor, Action.APPROVE_SUBMISSION, subject.unit_id)
    thread_id = write_comment(session, actor, key=key, subject=subject, body=body, mentions=mentions)
    session.get_one(Comment, thread_id).asked = True
    session.flush()
    return thread_id


def answer_comment(
    session: Session, actor: Actor, *, key: str, thread_id: int, body: str, mentions: Sequence[int] = ()
) -> int:
    """Answer a thread and return the answer's id. A resolved thread is opened by it."""
    first, subject = _thread(session, actor, thread_id)
    return _write(session, actor, key, subject=subject, body=body, mentions=mentions, first=first)


def change_comment(session: Session, actor: Actor, *, comment_id: int, body: str) -> None:
    """Change one's own comment while it may be; the old text stays in the log."""
    comment, subject = _writable(session, actor, session.get(Comment, comment_id, with_for_update=True))
    now = session.info["database"].now()
    if not may_change(written_at=comment.at, now=now, own=comment.user_id == actor.user_id):
        raise RuleViolation(
            _("En kommentar kan ändras i en kvart av den som skrev den. Skriv ett svar i stället.")
        )
    text = checked_text(body, what=_("kommentaren"))
    if text == comment.body:
        return
    audit.record(
        session, actor, "comment_changed", subject=("comment", comment.id), unit_id=subject.unit_id,
        personal={"old": comment.body, "new": text},
    )  # fmt: skip
    comment.body = text
    session.flush()


def resolve_thread(session: Session, actor: Actor, *, thread_id: int) -> None:
    """Mark a thread as settled; it is folded, not gone. A thread that already is stays as it was."""
    first, subject = _thread(session, actor, thread_id)
    if first.resolved_at is None:
        first.resolved_at, first.resolved_by_id = session.info["database"].now(), actor.user_id
        session.flush()
        audit.record(
            session, actor, "thread_resolved", subject=("comment", thread_id), unit_id=subject.unit_id
        )


def reopen_thread(session: Session, actor: Actor, *, thread_id: int) -> None:
    """Open a settled thread again."""
    first, subject = _thread(session, actor, thread_id)
    if first.resolved_at is not None:
        first.resolved_at = first.resolved_by_id = None
        session.flush()
        audit.record(
            session, actor, "thread_reopened", subject=("comment", thread_id), unit_id=subject.unit_id
        )


def _write(
    session: Session,
    actor: Actor,
    key: str,
    *,
    subject: Subject,
    body: str,
    mentions: Sequence[int],
    first: Comment | None,
) -> int:
    named, thread_id = sorted(set(mentions)), first.id if first else None
    asked = (subject, thread_id, body, named)
    if not requests.first_time(session, actor, key=key, action="comment", subject=asked):
        return int(requests.result_of(session, key))
    _require_seeing(session, subject, named)
    comment = Comment(
        unit_id=subject.unit_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        cell=subject.cell,
        thread_id=thread_id,
        body=checked_text(body, what=_("kommentaren")),
        user_id=actor.user_id,
        at=session.info["database"].now(),
    )
    session.add(comment)
    if first is not None:
        first.resolved_at = first.resolved_by_id = None
    session.flush()
    comment_id = comment.id or 0
    session.add_all(CommentMention(comment_id=comment_id, user_id=user_id) for user_id in named)
    session.flush()
    audit.record(
        session, actor, "comment_written", subject=("comment", comment_id), unit_id=subject.unit_id,
        change=(None, {"subject": f"{subject.kind}:{subject.id}", "cell": subject.cell}),
    )  # fmt: skip
    _tell(session, actor, subject, comment_id, named)
    requests.keep_result(session, key, comment_id)
    return comment_id


def _tell(session: Session, actor: Actor, subject: Subject, comment_id: int, named: list[int]) -> None:
    """Tell those who are named where they are, never what was said: that is read on the page."""
    unit = names_of_units(session, actor, {subject.unit_id})[subject.unit_id]
    notices.tell(
        session,
        user_ids=[user_id for user_id in named if user_id != actor.user_id],
        kind=NoticeKind.MENTIONED,
        text=_("{name} har nämnt dig i en kommentar: {word}, {unit}.").format(
            name=actor.name, word=SUBJECTS[subject.kind].word, unit=unit.name
        ),
        address=addresses(session, actor, {subject})[subject],
        key=f"comment:{comment_id}",
    )


def _require_seeing(session: Session, subject: Subject, named: list[int]) -> None:
    for user_id in named:
        reason = why_not(session, user_id=user_id, action=subject.action, unit_id=subject.unit_id)
        if reason:
            raise RuleViolation(reason)


def _thread(session: Session, actor: Actor, thread_id: int) -> tuple[Comment, Subject]:
    """Return the first comment of a thread, locked, and its subject."""
    statement = select(Comment).where(Comment.id == thread_id, col(Comment.thread_id).is_(None))
    return _writable(session, actor, session.exec(statement.with_for_update()).first())


def _writable(session: Session, actor: Actor, comment: Comment | None) -> tuple[Comment, Subject]:
    if comment is None:
        raise not_there(session, actor, Action.COMMENT)
    subject = subject_of(comment)
    _require_commenting(session, actor, subject)
    return comment, subject


def _require_commenting(session: Session, actor: Actor, subject: Subject) -> None:
    require_write(session, actor, Action.COMMENT, subject.unit_id)
    require(session, actor, subject.action, subject.unit_id)
