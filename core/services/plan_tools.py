"""The tools of a budget sheet: each works out cells by a rule and saves them as any other edit.

spread_year    a year's amount over a row's months
splash         an amount on a sum row, let down over its rows
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from core.errors import RuleViolation
from core.periods import MONTHS
from core.queries.plan_lines import PlanRow, list_lines
from core.queries.plan_rights import plan_of
from core.queries.sheet_figures import Key, year_months
from core.queries.versions import choose_versions
from core.rules.access import Actor
from core.rules.splash import splash as share_out
from core.rules.spreading import EQUAL, Weight, Year, curve_of, respread
from core.services.plan_edits import CellEdit, Saved, save_cells, saved_before
from core.services.plan_store import Step
from core.texts import _

NOTHING: Year = (None,) * len(MONTHS)


class Shape(StrEnum):
    """How a year's amount is laid over its months."""

    OWN = "own"
    LAST_YEAR = "last_year"
    EQUAL = "equal"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Spread:
    """A shape, with its twelve weights where they are given (quarters, a curve of one's own)."""

    shape: Shape = Shape.OWN
    weights: tuple[Weight, ...] = EQUAL


@dataclass(frozen=True, slots=True)
class Target:
    """A row: a line, or a coding that has none yet."""

    line_id: int | None
    unit_id: int
    coding_id: int


_OWN_CURVE = Spread()


class Held:
    """The lines of a plan and the last year's months, read once per ansvar while a tool works."""

    def __init__(self, session: Session, actor: Actor, version_id: int) -> None:
        self.session, self.actor = session, actor
        self.version = plan_of(session, actor, version_id=version_id)
        self._lines: dict[int, list[PlanRow]] = {}
        self._curves: dict[int, list[dict[Key, tuple[int, ...]]]] = {}

    def line(self, target: Target) -> PlanRow | None:
        """Return the line of a target as it stands; of a coding without a named one the first typed line."""
        rows = self.lines(target.unit_id)
        if target.line_id is not None:
            found = next((row for row in rows if row.id == target.line_id), None)
            if found is None:
                raise RuleViolation(_("Raden finns inte längre. Ladda om sidan, så ser du hur det står nu."))
            return found
        return next((row for row in rows if row.coding_id == target.coding_id and row.editable), None)

    def lines(self, unit_id: int) -> list[PlanRow]:
        """Return every line of an ansvar."""
        if unit_id not in self._lines:
            self._lines[unit_id] = list_lines(
                self.session, self.actor, version_id=self.version.id or 0, unit_id=unit_id
            )
        return self._lines[unit_id]

    def weights(self, target: Target, line: PlanRow | None, spread: Spread) -> tuple[Weight, ...]:
        """Return the twelve weights of a shape for a row; its own curve is last year's when it has none."""
        if spread.shape is Shape.GIVEN:
            return spread.weights
        if spread.shape is Shape.EQUAL:
            return EQUAL
        if spread.shape is Shape.OWN and line is not None and line.total:
            return curve_of(line.months)
        return curve_of(self._last_year(target))

    def _last_year(self, target: Target) -> Sequence[int]:
        """Return the months of the last whole outcome, else of the budget before; zeros without either."""
        for months in self._months_before(target.unit_id):
            found = months.get((target.unit_id, target.coding_id))
            if found and sum(found):
                return found
        return (0,) * len(MONTHS)

    def _months_before(self, unit_id: int) -> list[dict[Key, tuple[int, ...]]]:
        if unit_id not in self._curves:
            outcome = choose_versions(self.session, self.version.year - 2).actual
            budget = choose_versions(self.session, self.version.year - 1).compared
            self._curves[unit_id] = [
                year_months(self.session, self.actor, version_id=version_id, unit_id=unit_id)
                for version_id in (outcome, budget)
                if version_id is not None
            ]
        return self._curves[unit_id]


def spread_year(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    target: Target,
    total: int | None,
    spread: Spread = _OWN_CURVE,
    key: str,
) -> Saved:
    """Lay a year's amount (öre, ledger sign) over a row's months; locked months stand, None empties it."""
    before = saved_before(session, actor, key=key)
    if before is not None:
        return before
    held = Held(session, actor, version_id)
    line = held.line(target)
    months: Year = NOTHING
    if total is not None:
        weights = held.weights(target, line, spread)
        months = respread(line.months if line else NOTHING, total, weights, _locked(line))
    edits = edits_of(target, line, months)
    return save_cells(
        session, actor, version_id=version_id, edits=edits, key=key, step=Step(cause=_("fördelat på året"))
    )


def splash(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    targets: Sequence[Target],
    total: int,
    month: int | None = None,
    key: str,
) -> Saved:
    """Let an amount (öre, ledger sign) on a sum row down over its rows; of one month, or of the year.

    Locked cells are left alone. A row whose year changes keeps its own curve.
    """
    before = saved_before(session, actor, key=key)
    if before is not None:
        return before
    held = Held(session, actor, version_id)
    lines = {target: held.line(target) for target in targets}
    edits = _splash_year(held, lines, total) if month is None else _splash_month(lines, total, month)
    return save_cells(
        session, actor, version_id=version_id, edits=edits, key=key, step=Step(cause=_("fördelat på raderna"))
    )


def _splash_month(lines: Mapping[Target, PlanRow | None], total: int, month: int) -> list[CellEdit]:
    values = {target: (line.months[month - 1] if line else None) for target, line in lines.items()}
    locked = frozenset(
        target for target, line in lines.items() if line and (month in line.locked or not line.editable)
    )
    new = share_out(values, total, locked)
    return [
        CellEdit(target.line_id, target.unit_id, target.coding_id, month, values[target], amount)
        for target, amount in new.items()
        if amount != values[target]
    ]


def _splash_year(held: Held, lines: Mapping[Target, PlanRow | None], total: int) -> list[CellEdit]:
    values = {target: (line.total if line else None) for target, line in lines.items()}
    locked = frozenset(
        target
        for target, line in lines.items()
        if line and (not line.editable or line.locked == frozenset(MONTHS))
    )
    edits: list[CellEdit] = []
    for target, amount in share_out(values, total, locked).items():
        line = lines[target]
        if amount == values[target]:
            continue
        weights = held.weights(target, line, _OWN_CURVE)
        months = respread(line.months if line else NOTHING, amount, weights, _locked(line))
        edits += edits_of(target, line, months)
    return edits


def edits_of(target: Target, line: PlanRow | None, months: Year) -> list[CellEdit]:
    """Return the edits that give a row these twelve months; cells that stand are left out."""
    before = line.months if line else NOTHING
    line_id = line.id if line else target.line_id
    return [
        CellEdit(line_id, target.unit_id, target.coding_id, month, old, new)
        for month, old, new in zip(MONTHS, before, months, strict=True)
        if old != new and (old is not None or new)  # nothing stays nothing, it never becomes zero by itself
    ]


def _locked(line: PlanRow | None) -> frozenset[int]:
    return line.locked if line else frozenset()
