"""What units have answered in words: every version, the one that holds first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.models import RoundAnswer, User
from core.queries.submission_rights import read_visible
from core.rules.access import Actor


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A version of an answer: its number from 1, the text, who wrote it and in whose place."""

    n: int
    body: str
    user_name: str
    for_name: str
    at: datetime


def list_answers(session: Session, actor: Actor, *, submission_id: int) -> list[AnswerRow]:
    """Return the versions of a submission's answer, newest first; `NotAllowed` outside the actor's scope."""
    read_visible(session, actor, submission_id)
    writer, other = aliased(User), aliased(User)
    rows = session.exec(
        select(RoundAnswer, col(writer.name), col(other.name))
        .join(writer, col(writer.id) == col(RoundAnswer.user_id))
        .join(other, col(other.id) == col(RoundAnswer.for_user_id), isouter=True)
        .where(RoundAnswer.submission_id == submission_id)
        .order_by(col(RoundAnswer.n).desc())
    )
    return [AnswerRow(kept.n, kept.body, name, for_name or "", kept.at) for kept, name, for_name in rows]
