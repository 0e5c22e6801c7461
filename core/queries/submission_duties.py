"""What submissions ask of people: what waits for the actor, whom to remind, and a person's deadlines to come.

Who is asked is whoever holds the role on the unit, or on the nearest unit above that has anybody;
so a director is not shown what a head of department is to do.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from core.enums import Role, RoundKind, RoundState, SubmissionState
from core.models import Round, Submission, SubmissionStep
from core.queries import access
from core.queries.responsible import RUNS_UNIT, Holder
from core.queries.submissions import Loaded, SubmissionRow, list_submissions, load_rows
from core.rules.access import Action, Actor, roots
from core.rules.rounds import roles_for

_OVER = frozenset({SubmissionState.APPROVED, SubmissionState.ADOPTED})


class Duty(StrEnum):
    """What a submission asks of somebody."""

    SUBMIT = "submit"
    APPROVE = "approve"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A submission that waits for the actor; `due` is the last day that applies to her."""

    duty: Duty
    due: date
    late: bool
    as_deputy: bool
    round_name: str
    round_kind: RoundKind
    submission: SubmissionRow


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A submission that somebody is to hand in or approve, and who that is."""

    submission: SubmissionRow
    due: date
    late: bool
    people: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A day of a round on which some units' submissions are due from a person."""

    round_id: int
    round_name: str
    duty: Duty
    day: date
    units: tuple[str, ...]


def waiting_for(session: Session, actor: Actor, *, today: date) -> list[WaitingRow]:
    """Return what waits for the actor in open rounds, at any level and as deputy too, next day first."""
    person = actor.acting_as_id or actor.user_id
    rounds, loaded = _open_ones(session, actor, person, today)
    rows = [row for submission in loaded.rows for row in _duties(submission, person, rounds)]
    return sorted(rows, key=lambda row: (row.due, row.round_name, row.duty != Duty.CONFIRM))


def list_to_remind(
    session: Session, actor: Actor, *, round_id: int, unit_id: int, today: date, by: date | None = None
) -> list[ReminderRow]:
    """Return what still waits for somebody on a unit and below, latest first; `by` leaves out later days."""
    rows = list_submissions(session, actor, round_id=round_id, unit_id=unit_id, today=today)
    waiting = [
        ReminderRow(row, row.deadline, row.late, row.people)
        for row in rows
        if row.deadline is not None and (by is None or row.deadline <= by)
    ]
    return sorted(waiting, key=lambda row: row.due)


def list_deadlines(session: Session, actor: Actor, *, today: date) -> list[DeadlineRow]:
    """Return the days of open rounds that ask the actor to hand in or approve, done ones left out."""
    person = actor.acting_as_id or actor.user_id
    rounds, loaded = _open_ones(session, actor, person, today)
    found: dict[tuple[int, Duty, date], list[str]] = {}
    for row in loaded.rows:
        for duty, day in _days_to_come(row, person, loaded):
            found.setdefault((row.round_id, duty, day), []).append(row.unit_name)
    return [
        DeadlineRow(round_id, rounds[round_id].name, duty, day, tuple(found[round_id, duty, day]))
        for round_id, duty, day in sorted(found, key=lambda key: (key[2], key[0], key[1]))
    ]


def _open_ones(session: Session, actor: Actor, person: int, today: date) -> tuple[dict[int, Round], Loaded]:
    """Return the open rounds, and their submissions that could ask something of a person."""
    rounds = {
        found.id or 0: found for found in session.exec(select(Round).where(Round.state == RoundState.OPEN))
    }
    at_unit = access.subtree(actor.tree_id, roots(actor, Action.EDIT_SUBMISSION))
    at_step = access.subtree(actor.tree_id, roots(actor, Action.APPROVE_SUBMISSION))
    steps = select(SubmissionStep.submission_id).where(col(SubmissionStep.unit_id).in_(at_step))
    ids = session.exec(
        select(Submission.id).where(
            col(Submission.round_id).in_(rounds),
            or_(
                col(Submission.unit_id).in_(at_unit),
                col(Submission.id).in_(steps),
                col(Submission.to_confirm_id) == person,
            ),
        )
    ).all()
    return rounds, load_rows(session, actor, ids, today=today)


def _duties(row: SubmissionRow, person: int, rounds: dict[int, Round]) -> list[WaitingRow]:
    about = rounds[row.round_id]
    found = []
    if row.to_confirm_id == person:
        due = row.deadline or row.unit_deadline
        found.append(WaitingRow(Duty.CONFIRM, due, False, False, about.name, about.kind, row))
    mine = [holder for holder in row.people if holder.user_id == person]
    if mine and row.deadline is not None:
        duty = Duty.APPROVE if row.standing.waits_for else Duty.SUBMIT
        found.append(WaitingRow(duty, row.deadline, row.late, _stands_in(mine), about.name, about.kind, row))
    return found


def _stands_in(mine: Collection[Holder]) -> bool:
    return all(holder.role is Role.DEPUTY for holder in mine)


def _days_to_come(row: SubmissionRow, person: int, loaded: Loaded) -> list[tuple[Duty, date]]:
    """Return the days on which a submission is or will be due from a person, from where it stands on."""
    if row.standing.state in _OVER:
        return []
    found = []
    level = row.standing.waits_for or 0
    if level == 0 and _is_among(person, loaded.people.nearest(row.unit_id, RUNS_UNIT)):
        found.append((Duty.SUBMIT, row.unit_deadline))
    for step in loaded.steps.get(row.id, ()):
        people = loaded.people.nearest(step.unit_id, roles_for(step.role))
        if step.level >= level and _is_among(person, people):
            found.append((Duty.APPROVE, step.deadline))
    return found


def _is_among(person: int, holders: Collection[Holder]) -> bool:
    return any(holder.user_id == person for holder in holders)
