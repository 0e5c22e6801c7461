"""What stands in an event of the log, in words: keys and values of the system turned into Swedish."""

from typing import Any

from core.enums import Dimension, Role, RoundKind, RoundState, SubmissionState, TaskStatus
from core.queries.users import role_word
from core.reports.process_words import round_kind_word, round_state_word, state_word
from core.texts import _

_LONGEST = 160

KEY_WORDS: dict[str, str] = {
    "body": _("text"),
    "by_itself": _("öppnas av sig själv"),
    "code": _("kod"),
    "deadline": _("sista dag"),
    "dimension": _("koddel"),
    "due": _("klart senast"),
    "file": _("fil"),
    "kind": _("slag"),
    "months": _("månader"),
    "name": _("namn"),
    "outcome": _("vad det gav"),
    "owner": _("ansvarig"),
    "people": _("personer"),
    "role": _("roll"),
    "rows": _("rader"),
    "source": _("kod i filen"),
    "state": _("läge"),
    "submissions": _("inlämningar"),
    "target": _("hör till"),
    "title": _("rubrik"),
    "username": _("användarnamn"),
    "valid_from": _("från"),
    "valid_to": _("till"),
    "year": _("år"),
}
"""The keys that tell a reader something; of others only the value is shown."""
_SILENT = frozenset({"back", "moved"})
"""What is kept for the way back, by ids, and tells a reader nothing."""


def _value_words() -> dict[str, str]:
    words: dict[str, str] = {str(role): role_word(role) for role in Role}
    words |= {str(kind): round_kind_word(kind).lower() for kind in RoundKind}
    words |= {str(state): round_state_word(state).lower() for state in RoundState}
    words |= {str(state): state_word(state).lower() for state in SubmissionState}
    words |= {
        TaskStatus.OPEN.value: _("öppen"),
        TaskStatus.DONE.value: _("klar"),
        TaskStatus.DROPPED.value: _("struken"),
        Dimension.ACCOUNT.value: _("konto"),
        Dimension.FUNCTION.value: _("verksamhet"),
        Dimension.PROJECT.value: _("projekt"),
        Dimension.COUNTERPARTY.value: _("motpart"),
        "unit": _("ansvar"),
    }
    return words


_VALUES = _value_words()


def in_words(value: Any) -> str:
    """Return a stored value as short Swedish text; nothing for None."""
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, dict):
        told = ((key, part) for key, part in value.items() if key not in _SILENT)
        pairs = ((KEY_WORDS.get(key, ""), _text(part)) for key, part in told)
        return ", ".join(f"{key}: {part}" if key else part for key, part in pairs if part)
    if isinstance(value, list):
        return ", ".join(part for part in map(_text, value) if part)
    return _VALUES.get(str(value), str(value))
