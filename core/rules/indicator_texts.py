"""The definition of a key figure as it is written, and what must hold of it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.enums import Aggregation, Direction, Periodicity
from core.errors import RuleViolation
from core.rules.formula import is_name, names_in
from core.rules.indicator_economy import BUILT_IN
from core.rules.long_texts import LONG, checked_text, checked_title
from core.texts import _

_LONGEST_CODE = 40
_MOST_DECIMALS = 6
_FACTORS = (1, 100, 1_000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a key figure is, how it is read, added up and judged; see `core.models.indicators.Indicator`."""

    code: str
    title: str
    measure_unit: str
    text: str = ""
    source: str = ""
    decimals: int = 0
    direction: Direction = Direction.HIGHER
    periodicity: Periodicity = Periodicity.YEAR
    aggregation: Aggregation = Aggregation.NONE
    factor: int = 1
    by_sex: bool = False
    formula: str = ""
    kolada_id: str = ""
    partly: Decimal = Decimal(0)
    owner_id: int | None = None
    next_update: date | None = None


def checked_definition(asked: Definition) -> Definition:
    """Return a definition, tidy; `RuleViolation` with what to do for what cannot hold."""
    title = checked_title(asked.title, what=_("namnet"))
    measure_unit = checked_title(asked.measure_unit, what=_("enheten, till exempel procent"), longest=40)
    code = checked_title(asked.code, what=_("koden"), longest=_LONGEST_CODE)
    if not is_name(code):
        raise RuleViolation(_("Koden har bara bokstäver, siffror och understreck, och börjar på en bokstav."))
    if code in BUILT_IN:
        raise RuleViolation(
            _("Koden {code} är redan ett belopp ur ekonomin. Välj en annan.").format(code=code)
        )
    if not 0 <= asked.decimals <= _MOST_DECIMALS:
        raise RuleViolation(_("Välj mellan 0 och {n} decimaler.").format(n=_MOST_DECIMALS))
    if asked.partly < 0:
        raise RuleViolation(_("Skriv hur nära målet som räknas som delvis, noll eller mer."))
    if asked.factor not in _FACTORS:
        raise RuleViolation(_("Välj per 1, 100, 1 000, 10 000 eller 100 000."))
    if asked.formula.strip() and asked.kolada_id.strip():
        raise RuleViolation(_("Ett nyckeltal räknas med en formel eller hämtas från Kolada, inte båda."))
    return replace(
        asked,
        code=code,
        title=title,
        measure_unit=measure_unit,
        text=checked_text(asked.text, what=_("beskrivningen"), longest=LONG, needed=False),
        source=checked_title(asked.source, what=_("källan"), needed=False),
        formula=_formula(asked.formula, code),
        kolada_id=checked_title(asked.kolada_id, what=_("Koladas kod"), longest=20, needed=False),
    )


def check_circle(formulas: dict[str, str], code: str) -> None:
    """Raise `RuleViolation` when a key figure is reckoned from itself, straight or around."""
    waiting, seen = list(_read(formulas, code)), set()
    while waiting:
        name = waiting.pop()
        if name == code:
            raise RuleViolation(_("Formeln går i en cirkel: nyckeltalet räknas från sig självt."))
        if name not in seen:
            seen.add(name)
            waiting.extend(_read(formulas, name))


def _read(formulas: dict[str, str], code: str) -> tuple[str, ...]:
    return names_in(formulas[code]) if formulas.get(code) else ()


def _formula(text: str, code: str) -> str:
    formula = text.strip()
    if not formula:
        return ""
    try:
        names = names_in(formula)
    except ValueError as error:
        raise RuleViolation(str(error)) from None
    if code in names:
        raise RuleViolation(_("Formeln går i en cirkel: nyckeltalet räknas från sig självt."))
    return formula
