"""Values of key figures in a file, Excel or CSV: a line a value, with what is wrong in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.enums import Sex
from core.errors import Problem, RuleViolation, Severity
from core.imports.sheet import SheetRow, find_columns, read_sheet, require_columns
from core.periods import MONTHS, Period
from core.rules.indicator_numbers import read_number
from core.rules.long_texts import storable
from core.texts import _

_COLUMNS: dict[str, tuple[str, ...]] = {
    "period": ("period", "datum", "månad", "date"),
    "unit": ("enhetskod", "enhet", "unit"),
    "indicator": ("nyckeltalskod", "nyckeltal", "kod", "indicator"),
    "sex": ("kön", "kon", "gender"),
    "value": ("värde", "varde", "utfall", "value"),
    "numerator": ("täljare", "taljare", "numerator"),
    "denominator": ("nämnare", "namnare", "denominator"),
}
"""The names that a header may have."""
_NEEDED = ("period", "unit", "indicator")
_SEXES = {
    "": Sex.TOTAL, "t": Sex.TOTAL, "alla": Sex.TOTAL, "totalt": Sex.TOTAL,
    "k": Sex.WOMEN, "kvinnor": Sex.WOMEN, "flickor": Sex.WOMEN,
    "m": Sex.MEN, "män": Sex.MEN, "pojkar": Sex.MEN,
}  # fmt: skip
_LONGEST_CODE = 40
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A line of the file: a value, or the two parts of a share."""

    line: int
    unit_code: str
    code: str
    period: Period
    sex: Sex
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


def read_indicator_file(data: bytes) -> tuple[list[ValueLine], list[Problem]]:
    """Return the lines that can be read, and a problem in words for each that cannot.

    Raises `ImportFileError` when the file is no table with period, enhetskod and nyckeltalskod, or too long.
    """
    header, rows = read_sheet(data)
    places = find_columns(header, _COLUMNS)
    missing = [_COLUMNS[column][0] for column in _NEEDED if column not in places]
    if "value" not in places and not {"numerator", "denominator"} <= set(places):
        missing.append(_("värde, eller täljare och nämnare"))
    require_columns(missing)
    lines: list[ValueLine] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str, Period, Sex], int] = {}
    for row in rows:
        try:
            line = _line(row, places)
            _require_once(line, seen)
            lines.append(line)
        except (RuleViolation, ValueError) as refusal:
            problems.append(Problem("indicator_line", str(refusal), Severity.ERROR, row.line))
    return lines, problems


def _require_once(line: ValueLine, seen: dict[tuple[str, str, Period, Sex], int]) -> None:
    key = (line.unit_code, line.code, line.period, line.sex)
    before = seen.setdefault(key, line.line)
    if before != line.line:
        raise RuleViolation(_("Samma värde står redan på rad {row}. Behåll en av dem.").format(row=before))


def _line(row: SheetRow, places: Mapping[str, str]) -> ValueLine:
    cells = {column: " ".join(storable(row.cells.get(name, "")).split()) for column, name in places.items()}
    value, upper, lower = (read_number(cells.get(one, "")) for one in ("value", "numerator", "denominator"))
    if (upper is None) != (lower is None):
        raise RuleViolation(_("Skriv både täljare och nämnare."))
    if value is None and upper is None:
        raise RuleViolation(_("Raden har inget värde."))
    return ValueLine(
        line=row.line,
        unit_code=_code(cells["unit"], _("enhetskod")),
        code=_code(cells["indicator"], _("nyckeltalskod")),
        period=_period(cells["period"]),
        sex=_sex(cells.get("sex", "")),
        value=value if upper is None else None,
        numerator=upper,
        denominator=lower,
    )


def _code(text: str, what: str) -> str:
    if not text:
        raise RuleViolation(_("Ange {what}.").format(what=what))
    if len(text) > _LONGEST_CODE:
        raise RuleViolation(_("{what} är för lång.").format(what=what.capitalize()))
    return text


def _period(text: str) -> Period:
    """Return a month from `2026-10`, a day in it, `202610`, or a year, which stands for its December."""
    try:
        if text.isascii() and text.isdigit():
            year, month = int(text[:4]), int(text[4:6] or "12")
            period = Period(year, month) if len(text) in {4, 6} else Period.parse("")
        elif len(text) == len("2026-10"):
            period = Period.parse(text)
        else:
            day = date.fromisoformat(text[:10])
            period = Period(day.year, day.month)
    except ValueError as error:
        raise RuleViolation(
            _("”{text}” är ingen period. Skriv den som 2026-10.").format(text=text[:20])
        ) from error
    if period.year not in _YEARS or period.month not in MONTHS:
        raise RuleViolation(_("”{text}” är ingen period. Skriv den som 2026-10.").format(text=text[:20]))
    return period


def _sex(text: str) -> Sex:
    sex = _SEXES.get(text.casefold())
    if sex is None:
        raise RuleViolation(
            _("”{text}” är inget kön. Skriv T, K eller M, eller lämna tomt.").format(text=text[:20])
        )
    return sex
