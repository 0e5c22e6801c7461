"""Rounds on paper: which dates and levels hold together, who gets what, and a copy to another year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.enums import Role, RoundKind, RoundState, UnitKind
from core.errors import RuleViolation
from core.rules.access import GRANTS, Action
from core.rules.calendar import HolidayRule, in_other_year, workday_by
from core.rules.process import Standing
from core.texts import _

LONGEST_NAME = 120
LONGEST_INSTRUCTION = 4000
LONGEST_SOURCE = 200
_MOST_MINUTES = 10_000

UPWARDS = (
    UnitKind.COST_CENTER,
    UnitKind.UNIT,
    UnitKind.AREA,
    UnitKind.DEPARTMENT,
    UnitKind.COMMITTEE,
    UnitKind.MUNICIPALITY,
)
"""The kinds of units from the leaf to the top, which is the order of levels."""

_STANDS_IN: dict[Role, frozenset[Role]] = {
    Role.MANAGER: frozenset({Role.MANAGER, Role.DEPUTY, Role.EXECUTIVE})
}


@dataclass(frozen=True, slots=True)
class NewLevel:
    """A level as it is asked for: the role on the nearest unit of a kind above, and its last day."""

    unit_kind: UnitKind
    role: Role
    deadline: date


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round as it is asked for; levels nearest first, `minutes` is what it asks of each manager.

    `by_itself` opens it on the day `opens` and closes it after the day `closes`.
    """

    kind: RoundKind
    name: str
    year: int
    opens: date
    deadline: date
    closes: date
    levels: tuple[NewLevel, ...] = ()
    instruction: str = ""
    minutes: int = 0
    source: str = ""
    by_itself: bool = True


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that is to be asked, or is above one: as it stands in a tree."""

    unit_id: int
    name: str
    kind: UnitKind
    parent_id: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a submission: who approves on which unit, by when."""

    level: int
    unit_id: int
    role: Role
    deadline: date


@dataclass(frozen=True, slots=True)
class SkippedLevel:
    """A level that a unit has nobody for, since no unit of the kind stands above it."""

    unit_id: int
    unit_name: str
    unit_kind: UnitKind
    role: Role


def roles_for(role: Role) -> frozenset[Role]:
    """Return the roles that may act where a level asks for one: deputy and executive for a manager."""
    return _STANDS_IN.get(role, frozenset({role}))


def check_round(new: NewRound) -> None:
    """Raise `RuleViolation` unless names, dates and levels hold together."""
    _check_texts(new)
    if new.deadline < new.opens:
        raise RuleViolation(
            _("Sista dag {deadline} ligger före öppningen {opens}. Flytta en av dem.").format(
                deadline=new.deadline, opens=new.opens
            )
        )
    if new.closes < new.deadline:
        raise RuleViolation(
            _("Omgången stänger {closes}, före sista dag {deadline}. Flytta en av dem.").format(
                closes=new.closes, deadline=new.deadline
            )
        )
    _check_levels(new)


def check_opening(new: NewRound, today: date) -> None:
    """Raise `RuleViolation` when the clock would open a round whose last day has passed."""
    if new.deadline < today:
        raise RuleViolation(
            _("Enheternas sista dag {deadline} har redan passerat. Flytta den och öppna omgången.").format(
                deadline=new.deadline
            )
        )


def check_change(old: NewRound, new: NewRound, state: RoundState) -> None:
    """Raise `RuleViolation` unless a round in its state may become another.

    A planned round may change freely; an open one only gets later dates and another instruction.
    """
    check_round(new)
    if state is RoundState.CLOSED:
        raise RuleViolation(_("Omgången är stängd och ändras inte mer."))
    if state is RoundState.PLANNED:
        return
    if _shape(old) != _shape(new):
        raise RuleViolation(
            _("Omgången är öppen. Då går det bara att ändra instruktionen och flytta fram datum.")
        )
    before = (old.deadline, *(level.deadline for level in old.levels), old.closes)
    wanted = (new.deadline, *(level.deadline for level in new.levels), new.closes)
    for was, becomes in zip(before, wanted, strict=True):
        if becomes < was:
            raise RuleViolation(
                _("Omgången är öppen, så {day} kan bara flyttas framåt.").format(day=was.isoformat())
            )


def check_unit_deadline(new: NewRound, deadline: date) -> None:
    """Raise `RuleViolation` unless a unit's own last day lies inside the round and before its levels'."""
    first_above = new.levels[0].deadline if new.levels else new.closes
    if not new.opens <= deadline <= first_above:
        raise RuleViolation(
            _("Enhetens sista dag ska ligga från {opens} till {last}.").format(
                opens=new.opens, last=first_above
            )
        )


def check_units(units: Sequence[AskedUnit]) -> None:
    """Raise `RuleViolation` for a unit that is closed, a cost center, or named twice."""
    seen: set[int] = set()
    for unit in units:
        if unit.unit_id in seen:
            raise RuleViolation(_("{name} står med två gånger. Ta bort den ena.").format(name=unit.name))
        if not unit.is_open:
            raise RuleViolation(_("{name} är stängd och kan inte tillfrågas.").format(name=unit.name))
        if unit.kind is UnitKind.COST_CENTER:
            raise RuleViolation(
                _("{name} är ett ansvar. Omgångar frågar enheter; välj enheten ovanför.").format(
                    name=unit.name
                )
            )
        seen.add(unit.unit_id)


def steps_above(
    unit_id: int, levels: Sequence[NewLevel], units: Mapping[int, AskedUnit]
) -> tuple[tuple[Step, ...], tuple[SkippedLevel, ...]]:
    """Return a unit's steps, numbered from 1, and the levels for which no unit stands above it."""
    above = _open_above(unit_id, units)
    steps: list[Step] = []
    skipped: list[SkippedLevel] = []
    for level in levels:
        nearest = next((unit for unit in above if unit.kind is level.unit_kind), None)
        if nearest is None:
            skipped.append(SkippedLevel(unit_id, units[unit_id].name, level.unit_kind, level.role))
        else:
            steps.append(Step(len(steps) + 1, nearest.unit_id, level.role, level.deadline))
    return tuple(steps), tuple(skipped)


def copied_round(old: NewRound, years: int, holidays: Sequence[HolidayRule]) -> NewRound:
    """Return a round some years later: every date on a working day, the year in its name moved too."""
    return replace(
        old,
        name=old.name.replace(str(old.year), str(old.year + years)),
        year=old.year + years,
        opens=moved(old.opens, years, holidays),
        deadline=moved(old.deadline, years, holidays),
        closes=moved(old.closes, years, holidays),
        levels=tuple(replace(level, deadline=moved(level.deadline, years, holidays)) for level in old.levels),
    )


def moved(day: date, years: int, holidays: Sequence[HolidayRule]) -> date:
    """Return a date some years later, or the working day before it; the order of dates is kept."""
    return workday_by(in_other_year(day, years), holidays)


def deadline_now(standing: Standing, unit_deadline: date, step_deadlines: Mapping[int, date]) -> date | None:
    """Return the last day of whoever has the submission now; None when nobody is to act."""
    level = standing.waits_for
    return None if level is None else step_deadlines[level] if level else unit_deadline


def is_late(deadline: date | None, today: date, *, closed: bool) -> bool:
    """Return whether something that waits has passed its day, or was left when the round closed."""
    return deadline is not None and (closed or deadline < today)


def _shape(new: NewRound) -> tuple[object, ...]:
    """Return what stays as it is in an open round."""
    levels = tuple((level.unit_kind, level.role) for level in new.levels)
    return (new.kind, new.name.strip(), new.year, new.opens, levels)


def _open_above(unit_id: int, units: Mapping[int, AskedUnit]) -> list[AskedUnit]:
    above: list[AskedUnit] = []
    parent_id = units[unit_id].parent_id
    while parent_id is not None:
        parent = units[parent_id]
        if parent.is_open:
            above.append(parent)
        parent_id = parent.parent_id
    return above


def _check_texts(new: NewRound) -> None:
    name = new.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleViolation(_("Ge omgången ett namn på högst {n} tecken.").format(n=LONGEST_NAME))
    if len(new.instruction) > LONGEST_INSTRUCTION or len(new.source) > LONGEST_SOURCE:
        raise RuleViolation(
            _("Instruktionen får ha högst {n} tecken och källan högst {m}.").format(
                n=LONGEST_INSTRUCTION, m=LONGEST_SOURCE
            )
        )
    if not 0 <= new.minutes <= _MOST_MINUTES:
        raise RuleViolation(_("Ange tiden i minuter per chef, från 0 till {n}.").format(n=_MOST_MINUTES))


def _check_levels(new: NewRound) -> None:
    last, last_kind = new.deadline, UPWARDS[0]
    for level in new.levels:
        if Action.APPROVE_SUBMISSION not in GRANTS[level.role]:
            raise RuleViolation(_("Välj chef, ersättare, ekonom eller ledning till varje steg."))
        if UPWARDS.index(level.unit_kind) < UPWARDS.index(last_kind):
            raise RuleViolation(_("Stegen ska gå uppåt i organisationen, närmast enheten först."))
        if level.deadline < last:
            raise RuleViolation(
                _("Stegens sista dagar ska komma i ordning: {day} ligger före {before}.").format(
                    day=level.deadline, before=last
                )
            )
        last, last_kind = level.deadline, level.unit_kind
    if new.closes < last:
        raise RuleViolation(
            _("Omgången stänger {closes}, före sista stegets dag {last}. Flytta en av dem.").format(
                closes=new.closes, last=last
            )
        )
    if len({(level.unit_kind, level.role) for level in new.levels}) != len(new.levels):
        raise RuleViolation(_("Samma steg står med två gånger. Ta bort det ena."))
