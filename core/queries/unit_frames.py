"""The frame of a unit in a budget, and how far a frame has been handed on to the units below.

frame_of(session, actor, *, version_id, unit_id) -> FrameOf             what a sheet compares with
distribution_of(session, actor, *, version_id, unit_id) -> Distribution  the unit and those right below
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from core.models import TreeUnit, UnitFrame, Version
from core.queries import access
from core.queries.access import UnitRow
from core.queries.council_frames import CouncilFrame, council_frame
from core.queries.plan_rights import require_plan_unit
from core.queries.plan_sums import net_by_ansvar
from core.rules.access import Action, Actor
from core.texts import _


class FrameSource(StrEnum):
    """Where a unit's frame comes from."""

    ADOPTED = "adopted"
    PROPOSED = "proposed"
    PARENT = "parent"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FrameOf:
    """What a unit has got and what its plan comes to, in öre, a net cost is positive.

    `given_by` says who gave the frame, or why there is none; `handed_on` is what the units right
    below have got of it, None while none of them has anything.
    """

    unit_id: int
    amount: int | None
    source: FrameSource
    given_by: str
    entered: int
    handed_on: int | None
    note: str = ""

    @property
    def left(self) -> int | None:
        """What the plan still has room for; negative when it is over the frame."""
        return None if self.amount is None else self.amount - self.entered

    @property
    def to_distribute(self) -> int | None:
        """What has not been handed on to the units below; negative when they have got too much."""
        return None if self.amount is None else self.amount - (self.handed_on or 0)


@dataclass(frozen=True, slots=True)
class ChildFrame:
    """A unit right below: what it has got of the frame, if anything, and what its plan comes to."""

    unit: UnitRow
    amount: int | None
    entered: int
    note: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """A unit's frame and those of the units right below it, in tree order."""

    unit: UnitRow
    frame: FrameOf
    children: tuple[ChildFrame, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    amount: int | None
    source: FrameSource
    given_by: str
    note: str = ""


def frame_of(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> FrameOf:
    """Return a unit's frame in a budget with what is entered and left; `NotAllowed` outside scope."""
    return distribution_of(session, actor, version_id=version_id, unit_id=unit_id).frame


def distribution_of(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> Distribution:
    """Return how a unit's frame is handed on to the units right below; `NotAllowed` outside scope."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    (unit,) = access.unit_rows(session, actor.tree_id, col(TreeUnit.unit_id) == unit_id)
    below = access.unit_rows(session, actor.tree_id, col(TreeUnit.parent_id) == unit_id)
    entered = _entered(session, actor, version_id, unit)
    held = _held(session, version, actor, [unit, *below])
    children = tuple(
        ChildFrame(
            child,
            held[child.id].amount,
            sum(amount for lft, amount in entered.items() if child.lft <= lft <= child.rgt),
            held[child.id].note,
        )
        for child in below
    )
    own, given = held[unit.id], [child.amount for child in children if child.amount is not None]
    frame = FrameOf(
        unit_id, own.amount, own.source, own.given_by,
        entered=sum(entered.values()), handed_on=sum(given) if given else None, note=own.note,
    )  # fmt: skip
    return Distribution(unit, frame, children)


def may_distribute(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> bool:
    """Return whether the actor may hand on a unit's frame in a budget that is still open."""
    version = session.get(Version, version_id)
    if actor.read_only or version is None or version.closed_at is not None:
        return False
    return (
        unit_id != actor.top_unit_id and access.may(session, actor, Action.DISTRIBUTE_FRAME, unit_id).allowed
    )


def _entered(session: Session, actor: Actor, version_id: int, unit: UnitRow) -> dict[int, int]:
    """Return net cost by each ansvar's place (lft) under a unit."""
    net = net_by_ansvar(session, version_id=version_id, tree_id=actor.tree_id, unit_id=unit.id)
    places = session.exec(
        select(TreeUnit.unit_id, TreeUnit.lft).where(
            TreeUnit.tree_id == actor.tree_id, col(TreeUnit.lft).between(unit.lft, unit.rgt)
        )
    )
    return {lft: net[unit_id] for unit_id, lft in places if unit_id in net}


def _held(session: Session, version: Version, actor: Actor, units: list[UnitRow]) -> dict[int, _Given]:
    """Return what each unit has got: nämnder from council, the others from the unit above."""
    council = council_frame(session, year=version.year, tree_id=actor.tree_id)
    rows = session.exec(
        select(UnitFrame)
        .where(UnitFrame.version_id == version.id, col(UnitFrame.unit_id).in_([unit.id for unit in units]))
        .execution_options(populate_existing=True)
    )
    given = {row.unit_id: row for row in rows}
    names = _names_above(session, actor.tree_id, units)
    by_council = {actor.top_unit_id, *(unit.id for unit in units if unit.parent_id == actor.top_unit_id)}
    return {
        unit.id: _from_council(council, unit)
        if unit.id in by_council
        else _from_above(given.get(unit.id), names.get(unit.id, ""))
        for unit in units
    }


def _from_council(council: CouncilFrame | None, unit: UnitRow) -> _Given:
    if council is None:
        return _Given(None, FrameSource.NONE, _("Inga ramar finns för året än"))
    amount = council.total if unit.parent_id is None else council.by_branch.get(unit.id)
    if amount is None:
        return _Given(None, FrameSource.NONE, _("Ingår inte i ramarna"))
    return _Given(amount, FrameSource.ADOPTED if council.adopted else FrameSource.PROPOSED, council.given_by)


def _from_above(row: UnitFrame | None, name: str) -> _Given:
    if row is None:
        return _Given(None, FrameSource.NONE, _("{name} har inte fördelat någon ram än").format(name=name))
    return _Given(row.amount, FrameSource.PARENT, name, row.note)


def _names_above(session: Session, tree_id: int, units: list[UnitRow]) -> dict[int, str]:
    """Return the name of the unit above each unit."""
    wanted = {unit.parent_id for unit in units if unit.parent_id is not None}
    names = {
        row.id: row.name for row in access.unit_rows(session, tree_id, col(TreeUnit.unit_id).in_(wanted))
    }
    return {unit.id: names.get(unit.parent_id, "") for unit in units if unit.parent_id is not None}
