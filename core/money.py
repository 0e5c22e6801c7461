"""Money: whole öre as `int` inside, Swedish text outside, `Decimal` only on the way.

Sign: the store keeps the ledger's sign (debit +, credit −). Reports show revenue + and
cost −, so a report amount is the ledger amount with its sign turned (`core.rules.variance`).
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.texts import _

NBSP = "\u00a0"
MINUS = "\u2212"
EMPTY = "–"
ORE_PER_KRONA = 100


class MoneyUnit(StrEnum):
    """The unit that amounts are shown in."""

    KR = "kr"
    TKR = "tkr"
    MNKR = "mnkr"


ORE_PER = {MoneyUnit.KR: 100, MoneyUnit.TKR: 100_000, MoneyUnit.MNKR: 100_000_000}
"""How many öre a whole one of each unit is."""

_DECIMALS = {MoneyUnit.KR: 0, MoneyUnit.TKR: 0, MoneyUnit.MNKR: 1}
_WORD_FACTOR = {"": 1, "kr": 1, "kronor": 1, "tkr": 1_000, "kkr": 1_000, "mnkr": 1_000_000, "mkr": 1_000_000}

_MOST_DIGITS = 15
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_AMOUNT = re.compile(r"^(\d{1,3}(?:[ ]\d{3})+|\d+)?(?:([.,])(\d+))?$")


class AmountError(ValueError):
    """A text that is not an amount. The message is Swedish and ready to be shown."""


def ore_from_decimal(value: Decimal) -> int:
    """Return kronor as whole öre, half away from zero."""
    return int((value * ORE_PER_KRONA).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_amount(text: str) -> int:
    """Return a typed or pasted Swedish or English amount in öre.

    Takes `1 234,50`, `1234.50`, `-1 234`, `1 234-`, `(1 234)`, `12 tkr`, `3,4 mnkr` and
    U+2212 as minus. Raises `AmountError` when the text is no single amount.
    """
    body = _SPACES.sub(" ", text).strip().replace(MINUS, "-").replace("–", "-")
    word = re.search(r"[a-zA-Z]+\.?$", body)
    factor = 1
    if word:
        factor = _WORD_FACTOR.get(word.group().rstrip(".").lower(), 0)
        if not factor:
            raise _not_an_amount(text)
        body = body[: word.start()].strip()
    negative, body = _split_sign(body)
    if factor == 1 and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", body):
        raise AmountError(
            _("”{text}” kan läsas på två sätt. Skriv {a} eller {b}.").format(
                text=text.strip(), a=re.sub("[.,]", NBSP, body), b=re.sub("[.,]", ",", body[:-1])
            )
        )
    value = _plain_number(body, text)
    if value * factor >= 10**_MOST_DIGITS:
        raise AmountError(_("”{text}” är för stort för ett belopp.").format(text=text[:40].strip()))
    return ore_from_decimal((-value if negative else value) * factor)


def _split_sign(body: str) -> tuple[bool, str]:
    """Return whether the text carries a minus in any usual form, and the text without it."""
    if body.startswith("(") and body.endswith(")"):
        return True, body[1:-1].strip()
    if body.startswith("-"):
        return True, body[1:].strip()
    if body.endswith("-"):
        return True, body[:-1].strip()
    return False, body.removeprefix("+").strip()


def _plain_number(body: str, original: str) -> Decimal:
    """Return an unsigned number with either decimal sign and either thousands separator."""
    if "," in body and "." in body:
        thousands = "," if body.rindex(".") > body.rindex(",") else "."
        grouped = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+[.,]\d+"
        if not re.fullmatch(grouped, body):
            raise _not_an_amount(original)
        body = body.replace(thousands, "")
    elif body.count(",") > 1 or body.count(".") > 1:
        sign = "," if "," in body else "."
        if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+", body):
            raise _not_an_amount(original)
        body = body.replace(sign, "")
    match = _AMOUNT.match(body)
    if not body or not match:
        raise _not_an_amount(original)
    whole = (match.group(1) or "0").replace(" ", "")
    return Decimal(f"{whole}.{match.group(3) or '0'}")


def _not_an_amount(text: str) -> AmountError:
    return AmountError(
        _("”{text}” är inget belopp. Skriv till exempel 1 234,50 eller 12 tkr.").format(
            text=text[:40].strip()
        )
    )


def format_number(value: Decimal | int, *, decimals: int = 0, signed: bool = False) -> str:
    """Return a number in Swedish form: no-break spaces, decimal comma, U+2212 as minus."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    if rounded < 0:
        return MINUS + digits
    return "+" + digits if signed and rounded > 0 else digits


def format_money(
    ore: int | None, unit: MoneyUnit = MoneyUnit.TKR, *, signed: bool = False, word: bool = False
) -> str:
    """Return an amount in the unit asked for; nothing (`None`) is an en dash, never zero."""
    if ore is None:
        return EMPTY
    digits = format_number(Decimal(ore) / ORE_PER[unit], decimals=_DECIMALS[unit], signed=signed)
    return f"{digits}{NBSP}{unit}" if word else digits


def format_large(ore: int, *, signed: bool = False) -> str:
    """Return an amount for a sentence: in millions from one million kronor, else in thousands."""
    unit = MoneyUnit.MNKR if abs(ore) >= ORE_PER[MoneyUnit.MNKR] else MoneyUnit.TKR
    return format_money(ore, unit, signed=signed, word=True)


def format_amount(ore: int | None, *, signed: bool = False) -> str:
    """Return an amount in kronor with its öre (1 234,50); nothing is an en dash."""
    if ore is None:
        return EMPTY
    return format_number(Decimal(ore) / ORE_PER_KRONA, decimals=2, signed=signed)


def format_percent(share: Decimal | None, *, decimals: int = 1, signed: bool = False) -> str:
    """Return a share (0.034 → 3,4 %); a share of nothing is an en dash."""
    if share is None:
        return EMPTY
    return f"{format_number(share * 100, decimals=decimals, signed=signed)}{NBSP}%"
