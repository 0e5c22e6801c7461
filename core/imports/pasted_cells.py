"""One pasted cell: an amount in whole kronor, nothing, or what is wrong with it in Swedish."""

import re
from dataclasses import dataclass
from fractions import Fraction

from core.money import MINUS, AmountError, MoneyUnit, format_money, parse_amount
from core.rules.spreading import to_kronor
from core.texts import _

_NOTHING = frozenset({"", "-", "–", "—", MINUS})
_KRONOR_SIGN = ":-"
_LETTER = re.compile(r"[^\W\d_]")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class PastedCell:
    """A cell: its text on one line, öre in whole kronor (None is nothing), a problem, a note."""

    text: str
    value: int | None = None
    problem: str = ""
    note: str = ""

    @property
    def is_formula(self) -> bool:
        """Whether the cell holds a formula or the error of one."""
        return self.text.startswith(("=", "#"))

    @property
    def is_words(self) -> bool:
        """Whether the cell is a text with letters, no amount and no formula."""
        return bool(self.problem) and not self.is_formula and bool(_LETTER.search(self.text))


def read_cell(text: str) -> PastedCell:
    """Return a cell; a dash is nothing, a formula is a problem, öre are rounded and told."""
    body = text.strip()
    if body in _NOTHING:
        return PastedCell(body)
    if body.startswith("="):
        return PastedCell(
            body,
            problem=_("”{text}” är en formel. Klistra in värdet i stället.").format(text=body[:_SHOWN]),
        )
    if body.startswith("#"):
        return PastedCell(
            body, problem=_("”{text}” är ett fel i Excel. Rätta cellen där först.").format(text=body[:_SHOWN])
        )
    try:
        exact = parse_amount(body.removesuffix(_KRONOR_SIGN))
    except AmountError as error:
        return PastedCell(body, problem=str(error))
    value = to_kronor(Fraction(exact))
    return PastedCell(body, value, note=_rounded(body, value) if value != exact else "")


def _rounded(text: str, value: int) -> str:
    return _("{text} avrundades till {value}.").format(
        text=text[:_SHOWN], value=format_money(value, MoneyUnit.KR, word=True)
    )
