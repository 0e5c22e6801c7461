"""The submissions of the forecast rounds as they went: who began, handed in and approved, and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zlib import crc32

from sqlmodel import Session, col, insert, select

from core.enums import Role, SubmissionEventKind, SubmissionState
from core.models import Submission, SubmissionEvent, SubmissionStep, Unit
from core.queries.users import user_ids
from core.rules.process import Standing, after
from demo.organisation import branch_of, nodes
from demo.people import people

_CENTRAL = "petra.dahlgard"
_FIRST_HOUR, _HOURS = 8, 8
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done with a submission: what, by whom, when, and why."""

    kind: SubmissionEventKind
    username: str
    at: datetime
    reason: str = ""


def write_history(session: Session, round_id: int, told: Mapping[str, Sequence[Happened]]) -> None:
    """Let what happened to the units' submissions of a round stand in them, by unit code.

    A submission that somebody has begun already is not begun again.
    """
    users = user_ids(session)
    codes = dict(session.exec(select(Unit.id, Unit.code)).all())
    last = _last_levels(session, round_id)
    rows = []
    for submission in session.exec(select(Submission).where(Submission.round_id == round_id)):
        standing = Standing(submission.state, submission.level, last.get(submission.id or 0, 0))
        begun = int(standing.state is not SubmissionState.NOT_STARTED)
        happened = told.get(codes[submission.unit_id], ())[begun:]
        for n, one in enumerate(happened, begun + 1):
            rows.append(
                {
                    "submission_id": submission.id, "n": n, "kind": one.kind, "level": standing.level,
                    "user_id": users[one.username], "reason": one.reason, "at": one.at,
                }
            )  # fmt: skip
            standing = after(standing, one.kind, reason=one.reason)
            submission.rev, submission.changed_at = n, one.at
        submission.state, submission.level = standing.state, standing.level
        submission.returned = standing.returned
        session.add(submission)
    session.flush()
    session.execute(insert(SubmissionEvent), rows)


def usual_course(unit: str, opens: date, deadline: date, reviewed: date, *, salt: str) -> list[Happened]:
    """Return how most answers go: begun, handed in about the last day, and approved where there is a step."""
    began = moment(opens, deadline - timedelta(days=1), f"{salt} {unit} start")
    handed_in = moment(max(began.date(), deadline - timedelta(days=3)), deadline, f"{salt} {unit} submit")
    handed_in = max(handed_in, began + timedelta(minutes=9))
    who = manager_of(unit)
    course = [
        Happened(SubmissionEventKind.START, who, began),
        Happened(SubmissionEventKind.SUBMIT, who, handed_in),
    ]
    if has_step(unit):
        approved = max(moment(deadline, reviewed, f"{salt} {unit} ok"), handed_in + timedelta(hours=2))
        course.append(Happened(SubmissionEventKind.APPROVE, economist_of(unit), approved))
    return course


def moment(first: date, last: date, salt: str) -> datetime:
    """Return a moment of working time from one day to another, always the same for the same words."""
    drawn = crc32(salt.encode())
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if day.weekday() < 5] or days
    day = working[drawn % len(working)]
    minutes = drawn // len(days) % (_HOURS * _MINUTES)
    return datetime(day.year, day.month, day.day, _FIRST_HOUR, tzinfo=UTC) + timedelta(minutes=minutes)


@cache
def manager_of(unit: str) -> str:
    """Return who runs a unit: its own manager, or the nearest one above."""
    managers = {
        grant.unit: person.username
        for person in people()
        for grant in person.grants
        if grant.role == Role.MANAGER
    }
    parents = {node.code: node.parent for node in nodes()}
    at: str | None = unit
    while at is not None and at not in managers:
        at = parents[at]
    return managers[at] if at is not None else economist_of(unit)


@cache
def economist_of(unit: str) -> str:
    """Return who reviews a unit: the economist of its nämnd, or the central one."""
    economists = {
        grant.unit: person.username
        for person in people()
        for grant in person.grants
        if grant.role == Role.CONTROLLER
    }
    return economists.get(branch_of().get(unit, ""), _CENTRAL)


@cache
def has_step(unit: str) -> bool:
    """Return whether a nämnd stands above a unit, whose economist approves."""
    kinds = {node.code: node.kind for node in nodes()}
    return kinds[unit] != "committee" and kinds[branch_of()[unit]] == "committee"


def _last_levels(session: Session, round_id: int) -> dict[int, int]:
    steps: Iterable[tuple[int, int]] = session.exec(
        select(SubmissionStep.submission_id, SubmissionStep.level)
        .join(Submission, col(Submission.id) == col(SubmissionStep.submission_id))
        .where(Submission.round_id == round_id)
    )
    found: dict[int, int] = {}
    for submission_id, level in steps:
        found[submission_id] = max(level, found.get(submission_id, 0))
    return found
