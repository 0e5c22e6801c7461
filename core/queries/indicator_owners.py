"""Who answers for key figures, and which of them nobody answers for or updates any more.

list_neglected(session, actor, *, days) -> list[NeglectedRow]
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, func, select

from core.enums import Aggregation, Periodicity
from core.models import Indicator, IndicatorUnit, IndicatorValue, RoleAssignment, TreeUnit, User
from core.queries.access import subtree
from core.queries.indicators import measured_in
from core.queries.subjects import valid_today
from core.rules.access import Action, Actor, may_anywhere, roots
from core.rules.indicator_due import MONTHS_OF

_DAYS_OF_MONTH = 30


class Neglect(StrEnum):
    """Why a key figure at a unit stands in the list."""

    NO_OWNER = "no_owner"
    LEFT = "left"
    NEVER = "never"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class NeglectedRow:
    """A key figure at a unit, why it is listed, who has it on paper, and when it was last updated."""

    indicator_id: int
    title: str
    unit_id: int
    reasons: tuple[Neglect, ...]
    owner_id: int | None
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class Neglected:
    """The rows, and how many places there are of each unit with how many of them listed."""

    rows: tuple[NeglectedRow, ...]
    counted: dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Updated:
    """When each key figure got its last value at each unit, and where the units lie in the tree."""

    at: dict[int, dict[int, datetime]]
    spans: dict[int, tuple[int, int]]

    def of(self, indicator: Indicator, unit_id: int) -> datetime | None:
        """Return when a unit was last told of: by itself, else, where values are added up, below it."""
        held = self.at.get(indicator.id or 0, {})
        if unit_id in held or indicator.aggregation is Aggregation.NONE or unit_id not in self.spans:
            return held.get(unit_id)
        first, last = self.spans[unit_id]
        below = [
            at for one, at in held.items()
            if one in self.spans and first < self.spans[one][0] and self.spans[one][1] < last
        ]  # fmt: skip
        return max(below, default=None)


def names_of_owners(session: Session, actor: Actor) -> dict[int, str]:
    """Return the names of those who answer for key figures, for whoever sees goals somewhere."""
    if not may_anywhere(actor, Action.VIEW_GOALS):
        return {}
    owners = select(IndicatorUnit.owner_id).where(col(IndicatorUnit.owner_id).is_not(None))
    definers = select(Indicator.owner_id).where(col(Indicator.owner_id).is_not(None))
    rows = session.exec(
        select(User.id, User.name).where(col(User.id).in_(owners) | col(User.id).in_(definers))
    )
    return {user_id or 0: name for user_id, name in rows}


def list_neglected(session: Session, actor: Actor, *, days: int) -> Neglected:
    """Return key figures of units in scope that nobody active answers for, or that are `days` old or more.

    A figure that is reckoned or fetched needs no update, but an owner; one that is added up is as
    fresh as the units below.
    """
    updated = _updated(session, actor.tree_id)
    active = active_people(session)
    today: date = session.info["database"].today()
    rows: list[NeglectedRow] = []
    counted: dict[int, tuple[int, int]] = {}
    for place, indicator in session.exec(
        select(IndicatorUnit, Indicator)
        .join(Indicator, col(Indicator.id) == col(IndicatorUnit.indicator_id))
        .where(
            col(Indicator.closed_on).is_(None),
            measured_in(today.year),
            col(IndicatorUnit.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))),
        )
        .order_by(col(Indicator.title), col(IndicatorUnit.unit_id))
    ):
        owner = place.owner_id or indicator.owner_id
        last = updated.of(indicator, place.unit_id)
        by_hand = not (indicator.formula or indicator.kolada_id)
        reasons = (*_owned(owner, active), *(_aged(last, _oldest(indicator, today, days)) if by_hand else ()))
        if reasons:
            rows.append(
                NeglectedRow(place.indicator_id, indicator.title, place.unit_id, reasons, owner, last)
            )
        all_of, listed = counted.get(place.unit_id, (0, 0))
        counted[place.unit_id] = (all_of + 1, listed + bool(reasons))
    return Neglected(tuple(rows), counted)


def _oldest(indicator: Indicator, today: date, days: int) -> date:
    """Return the first day that is not too old; what comes once a year has most of a year more."""
    more = (MONTHS_OF[Periodicity(indicator.periodicity)] - 1) * _DAYS_OF_MONTH
    return today - timedelta(days=days + more)


def _owned(owner: int | None, active: frozenset[int]) -> tuple[Neglect, ...]:
    if owner is None:
        return (Neglect.NO_OWNER,)
    return () if owner in active else (Neglect.LEFT,)


def _aged(last: datetime | None, oldest: date) -> tuple[Neglect, ...]:
    if last is None:
        return (Neglect.NEVER,)
    return (Neglect.OLD,) if last.date() < oldest else ()


def _updated(session: Session, tree_id: int) -> _Updated:
    rows = session.exec(
        select(IndicatorValue.indicator_id, IndicatorValue.unit_id, func.max(IndicatorValue.at)).group_by(
            col(IndicatorValue.indicator_id), col(IndicatorValue.unit_id)
        )
    )
    found = _Updated({}, {})
    for indicator_id, unit_id, at in rows:
        found.at.setdefault(indicator_id, {})[unit_id] = at
    spans = session.exec(
        select(TreeUnit.unit_id, TreeUnit.lft, TreeUnit.rgt).where(TreeUnit.tree_id == tree_id)
    )
    found.spans.update({unit_id: (lft, rgt) for unit_id, lft, rgt in spans})
    return found


def active_people(session: Session) -> frozenset[int]:
    """Return those whose account is open and who have some role today."""
    rows = session.exec(
        select(User.id)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .where(col(User.active), valid_today(session))
    )
    return frozenset(user_id or 0 for user_id in rows)
