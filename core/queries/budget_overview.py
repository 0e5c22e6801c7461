"""A whole budget below a node: one row per unit with frame, figures, process, last change and comments.

    read_overview(session, actor, *, version_id, unit_id) -> OverviewSource

Figures come from the columns in one pass, everything else in one query each, whatever the number of units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlmodel import Session, col, func, select

from core.enums import RoundState, UnitKind
from core.models import PlanChange, Round, UnitFrame, User, Version
from core.queries import access
from core.queries.access import UnitRow
from core.queries.classes import classes_by_row, read_definition
from core.queries.columns import Columns, columns_of
from core.queries.council_frames import CouncilFrame, council_frame
from core.queries.municipality import read_municipality
from core.queries.open_threads import Said, open_threads
from core.queries.plan_rights import closed_units, require_plan_unit
from core.queries.rollup import Flags, Ints, node_rows
from core.queries.submissions import SubmissionRow, submissions_of_rounds
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor
from core.rules.budget_rows import Spot, own_frames, rows_of
from core.rules.subjects import SubjectKind

_GROUPS = "groups"
_YEAR_END = 13


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A unit's part of a budget, öre with a net cost positive; `above` names where it belongs.

    `begun` tells that something is entered, `adopted` that nothing of it changes any more.
    """

    unit: UnitRow
    above: str
    frame: int | None
    entered: int
    compared: int | None
    submission: SubmissionRow | None
    begun: bool
    adopted: bool
    changed_by: str
    changed_at: datetime | None
    said: Said


@dataclass(frozen=True, slots=True)
class OverviewSource:
    """The rows in tree order, and the node with its own frame; the rows' figures add up to its own."""

    version_name: str
    year: int
    compared_name: str
    unit: UnitRow
    frame: int | None
    entered: int
    compared: int | None
    said: Said
    rows: tuple[OverviewRow, ...]
    round_ids: tuple[int, ...]


def read_overview(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> OverviewSource:
    """Return a budget below a node, a row per unit; `NotAllowed` outside the actor's scope."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    access.require(session, actor, Action.VIEW_PLAN, unit_id)
    units = access.unit_rows(session, actor.tree_id, access.under(actor.tree_id, (unit_id,)))
    rounds = _rounds(session, version_id)
    asked = submissions_of_rounds(session, actor, round_ids=rounds, unit_id=unit_id)
    before = choose_versions(session, version.year - 1)
    columns = columns_of(session, [one for one in (version_id, before.compared) if one is not None])
    parts = _Parts(
        units=units,
        rows=rows_of(_spots(units), set(asked)),
        frames=_frames(session, version, actor, units),
        entered=_sums(session, columns, version_id, actor.tree_id, units),
        compared=_sums(session, columns, before.compared, actor.tree_id, units),
        asked=asked,
        closed=closed_units(session, version_id) if version.closed_at is None else None,
        changed=_changes(session, version_id),
        said=open_threads(session, actor, about=(SubjectKind.BUDGET, version_id), unit_id=unit_id),
    )
    top = units[0]
    return OverviewSource(
        version_name=version.name,
        year=version.year,
        compared_name=before.compared_name,
        unit=top,
        frame=parts.frames.get(top.id),
        entered=sum(parts.entered.values()),
        compared=sum(parts.compared.values()) if before.compared is not None else None,
        said=sum(parts.said.values(), Said()),
        rows=tuple(_rows(parts, with_compared=before.compared is not None)),
        round_ids=tuple(rounds),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the rows are made from, each by unit id; `closed` is None when the whole version is."""

    units: Sequence[UnitRow]
    rows: Mapping[int, int]
    frames: Mapping[int, int]
    entered: Mapping[int, int]
    compared: Mapping[int, int]
    asked: Mapping[int, SubmissionRow]
    closed: frozenset[int] | None
    changed: Mapping[int, tuple[int, str, datetime]]
    said: Mapping[int, Said]


def _rows(parts: _Parts, *, with_compared: bool) -> list[OverviewRow]:
    """Return a row per unit in tree order; one that nobody asks for and that holds nothing is left out."""
    frames = own_frames(parts.frames, parts.rows, _spots(parts.units))
    members: dict[int, list[UnitRow]] = {}
    for unit in parts.units:
        row = parts.rows.get(unit.id)
        if row is not None:
            members.setdefault(row, []).append(unit)
    names = {unit.id: unit.name for unit in parts.units}
    found = []
    for unit in parts.units:
        own = [one.id for one in members.get(unit.id, ())]
        if not own or not _holds_anything(parts, unit.id, own):
            continue
        latest = max((parts.changed[one] for one in own if one in parts.changed), default=None)
        found.append(
            OverviewRow(
                unit=unit,
                above=names.get(unit.parent_id or 0, ""),
                frame=frames.get(unit.id),
                entered=sum(parts.entered.get(one, 0) for one in own),
                compared=sum(parts.compared.get(one, 0) for one in own) if with_compared else None,
                submission=parts.asked.get(unit.id),
                begun=any(one in parts.entered for one in own),
                adopted=_is_adopted(parts.closed, members[unit.id]),
                changed_by=latest[1] if latest else "",
                changed_at=latest[2] if latest else None,
                said=sum((parts.said.get(one, Said()) for one in own), Said()),
            )
        )
    return found


def _holds_anything(parts: _Parts, row: int, own: Sequence[int]) -> bool:
    figures = (parts.entered, parts.compared)
    return row in parts.asked or row in parts.frames or any(one in held for held in figures for one in own)


def _is_adopted(closed: frozenset[int] | None, members: Sequence[UnitRow]) -> bool:
    ansvar = {unit.id for unit in members if unit.kind is UnitKind.COST_CENTER}
    return closed is None or (bool(ansvar) and ansvar <= closed)


def _spots(units: Sequence[UnitRow]) -> list[Spot]:
    return [Spot(unit.id, unit.parent_id, unit.kind is UnitKind.COST_CENTER) for unit in units]


def _rounds(session: Session, version_id: int) -> list[int]:
    """Return the rounds that fill a version, the latest last."""
    statement = select(Round.id).where(Round.version_id == version_id, Round.state != RoundState.PLANNED)
    return [round_id for round_id in session.exec(statement.order_by(col(Round.id))) if round_id is not None]


def _sums(
    session: Session, columns: Columns, version_id: int | None, tree_id: int, units: Sequence[UnitRow]
) -> dict[int, int]:
    """Return the year's net cost of every ansvar that has any row, from one pass over the node's balances."""
    if version_id is None:
        return {}
    placed = columns.placed(version_id, tree_id)
    rows = node_rows(placed, placed.shape.position_of(units[0].id))
    rows = rows[_counted(session, columns)[placed.block.coding[rows]]]
    # The sums of floats are exact: every one of them stays below 2^53 öre.
    amounts = placed.block.cumulative[_YEAR_END, rows]
    places: Ints = placed.position[rows]
    summed = np.bincount(places, weights=amounts, minlength=len(placed.shape.unit)).astype(np.int64)
    return {int(placed.shape.unit[place]): int(summed[place]) for place in np.unique(places)}


def _counted(session: Session, columns: Columns) -> Flags:
    """Return which codings a frame is compared with: operating ones without booked kommunbidrag."""
    classes = classes_by_row(columns, read_definition(session, _GROUPS), read_municipality(session))
    flags: Flags = (classes.of_coding >= 0) & (classes.of_coding != len(classes.keys) - 1)
    return flags


def _frames(session: Session, version: Version, actor: Actor, units: Sequence[UnitRow]) -> dict[int, int]:
    """Return what each unit has got: nämnder and the municipality from council, the others from above."""
    council = council_frame(session, year=version.year, tree_id=actor.tree_id)
    given = session.exec(
        select(UnitFrame.unit_id, UnitFrame.amount).where(UnitFrame.version_id == version.id)
    )
    frames = dict(given.all())
    for unit in units:
        if actor.top_unit_id in {unit.id, unit.parent_id}:
            frames.pop(unit.id, None)
            amount = _by_council(council, unit)
            if amount is not None:
                frames[unit.id] = amount
    return frames


def _by_council(council: CouncilFrame | None, unit: UnitRow) -> int | None:
    if council is None:
        return None
    return council.total if unit.parent_id is None else council.by_branch.get(unit.id)


def _changes(session: Session, version_id: int) -> dict[int, tuple[int, str, datetime]]:
    """Return the latest change on each ansvar: its number in time, who made it, and when."""
    latest = (
        select(func.max(PlanChange.id))
        .where(PlanChange.version_id == version_id)
        .group_by(col(PlanChange.unit_id))
    )
    rows = session.exec(
        select(PlanChange.unit_id, PlanChange.id, User.name, PlanChange.at)
        .join(User, col(User.id) == col(PlanChange.user_id))
        .where(col(PlanChange.id).in_(latest))
    )
    return {unit_id: (number or 0, name, at) for unit_id, number, name, at in rows}
