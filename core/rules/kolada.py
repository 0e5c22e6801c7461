"""What can be said of Kolada's key figures without asking anybody: searching, means, ages in words."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from core.money import EMPTY, format_number
from core.periods import STOCKHOLM
from core.texts import _

ITEM = TypeVar("ITEM")

SOURCE = _("Källa: Kolada")
REGIONS = _("Regioner, ")
"""What the area of a key figure begins with that only regions have: a municipality seldom looks for it."""

MOST_IDS = 25
"""How many ids Kolada takes in one part of an address."""

_YEARS_BACK = 11
_NUMBERED, _FEW = 1000, 1
_UNWEIGHTED = "(ovägt medel)"
_UNIT = re.compile(r",\s*((?:kr|tkr|ton|kg)\b[^,()]{0,24})$")


def chunks(items: Sequence[ITEM], size: int = MOST_IDS) -> list[tuple[ITEM, ...]]:
    """Return the items in parts of at most `size`."""
    return [tuple(items[at : at + size]) for at in range(0, len(items), size)]


def years_to_fetch(today: date) -> tuple[int, ...]:
    """Return the years that are fetched: the last eleven, this one and the next, whose tax rate is known."""
    return tuple(range(today.year - _YEARS_BACK, today.year + 2))


def fold(text: str) -> str:
    """Return a text as it is compared: letters composed, small, whatever wrote them."""
    return unicodedata.normalize("NFC", text).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words that somebody searches for, each once."""
    return tuple(dict.fromkeys(fold(text).split()))


def rank(words: Sequence[str], *, kpi_id: str, title: str, text: str, last: bool) -> tuple[int, ...] | None:
    """Return where a key figure stands among those found, the lowest first; None when a word is nowhere.

    First the one whose id was typed, then those with all words in the title, begun there, the
    `last` (retired, or of regions) after the others and the short before the long.
    """
    own_id, own_title, rest = fold(kpi_id), fold(title), fold(text)
    if not all(word in own_id or word in own_title or word in rest for word in words):
        return None
    begun = re.split(r"[^\w]+", own_title)
    outside = sum(word not in own_title and word not in own_id for word in words)
    inside = sum(not any(part.startswith(word) for part in begun) for word in words)
    return (int(own_id not in words), outside, int(last), inside, len(title))


def mean_of(values: Sequence[Decimal | None]) -> tuple[Decimal | None, int]:
    """Return the unweighted mean of the values that there are, to six decimals, and how many they are."""
    known = [value for value in values if value is not None]
    if not known:
        return None, 0
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.000001")).normalize(), len(known)


def rounded(value: Decimal) -> Decimal:
    """Return a value with the decimals that are read: none from a thousand, else one, below one two."""
    small = Decimal("0.1") if abs(value) >= _FEW or not value else Decimal("0.01")
    return value.quantize(Decimal(1) if abs(value) >= _NUMBERED else small, rounding=ROUND_HALF_UP)


def value_words(value: Decimal | None, suffix: str) -> str:
    """Return a value as it is read, with its unit: `7,2 %`; an en dash for none."""
    if value is None:
        return EMPTY
    own = rounded(value)
    exponent = own.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return f"{format_number(own, decimals=decimals)} {suffix}".strip()


def suffix_of(title: str) -> str:
    """Return the unit that a key figure's title ends with: `%`, `kr/inv`; empty for a number."""
    if "(%)" in title or fold(title).endswith(("procent", "%")):
        return "%"
    found = _UNIT.search(title)
    return found.group(1).strip() if found else ""


def is_made_for_somebody(title: str) -> bool:
    """Return whether a group is one of similar municipalities, which is made for one of them."""
    return fold(title).startswith("liknande ")


def short_name(title: str) -> str:
    """Return a place's name where there is little room: `Liknande kommuner`, without year and for whom."""
    if is_made_for_somebody(title):
        return title.split(",", 1)[0]
    return title.removesuffix(_UNWEIGHTED).strip()


def age_words(fetched: datetime | None, failed: datetime | None, today: date) -> str:
    """Return how old values are: `Hämtat 2026-11-02; senaste försöket 9 nov misslyckades`."""
    when = fetched.astimezone(STOCKHOLM).date().isoformat() if fetched else ""
    if failed is None:
        return _("Hämtat {day}").format(day=when) if when else _("Inte hämtat än")
    day = _short(failed.astimezone(STOCKHOLM).date(), today)
    if not when:
        return _("Inte hämtat än; försöket {day} misslyckades").format(day=day)
    return _("Hämtat {when}; senaste försöket {day} misslyckades").format(when=when, day=day)


def _short(day: date, today: date) -> str:
    """Return a day as `9 nov`, with its year when that is another one."""
    month = _("jan feb mar apr maj jun jul aug sep okt nov dec").split()[day.month - 1]
    return f"{day.day} {month}" + ("" if day.year == today.year else f" {day.year}")
