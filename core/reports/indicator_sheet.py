"""A unit's key figures to report for a month, those that are asked for first.

build(session, actor, *, unit_id, period) -> IndicatorSheet
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.enums import Aggregation, Sex
from core.periods import Period
from core.queries.indicators import (
    IndicatorRow,
    latest_values,
    list_indicators,
    list_places,
    read_targets,
    read_values,
)
from core.rules.access import Actor
from core.rules.indicator_due import is_asked_for, lacks_value, period_of
from core.rules.indicator_sums import Measured
from core.rules.indicator_texts import Definition
from core.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A key figure: what is stored for the month by sex, the latest value, its target, and what is asked."""

    indicator: IndicatorRow
    held: dict[Sex, Measured]
    latest: Measured | None
    target: Decimal | None
    lacks: bool
    asked: bool

    @property
    def is_share(self) -> bool:
        """Whether the value is given by two parts."""
        return self.indicator.definition.aggregation is Aggregation.RATIO

    @property
    def waits(self) -> bool:
        """Whether a value is wanted now, or stands here already."""
        return self.asked or self.lacks or bool(self.held)

    @property
    def sexes(self) -> tuple[Sex, ...]:
        """Whom values are about."""
        return (Sex.TOTAL, Sex.WOMEN, Sex.MEN) if self.indicator.definition.by_sex else (Sex.TOTAL,)


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """The rows to report, and those that come by themselves."""

    rows: tuple[SheetRow, ...]
    by_itself: tuple[IndicatorRow, ...]
    period: Period

    @property
    def answer(self) -> str:
        """The answer in one sentence."""
        if not self.rows:
            return _("Enheten har inga nyckeltal att rapportera.")
        lacking = sum(row.lacks or row.asked for row in self.rows)
        if not lacking:
            return _("Allt är rapporterat.")
        return ngettext(
            "{n} nyckeltal väntar på ett värde.", "{n} nyckeltal väntar på värden.", lacking
        ).format(n=lacking)


def build(session: Session, actor: Actor, *, unit_id: int, period: Period) -> IndicatorSheet:
    """Return the figures measured at a unit, as they stand in the month."""
    definitions = {row.id: row for row in list_indicators(session, actor)}
    placed = list_places(session, actor, unit_ids=[unit_id], year=period.year)
    own = [place.indicator_id for place in placed]
    rows = [definitions[one] for one in own if one in definitions]
    by_hand = [row for row in rows if not (row.definition.formula or row.definition.kolada_id)]
    latest = latest_values(session, actor, year=period.year, month=period.month, unit_ids=[unit_id])
    targets = read_targets(session, actor, years=[period.year], unit_ids=[unit_id])
    held: dict[int, dict[Sex, Measured]] = {}
    for value in read_values(session, actor, years=[period.year], unit_ids=[unit_id]):
        if value.measured.at == (period.year, period.month):
            held.setdefault(value.indicator_id, {})[value.sex] = value.measured
    today = session.info["database"].today()
    made = []
    for row in by_hand:
        said, last = row.definition, latest.get((row.id, unit_id))
        at = last.at if last else None
        made.append(
            SheetRow(
                row, held.get(row.id, {}), last, targets.get((row.id, unit_id, period.year)),
                lacks_value(said.periodicity, at, period),
                _is_asked(said, at, period, today),
            )
        )  # fmt: skip
    made.sort(key=lambda row: (not (row.asked or row.lacks), row.indicator.definition.title))
    others = tuple(row for row in rows if row not in by_hand)
    return IndicatorSheet(tuple(made), others, period)


def _is_asked(said: Definition, latest: tuple[int, int] | None, period: Period, today: date) -> bool:
    """Return whether a figure is asked for now, and about this month or one before it."""
    if said.next_update is None or period < period_of(said.next_update):
        return False
    return is_asked_for(said.periodicity, said.next_update, latest, today)
