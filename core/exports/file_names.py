"""File names that say what is in the file and that every system takes."""

import re
import unicodedata
from datetime import date

_LONGEST = 60
_KEPT = "åäöéü"


def file_name(report: str, unit: str, year: int, day: date, suffix: str) -> str:
    """Return `uppföljning_hemtjänst-norr_2026_2026-11-09.xlsx`: report, unit, year shown, day made."""
    parts = [_safe(report), _safe(unit), str(year), day.isoformat()]
    return "_".join(part for part in parts if part) + "." + _safe(suffix)


def _safe(text: str) -> str:
    """Return a text as lower-case letters, digits and hyphens; other accents are dropped."""
    composed = unicodedata.normalize("NFC", text).lower()
    plain = "".join(letter if letter in _KEPT else _without_accent(letter) for letter in composed)
    return re.sub(r"[^a-z0-9åäöéü]+", "-", plain).strip("-")[:_LONGEST].strip("-")


def _without_accent(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in decomposed if not unicodedata.combining(part))
