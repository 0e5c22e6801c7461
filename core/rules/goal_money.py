"""What part of a unit's money serves a goal, as it may be written."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.errors import RuleViolation
from core.rules.long_texts import checked_title
from core.rules.row_lines import CodeRange, match_length, parse_ranges
from core.texts import _

WHOLE = 10_000
"""All of an amount: shares are ten-thousandths."""
MOST_FTE = 10_000
_LONGEST_ACCOUNTS, _LONGEST_CODE, _LONGEST_TEXT = 200, 20, 300


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """Which of a unit's money: accounts and codes as ranges (empty: all), a share in ten-thousandths.

    `fte` is how many full-time equivalents of the unit that work with the goal.
    """

    unit_id: int
    accounts: str = ""
    function: str = ""
    project: str = ""
    share: int = WHOLE
    fte: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """The codes of a part, read."""

    accounts: tuple[CodeRange, ...]
    function: tuple[CodeRange, ...]
    project: tuple[CodeRange, ...]

    def holds(self, account: str, function: str, project: str) -> bool:
        """Return whether a coding belongs to the part; a part without codes of a kind takes all of them."""
        pairs = ((self.accounts, account), (self.function, function), (self.project, project))
        return all(not ranges or match_length(ranges, code) > 0 for ranges, code in pairs)


def selection_of(part: MoneyPart) -> Selection:
    """Return the codes of a part; `RuleViolation` names what cannot be read."""
    return Selection(parse_ranges(part.accounts), parse_ranges(part.function), parse_ranges(part.project))


def checked_part(part: MoneyPart) -> MoneyPart:
    """Return a part with tidy texts; `RuleViolation` in words for what cannot hold."""
    tidy = MoneyPart(
        part.unit_id,
        checked_title(part.accounts, what=_("konton"), longest=_LONGEST_ACCOUNTS, needed=False),
        checked_title(part.function, what=_("verksamhet"), longest=_LONGEST_CODE, needed=False),
        checked_title(part.project, what=_("projekt"), longest=_LONGEST_CODE, needed=False),
        part.share,
        part.fte,
        checked_title(part.text, what=_("vad pengarna är"), longest=_LONGEST_TEXT, needed=False),
    )
    selection_of(tidy)
    if not 0 <= part.share <= WHOLE:
        raise RuleViolation(_("Andelen ska vara mellan 0 och 100 procent."))
    if part.fte is not None and not 0 <= part.fte <= MOST_FTE:
        raise RuleViolation(_("Skriv årsarbetare som ett tal, till exempel 2,5."))
    if part.share == 0 and part.fte is None:
        raise RuleViolation(_("Skriv hur stor del av pengarna, eller hur många årsarbetare, som målet får."))
    return tidy


def estimated(forecast: int, part: int, row: int) -> Fraction | None:
    """Return a part's share of a row's forecast: as much of it as the part is of what the row comes to.

    `part` and `row` are outcome so far and budget that remains. A row of −400 that is forecast at −460
    gives a part of −100 a quarter, −115. None where the part is no share of the row.
    """
    if not row or part * row < 0 or abs(part) > abs(row):
        return None
    return Fraction(forecast * part, row)
