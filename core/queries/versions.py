"""Which versions and months there are: what a follow-up reads and compares with, and what is closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.enums import PeriodState, VersionKind
from core.models import MonthStatus, Version
from core.periods import MONTHS, Period
from core.rules.follow_up import Comparison

_COMPARED = {
    Comparison.LATEST: (VersionKind.REVISED, VersionKind.BUDGET),
    Comparison.BUDGET: (VersionKind.BUDGET,),
    Comparison.REVISED: (VersionKind.REVISED,),
    Comparison.NONE: (),
}


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a year and of the year before, by id; None where there is none."""

    actual: int | None
    compared: int | None
    last_actual: int | None
    last_compared: int | None
    compared_name: str = ""

    @property
    def held(self) -> tuple[int, ...]:
        """The ids of those that exist."""
        ids = (self.actual, self.compared, self.last_actual, self.last_compared)
        return tuple(version_id for version_id in ids if version_id is not None)


def choose_versions(session: Session, year: int, comparison: Comparison = Comparison.LATEST) -> Versions:
    """Return what to read for a year; an adopted (closed) budget goes before one in preparation."""
    rows = session.exec(
        select(Version).where(
            col(Version.year).in_((year, year - 1)),
            col(Version.kind).in_((VersionKind.ACTUAL, VersionKind.BUDGET, VersionKind.REVISED)),
        )
    ).all()
    compared = _best(rows, year, _COMPARED[comparison])
    return Versions(
        actual=_id(_best(rows, year, (VersionKind.ACTUAL,))),
        compared=_id(compared),
        last_actual=_id(_best(rows, year - 1, (VersionKind.ACTUAL,))),
        last_compared=_id(_best(rows, year - 1, _COMPARED[comparison])),
        compared_name=compared.name if compared else "",
    )


def open_months(session: Session, year: int) -> frozenset[int]:
    """Return the months of a year that are not closed: their figures are preliminary."""
    closed = session.exec(
        select(MonthStatus.month).where(MonthStatus.year == year, MonthStatus.state == PeriodState.CLOSED)
    ).all()
    return frozenset(MONTHS) - frozenset(closed)


def default_period(session: Session) -> Period | None:
    """Return the latest closed month; without any, December of the latest year with actuals, or None."""
    closed = session.exec(
        select(MonthStatus.year, MonthStatus.month)
        .where(MonthStatus.state == PeriodState.CLOSED, col(MonthStatus.month).in_(MONTHS))
        .order_by(col(MonthStatus.year).desc(), col(MonthStatus.month).desc())
    ).first()
    if closed is not None:
        return Period(*closed)
    year = session.exec(select(func.max(Version.year)).where(Version.kind == VersionKind.ACTUAL)).one()
    return Period(year, MONTHS[-1]) if year is not None else None


def list_years(session: Session) -> tuple[int, ...]:
    """Return the years that have actuals, the latest first."""
    years = session.exec(select(Version.year).where(Version.kind == VersionKind.ACTUAL).distinct()).all()
    return tuple(sorted(years, reverse=True))


def _best(rows: Sequence[Version], year: int, kinds: tuple[VersionKind, ...]) -> Version | None:
    """Return the first kind there is; of several the closed one, then the latest."""
    for kind in kinds:
        found = [row for row in rows if row.year == year and row.kind == kind]
        if found:
            return max(found, key=lambda row: (row.closed_at is not None, row.id or 0))
    return None


def _id(version: Version | None) -> int | None:
    return version.id if version else None
