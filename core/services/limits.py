"""Changing the municipality's limits and rules, and going back to the usual value.

Each limit names the right that changes it. A change compares with what its writer saw.
"""

from sqlmodel import Session, col, select

from core.errors import Conflict, RuleViolation
from core.models import Setting, Unit
from core.queries import access
from core.queries.limits import CHANGED, CONTROL_SETTING, RESTORED, held_now
from core.rules.access import Actor
from core.rules.control_settings import checked_settings, read_settings, settings_text, with_limit
from core.rules.limit_types import Value, read_stored, said, stored
from core.rules.limit_typing import parse_limit
from core.rules.limits import LIMITS, LimitKey
from core.rules.long_texts import checked_title
from core.services import audit
from core.services.frames import hold_top
from core.services.requests import first_time
from core.texts import _

LONGEST_WHY = 300


def change_limit(
    session: Session, actor: Actor, *, limit: LimitKey, value: str, seen: str, why: str, key: str
) -> bool:
    """Set a limit as it was typed (`1 234,5`, `5 %`); return whether it is another than before.

    `seen` is the value as it was stored when the writer saw it: `Conflict` when it is another now.
    `RuleViolation` says what is wrong with what was typed.
    """
    kind = LIMITS[limit]
    access.require_write(session, actor, kind.right, actor.top_unit_id)
    if not first_time(session, actor, key=key, action=CHANGED, subject=(limit, value, seen, why)):
        return True
    wanted = parse_limit(kind, value)
    return _set(session, actor, limit, wanted, (seen, why), CHANGED)


def restore_limit(session: Session, actor: Actor, *, limit: LimitKey, seen: str, why: str, key: str) -> bool:
    """Go back to the usual value of a limit, as `change_limit`; return whether it was another."""
    kind = LIMITS[limit]
    access.require_write(session, actor, kind.right, actor.top_unit_id)
    if not first_time(session, actor, key=key, action=RESTORED, subject=(limit, seen, why)):
        return True
    return _set(session, actor, limit, kind.usual, (seen, why), RESTORED)


def _set(
    session: Session, actor: Actor, limit: LimitKey, wanted: Value, asked: tuple[str, str], action: str
) -> bool:
    """Write the value unless it stands already, and note from what to what in words."""
    kind, (seen, why) = LIMITS[limit], asked
    hold_top(session, actor)
    held = held_now(session, limit)
    if held != seen:
        words = _(
            "{name} har ändrats till {now} sedan du öppnade sidan. Du ville ha {wanted}. Läs och försök igen."
        )
        raise Conflict(
            words.format(name=kind.name, now=said(kind, read_stored(kind, held)), wanted=said(kind, wanted))
        )
    if stored(kind, wanted) == held:
        return False
    reason = checked_title(why, what=_("varför"), longest=LONGEST_WHY)
    _require_unit(session, limit, wanted)
    _write(session, limit, wanted, restored=action == RESTORED)
    old = {"limit": kind.name, "value": said(kind, read_stored(kind, held))}
    audit.record(
        session, actor, action, subject=("setting", limit), cause=reason,
        change=(old, {"value": said(kind, wanted)}),
    )  # fmt: skip
    return True


def _write(session: Session, limit: LimitKey, wanted: Value, *, restored: bool) -> None:
    """Store a value; the usual one needs no row. The control list keeps its limits together."""
    in_list = limit.startswith(f"{CONTROL_SETTING}.")
    name = CONTROL_SETTING if in_list else limit.value
    row = session.get(Setting, name, populate_existing=True) or Setting(key=name)
    if restored and not in_list:
        session.delete(row)
    else:
        row.value = _control_text(row.value, limit, wanted) if in_list else stored(LIMITS[limit], wanted)
        session.add(row)
    session.flush()


def _control_text(held: str, limit: LimitKey, wanted: Value) -> str:
    return settings_text(checked_settings(with_limit(read_settings(held), limit, int(wanted or 0))))


def _require_unit(session: Session, limit: LimitKey, wanted: Value) -> None:
    """Refuse a unit's code that no unit has."""
    if limit is not LimitKey.FINANCE_UNIT or not wanted:
        return
    if session.exec(select(Unit.id).where(col(Unit.code) == wanted)).first() is None:
        raise RuleViolation(_("Det finns ingen enhet med koden {code}.").format(code=wanted))
