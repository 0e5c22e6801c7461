"""A unit's answer in words to a round of questions: each save is a new version, and all are kept."""

from sqlmodel import Session, col, select

from core.errors import Conflict
from core.models import RoundAnswer, User
from core.periods import local_time
from core.queries.submission_rights import read_visible
from core.rules.access import Actor
from core.rules.long_texts import checked_text
from core.services import audit
from core.services.requests import first_time
from core.services.submission_events import entered_for, share_round
from core.services.submissions import ensure_editable
from core.texts import _

LONGEST_ANSWER = 20_000


def save_answer(session: Session, actor: Actor, *, submission_id: int, seen: int, body: str, key: str) -> int:
    """Keep an answer as a new version and return the submission's `rev` after it.

    `seen` is the number of the version that the writer saw, 0 for none: `Conflict` when another has
    come since. The first answer begins the submission. The same text again makes no new version.
    """
    text = checked_text(body, what=_("svaret"), longest=LONGEST_ANSWER)
    share_round(session, read_visible(session, actor, submission_id).round_id)
    submission = read_visible(session, actor, submission_id, lock=True)
    ensure_editable(session, actor, round_id=submission.round_id, unit_id=submission.unit_id)
    if not first_time(session, actor, key=key, action="answer_saved", subject=(submission_id, text)):
        return submission.rev
    latest = _latest(session, submission_id)
    held = latest.n if latest else 0
    if latest is not None and latest.body == text:
        return submission.rev
    if latest is not None and held != seen:
        raise Conflict(_who_was_first(session, latest))
    session.add(
        RoundAnswer(
            submission_id=submission_id,
            n=held + 1,
            body=text,
            user_id=actor.user_id,
            for_user_id=entered_for(session, actor, submission),
            at=session.info["database"].now(),
        )
    )
    session.flush()
    audit.record(
        session,
        actor,
        "answer_saved",
        subject=("submission", submission_id),
        unit_id=submission.unit_id,
        change=(held or None, held + 1),
    )
    return submission.rev


def _latest(session: Session, submission_id: int) -> RoundAnswer | None:
    statement = select(RoundAnswer).where(RoundAnswer.submission_id == submission_id)
    return session.exec(statement.order_by(col(RoundAnswer.n).desc())).first()


def _who_was_first(session: Session, latest: RoundAnswer) -> str:
    name = session.exec(select(User.name).where(User.id == latest.user_id)).one()
    return _("{name} sparade ett annat svar {when}. Ditt ligger kvar som utkast: jämför och spara.").format(
        name=name, when=local_time(latest.at)
    )
