"""What a limit of the municipality is, and how its value is stored, typed and said.

A value is öre, a share (0.01), a number, a choice or a text by its kind; None where a limit is switched
off. It is stored as text: whole kronor or kronor with öre, a share as "0.01", days, "ja" and "nej".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

from core.money import EMPTY, NBSP, ORE_PER_KRONA, format_number, ore_from_decimal
from core.rules.access import Action
from core.texts import _, ngettext

Value: TypeAlias = int | Decimal | str | None
OFF = "-"
"""What is stored where a limit is switched off."""
YES, NO = "ja", "nej"
LONGEST_TEXT = 200


class LimitKind(StrEnum):
    """What kind of value a limit has."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    DAYS = "days"
    CHOICE = "choice"
    YES_NO = "yes_no"
    TEXT = "text"
    CODES = "codes"


class LimitGroup(StrEnum):
    """What the limits are about, in the order of the page; the value is that of its address."""

    FORECAST = "prognos"
    ACTION_PLAN = "atgardsplan"
    BUDGET = "budget"
    FOLLOW_UP = "uppfoljning"
    CONTROL_LIST = "kontrollista"
    GOALS = "mal"
    ACTIVITIES = "aktiviteter"
    REMINDERS = "paminnelser"
    MUNICIPALITY = "kommunen"


@dataclass(frozen=True, slots=True)
class LimitType:
    """A limit: its name, what it governs, its usual value, where it shows, and the right to change it.

    `least` and `most` are öre, shares or numbers. `unit` is the word after a number, `zero` says what
    nothing means, `off` what is said where it is switched off (empty: it cannot be).
    """

    group: LimitGroup
    name: str
    means: str
    kind: LimitKind
    usual: Value
    page: str
    right: Action
    least: int | Decimal = 0
    most: int | Decimal = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    zero: str = ""
    off: str = ""


def stored(limit: LimitType, value: Value) -> str:
    """Return a value as the table of settings keeps it."""
    if value is None:
        return OFF
    match limit.kind:
        case LimitKind.MONEY:
            return _plain(Decimal(value) / ORE_PER_KRONA)
        case LimitKind.SHARE:
            return _plain(Decimal(value))
        case LimitKind.YES_NO:
            return YES if value else NO
        case _:
            return str(value)


def read_stored(limit: LimitType, text: str | None) -> Value:
    """Return the value of a stored text; the usual one for nothing, and for what cannot be read."""
    if text is None:
        return limit.usual
    if limit.kind in {LimitKind.TEXT, LimitKind.CODES}:
        return text or (limit.usual if limit.least else text)
    if limit.off and text.strip() == OFF:
        return None
    try:
        value = _read(limit, text.strip())
    except (ValueError, InvalidOperation):
        return limit.usual
    return limit.usual if not isinstance(value, str) and value < limit.least else value


def _read(limit: LimitType, text: str) -> int | Decimal | str:
    match limit.kind:
        case LimitKind.MONEY:
            return ore_from_decimal(Decimal(text))
        case LimitKind.SHARE:
            return Decimal(text)
        case LimitKind.YES_NO:
            return text == YES
        case LimitKind.CHOICE:
            return text if text in limit.choices else str(limit.usual)
        case _:
            return int(text)


def said(limit: LimitType, value: Value) -> str:
    """Return a value in words: `100 000 kr`, `1 %`, `30 dagar`, `Nämnd`."""
    if value is None:
        return limit.off
    if limit.zero and not value:
        return limit.zero
    match limit.kind:
        case LimitKind.MONEY | LimitKind.SHARE:
            return f"{typed(limit, value)}{NBSP}{'kr' if limit.kind is LimitKind.MONEY else '%'}"
        case LimitKind.COUNT:
            return f"{typed(limit, value)}{NBSP}{limit.unit}".strip()
        case LimitKind.DAYS:
            return ngettext("{n} dag", "{n} dagar", int(value)).format(n=value)
        case LimitKind.CHOICE:
            return limit.choices[str(value)]
        case LimitKind.YES_NO:
            return _("Ja") if value else _("Nej")
        case _:
            return str(value) or EMPTY


def typed(limit: LimitType, value: Value) -> str:
    """Return a value as it stands in its field, without its unit; one that is switched off is a dash."""
    if value is None:
        return OFF
    match limit.kind:
        case LimitKind.MONEY:
            return _number(Decimal(value) / ORE_PER_KRONA)
        case LimitKind.SHARE:
            return _number(Decimal(value) * 100)
        case LimitKind.COUNT | LimitKind.DAYS:
            return _number(Decimal(value))
        case _:
            return stored(limit, value)


def _plain(value: Decimal) -> str:
    """Return a number without needless zeros or an exponent: `100000`, `0.01`."""
    return format(value.normalize(), "f")


def _number(value: Decimal) -> str:
    _whole, _point, decimals = _plain(value).partition(".")
    return format_number(value, decimals=len(decimals))
