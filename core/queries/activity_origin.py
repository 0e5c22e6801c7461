"""What a copy of an activity comes from: what its origin says now."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.models import Activity
from core.queries import access
from core.queries.subjects import names_of_units, not_there
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class OriginText:
    """What the origin of a copy says now, and of which unit it is."""

    unit: str
    title: str
    text: str
    starts: date
    ends: date | None


def origin_of(session: Session, actor: Actor, *, activity_id: int) -> OriginText | None:
    """Return what the origin of a copy says; None for what is no copy. Seeing the copy is enough."""
    row = session.get(Activity, activity_id)
    if row is None:
        raise not_there(session, actor, Action.VIEW_GOALS)
    access.require(session, actor, Action.VIEW_GOALS, row.unit_id)
    origin = session.get(Activity, row.origin_id) if row.origin_id is not None else None
    if origin is None:
        return None
    names = names_of_units(session, actor, {origin.unit_id})
    unit = names[origin.unit_id].name if origin.unit_id in names else ""
    return OriginText(unit, origin.title, origin.text, origin.starts, origin.ends)
