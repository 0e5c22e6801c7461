"""Prognossäkerhet: a unit's forecasts against how its years ended, and the same for the units below.

    build_accuracy(session, actor, *, unit, money) -> AccuracyReport

Öre, + is better than budget. An error is forecast − outcome: − was too gloomy, + too hopeful.
Drills of the units below: `unit:<id>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import UnitKind
from core.money import MoneyUnit
from core.queries.access import UnitRow, units_in_scope
from core.queries.forecast_accuracy import read_accuracy
from core.queries.forecast_limits import forecast_limit
from core.queries.responsible import RUNS_UNIT
from core.reports.forecast_accuracy_words import answer, error_word, habit_word, seen_words
from core.reports.words import Sentence
from core.rules.access import Action, Actor
from core.rules.forecast_accuracy import (
    Accuracy,
    Band,
    PastYear,
    SaidVariance,
    accuracy_of,
    band_of,
)
from core.rules.variance import Limit, variance_share
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _


@dataclass(frozen=True, slots=True)
class AccuracyReport:
    """The answer first, then what was said year by year, how each forecast does, and the units below."""

    unit: UnitRow
    answer: Sentence
    years: tuple[PastYear, ...]
    rounds: tuple[Accuracy, ...]
    table: Table
    below: Table | None
    late: tuple[str, ...]
    band: Band | None

    @property
    def empty(self) -> bool:
        """Whether there is no closed forecast at all."""
        return not any(past.said for past in self.years)

    def unit_of(self, drill: str | None, units: Sequence[UnitRow]) -> UnitRow | None:
        """Return the unit that a row of `below` opens."""
        return next((unit for unit in units if drill == f"unit:{unit.id}"), None)


def build_accuracy(session: Session, actor: Actor, *, unit: UnitRow, money: MoneyUnit) -> AccuracyReport:
    """Return how right the forecasts of a unit that the actor plans for were; her own is told as "ni"."""
    own = any(grant.unit_id == unit.id and grant.role in RUNS_UNIT for grant in actor.grants)
    below = _parts(units_in_scope(session, actor, Action.VIEW_PLAN), unit)
    read = read_accuracy(session, actor, unit_ids=[unit.id, *(one.id for one in below)])
    years, limit = read.get(unit.id, ()), forecast_limit(session)
    rounds = accuracy_of(years)
    judged = [(one, held) for one in below if (held := accuracy_of(read.get(one.id, ())))]
    return AccuracyReport(
        unit=unit,
        answer=answer(rounds, unit.name, own=own),
        years=years,
        rounds=rounds,
        table=_year_table(unit, years, money),
        below=_unit_table(judged, money) if judged else None,
        late=_late(years, limit),
        band=_band(years),
    )


def _parts(units: Sequence[UnitRow], unit: UnitRow) -> list[UnitRow]:
    """Return the units below one, past those that are alone on their level; ansvar make no forecasts."""
    at = unit
    while True:
        found = [one for one in units if one.parent_id == at.id and one.kind is not UnitKind.COST_CENTER]
        if len(found) != 1:
            return found
        at = found[0]


def _band(years: Sequence[PastYear]) -> Band | None:
    """Return the band around the latest forecast of the year that is not over."""
    now = next((past.said[-1] for past in reversed(years) if past.outcome is None and past.said), None)
    return band_of(years, now.months) if now is not None else None


def _late(years: Sequence[PastYear], limit: Limit) -> tuple[str, ...]:
    words = (seen_words(past, limit) for past in years)
    return tuple(word for word in words if word)


def _year_table(unit: UnitRow, years: Sequence[PastYear], money: MoneyUnit) -> Table:
    """Return a row per forecast and a sum row per year that is over."""
    rows: list[Row] = []
    for past in years:
        rows.extend(_said_row(past, said) for said in past.said)
        if past.said and past.outcome is not None:
            rows.append(_year_row(past))
    columns = (
        Column("name", _("Prognos"), Kind.TEXT),
        Column("said", _("Avvikelse enligt prognos"), Kind.MONEY, signed=True),
        Column("outcome", _("Avvikelse i bokslutet"), Kind.MONEY, signed=True),
        Column("error", _("Prognosen låg fel med"), Kind.MONEY, signed=True),
        Column("share", _("Fel i % av kostnadsbudgeten"), Kind.PERCENT, signed=True),
        Column("word", _("Så blev det"), Kind.STATUS),
    )
    notes = (
        _("Avvikelser är mot budget, plus är bättre. Ett fel med minus är en prognos som var för dyster."),
        _("Centrala justeringar är inte med: här står vad enheterna själva har sagt."),
    )
    title = _("Prognossäkerhet {unit}").format(unit=unit.name)
    about = ((_("Enhet"), f"{unit.name} ({unit.code})"),)
    return Table(title, columns, tuple(rows), money, about, notes)


def _said_row(past: PastYear, said: SaidVariance) -> Row:
    error = past.error(said)
    share = variance_share(error, past.gross_cost)
    word, status = error_word(past, error)
    cells: tuple[Value, ...] = (said.name, said.variance, past.outcome, error, share, word)
    return Row(f"{past.year}/{said.months}", cells, status=status)


def _year_row(past: PastYear) -> Row:
    """Return the row that ends a year: what came."""
    name = _("Bokslut {year}").format(year=past.year)
    return Row(str(past.year), (name, None, past.outcome, None, None, None), role=RowRole.SUM)


def _unit_table(judged: Sequence[tuple[UnitRow, tuple[Accuracy, ...]]], money: MoneyUnit) -> Table:
    """Return the units, the one that its last forecast of the year hits worst first."""
    months = sorted({one.months for _unit, held in judged for one in held})
    names = {one.months: one.name for _unit, held in judged for one in held}
    ordered = sorted(judged, key=lambda one: -one[1][-1].typical)
    columns = (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        *(Column(f"m{known}", names[known], Kind.MONEY, signed=True) for known in months),
        Column("typical", _("Vanligt fel i sista prognosen"), Kind.MONEY),
        Column("habit", _("Brukar vara"), Kind.STATUS),
    )
    rows = tuple(_unit_row(unit, held, months) for unit, held in ordered)
    notes = (
        _("Snittet av prognosernas fel i de år som är slut: minus är för dystert, plus för hoppfullt."),
        _("Det vanliga felet är snittet utan tecken, så att två år åt olika håll inte tar ut varandra."),
    )
    return Table(_("Enheternas prognoser"), columns, rows, money, (), notes)


def _unit_row(unit: UnitRow, held: Sequence[Accuracy], months: Sequence[int]) -> Row:
    mean = {one.months: one.mean for one in held}
    word, status = habit_word(held)
    means = (mean.get(known) for known in months)
    cells: tuple[Value, ...] = (unit.name, unit.code, *means, held[-1].typical, word)
    return Row(f"unit:{unit.id}", cells, status=status, drill=f"unit:{unit.id}")
