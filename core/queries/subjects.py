"""What all side objects share: who may see and write them, whether their subject is there, who takes part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from core.enums import VersionKind
from core.errors import NotAllowed, RuleViolation
from core.models import (
    Activity,
    Attachment,
    BudgetDecision,
    BudgetFrame,
    Comment,
    Decision,
    Goal,
    RoleAssignment,
    Round,
    Submission,
    Task,
    UnitPlan,
    User,
    Version,
)
from core.queries.access import above, contact, load_actor, may, require, subtree, valid_on
from core.queries.codes import UnitName, unit_names
from core.rules.access import GRANTS, Action, Actor, roots
from core.rules.subjects import SUBJECTS, Subject, SubjectKind, address_of, kind_of
from core.texts import _

SideTable: TypeAlias = type[Comment] | type[Task] | type[Decision] | type[Attachment]
SideRow: TypeAlias = Comment | Task | Decision | Attachment

NOWHERE = 0
"""The unit of what does not exist: asking for a right on it refuses in the same words as outside scope."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person to choose: id and name."""

    user_id: int
    name: str


def subject_of(row: SideRow) -> Subject:
    """Return what a stored side object points at."""
    cell = getattr(row, "cell", "")
    return Subject(kind_of(row.subject_kind), row.subject_id, row.unit_id, cell)


def require_subject(session: Session, subject: Subject) -> None:
    """Raise `RuleViolation` unless the subject is there and belongs to the unit that it names."""
    if not _CHECKS[subject.kind](session, subject):
        raise RuleViolation(_("Det som skulle kommenteras finns inte längre. Ladda om sidan."))


def visible(actor: Actor, table: SideTable) -> ColumnElement[bool]:
    """Return the condition that the actor may see a side object: its kind's right on its unit."""
    kinds: dict[tuple[int, ...], list[SubjectKind]] = {}
    for kind, known in SUBJECTS.items():
        kinds.setdefault(roots(actor, known.action), []).append(kind)
    return or_(
        *(
            and_(col(table.subject_kind).in_(same), col(table.unit_id).in_(subtree(actor.tree_id, units)))
            for units, same in kinds.items()
        )
    )


def about(actor: Actor, table: SideTable, subject: Subject) -> ColumnElement[bool]:
    """Return the condition that a side object is about a subject (any cell) on its unit or below it."""
    return and_(
        col(table.subject_kind) == subject.kind,
        col(table.subject_id) == subject.id,
        col(table.unit_id).in_(subtree(actor.tree_id, (subject.unit_id,))),
    )


def not_there(session: Session, actor: Actor, action: Action) -> NotAllowed:
    """Return the refusal for what does not exist, in the very words of what lies outside scope."""
    reason = may(session, actor, action, NOWHERE).reason
    return NotAllowed(f"{reason} {contact(session, actor.tree_id)}".strip(), action=action, unit_id=NOWHERE)


def addresses(session: Session, actor: Actor, subjects: set[Subject]) -> dict[Subject, str]:
    """Return the address of the page that opens each subject."""
    names = names_of_units(session, actor, {subject.unit_id for subject in subjects})
    return {
        subject: address_of(
            subject, unit_code=names[subject.unit_id].code if subject.unit_id in names else ""
        )
        for subject in subjects
    }


def names_of_units(session: Session, actor: Actor, unit_ids: set[int]) -> dict[int, UnitName]:
    """Return name and code of units as today's tree has them."""
    return unit_names(session, actor.tree_id, tuple(sorted(unit_ids)))


def names_of_users(session: Session, user_ids: set[int]) -> dict[int, str]:
    """Return the names of users by id."""
    rows = session.exec(select(User.id, User.name).where(col(User.id).in_(user_ids)))
    return {user_id: name for user_id, name in rows if user_id is not None}


def why_not(session: Session, *, user_id: int, action: Action, unit_id: int) -> str:
    """Return why somebody may not do `action` on a unit, in words with her name; empty when she may."""
    user = session.get(User, user_id)
    other = load_actor(session, user_id, today=session.info["database"].today()) if user else None
    if user is None or other is None:
        return _("Personen finns inte längre. Välj någon annan.")
    if may(session, other, action, unit_id).allowed:
        return ""
    return _("{name} har ingen roll som ger rätt att se det här. Välj någon annan.").format(name=user.name)


def list_people(session: Session, actor: Actor, *, unit_id: int, action: Action) -> list[PersonRow]:
    """Return everybody who may do `action` on a unit by a role on it or above, in the order of names."""
    require(session, actor, Action.COMMENT, unit_id)
    giving = [role for role, actions in GRANTS.items() if action in actions]
    rows = session.exec(
        select(User.id, User.name)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .where(
            col(User.active),
            col(RoleAssignment.role).in_(giving),
            col(RoleAssignment.unit_id).in_(above(actor.tree_id, (unit_id,))),
            valid_today(session),
        )
        .distinct()
        .order_by(User.name, col(User.id))
    )
    return [PersonRow(user_id, name) for user_id, name in rows if user_id is not None]


def valid_today(session: Session) -> ColumnElement[bool]:
    """Return the condition that a role assignment holds today."""
    return valid_on(session.info["database"].today())


def _number(text: str) -> int:
    """Return an id as a number that both databases hold; 0 for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0  # noqa: PLR2004 64 bits


def _is_submission(session: Session, subject: Subject) -> bool:
    row = session.get(Submission, _number(subject.id))
    return row is not None and row.unit_id == subject.unit_id


def _is_task(session: Session, subject: Subject) -> bool:
    row = session.get(Task, _number(subject.id))
    return row is not None and row.unit_id == subject.unit_id


def _is_budget_decision(session: Session, subject: Subject) -> bool:
    row = session.get(BudgetDecision, _number(subject.id))
    return row is not None and row.unit_id == subject.unit_id


def _is_goal(session: Session, subject: Subject) -> bool:
    row = session.get(Goal, _number(subject.id))
    return row is not None and row.unit_id == subject.unit_id


def _is_activity(session: Session, subject: Subject) -> bool:
    row = session.get(Activity, _number(subject.id))
    return row is not None and row.unit_id == subject.unit_id


def _is_meeting(_session: Session, subject: Subject) -> bool:
    unit, _slash, day = subject.id.partition("/")
    return unit == str(subject.unit_id) and _is_day(day)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_unit_plan(session: Session, subject: Subject) -> bool:
    row = session.get(UnitPlan, _number(subject.id))
    return row is not None and row.unit_id == subject.unit_id


def _is_plan(session: Session, subject: Subject) -> bool:
    version = session.get(Version, _number(subject.id))
    return version is not None and version.kind not in {VersionKind.ACTUAL, VersionKind.SNAPSHOT}


_CHECKS: dict[SubjectKind, Callable[[Session, Subject], bool]] = {
    SubjectKind.UNIT: lambda _session, subject: subject.id == str(subject.unit_id),
    SubjectKind.FOLLOW_UP: lambda _session, subject: subject.id.startswith(f"{subject.unit_id}/"),
    SubjectKind.CONTROL_LIST: lambda _session, subject: subject.id.startswith(f"{subject.unit_id}/"),
    SubjectKind.ROUND: lambda session, subject: session.get(Round, _number(subject.id)) is not None,
    SubjectKind.SUBMISSION: _is_submission,
    SubjectKind.TASK: _is_task,
    SubjectKind.MEETING: _is_meeting,
    SubjectKind.BUDGET: _is_plan,
    SubjectKind.FRAME: lambda session, subject: session.get(BudgetFrame, _number(subject.id)) is not None,
    SubjectKind.BUDGET_DECISION: _is_budget_decision,
    SubjectKind.FORECAST: _is_plan,
    SubjectKind.ACTION_PLAN: lambda _session, subject: subject.id.startswith(f"{subject.unit_id}/"),
    SubjectKind.GOAL: _is_goal,
    SubjectKind.UNIT_PLAN: _is_unit_plan,
    SubjectKind.ACTIVITY: _is_activity,
}
"""How the subject of each kind is found, so that nobody hangs a text on another unit's thing."""
