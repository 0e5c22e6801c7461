"""The days that are the same for every municipality: public holidays and the dates of the law, as shipped."""

from functools import lru_cache

from core.rules.calendar import HolidayRule, LegalRule, parse_holidays, parse_legal_rules
from core.settings import ROOT

_REFERENCE = ROOT / "data" / "reference"


@lru_cache(maxsize=1)
def shipped_holidays() -> tuple[HolidayRule, ...]:
    """Return the rules of the Swedish holidays, eves that count as holidays included."""
    with (_REFERENCE / "public_holidays.csv").open(encoding="utf-8", newline="") as lines:
        return parse_holidays(lines)


@lru_cache(maxsize=1)
def shipped_legal_rules() -> tuple[LegalRule, ...]:
    """Return the dates that the law sets for a municipality."""
    with (_REFERENCE / "legal_dates.csv").open(encoding="utf-8", newline="") as lines:
        return parse_legal_rules(lines)
