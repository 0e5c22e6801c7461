"""The few measures of an area, chosen by finance."""

from collections.abc import Collection

from sqlmodel import Session

from core.models import Setting, Unit
from core.queries import access
from core.queries.executive_measures import SETTING
from core.rules.access import Action, Actor
from core.rules.executive_measures import MeasureKey, checked, stored
from core.services import audit


def choose_measures(
    session: Session, actor: Actor, *, unit_id: int, keys: Collection[MeasureKey]
) -> tuple[MeasureKey, ...]:
    """Choose the three to five measures of an area; return them in the registry's order."""
    access.require_write(session, actor, Action.MANAGE_BUDGET, unit_id)
    chosen = checked(keys)
    key = SETTING + session.get_one(Unit, unit_id).code
    row = session.get(Setting, key, populate_existing=True) or Setting(key=key)
    old, row.value = row.value, stored(chosen)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "setting_changed", subject=("setting", key), unit_id=unit_id,
        change=(old, row.value),
    )  # fmt: skip
    return chosen
