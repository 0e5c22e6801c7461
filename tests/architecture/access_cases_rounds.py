"""The cases of the access matrix for rounds and submissions, each made within its own call."""

from datetime import date

from sqlmodel import Session

from core.enums import RoundKind, UnitKind
from core.queries import rounds as round_queries
from core.queries import snapshots as snapshot_queries
from core.queries import submission_duties, submissions
from core.rules.access import Action, Actor
from core.rules.rounds import NewRound
from core.services import reminding, round_opening, rounds, snapshots
from core.table import Table
from tests.architecture.access_world import Case, World
from tests.factories import TODAY

ROUND = NewRound(
    next(iter(RoundKind)), "Höstens prognos", 2027, date(2027, 9, 1), date(2027, 9, 20), date(2027, 9, 30)
)


def _planned(world: World, session: Session) -> int:
    """Make a round that asks the target and the unit beside it."""
    controller = world.office.actor
    round_id = rounds.create_round(session, controller, content=ROUND, key="made")
    units = [world.target, world.units["413"]]
    rounds.choose_units(session, controller, round_id=round_id, unit_ids=units)
    return round_id


def opened_round(world: World, session: Session) -> int:
    """Open a round that asks the target and the unit beside it."""
    round_id = _planned(world, session)
    round_opening.open_round(session, world.office.actor, round_id=round_id, key="opened")
    return round_id


def _only_target(world: World, session: Session) -> int:
    controller = world.office.actor
    round_id = rounds.create_round(session, controller, content=ROUND, key="made")
    rounds.choose_units(session, controller, round_id=round_id, unit_ids=[world.target])
    return round_id


def made_submission(world: World, session: Session) -> int:
    """Return a submission of the target in an open round."""
    found = submissions.find_submission(
        session, world.office.actor, round_id=opened_round(world, session), unit_id=world.target, today=TODAY
    )
    assert found
    return found.row.id


def _kept(world: World, session: Session) -> int:
    return snapshots.keep_snapshot(
        session,
        world.office.actor,
        unit_id=world.target,
        subject=("unit", world.target),
        title="Prognos",
        table=_table(world.target),
    )


def _lists_snapshot(world: World, session: Session, actor: Actor) -> bool:
    _kept(world, session)
    return bool(snapshot_queries.list_snapshots(session, actor, subject=("unit", world.target)))


def _lists_snapshot_of(world: World, session: Session, actor: Actor) -> bool:
    _kept(world, session)
    return bool(snapshot_queries.list_snapshots_of(session, actor, kind="unit", ids=[world.target, 4711]))


def _table(_unit_id: int) -> Table:
    return Table("Prognos", (), ())


def _lists_target(world: World, session: Session, actor: Actor) -> bool:
    _planned(world, session)
    return _asks_target(world, round_queries.list_rounds(session, actor))


def _lists_target_between(world: World, session: Session, actor: Actor) -> bool:
    _planned(world, session)
    rows = round_queries.list_rounds_between(session, actor, first=ROUND.opens, last=ROUND.closes)
    return _asks_target(world, rows)


def _asks_target(world: World, rows: list[round_queries.RoundRow]) -> bool:
    return world.target in {unit_id for row in rows for unit_id, _deadline in row.units}


ROUND_CASES: dict[str, Case] = {
    "services.rounds.create_round": Case(
        Action.MANAGE_ROUNDS, lambda _w, s, a: rounds.create_round(s, a, content=ROUND, key="k")
    ),
    "services.rounds.change_round": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: rounds.change_round(s, a, round_id=_planned(w, s), content=ROUND),
    ),
    "services.rounds.choose_units": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: rounds.choose_units(s, a, round_id=_planned(w, s), unit_ids=[w.units["4"]]),
    ),
    "services.rounds.choose_units_of_kind": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: rounds.choose_units_of_kind(
            s, a, round_id=_planned(w, s), kind=UnitKind.UNIT, under_id=w.units["4"]
        ),
    ),
    "services.rounds.leave_out_units": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: rounds.leave_out_units(s, a, round_id=_planned(w, s), unit_ids=[w.target]),
    ),
    "services.rounds.set_unit_deadline": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: rounds.set_unit_deadline(
            s, a, round_id=_planned(w, s), unit_ids=[w.target], deadline=ROUND.deadline
        ),
    ),
    "services.rounds.remove_round": Case(
        Action.MANAGE_ROUNDS, lambda w, s, a: rounds.remove_round(s, a, round_id=_planned(w, s))
    ),
    "services.rounds.copy_rounds_to_year": Case(
        Action.MANAGE_ROUNDS,
        lambda _w, s, a: rounds.copy_rounds_to_year(s, a, year_from=2027, year_to=2028, key="k"),
    ),
    "services.rounds.require_rounds": Case(
        Action.MANAGE_ROUNDS, lambda _w, s, a: rounds.require_rounds(s, a)
    ),
    "services.round_opening.open_round": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: round_opening.open_round(s, a, round_id=_planned(w, s), key="k"),
    ),
    "services.round_opening.close_round": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: round_opening.close_round(
            s, a, round_id=opened_round(w, s), key="k", table_of=_table
        ),
    ),
    "queries.rounds.list_rounds": Case(Action.VIEW_PROCESS, _lists_target, lists=True),
    "queries.rounds.list_rounds_between": Case(Action.VIEW_PROCESS, _lists_target_between, lists=True),
    "queries.rounds.read_round": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: _asks_target(w, [round_queries.read_round(s, a, round_id=_planned(w, s))]),
        lists=True,
    ),
    "queries.rounds.preview_opening": Case(
        Action.MANAGE_ROUNDS, lambda w, s, a: round_queries.preview_opening(s, a, round_id=_planned(w, s))
    ),
    "queries.rounds.preview_copy": Case(
        Action.MANAGE_ROUNDS, lambda _w, s, a: round_queries.preview_copy(s, a, year_from=2027, year_to=2028)
    ),
    "queries.rounds.burden_of": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: round_queries.burden_of(s, a, round_id=_only_target(w, s), today=TODAY),
    ),
    "queries.submissions.list_submissions": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: submissions.list_submissions(
            s, a, round_id=opened_round(w, s), unit_id=w.target, today=TODAY
        ),
    ),
    "queries.submissions.find_submission": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: submissions.find_submission(
            s, a, round_id=opened_round(w, s), unit_id=w.target, today=TODAY
        ),
    ),
    "queries.submissions.read_submission": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: submissions.read_submission(s, a, submission_id=made_submission(w, s), today=TODAY),
    ),
    "queries.submissions.history": Case(
        Action.VIEW_PROCESS, lambda w, s, a: submissions.history(s, a, submission_id=made_submission(w, s))
    ),
    "queries.submission_duties.list_to_remind": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: submission_duties.list_to_remind(
            s, a, round_id=opened_round(w, s), unit_id=w.target, today=TODAY
        ),
    ),
    "services.reminding.remind_many": Case(
        Action.APPROVE_SUBMISSION,
        lambda w, s, a: reminding.remind_many(
            s, a, round_id=opened_round(w, s), unit_id=w.target, name="Budget 2027", key="remind"
        ),
    ),
    "services.snapshots.keep_snapshot": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: snapshots.keep_snapshot(
            s, a, unit_id=w.target, subject=("unit", w.target), title="Prognos", table=_table(w.target)
        ),
    ),
    "queries.snapshots.list_snapshots_of": Case(Action.VIEW_ECONOMY, _lists_snapshot_of, lists=True),
    "queries.snapshots.find_snapshot": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: snapshot_queries.find_snapshot(s, a, snapshot_id=_kept(w, s))
    ),
    "queries.snapshots.list_snapshots": Case(Action.VIEW_ECONOMY, _lists_snapshot, lists=True),
    "queries.snapshots.read_snapshot": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: snapshot_queries.read_snapshot(s, a, snapshot_id=_kept(w, s))
    ),
}
