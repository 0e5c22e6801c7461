"""Before anything of a plan is written: the right, the plan's state, and the round's state on each unit."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.models import TreeUnit, Version
from core.queries import access
from core.queries.plan_rights import asked_submissions, closed_units, require_typed
from core.queries.responsible import RUNS_UNIT, load_responsible
from core.rules.access import Action, Actor, roots
from core.services.submissions import ensure_editable
from core.texts import _


def require_editable(
    session: Session, actor: Actor, *, version: Version, unit_ids: Collection[int]
) -> dict[int, int | None]:
    """Make sure that the actor may change these ansvar of a plan now.

    Return, by ansvar, the manager in whose place the actor writes, or None. Begins a submission that
    was not begun. Raises `NotAllowed`, or `RuleViolation` with the reason.
    """
    _require_seen(session, actor, unit_ids)
    require_typed(version)
    if set(unit_ids) & closed_units(session, version.id or 0):
        raise RuleViolation(_("Nämnden har antagit sin budget. Ändra den med ett beslut under Budgetbeslut."))
    _require_cost_centers(session, actor, unit_ids)
    submissions = asked_submissions(session, actor.tree_id, version, unit_ids)
    for unit_id in sorted(set(unit_ids) - submissions.keys()):
        access.require_write(session, actor, Action.MANAGE_BUDGET, unit_id)
    for round_id, asked_unit in sorted({(one.round_id, one.unit_id) for one in submissions.values()}):
        ensure_editable(session, actor, round_id=round_id, unit_id=asked_unit)
    owners = {unit_id: one.unit_id for unit_id, one in submissions.items()}
    return _writes_for(session, actor, {unit_id: owners.get(unit_id) for unit_id in unit_ids})


def _require_seen(session: Session, actor: Actor, unit_ids: Collection[int]) -> None:
    """Raise `NotAllowed` for the first ansvar that the actor may not see plans of; one query for all."""
    seen = set(
        session.exec(
            select(TreeUnit.unit_id).where(
                TreeUnit.tree_id == actor.tree_id,
                col(TreeUnit.unit_id).in_(list(unit_ids)),
                access.under(actor.tree_id, roots(actor, Action.VIEW_PLAN)),
            )
        )
    )
    first = min(set(unit_ids) - seen or unit_ids)
    access.require_write(session, actor, Action.VIEW_PLAN, first)


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
