"""Last year's plan gone through: what stands of each thing, and what a choice leads to next year, in words.

standing_words(item, *, year) -> str
result_words(item, choice, *, year) -> str
result_table(pairs, *, year) -> Table
"""

from collections.abc import Sequence

from core.queries.plan_review import ReviewItem
from core.rules.indicator_numbers import number_words
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem
from core.table import Column, Kind, Row, Table
from core.texts import _

KINDS: dict[PlanItem, str] = {
    PlanItem.TEXT: _("Egna ord"),
    PlanItem.GOAL: _("Mål och uppdrag"),
    PlanItem.INDICATOR: _("Nyckeltal"),
    PlanItem.ACTIVITY: _("Aktiviteter som inte är klara"),
}
CHOICES: dict[PlanChoice, str] = {
    PlanChoice.KEEP: _("Behåll"),
    PlanChoice.CHANGE: _("Ändra"),
    PlanChoice.CLOSE: _("Avsluta"),
}


def standing_words(item: ReviewItem, *, year: int) -> str:
    """Return what is known of a thing in the year that is over; empty where its title says all."""
    if item.kind is PlanItem.INDICATOR:
        if item.target is None:
            return _("Inget målvärde {year}").format(year=year)
        words = number_words(item.target, item.decimals, item.measure_unit)
        return _("Målvärde {year}: {target}").format(year=year, target=words)
    if item.kind is PlanItem.ACTIVITY:
        if item.day is None:
            return _("Pågår tills vidare")
        return _("Sista dag {day}").format(day=item.day)
    if item.kind is PlanItem.GOAL and item.day is not None:
        return _("Återrapporteras {day}").format(day=item.day)
    if item.kind is PlanItem.GOAL and not item.goes_on:
        return _("Gäller till och med {year}").format(year=year)
    return ""


def result_words(item: ReviewItem, choice: ItemChoice, *, year: int) -> str:
    """Return what a choice leads to in the year that is planned."""
    return _RESULTS[item.kind](item, choice, year)


def result_table(pairs: Sequence[tuple[ReviewItem, ItemChoice]], *, year: int) -> Table:
    """Return what will be saved, a row a choice."""
    columns = (
        Column("what", _("Vad"), Kind.TEXT),
        Column("choice", _("Ditt val"), Kind.TEXT),
        Column("result", _("Så blir det {year}").format(year=year), Kind.TEXT),
    )
    rows = tuple(
        Row(
            f"{item.kind}:{item.item}",
            (item.title, CHOICES[choice.what], result_words(item, choice, year=year)),
        )
        for item, choice in pairs
    )
    return Table(_("Så blir planen för {year}").format(year=year), columns, rows)


def _text(_item: ReviewItem, choice: ItemChoice, year: int) -> str:
    if choice.what is PlanChoice.KEEP:
        return _("Texten följer med till {year}. Läs den och markera rubriken klar i planen.").format(
            year=year
        )
    if choice.what is PlanChoice.CHANGE:
        return _("Din nya text står i planen.")
    return _("Rubriken börjar tom.")


def _goal(item: ReviewItem, choice: ItemChoice, year: int) -> str:
    if choice.what is PlanChoice.KEEP:
        return _("Gäller även {year}.").format(year=year)
    if choice.what is PlanChoice.CHANGE:
        title = " ".join(choice.title.split()) or item.title
        return _("Från {year}: ”{title}”. Årets mål ändras inte.").format(year=year, title=title)
    return _("Gäller till och med {year} och följs upp som vanligt.").format(year=year - 1)


def _figure(item: ReviewItem, choice: ItemChoice, year: int) -> str:
    if choice.what is PlanChoice.CLOSE:
        return _("Följs till och med {year}. Värdena finns kvar.").format(year=year - 1)
    target = item.target if choice.what is PlanChoice.KEEP else choice.target
    if target is None:
        return _("Följs vidare utan målvärde.")
    words = number_words(target, item.decimals, item.measure_unit)
    return _("Målvärde {year}: {target}").format(year=year, target=words)


def _activity(item: ReviewItem, choice: ItemChoice, year: int) -> str:
    if choice.what is PlanChoice.CLOSE:
        return (
            _("Slutar {year}-12-31.").format(year=year - 1)
            if item.goes_on
            else _("Följer inte med. Årets aktivitet avslutas när året är slut.")
        )
    if item.goes_on:
        return (
            _("Pågår som den är.")
            if choice.what is PlanChoice.KEEP
            else _("Ny sista dag {day}.").format(day=choice.day)
        )
    title = " ".join(choice.title.split()) or item.title
    named = title if choice.what is PlanChoice.CHANGE else item.title
    return _("”{title}” pågår {year}-01-01 till {day}. Årets aktivitet ändras inte.").format(
        title=named, year=year, day=choice.day
    )


_RESULTS = {
    PlanItem.TEXT: _text,
    PlanItem.GOAL: _goal,
    PlanItem.INDICATOR: _figure,
    PlanItem.ACTIVITY: _activity,
}
