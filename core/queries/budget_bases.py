"""Which budget holds in a year: the adopted one, and the revised one that decisions have made of it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import VersionKind
from core.models import Version


@dataclass(frozen=True, slots=True)
class Bases:
    """The ids of the adopted budget of a year and of the revised one; None for one that there is not."""

    adopted: int | None
    revised: int | None

    @property
    def current(self) -> int | None:
        """The one that holds now."""
        return self.revised or self.adopted


def adopted_budget(session: Session, year: int) -> Version | None:
    """Return the adopted (closed) budget of a year, the latest if there are several."""
    return session.exec(
        select(Version)
        .where(Version.kind == VersionKind.BUDGET, Version.year == year, col(Version.closed_at).is_not(None))
        .order_by(col(Version.id).desc())
        .execution_options(populate_existing=True)
    ).first()


def revised_budget(session: Session, year: int) -> Version | None:
    """Return the revised budget of a year: the one made by decisions before one from a file."""
    return session.exec(
        select(Version)
        .where(Version.kind == VersionKind.REVISED, Version.year == year)
        .order_by(col(Version.base_id).is_(None), col(Version.id).desc())
        .execution_options(populate_existing=True)
    ).first()


def bases_of(session: Session, year: int) -> Bases:
    """Return the budgets of a year that decisions change."""
    adopted, revised = adopted_budget(session, year), revised_budget(session, year)
    return Bases(adopted.id if adopted else None, revised.id if revised else None)


def adopted_years(session: Session) -> tuple[int, ...]:
    """Return the years whose budget is adopted, the latest first."""
    rows = session.exec(
        select(Version.year)
        .where(Version.kind == VersionKind.BUDGET, col(Version.closed_at).is_not(None))
        .distinct()
    )
    return tuple(sorted(rows, reverse=True))
