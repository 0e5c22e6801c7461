"""Comments: the threads of a subject, marks for its cells, and what is still open below a unit."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.models import Comment, CommentMention
from core.queries.access import require, subtree
from core.queries.subjects import (
    about,
    addresses,
    names_of_units,
    names_of_users,
    subject_of,
    visible,
)
from core.rules.access import Action, Actor
from core.rules.comments import may_change
from core.rules.subjects import Subject


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as it is read: who, when (UTC), what, who is named; whether the reader may change it."""

    id: int
    user_id: int
    user: str
    at: datetime
    body: str
    mentioned: tuple[str, ...]
    changeable: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment with its answers in time order; a resolved one is folded, never gone.

    One that is `asked` wants something changed before the work is handed in again.
    """

    id: int
    subject: Subject
    comments: tuple[CommentRow, ...]
    resolved_at: datetime | None
    resolved_by: str
    asked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is still to be answered."""
        return self.resolved_at is None


@dataclass(frozen=True, slots=True)
class OpenThread:
    """A thread to take up: where it stands, in words and as an address, its first comment and its answers."""

    thread: Thread
    unit: str
    address: str


def list_threads(
    session: Session, actor: Actor, *, subject: Subject, every_cell: bool = False
) -> list[Thread]:
    """Return the threads of a subject, oldest first; without `every_cell` only those of its very cell."""
    require(session, actor, subject.action, subject.unit_id)
    condition = about(actor, Comment, subject)
    firsts = select(Comment).where(condition, visible(actor, Comment), col(Comment.thread_id).is_(None))
    if not every_cell:
        firsts = firsts.where(Comment.cell == subject.cell)
    return _threads(session, actor, list(session.exec(firsts.order_by(col(Comment.id)))))


def count_by_cell(session: Session, actor: Actor, *, subject: Subject) -> dict[str, int]:
    """Return how many open threads each cell of a subject has; the empty key is the subject itself."""
    require(session, actor, subject.action, subject.unit_id)
    rows = session.exec(
        select(Comment.cell, func.count())
        .where(
            about(actor, Comment, subject),
            visible(actor, Comment),
            col(Comment.thread_id).is_(None),
            col(Comment.resolved_at).is_(None),
        )
        .group_by(Comment.cell)
        .order_by(Comment.cell)
    )
    return dict(rows.all())


def list_open_threads(session: Session, actor: Actor, *, unit_id: int, most: int = 200) -> list[OpenThread]:
    """Return the open threads of a unit and all below it that the actor may see, newest first."""
    require(session, actor, Action.VIEW_UNIT, unit_id)
    firsts = (
        select(Comment)
        .where(
            col(Comment.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
            visible(actor, Comment),
            col(Comment.thread_id).is_(None),
            col(Comment.resolved_at).is_(None),
        )
        .order_by(col(Comment.id).desc())
        .limit(most)
    )
    threads = _threads(session, actor, list(session.exec(firsts)))
    subjects = {thread.subject for thread in threads}
    units = names_of_units(session, actor, {subject.unit_id for subject in subjects})
    links = addresses(session, actor, subjects)
    return [
        OpenThread(thread, units[thread.subject.unit_id].name, links[thread.subject]) for thread in threads
    ]


def _threads(session: Session, actor: Actor, firsts: list[Comment]) -> list[Thread]:
    ids = [first.id or 0 for first in firsts]
    answers = list(
        session.exec(select(Comment).where(col(Comment.thread_id).in_(ids)).order_by(col(Comment.id)))
    )
    rows = _rows(session, actor, [*firsts, *answers])
    by_thread: dict[int, list[CommentRow]] = {}
    for comment in answers:
        by_thread.setdefault(comment.thread_id or 0, []).append(rows[comment.id or 0])
    resolvers = names_of_users(session, {first.resolved_by_id for first in firsts if first.resolved_by_id})
    return [
        Thread(
            id=first.id or 0,
            subject=subject_of(first),
            comments=(rows[first.id or 0], *by_thread.get(first.id or 0, ())),
            resolved_at=first.resolved_at,
            resolved_by=resolvers.get(first.resolved_by_id or 0, ""),
            asked=first.asked,
        )
        for first in firsts
    ]


def _rows(session: Session, actor: Actor, comments: list[Comment]) -> dict[int, CommentRow]:
    """Return the comments as rows by id, in three queries whatever their number."""
    ids = [comment.id or 0 for comment in comments]
    mentions = session.exec(select(CommentMention).where(col(CommentMention.comment_id).in_(ids))).all()
    people = {comment.user_id for comment in comments} | {mention.user_id for mention in mentions}
    names = names_of_users(session, people)
    named: dict[int, list[str]] = {}
    for mention in mentions:
        named.setdefault(mention.comment_id, []).append(names[mention.user_id])
    now = session.info["database"].now()
    return {
        comment.id or 0: CommentRow(
            id=comment.id or 0,
            user_id=comment.user_id,
            user=names[comment.user_id],
            at=comment.at,
            body=comment.body,
            mentioned=tuple(sorted(named.get(comment.id or 0, ()))),
            changeable=may_change(written_at=comment.at, now=now, own=_own(actor, comment)),
        )
        for comment in comments
    }


def _own(actor: Actor, comment: Comment) -> bool:
    return comment.user_id == actor.user_id and not actor.read_only
