"""An amount typed on a sum row, let down over the rows below it."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

from core.errors import RuleViolation
from core.money import MoneyUnit, format_money
from core.rules.spreading import apportion, require_whole
from core.texts import _

Key = TypeVar("Key", bound=Hashable)


def splash(
    rows: Mapping[Key, int | None], new_total: int, locked: frozenset[Key] = frozenset()
) -> dict[Key, int]:
    """Return the cells (öre) that change or stand when the sum of all rows becomes the new total.

    The difference goes to the open cells by their size, so that rows of the same sign keep their
    proportions and income and cost both move the way asked for. Empty cells beside filled ones stay
    empty and are left out; when all are empty or zero they share equally. Locked cells are left out.
    Raises `RuleViolation` when every cell is locked, or when a cell would change its sign.
    """
    require_whole(new_total)
    kept = sum(amount or 0 for key, amount in rows.items() if key in locked)
    free = {key: amount for key, amount in rows.items() if key not in locked}
    if not free:
        raise RuleViolation(_("Alla rader under summan är låsta. Lås upp en rad, så kan beloppet fördelas."))
    target = new_total - kept
    size = sum(abs(amount or 0) for amount in free.values())
    if not size:
        shares = dict.fromkeys(free, Fraction(target, len(free)))
    else:
        held = {key: amount for key, amount in free.items() if amount is not None}
        difference = target - sum(held.values())
        _require_same_signs(held, difference, size, kept)
        shares = {key: amount + Fraction(difference * abs(amount), size) for key, amount in held.items()}
    return dict(zip(shares, apportion(list(shares.values()), target), strict=True))


def _require_same_signs(held: Mapping[Key, int], difference: int, size: int, kept: int) -> None:
    """Refuse a difference that is larger than all cells and turns some of them around."""
    if abs(difference) <= size or all(amount * difference >= 0 for amount in held.values()):
        return
    if kept:
        raise RuleViolation(
            _(
                "De låsta raderna är redan {kept}, så de andra skulle byta tecken. "
                "Lås upp en rad, eller ändra raderna var för sig."
            ).format(kept=format_money(kept, MoneyUnit.KR, word=True))
        )
    raise RuleViolation(
        _(
            "Med den summan skulle rader byta tecken, från kostnad till intäkt eller tvärtom. "
            "Kontrollera minustecknet, eller ändra raderna var för sig."
        )
    )
