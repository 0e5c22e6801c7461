"""Amounts that are typed in thousands of kronor, as council's tables are."""

from core.errors import RuleViolation
from core.money import MINUS, ORE_PER, AmountError, MoneyUnit, format_money, parse_amount
from core.texts import _

TKR = ORE_PER[MoneyUnit.TKR]
_THOUSAND = 1_000
_LARGEST = 10**14
_NOTHING = frozenset({"", "-", "–", MINUS})


def parse_tkr(text: str, *, what: str) -> int | None:
    """Return a typed amount in öre, whole thousands: `922 000` is tkr, `922 mnkr` says itself.

    Empty and a dash are None. Raises `RuleViolation` that names `what` and says what to write.
    """
    if text.strip() in _NOTHING:
        return None
    try:
        amount = parse_amount(text)
    except AmountError as error:
        raise RuleViolation(f"{what}: {error}") from None
    ore = amount if any(letter.isalpha() for letter in text) else amount * _THOUSAND
    if abs(ore) > _LARGEST:
        raise RuleViolation(_("{what}: beloppet är för stort. Kontrollera antalet nollor.").format(what=what))
    if ore % TKR:
        raise RuleViolation(_("{what}: skriv hela tusental kronor.").format(what=what))
    return ore


def typed_tkr(ore: int | None) -> str:
    """Return an amount as it stands in a field for thousands of kronor; nothing is empty."""
    return "" if ore is None else format_money(ore, MoneyUnit.TKR)
