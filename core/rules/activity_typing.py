"""What people type about an activity: its cost in whole kronor, its hours."""

from decimal import Decimal

from core.errors import RuleViolation
from core.money import MINUS, ORE_PER_KRONA, AmountError, format_number, parse_amount
from core.texts import _

_NOTHING = frozenset({"", "-", "–", MINUS})


def parse_cost(text: str) -> int | None:
    """Return a typed cost in öre: `45 000` is kronor, `45 tkr` says itself. Empty and a dash are None."""
    if text.strip() in _NOTHING:
        return None
    try:
        return parse_amount(text)
    except AmountError as error:
        raise RuleViolation(_("Kostnad: {error}").format(error=error)) from None


def parse_hours(text: str) -> Decimal | None:
    """Return typed hours, `12` or `7,5`; empty and a dash are None."""
    if text.strip() in _NOTHING:
        return None
    try:
        return Decimal(parse_amount(text)) / ORE_PER_KRONA
    except AmountError:
        raise RuleViolation(
            _("Timmar ska vara ett tal, till exempel 40 eller 7,5. Du skrev ”{text}”.").format(
                text=text.strip()[:40]
            )
        ) from None


def typed_cost(ore: int | None) -> str:
    """Return a cost as it stands in its field, in kronor; none is empty."""
    return "" if ore is None else format_number(ore // ORE_PER_KRONA)


def typed_hours(hours: Decimal | None) -> str:
    """Return hours as they stand in their field; none is empty."""
    if hours is None:
        return ""
    whole = hours == hours.to_integral_value()
    return format_number(hours, decimals=0 if whole else 1)
