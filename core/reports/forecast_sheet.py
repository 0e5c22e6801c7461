"""Prognos: a manager's units with their forecasts, what stands open, what is missing, and who may do what.

    build_forecasts(session, actor, *, version_id, unit_ids) -> tuple[UnitForecast, ...]

Öre in report sign. Read from the forecast's own lines and the balances; nothing is kept between calls.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col

from core.enums import SubmissionEventKind as Event
from core.enums import SubmissionState, TaskStatus
from core.models import Submission, TreeUnit, Version
from core.queries import access
from core.queries.access import UnitRow
from core.queries.comments import Thread, list_threads
from core.queries.forecast_adjusted import AdjustmentRow, list_adjustments
from core.queries.forecast_findings import missing_in
from core.queries.forecast_limits import forecast_limit
from core.queries.forecast_sheet import ForecastSheet, read_sheets
from core.queries.measures import MeasureRow, list_measures
from core.queries.plan_history import own_steps
from core.queries.plan_rights import Editing, editing
from core.queries.submission_rights import events_for
from core.reports.forecast_rows import SheetRow, shown_row
from core.rules.access import Actor
from core.rules.forecast import Measures
from core.rules.forecast_checks import Missing
from core.rules.subjects import Subject, SubjectKind
from core.rules.variance import Limit


@dataclass(frozen=True, slots=True)
class UnitForecast:
    """A unit's forecast as its manager works with it; `threads` are the open ones of all its rows."""

    unit: UnitRow
    version_id: int
    year: int
    months: int
    rows: tuple[SheetRow, ...]
    sheet: ForecastSheet
    missing: tuple[Missing, ...]
    measures: tuple[MeasureRow, ...]
    adjustments: tuple[AdjustmentRow, ...]
    editing: Editing
    state: SubmissionState | None
    rev: int
    may_submit: bool
    may_undo: bool
    threads: tuple[Thread, ...]

    @property
    def open_rows(self) -> tuple[SheetRow, ...]:
        """The rows that stand open from the start."""
        return tuple(row for row in self.rows if row.reasons)

    @property
    def quiet_rows(self) -> tuple[SheetRow, ...]:
        """The rows that are as proposed and within every limit."""
        return tuple(row for row in self.rows if not row.reasons)

    @property
    def value(self) -> int:
        """The year's net before measures."""
        return sum(row.value for row in self.rows)

    @property
    def budget(self) -> int:
        """The year's budget, net."""
        return sum(row.row.budget or 0 for row in self.rows)

    @property
    def outcome(self) -> int:
        """The net of the closed months."""
        return sum(row.row.outcome for row in self.rows)

    @property
    def previous(self) -> int | None:
        """The net of the forecast before; None when there is none."""
        held = [row.row.previous for row in self.rows if row.row.previous is not None]
        return sum(held) if held else None

    @property
    def variance(self) -> int:
        """The net against the budget before measures, + is better."""
        return self.value - self.budget

    @property
    def effect(self) -> Measures:
        """The variance before measures, what they are to give, and what has come of it."""
        live = [one for one in self.measures if one.status is not TaskStatus.DROPPED]
        return Measures(
            self.variance,
            sum(one.effect or 0 for one in live),
            sum(one.realised or 0 for one in live),
        )

    @property
    def asked(self) -> tuple[Thread, ...]:
        """What a reviewer has asked to have changed and that is not answered yet."""
        return tuple(thread for thread in self.threads if thread.asked)


def build_forecasts(
    session: Session, actor: Actor, *, version_id: int, unit_ids: Collection[int]
) -> tuple[UnitForecast, ...]:
    """Return the forecasts of units in tree order; `NotAllowed` for one outside the actor's scope."""
    sheets = read_sheets(session, actor, version_id=version_id, unit_ids=unit_ids)
    version, limit = session.get_one(Version, version_id), forecast_limit(session)
    chosen = col(TreeUnit.unit_id).in_(list(sheets))
    units = access.unit_rows(session, actor.tree_id, chosen)
    return tuple(_unit(session, actor, version, unit, (sheets[unit.id], limit)) for unit in units)


def forecast_subject(version_id: int, unit_id: int, row_key: str = "") -> Subject:
    """Return a unit's forecast as a subject; the cell is the row's key, empty for all of it."""
    return Subject(SubjectKind.FORECAST, str(version_id), unit_id, row_key)


def _unit(
    session: Session, actor: Actor, version: Version, unit: UnitRow, read: tuple[ForecastSheet, Limit]
) -> UnitForecast:
    sheet, limit = read
    version_id = version.id or 0
    may = editing(session, actor, version=version, unit_id=unit.id)
    held = session.get(Submission, may.submission_id) if may.submission_id else None
    measures = tuple(list_measures(session, actor, unit_id=unit.id, year=version.year))
    steps = own_steps(session, actor, version_id=version_id, unit_id=unit.id) if may.allowed else None
    return UnitForecast(
        unit=unit,
        version_id=version_id,
        year=version.year,
        months=sheet.months,
        rows=tuple(shown_row(row, sheet.months, limit) for row in sheet.rows),
        sheet=sheet,
        missing=missing_in(sheet, measures, limit),
        measures=measures,
        adjustments=tuple(list_adjustments(session, actor, version_id=version_id, unit_id=unit.id)),
        editing=may,
        state=held.state if held else None,
        rev=held.rev if held else 0,
        may_submit=may.allowed and _may_submit(session, actor, held, unit.id),
        may_undo=bool(steps and steps.done),
        threads=tuple(_open_threads(session, actor, version_id, unit.id)),
    )


def _may_submit(session: Session, actor: Actor, held: Submission | None, unit_id: int) -> bool:
    if held is None or held.unit_id != unit_id:
        return False
    return Event.SUBMIT in events_for(session, actor, held)


def _open_threads(session: Session, actor: Actor, version_id: int, unit_id: int) -> list[Thread]:
    """Return the open threads of all rows; none for those who read adopted figures only."""
    subject = forecast_subject(version_id, unit_id)
    if not access.may(session, actor, subject.action, unit_id).allowed:
        return []
    found = list_threads(session, actor, subject=subject, every_cell=True)
    return [thread for thread in found if thread.is_open]
