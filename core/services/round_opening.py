"""Opening a round, which gives each asked unit a submission, and closing it, which freezes what they say."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from core.enums import RoundState, SubmissionState
from core.errors import RuleViolation
from core.models import Submission
from core.queries.rounds import preview_opening
from core.rules.access import Actor
from core.rules.rounds import SkippedLevel
from core.services.deficit_watch import watch_round
from core.services.requests import first_time
from core.services.round_versions import close_forecast, ensure_version
from core.services.rounds import locked_round, planned_round, record_round, require_rounds
from core.services.snapshots import keep_snapshot
from core.services.submission_notices import tell_opened
from core.services.submission_steps import freeze_steps
from core.table import Table
from core.texts import _

_DONE = frozenset({SubmissionState.APPROVED, SubmissionState.ADOPTED})


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a round did: how many got a submission, who has closed since, which levels nobody has."""

    submissions: int
    left_out: tuple[str, ...]
    skipped: tuple[SkippedLevel, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a round did: how many submissions were frozen, and how many of them were not ready."""

    submissions: int
    late: int


def open_round(session: Session, actor: Actor, *, round_id: int, key: str) -> Opened:
    """Open a planned round: each asked unit gets a submission with its steps frozen from today's tree."""
    require_rounds(session, actor)
    again = not first_time(session, actor, key=key, action="round_opened", subject=round_id)
    stored = locked_round(session, round_id) if again else planned_round(session, round_id)
    rows = preview_opening(session, actor, round_id=round_id)
    asked = [row for row in rows if row.unit.is_open]
    told = Opened(
        submissions=len(asked),
        left_out=tuple(row.unit.name for row in rows if not row.unit.is_open),
        skipped=tuple(level for row in asked for level in row.skipped),
    )
    if again:
        return told
    if not asked:
        raise RuleViolation(_("Omgången frågar ingen enhet än. Välj enheter först."))
    stored.state = RoundState.OPEN
    session.add(stored)
    ensure_version(session, actor, stored)
    freeze_steps(session, round_id, asked)
    tell_opened(session, actor, stored)
    record_round(session, actor, "round_opened", round_id, (RoundState.PLANNED, RoundState.OPEN))
    return told


def close_round(
    session: Session, actor: Actor, *, round_id: int, key: str, table_of: Callable[[int], Table]
) -> Closed:
    """Close an open round and keep, for each submission id, the table of `table_of`.

    What is late stays late, for everybody to see; a closed round refuses everything, and a forecast's
    figures are closed with it.
    """
    require_rounds(session, actor)
    again = not first_time(session, actor, key=key, action="round_closed", subject=round_id)
    stored = locked_round(session, round_id)
    if not again and stored.state is not RoundState.OPEN:
        raise RuleViolation(_("Bara en öppen omgång kan stängas."))
    submissions = session.exec(select(Submission).where(Submission.round_id == round_id)).all()
    told = Closed(len(submissions), sum(row.state not in _DONE for row in submissions))
    if again:
        return told
    stored.state = RoundState.CLOSED
    session.add(stored)
    session.flush()
    for row in submissions:
        keep_snapshot(
            session,
            actor,
            unit_id=row.unit_id,
            subject=("submission", row.id),
            title=stored.name,
            table=table_of(row.id or 0),
        )
    close_forecast(session, actor, stored)
    watch_round(session, actor, closed=stored)
    record_round(session, actor, "round_closed", round_id, (RoundState.OPEN, RoundState.CLOSED))
    return told
