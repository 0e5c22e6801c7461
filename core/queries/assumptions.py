"""The assumptions that hold: the municipality's latest value of each, else the published one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from sqlmodel import Session, col, func, select

from core.errors import NotAllowed
from core.models import Assumption, User
from core.rules.access import Action, Actor, may_anywhere
from core.rules.assumptions import (
    AssumptionKey,
    IndexRange,
    PublishedValue,
    parse_index_ranges,
    parse_keys,
    parse_published,
)
from core.settings import ROOT
from core.texts import _

_REFERENCE = ROOT / "data" / "reference"


@dataclass(frozen=True, slots=True)
class Held:
    """The value of an assumption for a year: its row where the municipality has written one."""

    key: str
    year: int
    value: str
    source: str
    row_id: int | None
    user: str = ""
    at: datetime | None = None

    @property
    def number(self) -> Decimal:
        """The value as a number: percent, or tkr."""
        return Decimal(self.value)


@lru_cache(maxsize=1)
def shipped_keys() -> tuple[AssumptionKey, ...]:
    """Return what is assumed for each year, as shipped."""
    with (_REFERENCE / "assumption_keys.csv").open(encoding="utf-8", newline="") as lines:
        return parse_keys(lines)


@lru_cache(maxsize=1)
def shipped_values() -> tuple[PublishedValue, ...]:
    """Return the published values, as shipped."""
    with (_REFERENCE / "assumptions.csv").open(encoding="utf-8", newline="") as lines:
        return parse_published(lines)


@lru_cache(maxsize=1)
def shipped_index_ranges() -> tuple[IndexRange, ...]:
    """Return which accounts follow which index, as shipped."""
    with (_REFERENCE / "index_keys.csv").open(encoding="utf-8", newline="") as lines:
        return parse_index_ranges(lines)


def assumptions_held(session: Session) -> dict[tuple[str, int], Held]:
    """Return the value that holds of every assumption, by key and year. They are no secret."""
    found = {
        (value.key, value.year): Held(value.key, value.year, value.value, value.source, None)
        for value in shipped_values()
    }
    latest = select(func.max(Assumption.id)).group_by(col(Assumption.key), col(Assumption.year))
    rows = session.exec(
        select(Assumption, User.name)
        .join(User, col(User.id) == col(Assumption.user_id))
        .where(col(Assumption.id).in_(latest))
    )
    for row, name in rows:
        found[row.key, row.year] = Held(row.key, row.year, row.value, row.source, row.id, name, row.at)
    return {place: held for place, held in found.items() if held.value}


def list_assumptions(session: Session, actor: Actor) -> dict[tuple[str, int], Held]:
    """Return the values that hold, for whoever takes part in planning."""
    _require(actor)
    return assumptions_held(session)


def list_assumption_history(session: Session, actor: Actor, *, key: str, year: int) -> list[Held]:
    """Return every value that the municipality has written of an assumption, newest first."""
    _require(actor)
    rows = session.exec(
        select(Assumption, User.name)
        .join(User, col(User.id) == col(Assumption.user_id))
        .where(Assumption.key == key, Assumption.year == year)
        .order_by(col(Assumption.id).desc())
    )
    return [Held(row.key, row.year, row.value, row.source, row.id, name, row.at) for row, name in rows]


def _require(actor: Actor) -> None:
    if not may_anywhere(actor, Action.VIEW_PLAN):
        raise NotAllowed(_("Din roll ger inte den rätten."), action=Action.VIEW_PLAN)
