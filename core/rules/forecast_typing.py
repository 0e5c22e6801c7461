"""A forecast's value as it is typed: thousands of kronor, and a bare number as the row usually is.

On a row of costs `1 260` is −1 260; whoever means something else writes a sign. Amounts are öre in
report sign.
"""

from core.errors import RuleViolation
from core.money import MINUS, AmountError, MoneyUnit, format_money, parse_amount
from core.rules.spreading import to_kronor
from core.rules.typed_tkr import typed_tkr
from core.texts import _

_THOUSAND = 1_000
_LARGEST = 10**14
_SIGNS = ("+", "-", MINUS, "–", "(")


def direction_of(*figures: int | None) -> int:
    """Return +1 for a row of revenues and −1 for one of costs, by the first figure that says which."""
    said = next((figure for figure in figures if figure), -1)
    return 1 if said > 0 else -1


def parse_value(text: str, *, direction: int, shown: int | None = None) -> int:
    """Return a typed year in öre, whole kronor; the text of `shown`, untouched, is that very value.

    Raises `RuleViolation` with what to write.
    """
    if shown is not None and text.strip() == typed_tkr(shown):
        return shown
    if not text.strip():
        raise RuleViolation(_("Skriv ett belopp, 0 om inget väntas."))
    try:
        amount = parse_amount(text)
    except AmountError as error:
        raise RuleViolation(str(error)) from None
    ore = amount if any(letter.isalpha() for letter in text) else amount * _THOUSAND
    if abs(ore) > _LARGEST:
        raise RuleViolation(_("Beloppet är för stort. Kontrollera antalet nollor."))
    return to_kronor(ore if _has_sign(text) else abs(ore) * direction)


def value_words(ore: int | None) -> str:
    """Return a value in a sentence: `−1 260 tkr`."""
    return format_money(ore, MoneyUnit.TKR, word=ore is not None)


def _has_sign(text: str) -> bool:
    body = text.strip()
    return body.startswith(_SIGNS) or body.endswith("-")
