"""Activities that units which have come later are to have: once a day, in the name of whoever made each.

Unlike other services a run opens its own transactions, one an activity, so that one that cannot be
copied stops no other.
"""

from datetime import date

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role
from core.errors import RodretError
from core.models import Activity, ActivitySpread
from core.rules.activities import ENDED
from core.services.activity_spread import make_copies
from core.services.clock_runs import ask_daily, in_the_name_of
from core.services.jobs import ask_by_itself
from core.services.transaction import transaction
from core.texts import _

ACTIVITIES = "activities"
"""The kind of the job."""

_LAST = "last_activities"


def ask_for_due(database: Database) -> bool:
    """Ask once a day, as a job, for the copies of units that have come later; False when none is wanted."""
    return ask_daily(database, mark=_LAST, ask=_ask)


def run_activities(database: Database) -> str:
    """Make the copies that are missing; return how many in words."""
    with database.reading() as session:
        due = _due(session)
    made = sum(_spread(database, activity_id) for activity_id in due)
    return _("{n} aktiviteter spridda till nya enheter.").format(n=made)


def _ask(session: Session, today: date) -> bool:
    first = next(iter(_due(session)), None)
    if first is None:
        return False
    user_id = session.get_one(Activity, first).created_by_id
    ask_by_itself(session, key=f"{ACTIVITIES}:{today.isoformat()}", kind=ACTIVITIES, user_id=user_id)
    return True


def _due(session: Session) -> list[int]:
    """Return the activities that later units are to have and that have not ended."""
    found = session.exec(
        select(ActivitySpread.activity_id)
        .join(Activity, col(Activity.id) == col(ActivitySpread.activity_id))
        .where(col(ActivitySpread.later_units), col(Activity.state).not_in(ENDED))
        .distinct()
        .order_by(col(ActivitySpread.activity_id))
    )
    return list(found)


def _spread(database: Database, activity_id: int) -> int:
    try:
        with transaction(database) as session:
            row = session.get_one(Activity, activity_id)
            nodes = session.exec(
                select(ActivitySpread.unit_id).where(
                    ActivitySpread.activity_id == activity_id, col(ActivitySpread.later_units)
                )
            ).all()
            maker = in_the_name_of(session, row.created_by_id, Role.CONTROLLER)
            return make_copies(session, maker, row, nodes)
    except RodretError:
        return 0
