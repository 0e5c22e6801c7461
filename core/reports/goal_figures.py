"""The key figures that measure a goal as a table: target, latest value and how it stands."""

from decimal import Decimal

from core.money import EMPTY, format_number
from core.periods import Period
from core.queries.goal_figures import GoalFigure
from core.table import Column, Kind, Row, Table
from core.texts import _


def figures_table(figures: list[GoalFigure], year: int) -> Table:
    """Return key figures in words: a value has its unit of measure and its period with it."""
    return Table(
        title=_("Nyckeltal som mäter målet"),
        columns=(
            Column("title", _("Nyckeltal"), Kind.TEXT),
            Column("target", _("Mål {year}").format(year=year), Kind.TEXT),
            Column("value", _("Senaste utfall"), Kind.TEXT),
            Column("status", _("Läge"), Kind.STATUS),
        ),
        rows=tuple(_row(figure) for figure in figures),
    )


def line(figure: GoalFigure) -> str:
    """Return the latest value and the target in one line: `90 procent, oktober 2026. Mål 95 procent.`"""
    if figure.target is None:
        return _("{value}. Inget mål än.").format(value=_latest(figure))
    return _("{value}. Mål {target}.").format(value=_latest(figure), target=_value(figure, figure.target))


def _row(figure: GoalFigure) -> Row:
    return Row(
        str(figure.indicator.id),
        (
            figure.indicator.definition.title,
            _value(figure, figure.target),
            _latest(figure),
            None,
        ),
        status=figure.status,
    )


def _latest(figure: GoalFigure) -> str:
    latest = figure.latest
    value = _value(figure, latest.value if latest else None)
    when = Period(*latest.at).words() if latest and latest.at[1] else ""
    return _("{value}, {when}").format(value=value, when=when) if when else value


def _value(figure: GoalFigure, value: Decimal | None) -> str:
    if value is None:
        return EMPTY
    said = figure.indicator.definition
    return f"{format_number(value, decimals=said.decimals)} {said.measure_unit}".strip()
