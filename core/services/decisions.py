"""Decisions of bodies are written in by whoever may adopt, and corrected with a reason; never deleted."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import Session

from core.errors import RuleViolation
from core.models import Decision
from core.queries.access import require, require_write
from core.queries.subjects import not_there, require_subject, subject_of
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text, checked_title
from core.rules.subjects import Subject
from core.services import audit, requests
from core.texts import _


@dataclass(frozen=True, slots=True)
class DecisionText:
    """What is written of a decision: the body, its day, § and diarienummer, and what was decided."""

    body: str
    day: date
    paragraph: str = ""
    diary_number: str = ""
    text: str = ""


def record_decision(session: Session, actor: Actor, *, key: str, subject: Subject, text: DecisionText) -> int:
    """Write in a decision about a subject and return its id; the same key writes it once."""
    require_write(session, actor, Action.ADOPT_SUBMISSION, subject.unit_id)
    require(session, actor, subject.action, subject.unit_id)
    require_subject(session, subject)
    if not requests.first_time(session, actor, key=key, action="record_decision", subject=(subject, text)):
        return int(requests.result_of(session, key))
    clean = _checked(text, session.info["database"].today())
    decision = Decision(
        unit_id=subject.unit_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        user_id=actor.user_id,
        at=session.info["database"].now(),
        **asdict(clean),
    )
    session.add(decision)
    session.flush()
    audit.record(
        session, actor, "decision_recorded", subject=("decision", decision.id), unit_id=subject.unit_id,
        change=(None, asdict(clean)),
    )  # fmt: skip
    requests.keep_result(session, key, decision.id)
    return decision.id or 0


def correct_decision(
    session: Session, actor: Actor, *, decision_id: int, text: DecisionText, reason: str
) -> None:
    """Correct what was written of a decision; the old words and the reason stay in the log."""
    decision = session.get(Decision, decision_id, with_for_update=True)
    if decision is None:
        raise not_there(session, actor, Action.ADOPT_SUBMISSION)
    require_write(session, actor, Action.ADOPT_SUBMISSION, decision.unit_id)
    require(session, actor, subject_of(decision).action, decision.unit_id)
    clean = _checked(text, session.info["database"].today())
    cause = checked_text(reason, what=_("varför beslutet rättas"))
    old = {field: getattr(decision, field) for field in asdict(clean)}
    for field, value in asdict(clean).items():
        setattr(decision, field, value)
    session.flush()
    audit.record(
        session, actor, "decision_corrected", subject=("decision", decision_id), unit_id=decision.unit_id,
        change=(old, asdict(clean)), cause=cause,
    )  # fmt: skip


def _checked(text: DecisionText, today: date) -> DecisionText:
    if text.day > today:
        raise RuleViolation(_("Beslutets dag ligger i framtiden. Skriv in det när det är fattat."))
    return DecisionText(
        body=checked_title(text.body, what=_("vem som har beslutat"), longest=120),
        day=text.day,
        paragraph=checked_title(text.paragraph, what=_("paragrafen"), longest=40, needed=False),
        diary_number=checked_title(text.diary_number, what=_("diarienumret"), longest=60, needed=False),
        text=checked_text(text.text, what=_("beslutet"), needed=False),
    )
