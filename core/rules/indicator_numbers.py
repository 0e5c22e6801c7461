"""Measured numbers as people write and read them: `6,4`, `1 250`, `−0,3`, `7,2 %`."""

import re
from decimal import Decimal

from core.money import EMPTY, MINUS, NBSP, format_number
from core.texts import _

_LARGEST = Decimal(10) ** 12
_MOST_DECIMALS = 6
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_NUMBER = re.compile(r"^-?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?$", re.ASCII)
_THOUSANDS = re.compile(r"^-?[1-9]\d{0,2}\.\d{3}$", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """Return a number that somebody wrote; nothing for nothing, ValueError with what to do in words.

    A comma is the decimal sign, and so is a point, but for `1.250`, which may mean two things.
    """
    body = _SPACES.sub(" ", text).strip().removesuffix("%").strip().replace(MINUS, "-").replace("–", "-")
    if not body:
        return None
    if _THOUSANDS.match(body):
        raise ValueError(
            _("”{text}” kan läsas på två sätt. Skriv {a} eller {b}.").format(
                text=body, a=body.replace(".", NBSP), b=body.replace(".", ",")
            )
        )
    if not _NUMBER.match(body):
        raise ValueError(_("”{text}” är inget tal. Skriv till exempel 6,4.").format(text=text.strip()[:40]))
    value = Decimal(body.replace(" ", "").replace(",", "."))
    if abs(value) >= _LARGEST:
        raise ValueError(_("”{text}” är för stort.").format(text=text.strip()[:40]))
    return round(value, _MOST_DECIMALS)


def number_words(value: Decimal | None, decimals: int, unit: str = "") -> str:
    """Return a number with its unit; `6,4 procent`, and a dash for none."""
    if value is None:
        return EMPTY
    return f"{format_number(value, decimals=decimals)}{NBSP}{unit}".strip()


def typed(value: Decimal | None) -> str:
    """Return a number as it stands in a field: `53 861`, `7,25`, with all its decimals and nothing more."""
    return "" if value is None else format(value.normalize(), ",f").replace(",", NBSP).replace(".", ",")
