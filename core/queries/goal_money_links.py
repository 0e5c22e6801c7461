"""Which money serves which goals in a year: the stored links. Nothing here is narrowed by rights."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.models import Goal, GoalMoney
from core.queries.goals import in_force
from core.rules.goal_money import MoneyPart


@dataclass(frozen=True, slots=True)
class MoneyLink:
    """A part of a unit's money that serves a goal; the one linked first comes first to a krona."""

    id: int
    goal_id: int
    part: MoneyPart


def links_of_year(session: Session, year: int) -> tuple[MoneyLink, ...]:
    """Return the links of all goals in force in a year, in the order that they were made."""
    rows = session.exec(
        select(GoalMoney)
        .join(Goal, col(Goal.id) == col(GoalMoney.goal_id))
        .where(in_force(year))
        .order_by(col(GoalMoney.id))
    )
    return tuple(link_of(row) for row in rows)


def link_of(row: GoalMoney) -> MoneyLink:
    """Return a stored link as a value."""
    part = MoneyPart(row.unit_id, row.accounts, row.function, row.project, row.share, row.fte, row.text)
    return MoneyLink(row.id or 0, row.goal_id, part)


def year_ends(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)
