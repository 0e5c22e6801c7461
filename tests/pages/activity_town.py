"""The two schools with activities: one late, one under way, one done, and the neighbour's own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.db import Database
from core.enums import ActivityState
from core.rules.activities import ActivityText
from core.services.activities import add_activity, set_state
from core.services.activity_days import add_pause, plan_checks
from core.services.transaction import transaction
from tests.pages.goal_town import plant_goals
from tests.pages.process_town import actor_named
from tests.people import People

LATE, RUNNING, DONE, NEIGHBOURS = "Läslyft i årskurs 1", "Mattestuga", "Ny skolgård", "Grannens läxhjälp"
_OLD = ActivityText(LATE, date(2026, 1, 12), date(2026, 6, 12), cost=120_000_00, hours=Decimal(80))
_NOW = ActivityText(RUNNING, date(2026, 8, 17), date(2026, 12, 18), cost=30_000_00)
_OVER = ActivityText(DONE, date(2026, 2, 2), date(2026, 5, 29))


@dataclass(frozen=True, slots=True)
class ActivityTown:
    """The ids of activities by their titles, of goals by theirs, of units by code, and the people."""

    activities: dict[str, int]
    goals: dict[str, int]
    units: dict[str, int]
    people: People

    def id(self, title: str) -> str:
        """Return an activity as the address names it."""
        return str(self.activities[title])


def plant_activities(database: Database, password_hash: str = "") -> ActivityTown:
    """Plant the schools with goals and activities."""
    town = plant_goals(database, password_hash)
    own, units = town.goals["Fler läser flytande"], town.units
    with transaction(database) as session:
        maria = actor_named(session, database, "maria")
        sara = actor_named(session, database, "sara")

        def add(unit: str, text: ActivityText, goal_id: int | None = None) -> int:
            return add_activity(
                session, sara, unit_id=units[unit], goal_id=goal_id, text=text, key=f"act {text.title}"[:36]
            )

        found = {LATE: add("411", _OLD, own), RUNNING: add("411", _NOW, own), DONE: add("411", _OVER)}
        found[NEIGHBOURS] = add("412", ActivityText(NEIGHBOURS, date(2026, 9, 1), date(2026, 12, 1)))
        set_state(session, maria, activity_id=found[RUNNING], rev=0, state=ActivityState.RUNNING)
        set_state(
            session,
            maria,
            activity_id=found[DONE],
            rev=0,
            state=ActivityState.DONE,
            outcome="Ritad av barnen",
        )
        days = [date(2026, 9, 30), date(2026, 12, 10)]
        plan_checks(session, maria, activity_id=found[RUNNING], days=days)
        add_pause(
            session, maria, activity_id=found[RUNNING], first=date(2026, 10, 26), last=date(2026, 10, 30)
        )
    return ActivityTown(found, town.goals, dict(units), town.people)
