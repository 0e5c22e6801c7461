"""What people write as a limit: read in Swedish form, held within its bounds, refused in words."""

import re
from decimal import Decimal

from core.errors import RuleViolation
from core.money import MINUS, ORE_PER_KRONA, AmountError, parse_amount
from core.rules.limit_types import LONGEST_TEXT, NO, YES, LimitKind, LimitType, Value, said
from core.rules.long_texts import checked_title
from core.rules.row_lines import parse_ranges
from core.texts import _

_NOTHING = frozenset({"", "-", "–", MINUS})
_PERCENT = re.compile(r"\s*(%|procent)\s*$", re.IGNORECASE)
_DAYS = re.compile(r"\s*(dagar|dag|st|mb)\s*$", re.IGNORECASE)
_HUNDRED = 100


def parse_limit(limit: LimitType, text: str) -> Value:
    """Return what somebody wrote, `1 234,5` or `5 %`; `RuleViolation` with what to write instead."""
    if limit.kind in {LimitKind.TEXT, LimitKind.CODES}:
        return _text(limit, text)
    if limit.kind is LimitKind.CHOICE or limit.kind is LimitKind.YES_NO:
        return _chosen(limit, text)
    if text.strip() in _NOTHING:
        if limit.off:
            return None
        raise RuleViolation(_("Skriv ett värde vid ”{name}”.").format(name=limit.name))
    value = _amount(limit, text)
    if not limit.least <= value <= limit.most:
        words = _("{name} ska vara mellan {least} och {most}. Du skrev {text}.")
        raise RuleViolation(
            words.format(
                name=limit.name, least=_bound(limit, limit.least), most=_bound(limit, limit.most),
                text=text.strip()[:40],
            )
        )  # fmt: skip
    return value


def _amount(limit: LimitType, text: str) -> int | Decimal:
    """Return öre, a share or a whole number."""
    if limit.kind is LimitKind.MONEY:
        return _ore(limit, text)
    body = (_PERCENT if limit.kind is LimitKind.SHARE else _DAYS).sub("", text)
    if any(letter.isalpha() for letter in body):
        raise RuleViolation(_wrong(limit, text))
    hundredths = _ore(limit, body)
    if limit.kind is LimitKind.SHARE:
        return Decimal(hundredths) / ORE_PER_KRONA / _HUNDRED
    if hundredths % ORE_PER_KRONA:
        raise RuleViolation(_("{name} ska vara ett helt tal.").format(name=limit.name))
    return hundredths // ORE_PER_KRONA


def _ore(limit: LimitType, text: str) -> int:
    try:
        return parse_amount(text)
    except AmountError as error:
        amount = limit.kind is LimitKind.MONEY
        raise RuleViolation(f"{limit.name}: {error}" if amount else _wrong(limit, text)) from None


def _wrong(limit: LimitType, text: str) -> str:
    example = {LimitKind.SHARE: _("1,5 %"), LimitKind.DAYS: _("30")}.get(limit.kind, _("20"))
    return _("{name}: ”{text}” går inte att läsa. Skriv till exempel {example}.").format(
        name=limit.name, text=text.strip()[:40], example=example
    )


def _chosen(limit: LimitType, text: str) -> Value:
    if limit.kind is LimitKind.YES_NO and text in {YES, NO}:
        return text == YES
    if text in limit.choices:
        return text
    raise RuleViolation(_("Välj ett av alternativen vid ”{name}”.").format(name=limit.name))


def _text(limit: LimitType, text: str) -> str:
    clean = checked_title(text, what=_lower(limit), longest=LONGEST_TEXT, needed=bool(limit.least))
    if limit.kind is LimitKind.CODES:
        parse_ranges(clean)
    return clean


def _bound(limit: LimitType, value: int | Decimal) -> str:
    """Return a bound in words; a zero is a number here, whatever it means."""
    return said(limit, value) if value else "0"


def _lower(limit: LimitType) -> str:
    return limit.name[:1].lower() + limit.name[1:]
