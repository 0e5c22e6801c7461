"""The headings of a pasted block: which row names the columns, and what their names mean."""

import re
from collections.abc import Sequence

from core.money import AmountError, parse_amount
from core.periods import MONTHS, month_name

_PERIOD = re.compile(r"(?:19|20)\d\d[- ]?(0[1-9]|1[0-2])", re.ASCII)
_SUMS = frozenset(
    {"summa", "sum", "totalt", "total", "totalsumma", "helår", "år", "årssumma", "året", "delsumma"}
)
_LABELS = frozenset(
    {
        "ansvar", "konto", "kontonamn", "verksamhet", "projekt", "motpart", "aktivitet", "objekt", "text",
        "benämning", "namn", "rad", "kod", "enhet", "kommentar", "anteckning",
    }
)  # fmt: skip
_SHORT = 3


def month_of(title: str) -> int | None:
    """Return the month 1–12 that a heading names: `jan`, `Januari 2027`, `sept.`, `jan-27`, `2027-01`."""
    body = title.strip().lower()
    dated = _PERIOD.fullmatch(body)
    if dated:
        return int(dated.group(1))
    words = re.findall(r"[a-zåäö]+", body)
    if len(words) != 1 or len(words[0]) < _SHORT:
        return None
    return next((month for month in MONTHS if month_name(month).startswith(words[0])), None)


def is_sum_word(title: str) -> bool:
    """Return whether a heading or a name says that it sums others."""
    words = title.lower().replace(":", " ").split()
    return bool(words) and words[0] in _SUMS


def is_label_title(title: str) -> bool:
    """Return whether a heading stands over codes or texts, not over amounts."""
    words = title.lower().replace(".", " ").split()
    return bool(words) and words[0] in _LABELS


def is_head(row: Sequence[str]) -> bool:
    """Return whether a row names columns: no amount in it, and a month, a sum or a known code.

    `202701` is read as a period and `1`–`12` as months only where the whole row is such.
    """
    held = [cell for cell in row if cell]
    if _is_number_row(held):
        return True
    if any(_is_amount(cell) for cell in held):
        return False
    known = [cell for cell in held if month_of(cell) or is_sum_word(cell) or is_label_title(cell)]
    return len(known) > 1 or (len(known) == len(held) == 1 and not is_sum_word(known[0]))


def months_of_head(names: Sequence[str]) -> tuple[int | None, ...]:
    """Return the month of each column; one that is named twice is told apart by its position alone."""
    if [name for name in names if not is_sum_word(name)] == [str(month) for month in MONTHS]:
        return tuple(None if is_sum_word(name) else int(name) for name in names)
    months = [month_of(name) for name in names]
    named = [month for month in months if month]
    return tuple(months) if len(set(named)) == len(named) else (None,) * len(months)


def _is_number_row(held: Sequence[str]) -> bool:
    """Return whether the row is periods (202701 202702 …) or months as numbers (1–12), a sum beside."""
    numbers = [cell for cell in held if not is_sum_word(cell) and not is_label_title(cell)]
    if numbers == [str(month) for month in MONTHS]:
        return True
    found = [_PERIOD.fullmatch(cell) for cell in numbers]
    return len(found) > 1 and all(found) and numbers == sorted(set(numbers))


def _is_amount(cell: str) -> bool:
    try:
        parse_amount(cell)
    except AmountError:
        return False
    return True
