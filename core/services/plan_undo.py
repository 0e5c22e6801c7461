"""Taking back one's own saves of a plan, and making them again: only where the value still stands."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.enums import ChangeStep
from core.errors import RuleViolation
from core.models import PlanChange
from core.queries.plan_history import own_steps
from core.rules.access import Actor
from core.services.plan_edits import CellEdit, Saved, save_cells
from core.services.plan_store import Step
from core.texts import _


def undo(session: Session, actor: Actor, *, version_id: int, unit_id: int, key: str) -> Saved:
    """Take back one's own latest save on a unit; cells that somebody has changed since are left and told."""
    steps = own_steps(session, actor, version_id=version_id, unit_id=unit_id)
    return _again(session, actor, version_id, key, steps.done, ChangeStep.UNDO)


def redo(session: Session, actor: Actor, *, version_id: int, unit_id: int, key: str) -> Saved:
    """Make again what was taken back last."""
    steps = own_steps(session, actor, version_id=version_id, unit_id=unit_id)
    return _again(session, actor, version_id, key, steps.undone, ChangeStep.REDO)


def _again(
    session: Session, actor: Actor, version_id: int, key: str, keys: Sequence[str], kind: ChangeStep
) -> Saved:
    before = session.exec(select(PlanChange).where(PlanChange.request_key == key)).all()
    of_key = before[0].of_key if before else (keys[-1] if keys else "")
    if not of_key:
        raise RuleViolation(
            _("Det finns inget att ångra.") if kind is ChangeStep.UNDO else _("Det finns inget att göra om.")
        )
    changes = session.exec(
        select(PlanChange)
        .where(PlanChange.request_key == of_key, PlanChange.version_id == version_id)
        .order_by(col(PlanChange.id))
    ).all()
    edits = [_edit(change, kind) for change in changes]
    return save_cells(session, actor, version_id=version_id, edits=edits, key=key, step=Step(kind, of_key))


def _edit(change: PlanChange, kind: ChangeStep) -> CellEdit:
    old, new = (change.new, change.old) if kind is ChangeStep.UNDO else (change.old, change.new)
    return CellEdit(change.line_id, change.unit_id, change.coding_id, change.month, old, new)
