"""The cases of the access matrix for what is done with many activities, and their history."""

from datetime import date

from sqlmodel import Session

from core.models import Activity
from core.queries import activities as activity_queries
from core.queries import activity_history, activity_origin
from core.rules.access import Action, Actor
from core.services import activity_spread, activity_year_end
from core.services.activity_year_end import Choice, YearEnd
from tests import factories
from tests.architecture.access_world import Case, World

_DAY = date(2026, 6, 15)


def _activity(world: World, session: Session, origin_id: int | None = None) -> int:
    row = Activity(
        unit_id=world.target, title="Läslyft", starts=_DAY, origin_id=origin_id,
        created_by_id=world.somebody, created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def _sees_copy(world: World, session: Session, actor: Actor) -> bool:
    origin = _activity(world, session)
    _activity(world, session, origin)
    return bool(activity_queries.list_copies(session, actor, activity_id=origin))


def _take_over(world: World, session: Session, actor: Actor) -> None:
    copy = _activity(world, session, _activity(world, session))
    activity_spread.take_over(session, actor, activity_id=copy, rev=0)


def _settle(world: World, session: Session, actor: Actor) -> None:
    choices = [Choice(_activity(world, session), 0, YearEnd.CLOSE, "Ingen tid")]
    activity_year_end.settle_year(session, actor, year=2026, choices=choices, key="settle")


ACTIVITY_CASES: dict[str, Case] = {
    "queries.activities.list_copies": Case(Action.VIEW_GOALS, _sees_copy, lists=True),
    "queries.activity_history.history_of": Case(
        Action.VIEW_GOALS,
        lambda w, s, a: activity_history.history_of(s, a, activity_id=_activity(w, s)),
    ),
    "queries.activity_origin.origin_of": Case(
        Action.VIEW_GOALS,
        lambda w, s, a: activity_origin.origin_of(s, a, activity_id=_activity(w, s)),
    ),
    "services.activity_spread.spread_activity": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activity_spread.spread_activity(
            s, a, activity_id=_activity(w, s), node_ids=[w.target], later_units=False, key="spread"
        ),
    ),
    "services.activity_spread.take_over": Case(Action.EDIT_GOALS, _take_over),
    "services.activity_year_end.settle_year": Case(Action.EDIT_GOALS, _settle),
}

ACTIVITY_CARRIES: dict[str, str] = {
    "services.activity_spread.make_copies": "part of services that have asked",
}

ACTIVITY_OWN: dict[str, str] = {
    "queries.activities.list_own": "what one carries out oneself, or stands in for, in scope",
    "queries.activity_duties.list_own_duties": "what one carries out oneself, or stands in for, in scope",
}

ACTIVITY_WITHOUT_ACTOR: dict[str, str] = {
    "services.activity_runs.ask_for_due": "the clock's own work",
    "services.activity_runs.run_activities": "the clock's own work, in the name of whoever made each",
}
