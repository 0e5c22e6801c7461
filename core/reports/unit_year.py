"""The year as it is forecast, for Min enhet: the sentence, the box, the largest deviations, the units.

    read_year(session, actor, *, unit_id, year, units, money_unit) -> UnitYear | None

None where there is no forecast of the year that may be read on the unit, or where the year is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.money import ORE_PER, MoneyUnit, format_money
from core.periods import MONTHS
from core.queries.access import UnitRow
from core.queries.forecast_desk import list_asked
from core.queries.forecast_limits import forecast_limit
from core.queries.forecast_list import StoredForecast, list_forecasts, said_forecast
from core.queries.forecast_nodes import ForecastNode, read_nodes
from core.queries.forecast_words import SaidWords, list_words
from core.queries.measures import MeasureSum, measure_sums
from core.reports.forecast_answer import large_enough, mostly
from core.reports.forecast_voices import Voice, any_figure, row_voices, unit_voices
from core.reports.words import Sentence, large_amount, lower_first, sentence, verdict
from core.rules.access import Actor
from core.rules.follow_up import judge_variance
from core.rules.own_words import because
from core.table import Column, Kind, Row, Status, Table
from core.texts import _

_MOST_DEVIATIONS = 5


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's year; the rows drill to `row:<key>` or `unit:<id>` and carry the manager's own words.

    `forecast` is what is said, `running` the one that the unit is asked for now.
    """

    forecast: StoredForecast
    running: StoredForecast | None
    node: ForecastNode
    measures: MeasureSum
    status: Status
    answer: Sentence
    line: str
    change: str
    deviations: Table
    units: Table | None
    codes: dict[str, str]


def read_year(
    session: Session,
    actor: Actor,
    *,
    unit_id: int,
    year: int,
    units: Sequence[UnitRow] = (),
    money_unit: MoneyUnit = MoneyUnit.TKR,
) -> UnitYear | None:
    """Return what is said of a unit's year; `NotAllowed` outside the actor's scope."""
    found = list_forecasts(session, actor, unit_id=unit_id, year=year)
    chosen = said_forecast(found)
    if chosen is None:
        return None
    version_id = chosen.version_id
    asked = list_asked(session, actor, version_id=version_id, unit_id=unit_id)
    wanted = {unit_id, *(unit.id for unit in (*units, *asked))}
    nodes = read_nodes(session, actor, version_id=version_id, unit_ids=wanted)
    node = nodes.get(unit_id)
    if node is None or node.months >= len(MONTHS):
        return None
    words = list_words(session, actor, version_id=version_id, unit_id=unit_id)
    limit = forecast_limit(session)
    voices = unit_voices(asked, nodes, words, limit, unit_id=unit_id)
    if voices:
        below = [unit for unit in units if unit.id in nodes and unit_id not in {one.id for one in units}]
        named = [(unit.name, nodes[unit.id].variance) for unit in below]
        pulling = named or [(voice.name, voice.node.variance) for voice in voices]
        reason = why(words, (unit_id,), pulling)
    else:
        voices = row_voices(session, actor, version_id=version_id, unit_id=unit_id, words=words, limit=limit)
        reason = why_unit(words, unit_id, voices)
    before = next((one.name for one in found if one.version_id < version_id), "")
    return UnitYear(
        forecast=chosen,
        running=next((one for one in found if one.running and one.asked), None),
        node=node,
        measures=measure_sums(session, actor, unit_ids=[unit_id], year=year)[unit_id],
        status=judge_variance(node.variance, limit.of(node.year_budget)),
        answer=year_answer(node, reason),
        line=_forecast_line(node),
        change=change_words(node, before),
        deviations=_deviations(voices, money_unit),
        units=_units(units, nodes, money_unit) if units else None,
        codes={voice.key: voice.code for voice in voices if voice.code},
    )


def _forecast_line(node: ForecastNode) -> str:
    """Return the year beside its budget, both in the unit of the larger."""
    largest = max(abs(node.whole), abs(node.year_budget))
    unit = MoneyUnit.MNKR if largest >= ORE_PER[MoneyUnit.MNKR] else MoneyUnit.TKR
    return _("Prognos {forecast}, budget {budget}").format(
        forecast=format_money(node.whole, unit), budget=format_money(node.year_budget, unit, word=True)
    )


def year_answer(node: ForecastNode, reason: str = "") -> Sentence:
    """Return how the year is said to end against its budget, with why."""
    if not large_enough(node.variance):
        return sentence(_("Prognosen för året {follows}."), follows=_("följer budgeten"))
    text = _("Prognosen är {{verdict}}{why}.").format(why=reason)
    return sentence(text, verdict=verdict(node.variance))


def why(words: Sequence[SaidWords], unit_ids: Sequence[int], parts: Sequence[tuple[str, int]]) -> str:
    """Return why a node deviates, as the end of its sentence: its own words, else what pulls most.

    `unit_ids` are the node and those below that say the same; `parts` are names with their variances.
    """
    for unit_id in unit_ids:
        own = [one for one in words if one.unit_id == unit_id]
        said = next((one.text for one in own if one.of_whole), "")
        if because(said):
            return because(said)
    names = mostly(parts, sum(variance for _name, variance in parts))
    return _(", mest {names}").format(names=names) if names else ""


def why_unit(words: Sequence[SaidWords], unit_id: int, voices: Sequence[Voice]) -> str:
    """Return why a single unit deviates: its manager's words on the net, else on the row that pulls most."""
    net = next((one.text for one in words if one.unit_id == unit_id and not one.row_key), "")
    total = sum(voice.node.variance for voice in voices)
    first = next((voice for voice in voices if voice.node.variance * total > 0), None)
    row = first.said.text if first is not None and first.said is not None else ""
    parts = [(lower_first(voice.name), voice.node.variance) for voice in voices]
    return because(net) or because(row) or why([], (), parts)


def change_words(node: ForecastNode, before: str) -> str:
    """Return how the forecast has moved since the one before; empty for the first of the year."""
    if node.change is None or not before:
        return ""
    if not large_enough(node.change):
        return _("Oförändrad sedan {before}").format(before=before)
    word = _("{amount} sämre än {before}") if node.change < 0 else _("{amount} bättre än {before}")
    return word.format(amount=large_amount(abs(node.change)), before=before)


def _deviations(voices: Sequence[Voice], money_unit: MoneyUnit) -> Table:
    """Return the largest deviations with the manager's own words under them."""
    shown = [voice for voice in voices if large_enough(voice.node.variance)][:_MOST_DEVIATIONS]
    rows = tuple(
        Row(
            voice.key if voice.code else f"row:{voice.key}",
            (voice.name, voice.code, voice.node.variance),
            drill=voice.key if voice.code else f"row:{voice.key}",
            note=voice.words or (_("Ingen orsak är angiven än.") if voice.unexplained else ""),
        )
        for voice in shown
    )
    columns = (
        Column("name", _("Enhet och chefens egna ord") if any(one.code for one in shown)
               else _("Rad och chefens egna ord"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("variance", _("Prognos mot budget"), Kind.MONEY, signed=True),
    )  # fmt: skip
    return Table(_("Störst avvikelse"), columns, rows, money_unit)


def _units(units: Sequence[UnitRow], nodes: dict[int, ForecastNode], money_unit: MoneyUnit) -> Table:
    rows = [
        Row(
            f"unit:{unit.id}",
            (unit.name, unit.code, node.whole, node.year_budget, node.variance, node.change),
            drill=f"unit:{unit.id}",
        )
        for unit in units
        if (node := nodes.get(unit.id)) is not None and any_figure(node)
    ]
    return Table(_("Enheterna"), unit_columns(), tuple(rows), money_unit)


def unit_columns() -> tuple[Column, ...]:
    """Return the columns of units beside each other in a forecast."""
    return (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("forecast", _("Prognos"), Kind.MONEY),
        Column("budget", _("Budget"), Kind.MONEY),
        Column("variance", _("Prognos mot budget"), Kind.MONEY, signed=True),
        Column("change", _("Sedan förra prognosen"), Kind.MONEY, signed=True),
    )
