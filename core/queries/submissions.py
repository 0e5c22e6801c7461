"""Submissions as people meet them: where each stands, who has it, what may be done, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from core.enums import Role, RoundState
from core.enums import SubmissionEventKind as Event
from core.models import Round, RoundUnit, Submission, SubmissionEvent, SubmissionStep, TreeUnit, User
from core.queries import access
from core.queries.responsible import RUNS_UNIT, Holder, Responsible, load_responsible
from core.queries.submission_rights import events_for, may_edit, read_visible
from core.rules.access import Action, Actor, Decision
from core.rules.process import Standing
from core.rules.rounds import deadline_now, is_late, roles_for


@dataclass(frozen=True, slots=True)
class StepRow:
    """A frozen step: who is to approve, on which unit, by when, and who that is today."""

    level: int
    unit_id: int
    unit_name: str
    role: Role
    deadline: date
    people: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """Where a unit's answer to a round stands.

    `deadline` is the last day of whoever has it (None when nobody is to act), `people` who that is.
    """

    id: int
    round_id: int
    unit_id: int
    unit_name: str
    rev: int
    standing: Standing
    unit_deadline: date
    deadline: date | None
    late: bool
    people: tuple[Holder, ...]
    to_confirm_id: int | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission with its steps, what the actor may do with it now, and whether she may change it."""

    row: SubmissionRow
    steps: tuple[StepRow, ...]
    events: frozenset[Event]
    editable: Decision


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that was done with a submission; `level` is 0 for the unit, k for step k."""

    n: int
    at: datetime
    kind: Event
    level: int
    user_name: str
    for_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """Submissions of some rounds with what is needed to say who has them; not narrowed by rights."""

    rows: tuple[SubmissionRow, ...]
    steps: dict[int, tuple[SubmissionStep, ...]]
    people: Responsible


def list_submissions(
    session: Session, actor: Actor, *, round_id: int, unit_id: int, today: date
) -> list[SubmissionRow]:
    """Return the submissions of a round on a unit and below it, in tree order."""
    access.require(session, actor, Action.VIEW_PROCESS, unit_id)
    below = access.subtree(actor.tree_id, (unit_id,))
    chosen = select(Submission.id).where(Submission.round_id == round_id, col(Submission.unit_id).in_(below))
    return list(load_rows(session, actor, session.exec(chosen).all(), today=today).rows)


def submissions_of_rounds(
    session: Session, actor: Actor, *, round_ids: Sequence[int], unit_id: int
) -> dict[int, SubmissionRow]:
    """Return the submission of each unit on a unit and below it, of the latest round that asks it."""
    today = session.info["database"].today()
    return {
        row.unit_id: row
        for round_id in round_ids
        for row in list_submissions(session, actor, round_id=round_id, unit_id=unit_id, today=today)
    }


def find_submission(
    session: Session, actor: Actor, *, round_id: int, unit_id: int, today: date
) -> SubmissionView | None:
    """Return a unit's submission to a round; None when the round has not asked it."""
    submission_id = session.exec(
        select(Submission.id).where(Submission.round_id == round_id, Submission.unit_id == unit_id)
    ).first()
    if submission_id is None:
        access.require(session, actor, Action.VIEW_PROCESS, unit_id)
        return None
    return read_submission(session, actor, submission_id=submission_id, today=today)


def read_submission(session: Session, actor: Actor, *, submission_id: int, today: date) -> SubmissionView:
    """Return one submission; `NotAllowed` when it is outside the actor's scope or does not exist."""
    submission = read_visible(session, actor, submission_id)
    loaded = load_rows(session, actor, [submission_id], today=today)
    steps = loaded.steps.get(submission_id, ())
    names = _unit_names(session, actor.tree_id, [step.unit_id for step in steps])
    return SubmissionView(
        row=loaded.rows[0],
        steps=tuple(
            StepRow(
                step.level,
                step.unit_id,
                names.get(step.unit_id, ""),
                step.role,
                step.deadline,
                loaded.people.nearest(step.unit_id, roles_for(step.role)),
            )
            for step in steps
        ),
        events=events_for(session, actor, submission),
        editable=may_edit(session, actor, submission),
    )


def history(session: Session, actor: Actor, *, submission_id: int) -> list[HistoryRow]:
    """Return everything that was done with a submission, in order."""
    read_visible(session, actor, submission_id)
    events = session.exec(
        select(SubmissionEvent)
        .where(SubmissionEvent.submission_id == submission_id)
        .order_by(col(SubmissionEvent.n))
    ).all()
    names = dict(session.exec(select(User.id, User.name)).all())
    return [
        HistoryRow(
            event.n,
            event.at,
            event.kind,
            event.level,
            names[event.user_id],
            names.get(event.for_user_id, "") if event.for_user_id else "",
            event.reason,
        )
        for event in events
    ]


def load_rows(session: Session, actor: Actor, submission_ids: Sequence[int | None], *, today: date) -> Loaded:
    """Return submissions as rows in tree order, for queries that have narrowed the ids by rights."""
    people = load_responsible(session, tree_id=actor.tree_id, today=today)
    steps = _steps(session, submission_ids)
    found = session.exec(
        select(Submission, Round, RoundUnit, TreeUnit)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .join(
            RoundUnit,
            (col(RoundUnit.round_id) == col(Submission.round_id))
            & (col(RoundUnit.unit_id) == col(Submission.unit_id)),
        )
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Submission.unit_id))
        .where(TreeUnit.tree_id == actor.tree_id, col(Submission.id).in_(submission_ids))
        .order_by(col(TreeUnit.lft), col(Submission.id))
    ).all()
    rows = [
        _row(
            submission,
            (about.state, asked.deadline, place.name),
            steps.get(submission.id or 0, ()),
            (people, today),
        )
        for submission, about, asked, place in found
    ]
    return Loaded(tuple(rows), steps, people)


def _row(
    submission: Submission,
    about: tuple[RoundState, date, str],
    steps: Sequence[SubmissionStep],
    now: tuple[Responsible, date],
) -> SubmissionRow:
    state, unit_deadline, name = about
    people, today = now
    standing = Standing(
        submission.state, submission.level, len(steps), submission.returned, submission.unlocked
    )
    deadline = deadline_now(standing, unit_deadline, {step.level: step.deadline for step in steps})
    return SubmissionRow(
        id=submission.id or 0,
        round_id=submission.round_id,
        unit_id=submission.unit_id,
        unit_name=name,
        rev=submission.rev,
        standing=standing,
        unit_deadline=unit_deadline,
        deadline=deadline,
        late=is_late(deadline, today, closed=state is RoundState.CLOSED),
        people=_who_has_it(standing, submission.unit_id, steps, people),
        to_confirm_id=submission.to_confirm_id,
        changed_at=submission.changed_at,
    )


def _who_has_it(
    standing: Standing, unit_id: int, steps: Sequence[SubmissionStep], people: Responsible
) -> tuple[Holder, ...]:
    level = standing.waits_for
    if level is None:
        return ()
    if level == 0:
        return people.nearest(unit_id, RUNS_UNIT)
    step = steps[level - 1]
    return people.nearest(step.unit_id, roles_for(step.role))


def _steps(session: Session, submission_ids: Sequence[int | None]) -> dict[int, tuple[SubmissionStep, ...]]:
    steps: dict[int, tuple[SubmissionStep, ...]] = {}
    wanted = select(SubmissionStep).where(col(SubmissionStep.submission_id).in_(submission_ids))
    for step in session.exec(wanted.order_by(col(SubmissionStep.level))):
        steps[step.submission_id] = (*steps.get(step.submission_id, ()), step)
    return steps


def _unit_names(session: Session, tree_id: int, unit_ids: Sequence[int]) -> dict[int, str]:
    rows = session.exec(
        select(TreeUnit.unit_id, TreeUnit.name).where(
            TreeUnit.tree_id == tree_id, col(TreeUnit.unit_id).in_(unit_ids)
        )
    )
    return dict(rows.all())
