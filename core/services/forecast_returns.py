"""A forecast back to its unit, pointing at the very row: the request on the row, and the return with it.

    return_to_row(session, actor, *, submission, point, key) -> None

What is still with the unit is not returned, only pointed at; what is approved is opened again.
"""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import RoundKind, RoundState, SubmissionState
from core.enums import SubmissionEventKind as Event
from core.errors import RuleViolation
from core.queries.classes import read_definition
from core.queries.forecast_series import ROWS
from core.queries.submission_rights import read_visible
from core.rules.access import Actor
from core.rules.long_texts import checked_text
from core.rules.subjects import Subject, SubjectKind
from core.services.comments import ask_for_change
from core.services.requests import first_time
from core.services.submission_events import happen, share_round
from core.texts import _

_KEY_LENGTH = 36
_WITH_THE_UNIT = frozenset({SubmissionState.NOT_STARTED, SubmissionState.WORKING})


@dataclass(frozen=True, slots=True)
class Point:
    """What is to be changed: a report row (empty: the whole forecast), and why."""

    row_key: str
    body: str


def return_to_row(
    session: Session, actor: Actor, *, submission: tuple[int, int], point: Point, key: str
) -> None:
    """Ask for a change on a row and send the submission (id, rev) back with it as the reason.

    Raises `Conflict` when somebody was first, `NotAllowed`, or `RuleViolation` with what to do.
    """
    submission_id, rev = submission
    held = read_visible(session, actor, submission_id)
    asked = share_round(session, held.round_id)
    if asked.version_id is None or asked.kind is not RoundKind.FORECAST:
        raise RuleViolation(_("Omgången frågar inte efter någon prognos."))
    if not first_time(session, actor, key=key, action="forecast_returned", subject=(submission, point)):
        return
    if asked.state is not RoundState.OPEN:
        raise RuleViolation(_("{name} är stängd. Ta upp det i nästa prognos.").format(name=asked.name))
    title, body = _title(session, point.row_key), checked_text(point.body, what=_("kommentaren"))
    if held.state not in _WITH_THE_UNIT:
        event = Event.REOPEN if held.state is SubmissionState.APPROVED else Event.RETURN
        happen(session, actor, event, submission_id, rev, f"{title}: {body}")
    ask_for_change(
        session, actor, key=_second(key), body=body,
        subject=Subject(SubjectKind.FORECAST, str(asked.version_id), held.unit_id, point.row_key),
    )  # fmt: skip


def _title(session: Session, row_key: str) -> str:
    if not row_key:
        return _("Hela prognosen")
    title = next((row.title for row in read_definition(session, ROWS) if row.key == row_key), None)
    if title is None:
        raise RuleViolation(_("Raden finns inte i radindelningen. Välj en annan rad."))
    return title


def _second(key: str) -> str:
    """Return the key of the request on the row, which goes with that of the return."""
    return hashlib.sha256(f"asked {key}".encode()).hexdigest()[:_KEY_LENGTH]
