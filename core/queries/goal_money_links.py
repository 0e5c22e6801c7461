"""Which money serves which goals in a year: the stored links. Nothing here is narrowed by rights."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from core.models import Goal, GoalMoney
from core.queries.goals import in_force
from core.rules.goal_money import MoneyPart

_PART = (
    col(GoalMoney.unit_id),
    col(GoalMoney.accounts),
    col(GoalMoney.function),
    col(GoalMoney.project),
    col(GoalMoney.share),
    col(GoalMoney.fte),
    col(GoalMoney.text),
)
"""In the order of `MoneyPart`."""


@dataclass(frozen=True, slots=True)
class MoneyLink:
    """A part of a unit's money that serves a goal; the one linked first comes first to a krona."""

    id: int
    goal_id: int
    part: MoneyPart


def links_of_year(session: Session, year: int) -> tuple[MoneyLink, ...]:
    """Return the links of all goals in force in a year, in the order that they were made."""
    rows = session.execute(
        select(col(GoalMoney.id), col(GoalMoney.goal_id), *_PART)
        .join(Goal, col(Goal.id) == col(GoalMoney.goal_id))
        .where(in_force(year))
        .order_by(col(GoalMoney.id))
    )
    return tuple(MoneyLink(link_id, goal_id, MoneyPart(*part)) for link_id, goal_id, *part in rows)


def link_of(row: GoalMoney) -> MoneyLink:
    """Return a stored link as a value."""
    part = MoneyPart(row.unit_id, row.accounts, row.function, row.project, row.share, row.fte, row.text)
    return MoneyLink(row.id or 0, row.goal_id, part)


def year_ends(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)
