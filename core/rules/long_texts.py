"""Texts that people write: their limit is told before it is reached, and what they say is kept as it is."""

from core.errors import RuleViolation
from core.texts import _, ngettext

LONG = 4000
SHORT = 200
_TELL_FROM_SHARE = 9, 10
"""Of the limit: from here on the room that is left is told."""


def storable(text: str) -> str:
    """Return a text without the null characters and half pairs that no database stores."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def checked_text(text: str, *, what: str, longest: int = LONG, needed: bool = True) -> str:
    """Return a text that can be stored, without space around it.

    Raises `RuleViolation` when it is too long, or empty although it is needed; `what` names the field.
    """
    clean = storable(text).strip()
    if needed and not clean:
        raise RuleViolation(_("Fyll i {what}.").format(what=what))
    if len(clean) > longest:
        raise RuleViolation(
            _("{what} är {n} tecken för lång. Högst {longest} tecken får plats.").format(
                what=what[:1].upper() + what[1:], n=len(clean) - longest, longest=longest
            )
        )
    return clean


def checked_title(text: str, *, what: str, longest: int = SHORT, needed: bool = True) -> str:
    """Return a text of one line: as `checked_text`, with every break and run of space as one space."""
    return checked_text(" ".join(text.split()), what=what, longest=longest, needed=needed)


def room_left(text: str, *, longest: int = LONG) -> str:
    """Return how much room is left, in words, once a text comes near its limit; else nothing."""
    share, whole = _TELL_FROM_SHARE
    left = longest - len(text.strip())
    if len(text.strip()) * whole < longest * share:
        return ""
    if left < 0:
        return ngettext("{n} tecken för mycket", "{n} tecken för mycket", -left).format(n=-left)
    return ngettext("{n} tecken kvar", "{n} tecken kvar", left).format(n=left)
