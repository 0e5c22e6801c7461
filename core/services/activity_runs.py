"""Activities that units which have come later are to have: once a day, in the name of whoever made each.

Unlike other services a run opens its own transactions, one an activity, so that one that cannot be
copied stops no other.
"""

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role
from core.errors import RodretError
from core.models import Activity, ActivitySpread, Setting, Tree, User
from core.queries.access import tree_at, unit_rows
from core.rules.access import Actor, Grant
from core.rules.activities import ENDED
from core.rules.reminders import is_new_day
from core.services.activity_spread import make_copies
from core.services.jobs import ask_by_itself
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn
from core.texts import _

ACTIVITIES = "activities"
"""The kind of the job."""

_LAST = "last_activities"


def ask_for_due(database: Database) -> bool:
    """Ask once a day, as a job, for the copies of units that have come later; False when none is wanted."""
    today = database.today()
    with database.reading() as session:
        held = session.get(Setting, _LAST)
        if not is_new_day(held.value if held else "", today) or session.exec(select(Tree.id)).first() is None:
            return False
    with transaction(database) as session:
        take_turn(session, Turn.JOBS)
        row = session.get(Setting, _LAST, populate_existing=True) or Setting(key=_LAST)
        if not is_new_day(row.value, today):
            return False
        row.value = today.isoformat()
        session.add(row)
        first = next(iter(_due(session)), None)
        if first is None:
            return False
        user_id = session.get_one(Activity, first).created_by_id
        ask_by_itself(session, key=f"{ACTIVITIES}:{today.isoformat()}", kind=ACTIVITIES, user_id=user_id)
    return True


def run_activities(database: Database) -> str:
    """Make the copies that are missing; return how many in words."""
    with database.reading() as session:
        due = _due(session)
    made = sum(_spread(database, activity_id) for activity_id in due)
    return _("{n} aktiviteter spridda till nya enheter.").format(n=made)


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
            return make_copies(session, _clock(session, database, row), row, nodes)
    except RodretError:
        return 0


def _clock(session: Session, database: Database, row: Activity) -> Actor:
    """Return the system in the name of whoever made an activity."""
    tree = tree_at(session, database.today())
    top = unit_rows(session, tree.id or 0)[0].id
    maker = session.get_one(User, row.created_by_id)
    grants = (Grant(Role.CONTROLLER, top),)
    return Actor(maker.id or 0, maker.name, grants, tree.id or 0, top, by_clock=True)
