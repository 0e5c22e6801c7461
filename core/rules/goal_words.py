"""Plain words in goals: what makes one hard to follow up, said as advice and never as a refusal."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.texts import _

LONGEST_WORDS = 16
_WORD = re.compile(r"\w+")
_ANDS = 2


@dataclass(frozen=True, slots=True)
class GoalWords:
    """The lists that goals are read by: words of direction, phrases that say little, words of doing."""

    direction: frozenset[str]
    vague: tuple[str, ...]
    activity: tuple[str, ...]


def words_of(rows: Iterable[tuple[str, str]]) -> GoalWords:
    """Return the lists of (kind, words); a direction line holds several words, the others a phrase each."""
    held: dict[str, list[str]] = {"direction": [], "vague": [], "activity": []}
    for kind, words in rows:
        held[kind] += words.split() if kind == "direction" else [words]
    return GoalWords(frozenset(held["direction"]), tuple(held["vague"]), tuple(held["activity"]))


def advice(title: str, words: GoalWords) -> list[str]:
    """Return what may be said to whoever writes a goal, at most one line of each sort; nothing is fine."""
    said = [word.casefold() for word in _WORD.findall(title)]
    found = [
        _too_long(said),
        _activity(title, words),
        _vague(title, words),
        _no_direction(title, said, words),
        _several(said),
    ]
    return [line for line in found if line]


def _too_long(said: list[str]) -> str:
    if len(said) <= LONGEST_WORDS:
        return ""
    return _("Rubriken har {n} ord. Korta den och lägg resten i beskrivningen.").format(n=len(said))


def _activity(title: str, words: GoalWords) -> str:
    phrase = next((one for one in words.activity if _starts(title, one)), "")
    if not phrase:
        return ""
    return _(
        "”{word}” säger vad ni ska göra. Skriv vad som ska bli annorlunda, och gör det till en aktivitet."
    ).format(word=phrase.capitalize())


def _vague(title: str, words: GoalWords) -> str:
    phrase = next((one for one in words.vague if _holds(title, one)), "")
    if not phrase:
        return ""
    return _("”{word}” går inte att mäta. Vad skulle någon se när det är nått?").format(word=phrase)


def _no_direction(title: str, said: list[str], words: GoalWords) -> str:
    if words.direction.intersection(said) or any(character.isdigit() for character in title):
        return ""
    return _("Det syns inte åt vilket håll det ska gå. Skriv till exempel fler, färre, minst eller högst.")


def _several(said: list[str]) -> str:
    if said.count("och") < _ANDS:
        return ""
    return _("Det kan vara flera mål i ett. Dela det, så går vart och ett att följa.")


def _starts(title: str, phrase: str) -> bool:
    return re.match(rf"{re.escape(phrase)}\b", title.strip(), re.IGNORECASE) is not None


def _holds(title: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", title, re.IGNORECASE) is not None
