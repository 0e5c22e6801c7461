"""The key figures of a goal: the trend of each against its target, dated notes, and Kolada's neighbours."""

from decimal import Decimal

from core.db import Database
from core.money import EMPTY, format_number
from core.periods import Period
from core.queries.goal_figures import list_figures
from core.queries.goal_trend import Trend, read_trend
from core.queries.goals import GoalRow
from core.reports.goal_map import GoalMap
from core.rules.access import Actor
from core.texts import _
from pages.ui import charts, pieces
from pages.ui.chart_data import KeyFigure, key_figure_in_words
from pages.ui.chart_lines import line_with_target
from pages.ui.look import is_dark
from pages.ui.pieces import chip, heading, muted

_HEIGHT = 220
_MOST = 3
_PERCENT = "procent"


def show(database: Database, actor: Actor, found: GoalMap, goal: GoalRow) -> None:
    """Show the first few key figures of a goal, a card each."""
    read = found.read
    with database.reading() as session:
        figures = list_figures(session, actor, goal=goal, year=read.year, month=read.month)
        trends = [
            read_trend(
                session, actor, indicator_id=one.indicator.id, unit_id=goal.unit_id, year=read.year,
                month=read.month,
            )
            for one in figures[:_MOST]
        ]  # fmt: skip
    for trend in trends:
        if trend is not None:
            _card(found, goal, trend)


def _card(found: GoalMap, goal: GoalRow, trend: Trend) -> None:
    said = trend.indicator.definition
    suffix = "%" if said.measure_unit == _PERCENT else said.measure_unit
    data = KeyFigure(
        years=list(trend.values),
        own=[_rounded(value, said.decimals) for value in trend.values.values()],
        own_name=_("Vi"),
        other=[_rounded(value, said.decimals) for value in trend.neighbours.values.values()]
        if trend.neighbours else [],
        other_name=_("Liknande"),
        target=_rounded(trend.now.target, said.decimals),
        suffix=suffix,
    )  # fmt: skip
    with pieces.card(f"figure_{trend.indicator.id}"):
        word = found.word(trend.now.status)
        pieces.show(heading(said.title), muted(_line(trend, suffix)), chip(trend.now.status, word))
        if any(value is not None for value in data.own):
            charts.show(
                line_with_target(data, dark=is_dark()), key_figure_in_words(data),
                f"trend_{goal.id}_{trend.indicator.id}", _HEIGHT,
            )  # fmt: skip
        else:
            pieces.show(muted(_("Inga värden är inlagda för enheten än.")))
        if trend.notes:
            pieces.show(pieces.log((note.day.isoformat(), note.text) for note in trend.notes))
        if trend.neighbours is not None:
            pieces.show(muted(_source(trend)))


def _line(trend: Trend, suffix: str) -> str:
    decimals = trend.indicator.definition.decimals
    measured = trend.now.measured
    value = _shown(measured.value if measured else None, decimals, suffix)
    target = _shown(trend.now.target, decimals, suffix)
    if measured is None or not measured.at[1]:
        return _("Senast {value}, mål {target}.").format(value=value, target=target)
    return _("Senast {value}, {month}. Mål {target}.").format(
        value=value, month=Period(*measured.at).words(), target=target
    )


def _source(trend: Trend) -> str:
    neighbours = trend.neighbours
    if neighbours is None:
        return ""
    return _("Källa: Kolada ({id}). Jämförs med {name}. {age}.").format(
        id=trend.indicator.definition.kolada_id, name=neighbours.name, age=neighbours.age
    )


def _shown(value: Decimal | None, decimals: int, suffix: str) -> str:
    return EMPTY if value is None else f"{format_number(value, decimals=decimals)} {suffix}".strip()


def _rounded(value: Decimal | None, decimals: int) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-decimals))
