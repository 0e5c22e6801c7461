"""What stands beside a plan: the year sums and months of other versions by ansvar and coding.

Öre in the ledger's sign. One indexed query per version; period 13 belongs to December.
"""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.enums import PeriodState, VersionKind
from core.models import MONTH_COLUMNS, Balance, MonthStatus, Version
from core.periods import MONTHS
from core.queries import access
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor

Key = tuple[int, int]
"""(ansvar, coding)."""

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Beside:
    """A version beside the plan: its id, what it is called, and the last month that is counted."""

    key: str
    version_id: int
    name: str
    last_month: int = _DECEMBER


def versions_beside(session: Session, year: int) -> list[Beside]:
    """Return what stands beside a year's plan, each only where it exists, oldest first."""
    now, before = choose_versions(session, year - 1), choose_versions(session, year - 2)
    closed = _last_closed(session, year - 1)
    found: list[Beside] = []
    if before.actual is not None:
        found.append(Beside("last_actual", before.actual, f"Utfall {year - 2}"))
    if now.compared is not None:
        found.append(Beside("budget", now.compared, f"Budget {year - 1}"))
    if now.actual is not None and closed:
        found.append(Beside("actual", now.actual, f"Utfall {year - 1}", closed))
    forecast = session.exec(
        select(Version)
        .where(Version.kind == VersionKind.FORECAST, Version.year == year - 1)
        .order_by(col(Version.id).desc())
    ).first()
    if forecast is not None:
        found.append(Beside("forecast", forecast.id or 0, forecast.name))
    return found


def year_sums(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, last_month: int = _DECEMBER
) -> dict[Key, int]:
    """Return a version's sums January–`last_month` below a unit, by ansvar and coding."""
    access.require(session, actor, Action.VIEW_ECONOMY, unit_id)
    columns = MONTH_COLUMNS if last_month == _DECEMBER else MONTH_COLUMNS[:last_month]
    total = sum((col(getattr(Balance, column)) for column in columns[1:]), col(getattr(Balance, columns[0])))
    rows = session.exec(
        select(Balance.unit_id, Balance.coding_id, total).where(
            Balance.version_id == version_id,
            col(Balance.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
    )
    return {(unit, coding): int(amount) for unit, coding, amount in rows}


def year_months(
    session: Session, actor: Actor, *, version_id: int, unit_id: int
) -> dict[Key, tuple[int, ...]]:
    """Return a version's twelve months below a unit, by ansvar and coding."""
    access.require(session, actor, Action.VIEW_ECONOMY, unit_id)
    rows = session.exec(
        select(Balance).where(
            Balance.version_id == version_id,
            col(Balance.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
    )
    found = {}
    for row in rows:
        months = [int(getattr(row, f"m{month}")) for month in MONTHS]
        months[-1] += row.m13
        found[row.unit_id, row.coding_id] = tuple(months)
    return found


def _last_closed(session: Session, year: int) -> int:
    last = session.exec(
        select(func.max(MonthStatus.month)).where(
            MonthStatus.year == year, MonthStatus.state == PeriodState.CLOSED
        )
    ).one()
    return min(int(last or 0), _DECEMBER)
