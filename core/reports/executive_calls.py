"""What asks for an executive's attention: a few exceptions, each with what to do and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from core.periods import MONTHS
from core.queries.access import UnitRow
from core.queries.forecast_nodes import ForecastNode
from core.queries.measures import MeasureSum
from core.queries.meeting import PromiseRow
from core.reports.executive_process import Process
from core.reports.forecast_voices import Voice
from core.reports.words import large_amount, listed
from core.rules.variance import Limit
from core.table import Status
from core.texts import _, ngettext

_MOST, _MOST_DEFICITS, _MOST_NAMES = 5, 2, 3
Branches = Sequence[tuple[UnitRow, ForecastNode, MeasureSum]]


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to act on: what is the matter, what is known about it, and where it is opened."""

    key: str
    status: Status
    title: str
    line: str
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What calls are made of; `talk_with` says by branch about which unit's code a talk is held.

    It is empty for who takes no part in the dialogue.
    """

    unit: UnitRow
    node: ForecastNode
    measures: MeasureSum
    parts: Branches
    voices: tuple[Voice, ...]
    process: Process | None
    limit: Limit
    talk_with: Mapping[int, str]
    promises: tuple[PromiseRow, ...] = ()
    today: date | None = None


def calls_of(facts: CallFacts) -> tuple[Call, ...]:
    """Return what asks for attention, what costs most first."""
    found = [
        *_deficits(facts),
        *_unexplained(facts.voices),
        *_late(facts.process),
        *_promises(facts),
        *_behind(facts),
    ]
    return tuple(found[:_MOST])


def _deficits(facts: CallFacts) -> list[Call]:
    """Return the branches whose deficit is above the limit when the measures have given theirs."""
    left = [
        (node.variance + measures.effect, unit, node, measures)
        for unit, node, measures in facts.parts
        if node.variance + measures.effect < -facts.limit.of(node.year_budget)
    ]
    left.sort(key=lambda one: one[0])
    return [_deficit(facts, unit, node, measures) for _rest, unit, node, measures in left[:_MOST_DEFICITS]]


def _deficit(facts: CallFacts, unit: UnitRow, node: ForecastNode, measures: MeasureSum) -> Call:
    rest = large_amount(-(node.variance + measures.effect))
    if measures.effect:
        line = _("Underskott {deficit}, åtgärder {effect}. {rest} saknar åtgärd.").format(
            deficit=large_amount(-node.variance), effect=large_amount(measures.effect), rest=rest
        )
    else:
        line = _("Underskott {deficit}, och ingen åtgärd med effekt i år.").format(deficit=rest)
    code = facts.talk_with.get(unit.id, "")
    page = "motesunderlag" if code else "ledningsvy"
    label = _("Ta upp det") if code else _("Läs varför")
    address = f"/{page}?{urlencode({'enhet': code or unit.code})}"
    return Call(f"deficit:{unit.id}", Status.BAD, unit.name, line, address, label)


def _unexplained(voices: Sequence[Voice]) -> list[Call]:
    silent = [voice for voice in voices if voice.unexplained and voice.code]
    if not silent:
        return []
    first = silent[0]
    title = ngettext(
        "{n} enhet avviker utan att säga varför", "{n} enheter avviker utan att säga varför", len(silent)
    ).format(n=len(silent))
    line = _("Störst är {unit}, {amount}.").format(
        unit=first.name, amount=large_amount(first.node.variance, signed=True)
    )
    address = f"/ledningsvy?{urlencode({'enhet': first.code})}"
    return [Call("unexplained", Status.PARTLY, title, line, address, _("Öppna den"))]


def _late(process: Process | None) -> list[Call]:
    if process is None or not process.late:
        return []
    n = len(process.late)
    title = ngettext("{n} enhet är sen med prognosen", "{n} enheter är sena med prognosen", n).format(n=n)
    names = listed(process.late[:_MOST_NAMES])
    if n > _MOST_NAMES:
        names = _("{names} och {n} till").format(
            names=", ".join(process.late[:_MOST_NAMES]), n=n - _MOST_NAMES
        )
    address = f"/laget?{urlencode({'omgang': process.round_id})}"
    return [Call("late", Status.PARTLY, title, names + ".", address, _("Se läget"))]


def _promises(facts: CallFacts) -> list[Call]:
    """Return that promises of meetings here or below have passed their last day."""
    late = [one for one in facts.promises if facts.today is not None and one.late(facts.today)]
    if not late:
        return []
    title = ngettext("{n} löfte är sent", "{n} löften är sena", len(late)).format(n=len(late))
    first = min(late, key=lambda one: one.due)
    line = _("Äldst: {title}, {owner}, {unit}.").format(title=first.title, owner=first.owner, unit=first.unit)
    address = f"/uppgifter?{urlencode({'uppgift': first.task_id})}"
    return [Call("promises", Status.PARTLY, title, line, address, _("Öppna det"))]


def _behind(facts: CallFacts) -> list[Call]:
    """Return that less than half has come of what measures would have given by now, evenly over the year."""
    effect, realised = facts.measures.effect, facts.measures.realised
    if effect <= 0 or realised * len(MONTHS) * 2 >= effect * facts.node.months:
        return []
    line = _("{realised} av {effect} har kommit.").format(
        realised=large_amount(realised), effect=large_amount(effect)
    )
    address = f"/atgardsplan?{urlencode({'enhet': facts.unit.code})}"
    return [Call("behind", Status.PARTLY, _("Åtgärderna går långsamt"), line, address, _("Öppna den"))]
