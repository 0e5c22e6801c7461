"""Council's frames: which there are, and one with every part of every amount.

An adopted frame is for everybody who sees the economy; a proposal for those who see plans in preparation.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import VersionKind
from core.errors import NotAllowed
from core.models import BudgetFrame, Decision, FrameAmount, TreeUnit, Version
from core.queries import access
from core.queries.access import UnitRow
from core.queries.council_frames import branches_of, frame_of_year, short_decision
from core.rules.access import Action, Actor, may_anywhere
from core.rules.frames import FrameCell, frame_years
from core.texts import _


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A frame without its amounts: year, name, tax rate (kr per 100 as typed), and its adoption."""

    id: int
    year: int
    name: str
    tax_rate: str
    plan_years: int
    adopted_at: datetime | None
    decision: str

    @property
    def adopted(self) -> bool:
        """Whether council has adopted it, so that nothing of it changes any more."""
        return self.adopted_at is not None

    @property
    def years(self) -> tuple[int, ...]:
        """The budget year and the plan years."""
        return frame_years(self.year, self.plan_years)


@dataclass(frozen=True, slots=True)
class FrameContent:
    """A frame with its cells by unit id, the notes of its changes, and last year's adopted cells.

    `committees` are the nämnder in tree order, `finance` is finansförvaltningen, `top` the municipality.
    """

    row: FrameRow
    cells: tuple[FrameCell[int], ...]
    notes: dict[tuple[int, int], str]
    last: tuple[FrameCell[int], ...]
    committees: tuple[UnitRow, ...]
    finance: UnitRow | None
    top: UnitRow


def list_frames(session: Session, actor: Actor) -> list[FrameRow]:
    """Return the frames that the actor may see, the latest year first."""
    _require(actor)
    statement = select(BudgetFrame).order_by(col(BudgetFrame.year).desc(), col(BudgetFrame.id).desc())
    if not may_anywhere(actor, Action.VIEW_PLAN):
        statement = statement.where(col(BudgetFrame.adopted_at).is_not(None))
    rows = session.exec(statement.execution_options(populate_existing=True))
    return [_row(session, row) for row in rows]


def read_frame(session: Session, actor: Actor, *, frame_id: int) -> FrameContent:
    """Return a frame with every part; `NotAllowed` for one that is not there or not to be seen yet."""
    _require(actor)
    held = session.get(BudgetFrame, frame_id, populate_existing=True)
    if held is None or (held.adopted_at is None and not may_anywhere(actor, Action.VIEW_PLAN)):
        raise NotAllowed(
            _("Ramarna finns inte, eller visas först när de är antagna."), action=Action.VIEW_PLAN
        )
    amounts = amounts_of(session, frame_id)
    last = frame_of_year(session, held.year - 1)
    branches = branches_of(session, actor.tree_id, actor.top_unit_id)
    (top,) = access.unit_rows(session, actor.tree_id, col(TreeUnit.unit_id) == actor.top_unit_id)
    return FrameContent(
        row=_row(session, held),
        cells=cells_of(amounts),
        notes={(row.unit_id, row.year): row.note for row in amounts if row.note},
        last=cells_of(amounts_of(session, last.id)) if last and last.id and last.adopted_at else (),
        committees=branches.committees,
        finance=branches.finance,
        top=top,
    )


def amounts_of(session: Session, frame_id: int) -> list[FrameAmount]:
    """Return the stored parts of a frame. Not narrowed by rights: callers ask first."""
    statement = select(FrameAmount).where(FrameAmount.frame_id == frame_id).order_by(col(FrameAmount.id))
    return list(session.exec(statement.execution_options(populate_existing=True)))


def cells_of(amounts: list[FrameAmount]) -> tuple[FrameCell[int], ...]:
    """Return stored parts as values."""
    return tuple(FrameCell(row.unit_id, row.item, row.year, row.part, row.amount) for row in amounts)


def budget_version_of(session: Session, year: int) -> Version | None:
    """Return the budget that a year's frame is distributed in: the open one, else the latest."""
    rows = session.exec(
        select(Version)
        .where(Version.kind == VersionKind.BUDGET, Version.year == year)
        .execution_options(populate_existing=True)
    ).all()
    return max(rows, key=lambda row: (row.closed_at is None, row.id or 0), default=None)


def _row(session: Session, held: BudgetFrame) -> FrameRow:
    decision = session.get(Decision, held.decision_id) if held.decision_id is not None else None
    return FrameRow(
        held.id or 0, held.year, held.name, held.tax_rate, held.plan_years, held.adopted_at,
        _decision_words(decision) if decision else "",
    )  # fmt: skip


def _decision_words(decision: Decision) -> str:
    words = short_decision(decision)
    if decision.diary_number:
        words += _(", dnr {number}").format(number=decision.diary_number)
    return words


def _require(actor: Actor) -> None:
    if not may_anywhere(actor, Action.VIEW_ECONOMY):
        raise NotAllowed(_("Din roll ger inte den rätten."), action=Action.VIEW_ECONOMY)
