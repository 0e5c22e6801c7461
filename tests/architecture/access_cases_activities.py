"""The cases of the access matrix for what is done with many activities, and their history."""

from datetime import date

from sqlmodel import Session

from core.models import Activity
from core.queries import activity_history
from core.rules.access import Action
from tests import factories
from tests.architecture.access_world import Case, World


def _activity(world: World, session: Session) -> int:
    row = Activity(
        unit_id=world.target, title="Läslyft", starts=date(2026, 6, 15), created_by_id=world.somebody,
        created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


ACTIVITY_CASES: dict[str, Case] = {
    "queries.activity_history.history_of": Case(
        Action.VIEW_GOALS,
        lambda w, s, a: activity_history.history_of(s, a, activity_id=_activity(w, s)),
    ),
}
