"""The tables of Ledningsvy: the branches as bars with the chosen measures, all figures, and the voices."""

from collections.abc import Sequence

from core.money import MoneyUnit
from core.queries.forecast_nodes import ForecastNode
from core.queries.goal_reach import ReachRow
from core.queries.measures import MeasureSum
from core.reports.executive import Branch, Executive
from core.reports.executive_words import state_words
from core.reports.forecast_voices import Voice
from core.rules.executive_measures import MEASURES, AreaFigures, MeasureKey, Worked
from core.rules.goal_reach import NO_GOALS
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _

TOTAL, REST = "total", "rest"
MOST_VOICES = 6


def branch_table(found: Executive, money: MoneyUnit) -> Table:
    """Return the branches, the largest deviation first, each with the measures that finance has chosen."""
    wanted = {key for branch in found.parts for key in branch.chosen}
    keys = [key for key in MEASURES if key in wanted or key is MeasureKey.VARIANCE]
    if found.goals is None:
        keys = [key for key in keys if key is not MeasureKey.GOALS]
    rows = [
        Row(
            f"unit:{branch.unit.id}",
            (branch.unit.name, branch.unit.code, *_measures(branch, keys)),
            drill=f"unit:{branch.unit.id}",
        )
        for branch in found.parts
    ]
    whole = figures_of(found.node, found.measures, found.goals)
    total = (found.unit.name, found.unit.code, *(MEASURES[key].work_out(whole) for key in keys))
    columns = (
        Column("name", _first(found), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        *(
            Column(str(key), MEASURES[key].title, kind, signed=kind is not Kind.TEXT)
            for key in keys
            if (kind := MEASURES[key].kind)
        ),
    )
    return Table(
        _title(found), columns, (*rows, Row(TOTAL, total, role=RowRole.TOTAL)), money, about_of(found)
    )


def whole_table(found: Executive, money: MoneyUnit) -> Table:
    """Return all figures of the branches, what lies beside them, and the node as the total."""
    rows = [
        Row(
            f"unit:{branch.unit.id}",
            (branch.unit.name, branch.unit.code, *_figures(branch.node, branch.measures)),
            drill=f"unit:{branch.unit.id}",
        )
        for branch in found.parts
    ]
    rest = _rest(found)
    if rest is not None:
        rows.append(Row(REST, (_("Ofördelat och övrigt"), "", *rest)))
    total = (found.unit.name, found.unit.code, *_figures(found.node, found.measures))
    return Table(
        _title(found),
        _whole_columns(found),
        (*rows, Row(TOTAL, total, role=RowRole.TOTAL)),
        money,
        about_of(found),
        _notes(money),
    )


def voices_table(found: Executive, money: MoneyUnit, *, most: int | None = MOST_VOICES) -> Table:
    """Return the units, or a unit's rows, with the largest deviations and the manager's own words."""
    deviating = [voice for voice in found.voices if voice.node.variance]
    if not found.is_unit:
        deviating = [voice for voice in deviating if voice.words or voice.over]
    rows = tuple(
        Row(
            voice.key,
            (voice.name, voice.code, voice.node.variance, voice.node.change),
            drill=voice.key if voice.code else None,
            note=_said(voice),
        )
        for voice in deviating[:most]
    )
    columns = (
        Column("name", _("Enhet och chefens egna ord") if not found.is_unit
               else _("Rad och chefens egna ord"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("variance", _("Prognos mot budget"), Kind.MONEY, signed=True),
        Column("change", _("Sedan förra prognosen"), Kind.MONEY, signed=True),
    )  # fmt: skip
    return Table(_("Med chefernas egna ord"), columns, rows, money, about_of(found))


def figures_of(node: ForecastNode, measures: MeasureSum, goals: ReachRow | None = None) -> AreaFigures:
    """Return a node's figures as measures are worked out from them."""
    return AreaFigures(
        forecast=node.whole,
        budget=node.year_budget,
        change=node.change,
        outcome=node.outcome,
        outcome_budget=node.period_budget,
        outcome_last_year=node.period_last_year,
        effect=measures.effect,
        realised=measures.realised,
        goals=goals.now if goals else NO_GOALS,
    )


def about_of(found: Executive) -> tuple[tuple[str, str], ...]:
    """Return what a reader must know of the figures."""
    return (
        (_("Enhet"), f"{found.unit.name} ({found.unit.code})"),
        (_("Prognos"), f"{found.forecast.name}, {state_words(found.forecast)}"),
        (_("Jämförs med"), found.before or _("ingen tidigare prognos i år")),
    )


def _said(voice: Voice) -> str:
    if voice.words:
        return voice.words
    return _("Ingen orsak är angiven än.") if voice.unexplained else ""


def _first(found: Executive) -> str:
    return _("Nämnd") if found.unit.parent_id is None else _("Enhet")


def _title(found: Executive) -> str:
    return _("Prognos per nämnd") if found.unit.parent_id is None else _("Prognos per enhet")


def _measures(branch: Branch, keys: Sequence[MeasureKey]) -> tuple[Worked, ...]:
    """Return the values of the measures chosen for the branch; what is not chosen there stays empty."""
    figures = figures_of(branch.node, branch.measures, branch.goals)
    return tuple(
        MEASURES[key].work_out(figures) if key in branch.chosen or key is MeasureKey.VARIANCE else None
        for key in keys
    )


def _figures(node: ForecastNode, measures: MeasureSum) -> tuple[Value, ...]:
    return (
        node.outcome, node.period_budget, node.period_variance, node.whole, node.year_budget, node.variance,
        node.change, measures.effect or None, node.variance + measures.effect, node.last_year,
    )  # fmt: skip


def _rest(found: Executive) -> tuple[Value, ...] | None:
    """Return what the node has beside its branches, column by column; None when there is nothing."""
    parts = [_figures(branch.node, branch.measures) for branch in found.parts]
    whole = _figures(found.node, found.measures)
    rest = [
        None if total is None else _whole(total) - sum(_whole(part[at]) for part in parts)
        for at, total in enumerate(whole)
    ]
    return tuple(rest) if any(rest) else None


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _whole_columns(found: Executive) -> tuple[Column, ...]:
    year = found.forecast.year
    return (
        Column("name", _first(found), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("outcome", _("Utfall hittills"), Kind.MONEY),
        Column("period_budget", _("Budget samma tid"), Kind.MONEY),
        Column("period_variance", _("Avvikelse hittills"), Kind.MONEY, signed=True),
        Column("forecast", _("Prognos {year}").format(year=year), Kind.MONEY),
        Column("budget", _("Budget {year}").format(year=year), Kind.MONEY),
        Column("variance", _("Prognos mot budget"), Kind.MONEY, signed=True),
        Column("change", _("Sedan förra prognosen"), Kind.MONEY, signed=True),
        Column("effect", _("Åtgärder"), Kind.MONEY, signed=True),
        Column("after", _("Efter åtgärder"), Kind.MONEY, signed=True),
        Column("last_year", _("Utfall {year}").format(year=year - 1), Kind.MONEY),
    )


def _notes(money: MoneyUnit) -> tuple[str, ...]:
    signs = _("Intäkter och bättre än budget är plus, kostnader och sämre är minus.")
    return (signs,) if money is MoneyUnit.KR else (signs, _("Avrundning kan ge differens."))
