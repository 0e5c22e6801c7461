"""Before anything of a plan is written: the right, the plan's state, and the round's state on each unit."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.models import TreeUnit, Version
from core.queries import access
from core.queries.plan_rights import asked_submission, closed_units, require_typed
from core.queries.responsible import RUNS_UNIT, load_responsible
from core.rules.access import Action, Actor
from core.services.submissions import ensure_editable
from core.texts import _


def require_editable(
    session: Session, actor: Actor, *, version: Version, unit_ids: Collection[int]
) -> dict[int, int | None]:
    """Make sure that the actor may change these ansvar of a plan now.

    Return, by ansvar, the manager in whose place the actor writes, or None. Begins a submission that
    was not begun. Raises `NotAllowed`, or `RuleViolation` with the reason.
    """
    for unit_id in sorted(unit_ids):
        access.require_write(session, actor, Action.VIEW_PLAN, unit_id)
    require_typed(version)
    if set(unit_ids) & closed_units(session, version.id or 0):
        raise RuleViolation(_("Nämnden har antagit sin budget. Ändra den med ett beslut under Budgetbeslut."))
    _require_cost_centers(session, actor, unit_ids)
    asked: dict[int, int | None] = {}
    for unit_id in sorted(unit_ids):
        submission = asked_submission(session, actor.tree_id, version, unit_id)
        if submission is None:
            access.require_write(session, actor, Action.MANAGE_BUDGET, unit_id)
            asked[unit_id] = None
        else:
            asked[unit_id] = submission.unit_id
            _once_editable(session, actor, submission.round_id, submission.unit_id)
    return _writes_for(session, actor, asked)


def _once_editable(session: Session, actor: Actor, round_id: int, unit_id: int) -> None:
    """Ask the submission; several ansvar of a unit ask the same one, which costs little."""
    ensure_editable(session, actor, round_id=round_id, unit_id=unit_id)


def _require_cost_centers(session: Session, actor: Actor, unit_ids: Collection[int]) -> None:
    rows = session.exec(
        select(TreeUnit.unit_id).where(
            TreeUnit.tree_id == actor.tree_id,
            col(TreeUnit.unit_id).in_(list(unit_ids)),
            TreeUnit.kind == "cost_center",
        )
    )
    if set(rows) != set(unit_ids):
        raise NotAllowed(_("Ansvaret finns inte, eller är inte ditt att ändra."), action=Action.MANAGE_BUDGET)


def _writes_for(session: Session, actor: Actor, asked: dict[int, int | None]) -> dict[int, int | None]:
    """Return who each ansvar's figures are entered for, when it is not the unit's own manager who does."""
    people = load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today())
    result: dict[int, int | None] = {}
    for unit_id, owner in asked.items():
        managers = (
            []
            if owner is None
            else [holder for holder in people.on(owner, RUNS_UNIT) if holder.role is Role.MANAGER]
        )
        own = not managers or any(holder.user_id == actor.user_id for holder in managers)
        result[unit_id] = None if own else managers[0].user_id
    return result
