"""The year wheel: a calendar year's rounds and dates of the law.

build(session, actor, *, year: int, today: date, unit_id: int | None = None) -> YearWheel
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from core.enums import RoundKind, RoundState
from core.periods import month_name
from core.queries.access import require, units_in_scope
from core.queries.calendar import shipped_holidays, shipped_legal_rules
from core.queries.rounds import RoundRow, list_rounds_between
from core.reports.process_words import round_kind_word, round_state_word
from core.rules.access import Action, Actor, may_anywhere
from core.rules.calendar import LegalDate, legal_dates_in
from core.table import Column, Kind, Row, Status, Table
from core.texts import _


class MarkState(StrEnum):
    """How something in the wheel stands on the day of today."""

    COMING = "coming"
    NOW = "now"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class WheelMark:
    """Something to draw: days of the year from 1, cut to the year; `kind` is None for a date of the law."""

    key: str
    title: str
    kind: RoundKind | None
    state: MarkState
    start: int
    end: int
    deadline: int


@dataclass(frozen=True, slots=True)
class YearWheel:
    """A year: rows by month, the same as marks for a drawing, and the day of today (None: another year)."""

    table: Table
    marks: tuple[WheelMark, ...]
    today: int | None
    days: int


def build(session: Session, actor: Actor, *, year: int, today: date, unit_id: int | None = None) -> YearWheel:
    """Return a calendar year's rounds of the actor's units, or of one unit and below, and the law's dates.

    Whoever takes no part in the process gets the dates of the law, which are no secret to anybody.
    """
    rounds = _rounds(session, actor, year, unit_id)
    legal = legal_dates_in(shipped_legal_rules(), year, shipped_holidays())
    rows = [*(_round_row(one, year, today) for one in rounds), *(_legal_row(one, today) for one in legal)]
    rows.sort(key=lambda dated: dated[0])
    marks = [*(_round_mark(one, year) for one in rounds), *(_legal_mark(one, today) for one in legal)]
    return YearWheel(
        table=Table(_("Årshjul {year}").format(year=year), _columns(), tuple(row for _day, row in rows)),
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.deadline, mark.key))),
        today=_day_of_year(today) if today.year == year else None,
        days=_day_of_year(date(year, 12, 31)),
    )


def _rounds(session: Session, actor: Actor, year: int, unit_id: int | None) -> list[RoundRow]:
    if unit_id is None and not may_anywhere(actor, Action.VIEW_PROCESS):
        return []
    rounds = list_rounds_between(session, actor, first=date(year, 1, 1), last=date(year, 12, 31))
    if unit_id is None:
        return rounds
    require(session, actor, Action.VIEW_PROCESS, unit_id)
    units = {unit.id: unit for unit in units_in_scope(session, actor, Action.VIEW_PROCESS)}
    top = units[unit_id]
    below = {unit.id for unit in units.values() if top.lft <= unit.lft <= top.rgt}
    return [one for one in rounds if any(asked in below for asked, _deadline in one.units)]


def _round_row(one: RoundRow, year: int, today: date) -> tuple[date, Row]:
    content = one.content
    first = max(content.opens, date(year, 1, 1))
    late = one.state is RoundState.OPEN and content.deadline < today
    row = Row(
        key=f"round:{one.id}",
        cells=(
            month_name(first.month),
            content.name,
            round_kind_word(content.kind),
            content.opens,
            content.deadline,
            content.closes,
            round_state_word(one.state),
            content.source,
        ),
        status=Status.BAD if late else Status.OK if one.state is RoundState.OPEN else Status.NONE,
        drill=f"round:{one.id}",
        note=content.instruction,
    )
    return first, row


def _legal_row(one: LegalDate, today: date) -> tuple[date, Row]:
    row = Row(
        key=f"legal:{one.key}",
        cells=(
            month_name(one.day.month),
            one.title,
            _("Lag"),
            None,
            one.day,
            None,
            _("Passerad") if one.day < today else _("Kommande"),
            f"{one.law}, {one.source}",
        ),
        status=Status.NONE,
        note=_legal_note(one),
    )
    return one.day, row


def _legal_note(one: LegalDate) -> str:
    if one.work_by == one.day:
        return one.note
    return _("{note} Sista arbetsdagen är {day}.").format(note=one.note, day=one.work_by.isoformat())


def _round_mark(one: RoundRow, year: int) -> WheelMark:
    content = one.content
    return WheelMark(
        key=f"round:{one.id}",
        title=content.name,
        kind=content.kind,
        state=_state(one.state),
        start=_within(content.opens, year),
        end=_within(content.closes, year),
        deadline=_within(content.deadline, year),
    )


def _legal_mark(one: LegalDate, today: date) -> WheelMark:
    day = _day_of_year(one.day)
    state = MarkState.OVER if one.day < today else MarkState.COMING
    return WheelMark(f"legal:{one.key}", one.title, None, state, day, day, day)


def _state(state: RoundState) -> MarkState:
    return {
        RoundState.PLANNED: MarkState.COMING,
        RoundState.OPEN: MarkState.NOW,
        RoundState.CLOSED: MarkState.OVER,
    }[state]


def _within(day: date, year: int) -> int:
    """Return the day of the year, the first or the last one for a day outside it."""
    return _day_of_year(min(max(day, date(year, 1, 1)), date(year, 12, 31)))


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


def _columns() -> tuple[Column, ...]:
    return (
        Column("month", _("Månad"), Kind.TEXT),
        Column("title", _("Vad"), Kind.TEXT),
        Column("kind", _("Slag"), Kind.TEXT),
        Column("opens", _("Öppnar"), Kind.DATE),
        Column("deadline", _("Sista dag"), Kind.DATE),
        Column("closes", _("Stänger"), Kind.DATE),
        Column("state", _("Läge"), Kind.STATUS),
        Column("source", _("Källa"), Kind.TEXT),
    )
