"""The words of Prognossäkerhet: how right, which way, and how late a deficit was seen."""

from collections.abc import Sequence

from core.money import ORE_PER, MoneyUnit
from core.periods import month_name
from core.reports.words import Sentence, large_amount, sentence
from core.rules.forecast_accuracy import Accuracy, PastYear, had_deficit, seen_after
from core.rules.variance import Limit
from core.table import Status
from core.texts import _, ngettext

_CLOSE = 50 * ORE_PER[MoneyUnit.TKR]
"""An average nearer than this is told as a hit."""
_SHARE = 500
"""And an error nearer than two thousandths of the budgeted costs, for those who have much."""


def answer(rounds: Sequence[Accuracy], name: str, *, own: bool) -> Sentence:
    """Return how the last forecast of the year uses to do: "Ni har i snitt legat 0,4 mnkr för dystert"."""
    if not rounds:
        return sentence(_("Det finns inget avslutat år med prognoser att jämföra med än."))
    last = rounds[-1]
    years = ngettext("räknat på ett år", "räknat på {n} år", last.of).format(n=last.of)
    words = {"who": _("Ni") if own else name, "when": last.name, "years": years}
    if abs(last.mean) < _CLOSE and last.typical < _CLOSE:
        hit = _("{who} har träffat på {{amount}} när i {when}, {years}.")
        return sentence(hit.format(**words), amount=large_amount(max(last.typical, 1)))
    if abs(last.mean) < _CLOSE or (not last.same_way and 2 * abs(last.mean) < last.typical):
        even = _(
            "{who} har i snitt legat rätt i {when}, men {{amount}} fel åt ena eller andra hållet, {years}."
        )
        return sentence(even.format(**words), amount=large_amount(last.typical))
    way = _("för dystert") if last.mean < 0 else _("för hoppfullt")
    skewed = _("{who} har i snitt legat {{amount}} {{way}} i {when}, {years}.")
    return sentence(skewed.format(**words), amount=large_amount(abs(last.mean)), way=way)


def error_word(past: PastYear, error: int | None) -> tuple[str, Status]:
    """Return in a word or two which way a forecast erred."""
    if error is None:
        return _("vet vi inte än"), Status.NONE
    if is_close(error, past.gross_cost):
        return _("träffade"), Status.OK
    return (_("för dyster"), Status.PARTLY) if error < 0 else (_("för hoppfull"), Status.BAD)


def habit_word(held: Sequence[Accuracy]) -> tuple[str, Status]:
    """Return which way a unit's last forecast of the year uses to err."""
    last = held[-1]
    if last.typical < _CLOSE:
        return _("träffsäker"), Status.OK
    if not last.same_way:
        return _("åt båda hållen"), Status.NONE
    return (_("för dyster"), Status.PARTLY) if last.mean < 0 else (_("för hoppfull"), Status.BAD)


def is_close(error: int, gross_cost: int) -> bool:
    """Return whether an error is too small to call wrong."""
    return abs(error) < max(_CLOSE, gross_cost // _SHARE)


def seen_words(past: PastYear, limit: Limit) -> str:
    """Return when a year's deficit was seen; nothing for a year without one."""
    if not had_deficit(past, limit):
        return ""
    deficit = large_amount(-(past.outcome or 0))
    first = seen_after(past, limit)
    if first is None:
        return _("{year}: underskottet på {amount} syntes inte till hälften i någon prognos.").format(
            year=past.year, amount=deficit
        )
    return _("{year}: underskottet på {amount} syntes till hälften i {name}, efter {month}.").format(
        year=past.year, amount=deficit, name=first.name, month=month_name(first.months)
    )
