"""A manager's own words inside somebody else's sentence: shortened, and never without their source."""

from core.errors import RuleViolation
from core.texts import _

LONGEST_CLAUSE = 90
LONGEST_TEXT = 2000
_SOURCE = _("enligt")
_ENDS = ".!?\n"
_OWN_SENTENCE = frozenset(
    {
        *("att", "de", "den", "det", "detta", "då", "efter", "eftersom", "en", "ett", "från", "för", "genom"),
        *(
            "har",
            "i",
            "jag",
            "man",
            "med",
            "många",
            "några",
            "när",
            "om",
            "på",
            "samt",
            "som",
            "till",
            "under",
        ),
        *("utan", "vi", "vid"),
    }
)
"""Words that a noun seldom begins with: then what is said is told after a colon."""


def clause(text: str) -> str:
    """Return the first sentence as a part of another one, without its stop; nothing when it is too long.

    The first letter becomes small, unless the word is an abbreviation or a code ("IT", "Ö2").
    """
    words = " ".join(text.strip().split(" "))
    cut = next((at for at, sign in enumerate(words) if sign in _ENDS and _is_end(words, at)), len(words))
    first = words[:cut].strip(" ,;:–-")
    if not first or len(first) > LONGEST_CLAUSE:
        return ""
    second = first[1:2]
    return first if second.isupper() or second.isdigit() else first[:1].lower() + first[1:]


def because(text: str) -> str:
    """Return words as the end of a sentence about an amount: ", mest vikarier i maj" or ": vi har varit få".

    Empty when nothing is said, or too much for a sentence.
    """
    said = clause(text)
    if not said:
        return ""
    first = said.partition(" ")[0].strip(",").lower()
    if first == _SOURCE:
        return f", {said}"
    return f": {said}" if first in _OWN_SENTENCE else _(", mest {reason}").format(reason=said)


def quote(source: str, text: str) -> str:
    """Return words with who said them: `Enligt Hemtjänst Norr: …`."""
    return _("Enligt {source}: {text}").format(source=source, text=text.strip())


def lifted(own: str, source: str, text: str) -> str:
    """Return one's own explanation with somebody's words added under it, once; the source stands with them.

    Raises `RuleViolation` when there is nothing to lift, or when it becomes too long.
    """
    if not text.strip():
        raise RuleViolation(_("{source} har inte skrivit något att lyfta än.").format(source=source))
    added = quote(source, text)
    held = own.strip()
    if added in held:
        return held
    whole = f"{held}\n{added}" if held else added
    if len(whole) > LONGEST_TEXT:
        raise RuleViolation(_("Förklaringen blir för lång. Korta den till 2 000 tecken."))
    return whole


def _is_end(words: str, at: int) -> bool:
    """Return whether a sign ends the sentence: a stop inside a number or an abbreviation does not."""
    after = words[at + 1 : at + 2]
    if words[at] == "\n" or not after:
        return True
    return after == "\n" or (after == " " and not words[at + 2 : at + 3].islower())
