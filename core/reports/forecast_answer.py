"""The forecast in sentences: against the budget, mostly why, before and after measures."""

from collections.abc import Collection, Sequence

from core.money import MoneyUnit, format_money
from core.reports.forecast_rows import SheetRow
from core.reports.forecast_sheet import UnitForecast
from core.reports.words import Sentence, large_amount, listed, lower_first, sentence, verdict
from core.rules.forecast import Measures
from core.texts import _, ngettext

_MOST = 2


def answer(units: Sequence[UnitForecast]) -> Sentence:
    """Return the answer for a unit or several: "Prognosen är 1,2 mnkr sämre än budget, mest …"."""
    net = sum(unit.variance for unit in units)
    if len(units) == 1:
        parts = [(lower_first(row.title), row.variance) for row in units[0].rows]
    else:
        parts = [(unit.unit.name, unit.variance) for unit in units]
    if not large_enough(net):
        return sentence(_("Prognosen {follows}."), follows=_("är som budget"))
    why = mostly(parts, net)
    text = _("Prognosen är {{verdict}}{why}.").format(
        why=_(", mest {names}").format(names=why) if why else ""
    )
    return sentence(text, verdict=verdict(net))


def large_enough(variance: int) -> bool:
    """Return whether a variance can be seen at all: a thousand kronor or more."""
    return format_money(abs(variance), MoneyUnit.TKR) != format_money(0, MoneyUnit.TKR)


def mostly(parts: Collection[tuple[str, int]], net: int) -> str:
    """Return the one or two parts that make most of a net; a second that is small is left out."""
    same_way = sorted((one for one in parts if one[1] * net > 0), key=lambda one: -abs(one[1]))
    largest = same_way[:_MOST]
    kept = [name for name, variance in largest if 2 * abs(variance) >= abs(largest[0][1])]
    return listed(kept)


def measure_line(measures: Measures) -> str:
    """Return before, measures and after: "Före åtgärder −14,0 mnkr; åtgärder +3,5 mnkr …"."""
    if not measures.effect:
        return ""
    words = _("Före åtgärder {before}, åtgärder {effect} (varav {realised} har kommit), efter {after}.")
    return words.format(
        before=large_amount(measures.before, signed=True),
        effect=large_amount(measures.effect, signed=True),
        realised=large_amount(measures.realised, signed=True),
        after=large_amount(measures.after, signed=True),
    )


def quiet_line(rows: Sequence[SheetRow]) -> str:
    """Return the one line that stands for all rows that nobody needs to look at."""
    if all(row.row.touched or row.row.value is None for row in rows):
        words = ngettext("{n} rad stämmer", "{n} rader stämmer", len(rows))
    else:
        words = ngettext("{n} rad enligt förslaget", "{n} rader enligt förslaget", len(rows))
    amount = format_money(sum(row.variance for row in rows), MoneyUnit.TKR, signed=True, word=True)
    return _("{rows}, sammanlagt {amount} mot budget").format(rows=words.format(n=len(rows)), amount=amount)


def missing_line(unit: UnitForecast) -> str:
    """Return how many things are missing before the unit can hand in; empty when nothing is."""
    n = len(unit.missing)
    return ngettext("{n} sak saknas", "{n} saker saknas", n).format(n=n) if n else ""
