"""An activity spread to other units: each gets a copy of its own, also those that come later.

Spreading twice makes nothing twice. A copy is the unit's own: its days, person and state are changed
there, and new words of the origin are taken over only by whoever runs the copy.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from core.enums import UnitKind, UnitState
from core.errors import RuleViolation
from core.models import Activity, ActivitySpread, TreeUnit
from core.queries import access
from core.queries.responsible import RUNS_UNIT, load_responsible
from core.queries.subjects import why_not
from core.rules.access import Action, Actor
from core.rules.activities import ENDED, ActivityText
from core.services import audit
from core.services.activity_store import compare_and_set, editable, facts, insert
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


def spread_activity(
    session: Session,
    actor: Actor,
    *,
    activity_id: int,
    node_ids: Sequence[int],
    later_units: bool,
    key: str,
) -> int:
    """Give the units under some nodes a copy of an activity each; return how many were made now.

    With `later_units` those that come later under the nodes get theirs within a day.
    """
    row = editable(session, actor, activity_id)
    for node_id in node_ids:
        access.require_write(session, actor, Action.EDIT_GOALS, node_id)
    chosen = (activity_id, tuple(sorted(node_ids)), later_units)
    if not first_time(session, actor, key=key, action="activity_spread", subject=chosen):
        return int(result_of(session, key) or 0)
    _check(row, node_ids)
    for node_id in node_ids:
        held = session.get(ActivitySpread, (activity_id, node_id))
        spread = held or ActivitySpread(activity_id=activity_id, unit_id=node_id)
        spread.later_units = later_units
        session.add(spread)
    session.flush()
    made = make_copies(session, actor, row, node_ids)
    audit.record(
        session, actor, "activity_spread", subject=("activity", activity_id), unit_id=row.unit_id,
        change=(None, {"nodes": sorted(node_ids), "later": later_units, "copies": made}),
    )  # fmt: skip
    keep_result(session, key, made)
    return made


def make_copies(session: Session, actor: Actor, row: Activity, node_ids: Collection[int]) -> int:
    """Make the copies that are missing under some nodes; part of services that have asked."""
    units = _units_under(session, actor.tree_id, node_ids)
    held = set(session.exec(select(Activity.unit_id).where(Activity.origin_id == row.id)))
    today = session.info["database"].today()
    responsible = load_responsible(session, tree_id=actor.tree_id, today=today)
    text = ActivityText(row.title, row.starts, row.ends, row.text)
    missing = [unit_id for unit_id in units if unit_id not in held and unit_id != row.unit_id]
    for unit_id in missing:
        people = [holder.user_id for holder in responsible.nearest(unit_id, RUNS_UNIT)]
        fit = (
            one
            for one in people
            if not why_not(session, user_id=one, action=Action.VIEW_GOALS, unit_id=unit_id)
        )
        insert(
            session, actor, unit_id=unit_id, goal_id=row.goal_id, origin_id=row.id,
            text=replace(text, owner_id=next(fit, None)),
        )  # fmt: skip
    return len(missing)


def take_over(session: Session, actor: Actor, *, activity_id: int, rev: int) -> int:
    """Give a copy the words and days that its origin has now; return its new `rev`."""
    row = editable(session, actor, activity_id)
    origin = session.get(Activity, row.origin_id) if row.origin_id is not None else None
    if origin is None:
        raise RuleViolation(_("Aktiviteten är ingen kopia, så det finns inget att ta över."))
    if row.state in ENDED:
        raise RuleViolation(_("Aktiviteten är avslutad. Ta upp den igen om den ska ändras."))
    old = facts(row)
    compare_and_set(
        session, row, rev, title=origin.title, text=origin.text, starts=origin.starts, ends=origin.ends
    )
    audit.record(
        session, actor, "activity_copied", subject=("activity", activity_id), unit_id=row.unit_id,
        change=(old, facts(row)),
    )  # fmt: skip
    return row.rev


def _check(row: Activity, node_ids: Sequence[int]) -> None:
    if not node_ids:
        raise RuleViolation(_("Välj minst en enhet att sprida till."))
    if row.origin_id is not None:
        raise RuleViolation(_("Det här är en kopia. Sprid från den aktivitet som den kommer från."))
    if row.state in ENDED:
        raise RuleViolation(_("Aktiviteten är avslutad. Ta upp den igen innan du sprider den."))


def _units_under(session: Session, tree_id: int, node_ids: Collection[int]) -> list[int]:
    """Return the open units under nodes; a node without any stands for itself."""
    found: dict[int, None] = {}
    for node_id in node_ids:
        below = session.exec(
            select(TreeUnit.unit_id)
            .where(
                TreeUnit.tree_id == tree_id,
                TreeUnit.kind == UnitKind.UNIT,
                TreeUnit.state == UnitState.OPEN,
                access.under(tree_id, (node_id,)),
            )
            .order_by(col(TreeUnit.lft))
        ).all()
        found |= dict.fromkeys(below or [node_id])
    return list(found)
