"""The measures that finance has chosen for each area."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.models import Setting
from core.rules.executive_measures import MeasureKey, read_stored

SETTING = "executive_measures:"
"""The setting's key ends with the area's code."""


def chosen_measures(session: Session, unit_codes: Collection[str]) -> dict[str, tuple[MeasureKey, ...]]:
    """Return the measures of areas by their codes, the usual ones where nothing is chosen."""
    keys = {SETTING + code: code for code in unit_codes}
    held = dict(session.exec(select(Setting.key, Setting.value).where(col(Setting.key).in_(keys))).all())
    return {code: read_stored(held.get(key, "")) for key, code in keys.items()}
