"""What has happened on a unit and below it since a moment: rounds, answers of the process, talk, decisions.

Everything comes from rows that the actor may see; her own doings are no news to her.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from core.enums import RoundState, SubmissionEventKind
from core.models import AuditEvent, Comment, Decision, Round, RoundUnit, Submission, SubmissionEvent
from core.queries.access import may, require, subtree
from core.queries.subjects import addresses, names_of_units, names_of_users, subject_of, visible
from core.rules.access import Action, Actor
from core.rules.subjects import SUBJECTS, Subject, SubjectKind

_MOST = 50
_TOLD = {
    SubmissionEventKind.RETURN: "returned",
    SubmissionEventKind.APPROVE: "approved",
    SubmissionEventKind.UNLOCK: "unlocked",
}


class NewsKind(StrEnum):
    """What has happened."""

    OPENED = "opened"
    CLOSED = "closed"
    RETURNED = "returned"
    APPROVED = "approved"
    UNLOCKED = "unlocked"
    COMMENT = "comment"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One thing: when (UTC), who (empty for the system), what it is about, on which unit, in what words."""

    kind: NewsKind
    at: datetime
    user: str
    about: str
    unit: str
    text: str
    address: str


def list_news(session: Session, actor: Actor, *, unit_id: int, since: datetime) -> list[NewsRow]:
    """Return the news of a unit and all below it, the latest first; `NotAllowed` outside the scope."""
    require(session, actor, Action.VIEW_UNIT, unit_id)
    found = [*_comments(session, actor, unit_id, since), *_decisions(session, actor, unit_id, since)]
    if may(session, actor, Action.VIEW_PROCESS, unit_id).allowed:
        found += [*_rounds(session, actor, unit_id, since), *_events(session, actor, unit_id, since)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _comments(session: Session, actor: Actor, unit_id: int, since: datetime) -> list[NewsRow]:
    rows = list(
        session.exec(
            select(Comment)
            .where(
                col(Comment.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
                visible(actor, Comment),
                col(Comment.at) > since,
                Comment.user_id != actor.user_id,
            )
            .order_by(col(Comment.id).desc())
            .limit(_MOST)
        )
    )
    return _told(session, actor, [(row, NewsKind.COMMENT, row.body) for row in rows])


def _decisions(session: Session, actor: Actor, unit_id: int, since: datetime) -> list[NewsRow]:
    rows = list(
        session.exec(
            select(Decision)
            .where(
                col(Decision.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
                visible(actor, Decision),
                col(Decision.at) > since,
                Decision.user_id != actor.user_id,
            )
            .order_by(col(Decision.id).desc())
            .limit(_MOST)
        )
    )
    return _told(
        session,
        actor,
        [(row, NewsKind.DECISION, " ".join(filter(None, (row.body, row.paragraph)))) for row in rows],
    )


def _told(
    session: Session, actor: Actor, rows: list[tuple[Comment | Decision, NewsKind, str]]
) -> list[NewsRow]:
    subjects = {subject_of(row) for row, _kind, _text in rows}
    units = names_of_units(session, actor, {subject.unit_id for subject in subjects})
    people = names_of_users(session, {row.user_id for row, _kind, _text in rows})
    links = addresses(session, actor, subjects)
    return [
        NewsRow(
            kind=kind,
            at=row.at,
            user=people.get(row.user_id, ""),
            about=SUBJECTS[subject_of(row).kind].word,
            unit=units[row.unit_id].name,
            text=text,
            address=links[subject_of(row)],
        )
        for row, kind, text in rows
    ]


def _rounds(session: Session, actor: Actor, unit_id: int, since: datetime) -> list[NewsRow]:
    """Return the rounds that ask something here and have opened or closed since."""
    asking = select(RoundUnit.round_id).where(col(RoundUnit.unit_id).in_(subtree(actor.tree_id, (unit_id,))))
    names = {"round_opened": NewsKind.OPENED, "round_closed": NewsKind.CLOSED}
    events = session.exec(
        select(AuditEvent)
        .where(
            col(AuditEvent.action).in_(names),
            AuditEvent.subject_kind == "round",
            col(AuditEvent.at) > since,
        )
        .order_by(col(AuditEvent.n).desc())
        .limit(_MOST)
    ).all()
    rounds = {
        str(row.id): row
        for row in session.exec(
            select(Round).where(col(Round.id).in_(asking), Round.state != RoundState.PLANNED)
        )
    }
    return [
        _of_round(session, actor, rounds[event.subject_id], names[event.action], event.at, unit_id)
        for event in events
        if event.subject_id in rounds and event.user_id != actor.user_id
    ]


def _of_round(
    session: Session, actor: Actor, row: Round, kind: NewsKind, at: datetime, unit_id: int
) -> NewsRow:
    subject = Subject(SubjectKind.ROUND, str(row.id), unit_id)
    return NewsRow(
        kind, at, "", row.name, "", row.deadline.isoformat(), addresses(session, actor, {subject})[subject]
    )


def _events(session: Session, actor: Actor, unit_id: int, since: datetime) -> list[NewsRow]:
    """Return what others have done with what the units here have handed in."""
    rows = session.exec(
        select(SubmissionEvent, Submission, Round.name)
        .join(Submission, col(Submission.id) == col(SubmissionEvent.submission_id))
        .join(Round, col(Round.id) == col(Submission.round_id))
        .where(
            col(Submission.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
            col(SubmissionEvent.kind).in_(_TOLD),
            col(SubmissionEvent.at) > since,
            SubmissionEvent.user_id != actor.user_id,
        )
        .order_by(col(SubmissionEvent.id).desc())
        .limit(_MOST)
    ).all()
    subjects = {
        submission.id: Subject(SubjectKind.SUBMISSION, str(submission.id), submission.unit_id)
        for _event, submission, _name in rows
    }
    units = names_of_units(session, actor, {submission.unit_id for _event, submission, _name in rows})
    people = names_of_users(session, {event.user_id for event, _submission, _name in rows})
    links = addresses(session, actor, set(subjects.values()))
    return [
        NewsRow(
            kind=NewsKind(_TOLD[event.kind]),
            at=event.at,
            user=people.get(event.user_id, ""),
            about=name,
            unit=units[submission.unit_id].name,
            text=event.reason,
            address=links[subjects[submission.id]],
        )
        for event, submission, name in rows
    ]
