"""Texts made safe for spreadsheets: no formula, no character that breaks the file."""

import re

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
# Control characters that XML forbids, halves of surrogate pairs and the two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return a text without the characters that no spreadsheet file may hold."""
    return _FORBIDDEN.sub("", text)


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet could run the text, also after spaces that it trims away."""
    return text.startswith(_FORMULA_START) or text.lstrip().startswith(_FORMULA_START)
