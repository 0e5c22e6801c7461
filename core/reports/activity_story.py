"""The history of an activity in words: who did what, from what to what, and why."""

from typing import Any

from core.enums import ActivityEffect, ActivityState
from core.money import ORE_PER_KRONA, format_number
from core.periods import local_time
from core.queries.activity_history import ActivityEvent
from core.reports import activity_words
from core.reports.log_activity_words import ACTIVITY_WORDS
from core.reports.log_unit_plan_words import UNIT_PLAN_WORDS
from core.texts import _

_FIELDS = {
    "title": _("namn"),
    "text": _("beskrivning"),
    "owner_id": _("ansvarig"),
    "starts": _("första dagen"),
    "ends": _("sista dagen"),
    "cost": _("kostnad"),
    "hours": _("timmar"),
    "goal": _("mål"),
}
_SHOWN = frozenset({"title", "starts", "ends", "hours"})
_WORDS = UNIT_PLAN_WORDS | ACTIVITY_WORDS


def when(event: ActivityEvent) -> str:
    """Return when something was done and by whom."""
    return f"{local_time(event.at)} {event.user}".strip()


def what(event: ActivityEvent) -> str:
    """Return what was done, from what to what, and why."""
    parts = [_WORDS.get(event.action, event.action), _change(event), event.cause]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _change(event: ActivityEvent) -> str:
    if event.action == "activity_state":
        old, new = (activity_words.state_word(ActivityState(value)) for value in (event.old, event.new))
        return _("Från {old} till {new}").format(old=old.lower(), new=new.lower())
    if event.action == "activity_effect":
        return activity_words.effect_word(ActivityEffect(event.new))
    if event.action == "activity_changed":
        return _fields(event.old, event.new)
    if event.action == "activity_checked":
        return " ".join(str(event.new[key]) for key in ("day", "text") if event.new.get(key))
    return ""


def _fields(old: dict[str, Any], new: dict[str, Any]) -> str:
    return ", ".join(_field(key, old.get(key), value) for key, value in new.items() if old.get(key) != value)


def _field(key: str, old: Any, new: Any) -> str:
    name = _FIELDS.get(key, key)
    if key == "cost":
        old, new = (format_number(int(value) // ORE_PER_KRONA) if value else None for value in (old, new))
    elif key not in _SHOWN:
        return name
    return _("{name} {old} till {new}").format(name=name, old=old or _("tomt"), new=new or _("tomt"))
