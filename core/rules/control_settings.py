"""What the municipality has set for its control list: limits, and the points that are asked each month."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.errors import RuleViolation
from core.periods import Period, month_name
from core.rules.control_lines import Limits
from core.rules.limits import LimitKey
from core.texts import _

LONGEST_POINT = 300
MOST_POINTS = 12
THIS, BEFORE = "{månad}", "{föregående}"
"""What a point's text may hold: the name of the month, and of the one before it."""

USUAL_POINTS = (
    _("Timlön, OB och övertid i {månad} avser arbete i {föregående}. Stämmer de med schemat?"),
    _("Är alla intäkter och bidrag för {månad} med?"),
    _("Finns något i {månad} som en annan enhet ska bära?"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point that is asked each month; `key` follows its text, so a new text is asked anew."""

    key: str
    text: str

    def words(self, period: Period) -> str:
        """Return the point with the names of the months in it."""
        before = month_name((period.month - 2) % 12 + 1)
        return self.text.replace(THIS, month_name(period.month)).replace(BEFORE, before)


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """The limits (öre) and the points of the month."""

    limits: Limits = field(default_factory=Limits)
    points: tuple[Point, ...] = field(default_factory=lambda: points_of(USUAL_POINTS))


def points_of(texts: Sequence[str]) -> tuple[Point, ...]:
    """Return points of texts, each once and in order; empty ones are left out."""
    kept = dict.fromkeys(" ".join(text.split()) for text in texts)
    return tuple(Point(hashlib.sha256(text.encode()).hexdigest()[:12], text) for text in kept if text)


def limits_in(settings: ControlSettings) -> dict[LimitKey, int]:
    """Return the limits (öre) by their keys in the registry."""
    limits = settings.limits
    return {
        LimitKey.CONTROL_ASK: limits.ask,
        LimitKey.CONTROL_MISSING: limits.missing,
        LimitKey.CONTROL_LARGE: limits.large,
    }


def with_limit(settings: ControlSettings, key: LimitKey, ore: int) -> ControlSettings:
    """Return the settings with one limit changed; KeyError for a key that is none of theirs."""
    limits = {**limits_in(settings), key: ore}
    ask, missing, large = (limits.pop(one) for one in limits_in(settings))
    if limits:
        raise KeyError(key)
    return replace(settings, limits=Limits(ask, missing, large))


def checked_settings(settings: ControlSettings) -> ControlSettings:
    """Return the settings; `RuleViolation` in words for limits or points that cannot be used."""
    limits = settings.limits
    if min(limits.ask, limits.missing, limits.large) <= 0:
        raise RuleViolation(_("Gränserna måste vara större än noll."))
    if limits.large < limits.ask:
        raise RuleViolation(_("Gränsen för stora poster kan inte vara lägre än gränsen för att fråga."))
    if len(settings.points) > MOST_POINTS:
        raise RuleViolation(_("Högst {n} punkter, så att listan blir gjord.").format(n=MOST_POINTS))
    for point in settings.points:
        if len(point.text) > LONGEST_POINT:
            words = _("En punkt är längre än {n} tecken: ”{text} …”. Korta den.")
            raise RuleViolation(words.format(n=LONGEST_POINT, text=point.text[:40]))
    return settings


def settings_text(settings: ControlSettings) -> str:
    """Return the settings as they are stored."""
    limits = settings.limits
    return json.dumps(
        {
            "ask": limits.ask,
            "missing": limits.missing,
            "large": limits.large,
            "points": [point.text for point in settings.points],
        },
        ensure_ascii=False,
    )


def read_settings(text: str) -> ControlSettings:
    """Return stored settings; the usual ones for nothing, or for what cannot be read."""
    try:
        held = json.loads(text)
        limits = Limits(int(held["ask"]), int(held["missing"]), int(held["large"]))
        return ControlSettings(limits, points_of([str(point) for point in held["points"]]))
    except (ValueError, KeyError, TypeError):
        return ControlSettings()
