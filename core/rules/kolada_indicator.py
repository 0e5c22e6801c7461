"""A key figure of Kolada as one of the municipality's own: everything that its metadata says."""

from collections.abc import Collection
from datetime import date

from core.enums import Aggregation, Direction, Periodicity
from core.rules.formula import is_name
from core.rules.indicator_texts import Definition
from core.rules.kolada import fold, suffix_of
from core.texts import _

SOURCE_NAME = "Kolada"

_LONGEST_TITLE, _LONGEST_UNIT = 200, 40
_PER_CENT = "%"
_LOWER_IS_BETTER = (
    "arbetslös", "avbrott", "avgift", "besvär", "brott", "ekonomiskt bistånd", "fall ", "frånvar", "kostnad",
    "kö ", "obehöriga", "personalomsättning", "skattesats", "skuld", "sjuk", "skadade", "utsläpp",
    "vräkning", "väntetid",
)  # fmt: skip
"""Words of a title by which a low value is the likelier aim; whoever adds the figure sees and says it."""


def likely_direction(title: str) -> Direction:
    """Return which way is good, as far as a title tells: Kolada's metadata do not say."""
    folded = f"{fold(title)} "
    return Direction.LOWER if any(word in folded for word in _LOWER_IS_BETTER) else Direction.HIGHER


def definition_of(
    kpi_id: str, title: str, *, text: str = "", by_sex: bool = False, publication: str = "", today: date
) -> Definition:
    """Return the definition that a key figure's metadata make; `publication` is a day or anything else.

    Its values are of years, at the municipality itself, and are not added up.
    """
    unit, decimals = _measured_in(title)
    return Definition(
        code=kpi_id,
        title=title[:_LONGEST_TITLE],
        measure_unit=unit[:_LONGEST_UNIT],
        text=text,
        source=SOURCE_NAME,
        decimals=decimals,
        direction=likely_direction(title),
        periodicity=Periodicity.YEAR,
        aggregation=Aggregation.NONE,
        by_sex=by_sex,
        kolada_id=kpi_id,
        next_update=_coming(publication, today),
    )


def free_code(kpi_id: str, taken: Collection[str]) -> str:
    """Return the id as a code, with a number after it while another key figure has it."""
    code = kpi_id if is_name(kpi_id) else f"K{kpi_id}"
    held = {fold(one) for one in taken}
    if fold(code) not in held:
        return code
    return next(one for n in range(2, len(held) + 3) if fold(one := f"{code}_{n}") not in held)


def _measured_in(title: str) -> tuple[str, int]:
    """Return the unit that a title ends with, and the decimals that it is read with."""
    suffix = suffix_of(title)
    if suffix == _PER_CENT:
        return _("procent"), 1
    if suffix:
        return suffix, 0
    return (_("antal"), 0) if "antal" in fold(title) else (_("värde"), 1)


def _coming(publication: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(publication)
    except ValueError:
        return None
    return day if day > today else None
