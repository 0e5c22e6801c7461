"""The rounds of the year wheel: those of the actor, what opening one would do, and a year copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from core.enums import RoundState, UnitKind, UnitState
from core.models import Round, RoundLevel, RoundUnit, Submission, SubmissionStep, TreeUnit
from core.queries import access
from core.queries.calendar import shipped_holidays
from core.queries.responsible import RUNS_UNIT, load_responsible
from core.queries.submission_rights import outside
from core.rules.access import Action, Actor, roots
from core.rules.burden import Burden
from core.rules.rounds import (
    AskedUnit,
    NewLevel,
    NewRound,
    SkippedLevel,
    Step,
    copied_round,
    moved,
    steps_above,
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as it stands; `units` are the asked ones that the actor may see, with their last days."""

    id: int
    state: RoundState
    content: NewRound
    units: tuple[tuple[int, date], ...]
    copied_from_id: int | None


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """What a unit would get when a round opens."""

    unit: AskedUnit
    deadline: date
    steps: tuple[Step, ...]
    skipped: tuple[SkippedLevel, ...]


@dataclass(frozen=True, slots=True)
class RoundCopy:
    """A round as it would stand in another year: who gets it, and who is left out as closed since."""

    source_id: int
    content: NewRound
    units: tuple[tuple[int, date], ...]
    left_out: tuple[str, ...]


def list_rounds(
    session: Session, actor: Actor, *, year: int | None = None, state: RoundState | None = None
) -> list[RoundRow]:
    """Return the rounds that ask units of the actor's, by their dates; whoever manages rounds sees all."""
    statement = select(Round).where(_concerns(actor))
    if year is not None:
        statement = statement.where(Round.year == year)
    if state is not None:
        statement = statement.where(Round.state == state)
    rounds = session.exec(statement.order_by(col(Round.opens), col(Round.deadline), col(Round.id))).all()
    return _rows(session, actor, rounds)


def list_rounds_between(session: Session, actor: Actor, *, first: date, last: date) -> list[RoundRow]:
    """Return the rounds of the actor's that run on some day from `first` to `last`."""
    statement = select(Round).where(_concerns(actor), Round.opens <= last, Round.closes >= first)
    rounds = session.exec(statement.order_by(col(Round.opens), col(Round.deadline), col(Round.id))).all()
    return _rows(session, actor, rounds)


def read_round(session: Session, actor: Actor, *, round_id: int) -> RoundRow:
    """Return one round; `NotAllowed` when it does not concern the actor or does not exist."""
    found = session.exec(select(Round).where(Round.id == round_id, _concerns(actor))).all()
    if not found:
        raise outside(session, actor)
    return _rows(session, actor, found)[0]


def preview_opening(session: Session, actor: Actor, *, round_id: int) -> list[OpeningRow]:
    """Return what each asked unit would get if the round opened in today's tree, in tree order."""
    access.require(session, actor, Action.MANAGE_ROUNDS, actor.top_unit_id)
    planned = read_round(session, actor, round_id=round_id)
    units = asked_units(session, actor.tree_id)
    deadlines = dict(planned.units)
    return [
        OpeningRow(unit, deadlines[unit_id], *steps_above(unit_id, planned.content.levels, units))
        for unit_id, unit in units.items()
        if unit_id in deadlines
    ]


def preview_copy(session: Session, actor: Actor, *, year_from: int, year_to: int) -> list[RoundCopy]:
    """Return the rounds of a year as they would stand in another; those copied before are left out."""
    access.require(session, actor, Action.MANAGE_ROUNDS, actor.top_unit_id)
    copied = set(session.exec(select(Round.copied_from_id).where(Round.year == year_to)).all())
    units = asked_units(session, actor.tree_id)
    years, holidays = year_to - year_from, shipped_holidays()
    copies = []
    for old in list_rounds(session, actor, year=year_from):
        if old.id in copied:
            continue
        asked = [(unit_id, day) for unit_id, day in old.units if units[unit_id].is_open]
        left_out = tuple(units[unit_id].name for unit_id, _day in old.units if not units[unit_id].is_open)
        copies.append(
            RoundCopy(
                source_id=old.id,
                content=copied_round(old.content, years, holidays),
                units=tuple((unit_id, moved(day, years, holidays)) for unit_id, day in asked),
                left_out=left_out,
            )
        )
    return copies


def burden_of(session: Session, actor: Actor, *, round_id: int, today: date) -> Burden:
    """Return how many managers a round asks and for how many minutes; a unit without one counts upward."""
    chosen = read_round(session, actor, round_id=round_id)
    people = load_responsible(session, tree_id=actor.tree_id, today=today)
    managers = {
        holders[0].user_id
        for unit_id, _deadline in chosen.units
        if (holders := people.nearest(unit_id, RUNS_UNIT))
    }
    return Burden(len(managers), chosen.content.minutes)


def asked_units(session: Session, tree_id: int) -> dict[int, AskedUnit]:
    """Return every unit of a tree in its order, for choosing units and walking upward from them."""
    places = select(TreeUnit).where(TreeUnit.tree_id == tree_id).order_by(col(TreeUnit.lft))
    return {
        place.unit_id: AskedUnit(
            place.unit_id, place.name, place.kind, place.parent_id, place.state is UnitState.OPEN
        )
        for place in session.exec(places)
    }


def open_units_of_kind(session: Session, tree_id: int, *, kind: UnitKind, under_id: int) -> list[int]:
    """Return the open units of a kind under a unit, itself included, in tree order."""
    statement = (
        select(TreeUnit.unit_id)
        .where(
            TreeUnit.tree_id == tree_id,
            TreeUnit.kind == kind,
            TreeUnit.state == UnitState.OPEN,
            access.under(tree_id, (under_id,)),
        )
        .order_by(col(TreeUnit.lft))
    )
    return list(session.exec(statement))


def content_of(session: Session, stored: Round) -> NewRound:
    """Return a stored round as the value that the rules know."""
    levels = select(RoundLevel).where(RoundLevel.round_id == stored.id).order_by(col(RoundLevel.level))
    return _content(stored, session.exec(levels).all())


def _content(stored: Round, levels: Sequence[RoundLevel]) -> NewRound:
    return NewRound(
        kind=stored.kind,
        name=stored.name,
        year=stored.year,
        opens=stored.opens,
        deadline=stored.deadline,
        closes=stored.closes,
        levels=tuple(NewLevel(level.unit_kind, level.role, level.deadline) for level in levels),
        instruction=stored.instruction,
        minutes=stored.minutes,
        source=stored.source,
        by_itself=stored.by_itself,
    )


def _rows(session: Session, actor: Actor, rounds: Sequence[Round]) -> list[RoundRow]:
    """Return rounds as values, with their levels and the asked units in the actor's scope."""
    ids = [stored.id for stored in rounds]
    levels: dict[int, list[RoundLevel]] = {}
    for level in session.exec(
        select(RoundLevel).where(col(RoundLevel.round_id).in_(ids)).order_by(col(RoundLevel.level))
    ):
        levels.setdefault(level.round_id, []).append(level)
    units: dict[int, list[tuple[int, date]]] = {}
    for asked in session.exec(
        select(RoundUnit)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoundUnit.unit_id))
        .where(TreeUnit.tree_id == actor.tree_id, col(RoundUnit.round_id).in_(ids), _seen(actor))
        .order_by(col(TreeUnit.lft))
    ):
        units.setdefault(asked.round_id, []).append((asked.unit_id, asked.deadline))
    return [
        RoundRow(
            id=stored.id or 0,
            state=stored.state,
            content=_content(stored, levels.get(stored.id or 0, [])),
            units=tuple(units.get(stored.id or 0, ())),
            copied_from_id=stored.copied_from_id,
        )
        for stored in rounds
    ]


def _seen(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an asked unit lies where the actor sees the process."""
    if roots(actor, Action.MANAGE_ROUNDS):
        return col(RoundUnit.unit_id).is_not(None)
    return col(RoundUnit.unit_id).in_(access.subtree(actor.tree_id, roots(actor, Action.VIEW_PROCESS)))


def _concerns(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a round asks a unit, or has a step, of the actor's."""
    if roots(actor, Action.MANAGE_ROUNDS):
        return col(Round.id).is_not(None)
    steps = (
        select(Submission.round_id)
        .join(SubmissionStep, col(SubmissionStep.submission_id) == col(Submission.id))
        .where(
            col(SubmissionStep.unit_id).in_(
                access.subtree(actor.tree_id, roots(actor, Action.APPROVE_SUBMISSION))
            )
        )
    )
    return or_(col(Round.id).in_(select(RoundUnit.round_id).where(_seen(actor))), col(Round.id).in_(steps))
