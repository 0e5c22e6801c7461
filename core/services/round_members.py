"""The units of an open round: one that was forgotten is added, one that has not begun is let off."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, func, select

from core.enums import RoundState, SubmissionState
from core.errors import RuleViolation
from core.models import (
    Attachment,
    Comment,
    Decision,
    Round,
    RoundUnit,
    Submission,
    SubmissionStep,
    Task,
    TreeUnit,
)
from core.queries.rounds import OpeningRow, asked_units, content_of
from core.rules.access import Actor
from core.rules.rounds import check_units, steps_above
from core.rules.subjects import SubjectKind
from core.services.requests import first_time
from core.services.rounds import locked_round, record_round, require_rounds
from core.services.submission_notices import tell_opened
from core.services.submission_steps import freeze_steps
from core.texts import _

_SIDES = (Comment, Task, Decision, Attachment)


def add_to_open_round(
    session: Session, actor: Actor, *, round_id: int, unit_ids: Sequence[int], key: str
) -> None:
    """Let an open round ask more units: each gets a submission, its steps frozen today, and its notice.

    Raises `RuleViolation` for a round that is not open, and for a unit that is closed or already asked.
    """
    require_rounds(session, actor)
    if not first_time(session, actor, key=key, action="round_units_added", subject=(round_id, *unit_ids)):
        return
    stored = _open_round(session, round_id)
    units = asked_units(session, actor.tree_id)
    already = set(session.exec(select(RoundUnit.unit_id).where(RoundUnit.round_id == round_id)))
    if any(unit_id not in units for unit_id in unit_ids):
        raise RuleViolation(_("Någon av enheterna finns inte i dagens organisation. Välj igen."))
    check_units([units[unit_id] for unit_id in unit_ids])
    for unit_id in already.intersection(unit_ids):
        raise RuleViolation(_("{name} är redan med i omgången.").format(name=units[unit_id].name))
    session.add_all(
        RoundUnit(round_id=round_id, unit_id=unit_id, deadline=stored.deadline) for unit_id in unit_ids
    )
    session.flush()
    levels = content_of(session, stored).levels
    rows = [
        OpeningRow(units[unit_id], stored.deadline, *steps_above(unit_id, levels, units))
        for unit_id in unit_ids
    ]
    freeze_steps(session, round_id, rows)
    tell_opened(session, actor, stored, only=unit_ids)
    for unit_id in unit_ids:
        record_round(session, actor, "round_unit_added", round_id, (None, units[unit_id].name), unit_id)


def remove_from_open_round(session: Session, actor: Actor, *, round_id: int, unit_id: int) -> None:
    """Let a unit off an open round as long as nothing has been done with its submission.

    Raises `RuleViolation` when it has begun, when something hangs on it, and for the last unit.
    """
    require_rounds(session, actor)
    _open_round(session, round_id)
    found = select(Submission).where(Submission.round_id == round_id, Submission.unit_id == unit_id)
    submission = session.exec(found.with_for_update()).first()
    if submission is None:
        raise RuleViolation(_("Enheten är inte med i omgången. Ladda om sidan."))
    name = _name(session, actor, unit_id)
    _check_untouched(session, submission, name)
    if session.exec(select(func.count()).where(RoundUnit.round_id == round_id)).one() == 1:
        raise RuleViolation(_("Det är den enda enheten i omgången. Stäng omgången i stället."))
    session.execute(delete(SubmissionStep).where(col(SubmissionStep.submission_id) == submission.id))
    session.delete(submission)
    session.flush()
    session.execute(
        delete(RoundUnit).where(col(RoundUnit.round_id) == round_id, col(RoundUnit.unit_id) == unit_id)
    )
    session.expire_all()
    record_round(session, actor, "round_unit_removed", round_id, (name, None), unit_id)


def _open_round(session: Session, round_id: int) -> Round:
    stored = locked_round(session, round_id)
    if stored.state is not RoundState.OPEN:
        raise RuleViolation(_("Det går bara i en öppen omgång. Ladda om sidan."))
    return stored


def _check_untouched(session: Session, submission: Submission, name: str) -> None:
    if submission.state is not SubmissionState.NOT_STARTED or submission.rev:
        raise RuleViolation(_("{name} har redan börjat och kan inte tas ut.").format(name=name))
    for side in _SIDES:
        about = select(side.id).where(
            side.subject_kind == SubjectKind.SUBMISSION, side.subject_id == str(submission.id)
        )
        if session.exec(about).first() is not None:
            raise RuleViolation(
                _("{name} har samtal eller underlag på sin inlämning och kan inte tas ut.").format(name=name)
            )


def _name(session: Session, actor: Actor, unit_id: int) -> str:
    place = select(TreeUnit.name).where(TreeUnit.tree_id == actor.tree_id, TreeUnit.unit_id == unit_id)
    return session.exec(place).first() or _("Enheten")
