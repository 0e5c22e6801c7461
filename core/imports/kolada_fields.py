"""The fields of an answer from Kolada, read with patience: renamed, of another type, damaged.

A field is found whatever its name's case and dashes (`is_deleted`, `isDeleted`, `isdeleted`).
"""

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from core.errors import Problem, Severity
from core.rules.long_texts import storable
from core.texts import ngettext

Fields: TypeAlias = Mapping[str, Any]

LARGEST = Decimal(9_000_000_000_000)
"""Values are kept as whole millionths in 64 bits."""

_DELETED = ("deleted", "isdeleted", "removed", "isremoved")
_YES = frozenset({"true", "1", "yes", "ja"})
_YEARS = range(1900, 3000)
_ID_DIGITS = 4


class RowProblems:
    """What was wrong with rows, one sentence a kind however many rows it struck."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, why: str) -> None:
        """Note that a row could not be read; `why` ends the sentence "… rader …"."""
        self._counts[why] += 1

    def listed(self) -> tuple[Problem, ...]:
        """Return the problems, the most common first."""
        return tuple(
            Problem(
                "kolada_rows",
                ngettext("{n} rad {why}.", "{n} rader {why}.", count).format(n=count, why=why),
                Severity.WARNING,
            )
            for why, count in self._counts.most_common()
        )


def parse(body: bytes) -> object:
    """Return what a body holds; ValueError when it is no whole JSON."""
    try:
        return json.loads(body.decode("utf-8-sig"), parse_float=_number, parse_constant=_nothing)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def fields(row: object) -> Fields:
    """Return a row's fields by their plain names; nothing for what is no row."""
    if not isinstance(row, dict):
        return {}
    return {_plain(str(name)): value for name, value in row.items()}


def first(row: Fields, *names: str) -> Any:
    """Return the first of some fields that is there and holds anything; None when none does."""
    return next((row[name] for name in names if row.get(name) is not None), None)


def text(value: object, longest: int) -> str:
    """Return a value as one line of text that can be stored, cut to its limit."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return ""
    return " ".join(storable(str(value)).split())[:longest].strip()


def identity(value: object, longest: int = 20) -> str:
    """Return an id; a municipality's, given as a number, gets its zeros back. Empty when it is none."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        value = str(value).zfill(_ID_DIGITS)
    found = text(value, longest + 1)
    known = found.isascii() and found.replace("_", "").replace("-", "").isalnum()
    return found if known and len(found) <= longest else ""


def flag(value: object) -> bool:
    """Return whether a field says yes, as a truth, a number or a word."""
    return value is True or str(value).strip().lower() in _YES


def is_deleted(row: Fields) -> bool:
    """Return whether a row is marked as taken away, however the mark is spelled."""
    return any(flag(row.get(name)) for name in _DELETED)


def year(value: object) -> int | None:
    """Return a period's year; None when it is none."""
    found = text(value, 8)
    return int(found) if found.isascii() and found.isdecimal() and int(found) in _YEARS else None


def decimal(value: object) -> Decimal | None:
    """Return a value as a number; ValueError when it is something else than a number or nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError(type(value).__name__)
    found = _number(str(value).strip().replace(",", ".")) if isinstance(value, str) else Decimal(value)
    if found is None or not found.is_finite() or found.copy_abs() > LARGEST:
        raise ValueError("no number that can be kept")
    return found


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _number(literal: str) -> Decimal | None:
    """Return a number as written; None for one that no value could be."""
    try:
        return Decimal(literal)
    except ArithmeticError:
        return None


def _nothing(_word: str) -> None:
    """Return what NaN and Infinity become: no value."""
