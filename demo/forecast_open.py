"""The forecast round that is open on the demo's day: proposals, and what is done so far."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, update

from core.db import Database
from core.enums import ForecastCause, ForecastMethod, PlanOrigin, Role, RoundKind, UnitKind
from core.enums import SubmissionEventKind as Event
from core.models import PlanLine, Round
from core.money import ORE_PER, ORE_PER_KRONA, MoneyUnit
from core.queries.access import load_actor, tree_at
from core.reports.forecast_sheet import forecast_subject
from core.rules.access import Actor
from core.rules.backtest import choose, run_trials
from core.rules.forecast_methods import METHODS, Method
from core.rules.rounds import NewLevel, NewRound
from core.services import comments, rounds
from core.services.forecast_adjustments import Adjustment, add_adjustment
from core.services.forecast_choices import keep_choices, past_years
from core.services.forecast_values import ValueEdit, save_value
from core.services.round_opening import open_round
from core.services.transaction import transaction
from demo.facts_forecast import ADJUSTED_AT, ADJUSTMENT, OCTOBER
from demo.facts_november import (
    APPROVED,
    CAREFUL_TEXT,
    CHANGES,
    CLOSES,
    COMMENTS,
    DEADLINE,
    DONE,
    EARLY,
    EARLY_UNITS,
    INSTRUCTION,
    NAME,
    OPENS,
    RETURN_REASON,
    RETURNED,
    REVIEWED,
    WORKING,
    YEAR,
)
from demo.forecast_figures import Place, Said
from demo.forecast_states import Happened, economist_of, has_step, manager_of, moment, write_history
from demo.forecasts import Places, asked_units, key_of, reasons_of, write_reasons

_TKR = ORE_PER[MoneyUnit.TKR]
_CHANGED = frozenset(unit for unit, *_rest in CHANGES)
_MONDAY_MINUTES = 20


def lay(database: Database, actor: Actor, places: Places, october: Sequence[Said]) -> None:
    """Open the round, and let the units and finance come as far as they have come."""
    choose_methods(database)
    with transaction(database, actor) as session:
        round_id, version_id = _open(session, actor, places)
    for n, (unit, row, tkr, _cause, _text) in enumerate(CHANGES):
        with transaction(database) as session:
            _change(session, version_id, n, (unit, row), tkr, places, october)
    with transaction(database, actor) as session:
        _write_states(session, (round_id, version_id), places, october)
        add_adjustment(
            session, actor, version_id=version_id, key=key_of("careful"),
            adjustment=Adjustment(*places.spots[ADJUSTED_AT], ADJUSTMENT * ORE_PER_KRONA, CAREFUL_TEXT),
        )  # fmt: skip
    with transaction(database) as session:
        _comment(session, version_id, places)


def choose_methods(database: Database) -> None:
    """Choose each row's method by the earlier years, as the job does; the slow smoothing waits for it."""
    quick: dict[ForecastMethod, Method] = {**METHODS}
    del quick[ForecastMethod.SMOOTHED]
    with transaction(database) as session:
        tree = tree_at(session, database.today())
        keep_choices(session, choose(run_trials(past_years(session, tree_id=tree.id or 0), quick)))


def _open(session: Session, actor: Actor, places: Places) -> tuple[int, int]:
    round_id = rounds.create_round(session, actor, content=_content(), key=key_of(NAME))
    rounds.choose_units(session, actor, round_id=round_id, unit_ids=asked_units(places))
    early = [places.units[unit] for unit in EARLY_UNITS]
    rounds.set_unit_deadline(session, actor, round_id=round_id, unit_ids=early, deadline=EARLY)
    open_round(session, actor, round_id=round_id, key=key_of(f"{NAME} open"))
    return round_id, session.get_one(Round, round_id).version_id or 0


def _change(
    session: Session,
    version_id: int,
    n: int,
    place: Place,
    tkr: int,
    places: Places,
    october: Sequence[Said],
) -> None:
    """Let a manager change a row from what she said in October."""
    old = next(one.value for one in october if one.place == place) * ORE_PER_KRONA
    edit = ValueEdit(places.units[place[0]], place[1], old, old + tkr * _TKR)
    actor = _named(session, manager_of(place[0]), places)
    saved = save_value(session, actor, version_id=version_id, edit=edit, key=key_of(f"{NAME} change {n}"))
    if not saved.written:
        raise ValueError(place)


def _write_states(session: Session, ids: tuple[int, int], places: Places, october: Sequence[Said]) -> None:
    """Let the units stand where they are, with the causes of those that have handed in."""
    round_id, version_id = ids
    now = session.info["database"].now()
    courses = {unit: _course(unit, done, now) for unit, done in DONE.items()}
    write_history(session, round_id, courses)
    handed_in = {unit for unit, done in DONE.items() if done != WORKING}
    spots = [spot for (unit, _row), spot in places.spots.items() if unit in handed_in]
    session.execute(
        update(PlanLine)
        .where(col(PlanLine.version_id) == version_id, col(PlanLine.origin) == PlanOrigin.PROPOSAL)
        .where(col(PlanLine.unit_id).in_(sorted({ansvar for ansvar, _coding in spots})))
        .values(origin=PlanOrigin.MANUAL)
    )
    reasons = {
        place: words for place, words in reasons_of(YEAR, OCTOBER, october).items() if place[0] in handed_in
    }
    for unit, row, _tkr, cause, text in CHANGES:
        if cause and unit in handed_in:
            reasons[unit, row] = ForecastCause(cause), text
    write_reasons(session, version_id, reasons, courses, places)


def _course(unit: str, done: str, now: datetime) -> list[Happened]:
    """Return what has happened to a unit's answer; those with something new handed in this morning."""
    began = moment(OPENS, OPENS + timedelta(days=1), f"{NAME} {unit} start")
    course = [Happened(Event.START, manager_of(unit), began)]
    if done == WORKING:
        return course
    handed_in = max(
        moment(OPENS + timedelta(days=1), EARLY, f"{NAME} {unit} submit"), began + timedelta(minutes=9)
    )
    if unit in _CHANGED:
        handed_in = now + timedelta(minutes=_MONDAY_MINUTES)
    course.append(Happened(Event.SUBMIT, manager_of(unit), handed_in))
    reviewed = max(moment(EARLY, EARLY, f"{NAME} {unit} ok"), handed_in + timedelta(minutes=40))
    if done == APPROVED and has_step(unit):
        course.append(Happened(Event.APPROVE, economist_of(unit), reviewed))
    if done == RETURNED:
        course.append(Happened(Event.RETURN, economist_of(unit), reviewed, RETURN_REASON))
    return course


def _comment(session: Session, version_id: int, places: Places) -> None:
    for unit, row, username, body in COMMENTS:
        subject = forecast_subject(version_id, places.units[unit], row)
        actor = _named(session, username, places)
        comments.write_comment(session, actor, key=key_of(f"{unit} {row}"), subject=subject, body=body)


def _named(session: Session, username: str, places: Places) -> Actor:
    actor = load_actor(session, places.users[username], today=session.info["database"].today())
    if actor is None:
        raise LookupError(username)
    return actor


def _content() -> NewRound:
    return NewRound(
        kind=RoundKind.FORECAST,
        name=NAME,
        year=YEAR,
        opens=OPENS,
        deadline=DEADLINE,
        closes=CLOSES,
        levels=(NewLevel(UnitKind.COMMITTEE, Role.CONTROLLER, REVIEWED),),
        instruction=INSTRUCTION,
        minutes=10,
        by_itself=False,  # the demo is shown on any day
    )
