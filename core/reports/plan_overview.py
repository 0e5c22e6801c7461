"""The plans of the units under a unit, as a sentence and a table."""

from collections.abc import Sequence

from core.enums import UnitPlanState
from core.money import EMPTY
from core.queries.plan_overview import PlanState
from core.reports.words import Sentence, sentence
from core.table import Column, Kind, Row, Status, Table
from core.texts import _, ngettext

_WORDS: dict[UnitPlanState | None, str] = {
    None: _("Inte påbörjad"),
    UnitPlanState.DRAFT: _("Under arbete"),
    UnitPlanState.ADOPTED: _("Antagen"),
}
_STATUS: dict[UnitPlanState | None, Status] = {
    None: Status.NONE,
    UnitPlanState.DRAFT: Status.PARTLY,
    UnitPlanState.ADOPTED: Status.OK,
}


def overview_sentence(states: Sequence[PlanState]) -> Sentence:
    """Return how many of all the units under one have begun, and how many plans are adopted."""
    units = len(states) + sum(one.below for one in states)
    begun = sum(one.begun + (one.state is not None) for one in states)
    adopted = sum(one.adopted + (one.state is UnitPlanState.ADOPTED) for one in states)
    return sentence(
        _("{begun} av {units} har en plan, {adopted}."),
        begun=str(begun),
        units=ngettext("{n} enhet under", "{n} enheter under", units).format(n=units),
        adopted=_adopted(adopted),
    )


def overview_table(states: Sequence[PlanState], *, year: int) -> Table:
    """Return a row for each unit right below; `drill` is its code."""
    return Table(
        _("Planer för {year}").format(year=year),
        (
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("state", _("Läge"), Kind.STATUS),
            Column("ready", _("Klara rubriker"), Kind.TEXT),
            Column("below", _("Enheter under"), Kind.TEXT),
        ),
        tuple(
            Row(
                one.code, (one.unit, _WORDS[one.state], _ready(one), _below(one)),
                status=_STATUS[one.state], drill=one.code,
            )
            for one in states
        ),
    )  # fmt: skip


def _adopted(count: int) -> str:
    if not count:
        return _("ingen är antagen")
    return ngettext("{n} är antagen", "{n} är antagna", count).format(n=count)


def _ready(one: PlanState) -> str:
    if one.state is None:
        return EMPTY
    return _("{n} av {of}").format(n=one.ready, of=one.sections)


def _below(one: PlanState) -> str:
    if not one.below:
        return EMPTY
    words = _("{begun} av {of} har en plan").format(begun=one.begun, of=one.below)
    if not one.adopted:
        return words
    adopted = ngettext("{n} antagen", "{n} antagna", one.adopted).format(n=one.adopted)
    return f"{words}, {adopted}"
