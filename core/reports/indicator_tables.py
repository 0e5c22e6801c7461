"""Key figures as tables: a unit's own, those below, all units of one, and month by month."""

from collections.abc import Callable, Sequence

from core.enums import Aggregation, Sex
from core.money import EMPTY
from core.periods import Period
from core.queries.indicators import ValueRow
from core.reports import indicator_words as words
from core.reports.indicator_page import Line, OnePage
from core.rules.indicator_numbers import number_words
from core.rules.indicator_status import status_by
from core.table import Column, Kind, Row, Status, Table, Value
from core.texts import _


def lines_table(lines: Sequence[Line], title: str, *, with_unit: bool, with_name: bool) -> Table:
    """Return key figures at units; a drill is `figure/unit`."""
    columns = [
        *([Column("title", _("Nyckeltal"), Kind.TEXT)] if with_name else []),
        *([Column("unit", _("Enhet"), Kind.TEXT)] if with_unit else []),
        Column("value", _("Senaste utfall"), Kind.TEXT),
        Column("target", _("Mål"), Kind.TEXT),
        Column("status", _("Läge"), Kind.STATUS),
        Column("said", _("Enheten säger"), Kind.TEXT),
        Column("owner", _("Rapporteras av"), Kind.TEXT),
    ]
    return Table(
        title=title,
        columns=tuple(columns),
        rows=tuple(_line(line, with_unit=with_unit, with_name=with_name) for line in lines),
    )


def months_table(page: OnePage) -> Table:
    """Return the values of a unit month by month, the latest first, with parts, sexes, target and words."""
    said = page.indicator.definition
    parts = said.aggregation is Aggregation.RATIO
    columns = [
        Column("period", _("Till och med"), Kind.TEXT),
        Column("value", _("Utfall, {unit}").format(unit=said.measure_unit), Kind.TEXT),
        *([Column("parts", _("Täljare / nämnare"), Kind.TEXT)] if parts else []),
        *(
            [Column("women", _("Kvinnor"), Kind.TEXT), Column("men", _("Män"), Kind.TEXT)]
            if page.has_sexes
            else []
        ),
        Column("target", _("Mål"), Kind.TEXT),
        Column("status", _("Läge"), Kind.STATUS),
        Column("said", _("Analys"), Kind.TEXT),
    ]
    by_month: dict[tuple[int, int], dict[Sex, ValueRow]] = {}
    for row in page.values:
        by_month.setdefault(row.measured.at, {})[row.sex] = row
    by_month |= {at: {} for at in page.problems}
    rows = [_month(page, at, found, parts=parts) for at, found in sorted(by_month.items(), reverse=True)]
    return Table(title=_("Månad för månad"), columns=tuple(columns), rows=tuple(rows))


def targets_table(page: OnePage) -> Table:
    """Return the targets year by year."""
    said = page.indicator.definition
    return Table(
        title=_("Mål år för år"),
        columns=(Column("year", _("År"), Kind.TEXT), Column("target", _("Mål"), Kind.TEXT)),
        rows=tuple(
            Row(str(year), (str(year), words.target_words(said, value)))
            for year, value in sorted(page.targets.items())
        ),
    )


def _line(line: Line, *, with_unit: bool, with_name: bool) -> Row:
    said = line.indicator.definition
    cells: list[Value] = [
        *([said.title] if with_name else []),
        *([line.unit] if with_unit else []),
        words.standing_words(said, line.standing),
        words.target_words(said, line.standing.target if line.standing else None),
        None,
        words.MISSING if line.missing else line.words,
        line.owner or _("Ingen"),
    ]
    return Row(
        f"{line.indicator.id}/{line.unit_id}",
        tuple(cells),
        status=line.status,
        drill=f"{line.indicator.id}/{line.unit_id}",
    )


def _month(page: OnePage, at: tuple[int, int], found: dict[Sex, ValueRow], *, parts: bool) -> Row:
    said = page.indicator.definition
    whole = found.get(Sex.TOTAL)
    value = whole.measured.value if whole else None
    target = page.targets.get(at[0])
    told = next((row for row in page.words if row.at == at), None)
    status = status_by(said, value, target)

    def of(sex: Sex) -> str:
        return words.short_value(said, found[sex].measured.value) if sex in found else EMPTY

    cells: list[Value] = [Period(*at).words(), page.problems.get(at) or of(Sex.TOTAL)]
    if parts:
        cells.append(_parts(whole))
    if page.has_sexes:
        cells += [of(Sex.WOMEN), of(Sex.MEN)]
    red = status is Status.BAD and told is None
    cells += [words.short_value(said, target), None, words.MISSING if red else (told.text if told else "")]
    return Row(f"{at[0]}-{at[1]}", tuple(cells), status=(told.status if told else None) or status)


def _parts(row: ValueRow | None) -> str:
    if row is None or row.measured.numerator is None or row.measured.denominator is None:
        return EMPTY
    number: Callable[..., str] = number_words
    upper, lower = row.measured.numerator, row.measured.denominator
    return f"{number(upper, _decimals(upper))} / {number(lower, _decimals(lower))}"


def _decimals(value: object) -> int:
    return 0 if value == int(value) else 1  # type: ignore[call-overload]
