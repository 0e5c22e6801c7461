"""Key figures in words: what they are, how they are reckoned, judged and added up."""

from decimal import Decimal

from core.enums import Aggregation, Direction, Periodicity, Sex, ValueOrigin
from core.money import EMPTY
from core.periods import Period
from core.queries.indicator_standing import Standing
from core.queries.indicators import IndicatorRow
from core.rules.formula import names_in
from core.rules.indicator_economy import BUILT_IN
from core.rules.indicator_numbers import number_words
from core.rules.indicator_texts import Definition
from core.rules.kolada_indicator import SOURCE_NAME
from core.table import Status
from core.texts import _

DIRECTIONS: dict[Direction, str] = {
    Direction.HIGHER: _("Högt är bra"), Direction.LOWER: _("Lågt är bra"),
}  # fmt: skip
PERIODS: dict[Periodicity, str] = {
    Periodicity.MONTH: _("Varje månad"), Periodicity.QUARTER: _("Varje kvartal"),
    Periodicity.TERTIAL: _("Varje tertial"), Periodicity.YEAR: _("Varje år"),
}  # fmt: skip
SUMS: dict[Aggregation, str] = {
    Aggregation.NONE: _("Läggs inte ihop"),
    Aggregation.SUM: _("Enheternas summa"),
    Aggregation.MEAN: _("Enheternas medelvärde"),
    Aggregation.RATIO: _("Andel: täljare delat med nämnare, för alla enheter tillsammans"),
    Aggregation.LATEST: _("Det senaste av enheternas värden"),
}
SEXES: dict[Sex, str] = {Sex.TOTAL: _("Alla"), Sex.WOMEN: _("Kvinnor"), Sex.MEN: _("Män")}
ORIGINS: dict[ValueOrigin, str] = {
    ValueOrigin.TYPED: _("skrivet"), ValueOrigin.FILE: _("ur fil"), ValueOrigin.KOLADA: _("Kolada"),
    ValueOrigin.COMPUTED: _("räknat"),
}  # fmt: skip
MISSING = _("Analys saknas")
"""Said of a red value that nobody has written about: it counts as missing."""


def value_words(said: Definition, value: Decimal | None) -> str:
    """Return a value with its unit, `6,4 procent`."""
    return number_words(value, said.decimals, said.measure_unit)


def short_value(said: Definition, value: Decimal | None) -> str:
    """Return a value in a table: per cent with its sign, other units in the heading or row."""
    words = number_words(value, said.decimals)
    return f"{words} %" if said.measure_unit == _("procent") and value is not None else words


def standing_words(said: Definition, standing: Standing | None) -> str:
    """Return the latest value with its period, or why there is none."""
    if standing is None:
        return EMPTY
    if standing.problem:
        return standing.problem
    if standing.measured is None or standing.measured.value is None:
        return _("Inget värde än")
    value = value_words(said, standing.measured.value)
    return f"{value}, {period_words(standing.measured.at)}"


def period_words(at: tuple[int, int]) -> str:
    """Return a month in words; nothing for none."""
    return Period(*at).words() if at[1] else ""


def target_words(said: Definition, target: Decimal | None) -> str:
    """Return a target with which way is good: `minst 88 procent`."""
    if target is None:
        return _("Inget mål än")
    word = _("minst {value}") if said.direction is Direction.HIGHER else _("högst {value}")
    return word.format(value=value_words(said, target))


def threshold_words(said: Definition) -> str:
    """Return when a value goes by plan, partly or deviates; a distance between per cents is in points."""
    if not said.partly:
        return _("Enligt plan när målet är nått, annars avviker det.")
    unit = _("procentenheter") if said.measure_unit == _("procent") else said.measure_unit
    return _("Enligt plan när målet är nått, delvis inom {partly} från det, annars avviker det.").format(
        partly=number_words(said.partly, said.decimals, unit)
    )


def source_words(said: Definition) -> str:
    """Return where values come from."""
    if said.kolada_id:
        more = said.source if said.source != SOURCE_NAME else ""
        return _("Kolada {id}. {source}").format(id=said.kolada_id, source=more).strip()
    return said.source or _("Ingen angiven")


def formula_words(said: Definition, others: dict[str, IndicatorRow]) -> str:
    """Return how a figure is reckoned: its formula with every name explained, or what people do."""
    if not said.formula:
        if said.aggregation is Aggregation.RATIO:
            return _("Täljare delat med nämnare, gånger {factor}.").format(factor=said.factor)
        return _("Skrivs in som det är.")
    try:
        names = names_in(said.formula)
    except ValueError as error:
        return str(error)
    told = [f"{name} = {_named(name, others)}" for name in names]
    return (
        _("{formula}, där {names}").format(formula=said.formula, names="; ".join(told))
        if told
        else said.formula
    )


def needs_words(standing: Standing | None, *, said: bool) -> bool:
    """Return whether a value is red and nobody has written why."""
    return standing is not None and standing.status is Status.BAD and not said


def _named(name: str, others: dict[str, IndicatorRow]) -> str:
    if name in BUILT_IN:
        return BUILT_IN[name].words.removesuffix(".")
    row = others.get(name)
    return row.definition.title if row else _("finns inte")
