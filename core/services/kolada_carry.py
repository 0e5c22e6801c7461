"""What Kolada says of the municipality becomes the values of its own key figures."""

from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import ValueOrigin
from core.models import Indicator, IndicatorUnit, IndicatorValue, KoladaValue, TreeUnit
from core.periods import MONTHS
from core.queries.access import tree_at
from core.queries.kolada import places_in_use
from core.services import audit


def carry_over(session: Session, at: datetime) -> int:
    """Write the fetched values of the municipality's own place; return how many are new or changed.

    A value of a year stands at its December, at the municipality itself. One that Kolada has taken
    away is taken away here too. Part of a fetch: nobody acts.
    """
    own = places_in_use(session).own
    followed = session.exec(
        select(Indicator.id, Indicator.kolada_id).where(
            Indicator.kolada_id != "", col(Indicator.closed_on).is_(None)
        )
    ).all()
    if own is None or not followed:
        return 0
    top_id = _top(session)
    at_top = set(session.exec(select(IndicatorUnit.indicator_id).where(IndicatorUnit.unit_id == top_id)))
    changed = sum(
        _carry(session, indicator_id, top_id, (kpi_id, own.id), at)
        for indicator_id, kpi_id in followed
        if indicator_id is not None and indicator_id in at_top
    )
    if changed:
        audit.record(
            session, None, "indicators_carried", subject=("kolada_place", own.id), unit_id=top_id,
            change=(None, changed),
        )  # fmt: skip
    return changed


def _carry(session: Session, indicator_id: int, unit_id: int, source: tuple[str, str], at: datetime) -> int:
    kpi_id, place_id = source
    fetched = session.exec(
        select(KoladaValue).where(KoladaValue.kpi_id == kpi_id, KoladaValue.place_id == place_id)
    ).all()
    held = {
        (row.year, row.sex): row
        for row in session.exec(
            select(IndicatorValue).where(
                IndicatorValue.indicator_id == indicator_id,
                IndicatorValue.unit_id == unit_id,
                IndicatorValue.month == MONTHS[-1],
            )
        )
    }
    changed = 0
    for value in fetched:
        row = held.get((value.year, value.sex))
        if (row.value if row else None) == value.value:
            continue
        row = row or IndicatorValue(
            indicator_id=indicator_id, unit_id=unit_id, year=value.year, month=MONTHS[-1], sex=value.sex,
            origin=ValueOrigin.KOLADA, at=at,
        )  # fmt: skip
        row.value, row.origin, row.at = value.value, ValueOrigin.KOLADA, at
        session.add(row)
        changed += 1
    session.flush()
    return changed


def _top(session: Session) -> int:
    tree = tree_at(session, session.info["database"].today())
    top = select(TreeUnit.unit_id).where(TreeUnit.tree_id == tree.id, col(TreeUnit.parent_id).is_(None))
    return session.exec(top).one()
