"""The back-test on the municipality's own ledger, run as a job after a load and kept until the next.

Unlike other services a run opens its own transaction, since the work is long and only its answer
is written. Pages read what is kept.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from core.db import Database
from core.enums import BatchState, ForecastMethod
from core.models import ForecastChoice, ImportBatch, Setting, TreeUnit
from core.periods import MONTHS
from core.queries.access import tree_at
from core.queries.commitments import committed
from core.queries.forecast_series import months_known, series_of
from core.queries.versions import list_years
from core.rules.backtest import Choice, PastYear, Verdict, choose, run_trials
from core.services import audit
from core.services.jobs import ask_by_itself
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn
from core.texts import _

CHOICES = "forecast_choices"
_LAST = "last_backtest"


def ask_for_due(database: Database) -> bool:
    """Ask for a back-test as a job when something was loaded or taken back since the last one."""
    with database.reading() as session:
        held = session.get(Setting, _LAST)
        if _mark(session) == (held.value if held else ""):
            return False
    with transaction(database) as session:
        take_turn(session, Turn.JOBS)
        mark = _mark(session)
        row = session.get(Setting, _LAST, populate_existing=True) or Setting(key=_LAST)
        if row.value == mark:
            return False
        row.value = mark
        session.add(row)
        owner = session.exec(select(ImportBatch.user_id).order_by(col(ImportBatch.id).desc())).first()
        ask_by_itself(session, key=f"{CHOICES}:{mark}", kind=CHOICES, user_id=owner or 0)
    return True


def run_choices(database: Database) -> str:
    """Test every method on the years that are over and keep the choices; return what came of it in words."""
    with database.reading() as session:
        past = past_years(session, tree_id=tree_at(session, database.today()).id or 0)
    verdict = choose(run_trials(past))
    with transaction(database) as session:
        keep_choices(session, verdict)
    if not verdict.trials:
        return _("Det finns inget helt år att pröva prognosmetoderna på än.")
    return _("Prognosmetoderna är prövade på {trials} tidigare lägen.").format(trials=verdict.trials)


def past_years(session: Session, *, tree_id: int) -> list[PastYear]:
    """Return every row of every unit with ansvar below it in the years that are over.

    Years that have one before them, when there are any: without a last year most methods say the same.
    """
    years = list_years(session)
    over = [year for year in years if year < max(years) or months_known(session, year) == len(MONTHS)]
    units = _units(session, tree_id)
    bound = {
        year: committed(session, tree_id=tree_id, unit_ids=units, year=year, as_then=True) for year in over
    }
    past = [
        PastYear(
            one.unit_id,
            one.row_key,
            year,
            one.known(year, len(MONTHS), bound[year].get((one.unit_id, one.row_key), ())),
        )
        for one in series_of(session, tree_id=tree_id, unit_ids=units)
        for year in over
        if year in one.actual
    ]
    return [one for one in past if one.known.earlier] or past


def keep_choices(session: Session, verdict: Verdict) -> None:
    """Replace the choices that are kept; the empty row holds the total."""
    now: datetime = session.info["database"].now()
    session.exec(delete(ForecastChoice))
    rows = [_row(one, now) for one in verdict.choices]
    if verdict.trials:
        errors = {**_by_word(verdict.errors), "used": int(verdict.used)}
        total = ForecastChoice(
            row_key="", method=verdict.naive, error=verdict.chosen_error, bias=0, coverage=0,
            errors=errors, at=now,
        )  # fmt: skip
        rows.append(total)
    session.add_all(rows)
    audit.record(
        session, None, "forecast_methods_chosen", subject=("forecast_choice", "all"),
        change=(None, {"trials": verdict.trials, "used": verdict.used, "error": verdict.chosen_error}),
    )  # fmt: skip


def _row(one: Choice, now: datetime) -> ForecastChoice:
    return ForecastChoice(
        row_key=one.row_key, unit_id=one.unit_id, method=one.method, error=one.error, bias=one.bias,
        coverage=one.coverage, spread=[list(pair) for pair in one.spread],
        errors=_by_word(one.errors), at=now,
    )  # fmt: skip


def _by_word(errors: Mapping[ForecastMethod, int]) -> dict[str, int]:
    return {method.value: error for method, error in errors.items()}


def _units(session: Session, tree_id: int) -> list[int]:
    """Return the units that have an ansvar right below them, where a forecast may be asked for."""
    rows = session.exec(
        select(TreeUnit.parent_id)
        .where(TreeUnit.tree_id == tree_id, TreeUnit.kind == "cost_center")
        .distinct()
    )
    return sorted(unit for unit in rows if unit is not None)


def _mark(session: Session) -> str:
    """Return a word that changes with every load and every load taken back; empty before the first."""
    loaded, undone = session.exec(
        select(func.max(ImportBatch.applied_at), func.max(ImportBatch.undone_at)).where(
            col(ImportBatch.state).in_((BatchState.APPLIED, BatchState.UNDONE))
        )
    ).one()
    times = [moment.strftime("%Y%m%d%H%M%S%f") for moment in (loaded, undone) if moment is not None]
    return max(times, default="")
