"""Period balances and budgets in the plain form that programs write: one pattern, not field by field."""

import re

from core.imports.sie.codings import CodingNumbers
from core.imports.sie.model import BalanceRecord
from core.imports.sie.shape import CODING, FIELD, GAP

_PLAIN = re.compile(
    rf"(#PSALDO|#PBUDGET){GAP}(-?[0-9]{{1,7}}){GAP}([0-9]{{1,8}}){GAP}({CODING}){GAP}"
    rf"(-?)([0-9]{{1,12}})(?:\.([0-9]{{1,2}}))?(?:{GAP}{FIELD}){{0,2}}"
)


def plain_balance(text: str, line: int, numbers: CodingNumbers) -> tuple[str, BalanceRecord] | None:
    """Return the label and the balance of a line without anything unusual; None for any other line."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    label, year, period, raw, sign, whole, decimals = match.groups()
    coding = numbers.number(raw)
    if coding is None:
        return None
    ore = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    return label, BalanceRecord(int(year), int(period), coding, -ore if sign else ore, line)
