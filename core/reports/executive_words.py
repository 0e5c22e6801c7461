"""The sentences of Ledningsvy: how the year ends, and what the forecast is from."""

from collections.abc import Sequence

from core.enums import UnitKind
from core.money import format_percent
from core.periods import Period, local_time, month_name
from core.queries.access import UnitRow
from core.queries.forecast_list import StoredForecast
from core.queries.forecast_nodes import ForecastNode
from core.queries.goal_reach import ReachRow
from core.reports.forecast_answer import large_enough
from core.reports.unit_year import year_answer
from core.reports.words import Part, Sentence, large_amount, sentence, verdict
from core.rules.goal_reach import Reach
from core.texts import _

_DAY = len("2026-11-09")


def answer_words(
    unit: UnitRow, node: ForecastNode, parts: Sequence[tuple[str, int]], reason: str
) -> Sentence:
    """Return the sentence: of the municipality its result, of any other node its forecast against budget."""
    if unit.kind is not UnitKind.MUNICIPALITY or not parts:
        return year_answer(node, reason)
    text = _("Årets resultat väntas bli {result}, {verdict}.")
    if not large_enough(node.variance):
        text = _("Årets resultat väntas bli {result}, som budget.")
    said = sentence(text, result=large_amount(node.whole), verdict=verdict(node.variance))
    name, variance = parts[0]
    if not large_enough(variance):
        return said
    words = _(" Störst avvikelse har {unit}, {amount}.").format(
        unit=name, amount=large_amount(variance, signed=True)
    )
    return (*said, Part(words))


def freshness_words(forecast: StoredForecast, node: ForecastNode) -> str:
    """Return which forecast it is, how many have handed in, and up to which month the outcome is known."""
    parts = [f"{forecast.name}, {state_words(forecast)}"]
    if forecast.running and forecast.asked == 1:
        parts.append(_("inlämnad") if forecast.handed_in else _("inte inlämnad än"))
    elif forecast.running and forecast.asked:
        done = _("{n} av {total} enheter har lämnat in")
        parts.append(done.format(n=forecast.handed_in, total=forecast.asked))
    if node.months:
        parts.append(_("utfall t.o.m. {month}").format(month=Period(forecast.year, node.months).words()))
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."


def share_words(reach: Reach) -> str:
    """Return the share of judged goals that are reached."""
    return format_percent(reach.share, decimals=0)


def reach_words(goals: ReachRow) -> str:
    """Return the count and month behind the share, and the share of the month before.

    `12 av 20 i oktober, 55 % i september`
    """
    count = _("{count} i {month}").format(count=goals.now.count, month=month_name(goals.month))
    if goals.before is None or goals.before.share is None:
        return count
    return _("{count}, {share} i {month}").format(
        count=count, share=share_words(goals.before), month=month_name(goals.month - 1)
    )


def state_words(forecast: StoredForecast) -> str:
    """Return whether a forecast is settled or under way, with its day."""
    if forecast.closed_at is not None:
        return _("fastställd {day}").format(day=local_time(forecast.closed_at)[:_DAY])
    if forecast.running and forecast.deadline is not None:
        return _("pågår till {day}").format(day=forecast.deadline.isoformat())
    return _("under arbete")
