"""What council gives each nämnd: the frame of a year, adopted or proposed, in öre.

A nämnd's frame is positive (kommunbidrag). Finansförvaltningen's is what it costs net with tax,
grants and financial items counted in: all frames together are the year's result turned.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import FrameItem, UnitKind
from core.models import BudgetFrame, Decision, FrameAmount, TreeUnit, Unit
from core.queries import access
from core.queries.access import UnitRow
from core.queries.municipality import read_municipality
from core.rules.trees import OUTSIDE_CODE
from core.texts import _


@dataclass(frozen=True, slots=True)
class CouncilFrame:
    """Council's frame of a year: net cost by branch (nämnd, or finansförvaltningen), and who gave it."""

    frame_id: int
    adopted: bool
    given_by: str
    by_branch: dict[int, int]

    @property
    def total(self) -> int:
        """Everything together, net cost positive: the result of the year turned."""
        return sum(self.by_branch.values())


@dataclass(frozen=True, slots=True)
class Branches:
    """The nämnder and finansförvaltningen, which has no nämnd above it."""

    committees: tuple[UnitRow, ...]
    finance: UnitRow | None

    @property
    def all(self) -> tuple[UnitRow, ...]:
        """The nämnder, then finansförvaltningen."""
        return self.committees if self.finance is None else (*self.committees, self.finance)


def frame_of_year(session: Session, year: int) -> BudgetFrame | None:
    """Return a year's frame: the adopted one, else the latest proposal; None without any."""
    rows = session.exec(
        select(BudgetFrame)
        .where(BudgetFrame.year == year)
        .order_by(col(BudgetFrame.id).desc())
        .execution_options(populate_existing=True)
    ).all()
    return max(rows, key=lambda row: row.adopted_at is not None, default=None)


def council_frame(session: Session, *, year: int, tree_id: int) -> CouncilFrame | None:
    """Return what council gives in a year. Not narrowed by rights: callers ask first."""
    held = frame_of_year(session, year)
    if held is None or held.id is None:
        return None
    amounts = session.exec(
        select(FrameAmount.unit_id, FrameAmount.item, FrameAmount.amount).where(
            FrameAmount.frame_id == held.id,
            FrameAmount.year == year,
            FrameAmount.item != FrameItem.INVESTMENT,
        )
    )
    finance = finance_unit(session, tree_id)
    by_branch: dict[int, int] = {}
    for unit_id, item, amount in amounts:
        branch = unit_id if item is FrameItem.ALLOCATION else finance
        if branch is not None:
            net = amount if item is FrameItem.ALLOCATION else -amount
            by_branch[branch] = by_branch.get(branch, 0) + net
    return CouncilFrame(held.id, held.adopted_at is not None, _given_by(session, held), by_branch)


def branches_of(session: Session, tree_id: int, top_unit_id: int) -> Branches:
    """Return what council gives frames to, in tree order; what lies outside the organisation is none."""
    rows = access.unit_rows(session, tree_id, col(TreeUnit.parent_id) == top_unit_id)
    finance = finance_unit(session, tree_id)
    return Branches(
        committees=tuple(
            row
            for row in rows
            if row.kind is UnitKind.COMMITTEE and row.code != OUTSIDE_CODE and row.id != finance
        ),
        finance=next((row for row in rows if row.id == finance), None),
    )


def finance_unit(session: Session, tree_id: int) -> int | None:
    """Return the unit of finansförvaltningen in a tree, by the municipality's own choice of code."""
    code = read_municipality(session).finance_unit
    return session.exec(
        select(TreeUnit.unit_id)
        .join(Unit, col(Unit.id) == col(TreeUnit.unit_id))
        .where(TreeUnit.tree_id == tree_id, Unit.code == code)
    ).first()


def _given_by(session: Session, held: BudgetFrame) -> str:
    decision = session.get(Decision, held.decision_id) if held.decision_id is not None else None
    if held.adopted_at is None or decision is None:
        return _("{name}, inte antagen än").format(name=held.name)
    return short_decision(decision)


def short_decision(decision: Decision) -> str:
    """Return a decision in a few words: `Kommunfullmäktige 2026-11-30 § 98`."""
    words = f"{decision.body} {decision.day.isoformat()}"
    return f"{words} § {decision.paragraph}" if decision.paragraph else words
