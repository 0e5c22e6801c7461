"""Handing a frame on to the units right below, by whoever answers for the unit above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import VersionKind
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import ClosedPart, TreeUnit, UnitFrame, Version
from core.money import ORE_PER_KRONA
from core.queries import access
from core.queries.plan_rights import plan_of
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_title
from core.services import audit
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LARGEST = 10**14
_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class FrameShare:
    """What a unit gets of the frame above: `old` is what the writer saw, `new` what it becomes.

    Öre in whole kronor, a net cost is positive; None is no frame.
    """

    unit_id: int
    old: int | None
    new: int | None
    note: str = ""


def distribute_frame(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    parent_id: int,
    shares: Sequence[FrameShare],
    key: str,
) -> int:
    """Give the units right below a unit their frames, all of them or none; return how many changed.

    More than there is may be handed on while the work lasts: it shows everywhere as over the frame.
    Raises `NotAllowed`, `Conflict` when somebody was first, `RuleViolation` when the budget is adopted.
    """
    access.require_write(session, actor, Action.DISTRIBUTE_FRAME, parent_id)
    version = plan_of(session, actor, version_id=version_id)
    _require_open(session, actor, version, parent_id)
    subject = (version_id, parent_id, [(s.unit_id, s.old, s.new, s.note) for s in shares])
    if not first_time(session, actor, key=key, action="frame_distributed", subject=subject):
        return int(result_of(session, key))
    session.exec(select(Version.id).where(Version.id == version_id).with_for_update(key_share=True)).one()
    below = _below(session, actor, parent_id)
    held = _held(session, version_id, [share.unit_id for share in shares])
    changed = 0
    for share in shares:
        _check(share, below, held)
        changed += _write(session, actor, version_id, share, held.get(share.unit_id))
    session.flush()
    keep_result(session, key, changed)
    return changed


def _require_open(session: Session, actor: Actor, version: Version, parent_id: int) -> None:
    if version.kind is not VersionKind.BUDGET:
        raise RuleViolation(_("Ramar fördelas i en budget. Välj budgeten för året."))
    if parent_id == actor.top_unit_id:
        raise RuleViolation(_("Nämndernas ramar beslutas av fullmäktige. Ändra dem i tabellen med ramar."))
    adopted = select(ClosedPart.unit_id).where(
        ClosedPart.version_id == version.id,
        col(ClosedPart.unit_id).in_(access.subtree(actor.tree_id, (parent_id,))),
    )
    if version.closed_at is not None or session.exec(adopted).first() is not None:
        raise RuleViolation(
            _("Budgeten är antagen. Flytta pengar mellan enheter med ett beslut under Budgetbeslut.")
        )


def _below(session: Session, actor: Actor, parent_id: int) -> dict[int, str]:
    rows = session.exec(
        select(TreeUnit.unit_id, TreeUnit.name).where(
            TreeUnit.tree_id == actor.tree_id, TreeUnit.parent_id == parent_id
        )
    )
    return dict(rows.all())


def _held(session: Session, version_id: int, unit_ids: Sequence[int]) -> dict[int, UnitFrame]:
    rows = session.exec(
        select(UnitFrame)
        .where(UnitFrame.version_id == version_id, col(UnitFrame.unit_id).in_(unit_ids))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.unit_id: row for row in rows}


def _check(share: FrameShare, below: Mapping[int, str], held: Mapping[int, UnitFrame]) -> None:
    if share.unit_id not in below:
        raise NotAllowed(_("Enheten ligger inte närmast under den som ramen fördelas från."))
    name, row = below[share.unit_id], held.get(share.unit_id)
    if (row.amount if row else None) != share.old:
        raise Conflict(
            _("Ramen för {name} har ändrats av någon annan. Se hur det står nu och försök igen.").format(
                name=name
            )
        )
    if share.new is not None and (share.new % ORE_PER_KRONA or abs(share.new) > _LARGEST):
        raise RuleViolation(_("{name}: skriv ramen i hela kronor.").format(name=name))


def _write(session: Session, actor: Actor, version_id: int, share: FrameShare, row: UnitFrame | None) -> int:
    """Write one unit's frame; return 1 when anything changed."""
    note = checked_title(share.note, what=_("noteringen"), longest=_LONGEST_NOTE, needed=False)
    before = (row.amount, row.note) if row else None
    after = None if share.new is None else (share.new, note)
    if before == after:
        return 0
    if share.new is None:
        session.delete(row)
    else:
        row = row or UnitFrame(version_id=version_id, unit_id=share.unit_id, amount=share.new)
        row.amount, row.note = share.new, note
        session.add(row)
    audit.record(
        session, actor, "unit_frame_changed", subject=("version", version_id), unit_id=share.unit_id,
        change=(before, after),
    )  # fmt: skip
    return 1
