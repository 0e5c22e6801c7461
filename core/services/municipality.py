"""The municipality's own choices: one row each, changed by an administrator."""

from sqlmodel import Session

from core.models import Setting
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit


def change_setting(session: Session, actor: Actor, *, key: str, value: str) -> None:
    """Set one choice of the municipality."""
    access.require_write(session, actor, Action.MANAGE_ORGANISATION, actor.top_unit_id)
    row = session.get(Setting, key) or Setting(key=key)
    old, row.value = row.value, value
    session.add(row)
    session.flush()
    audit.record(session, actor, "setting_changed", subject=("setting", key), change=(old, value))
