"""The two schools with a steering model and goals: maria's own, the neighbour's, and those above."""

from dataclasses import dataclass
from datetime import date

from core.db import Database
from core.periods import Period
from core.queries.steering import read_levels, read_scale
from core.rules.access import Actor
from core.rules.goal_money import MoneyPart
from core.services.goal_assessments import NewAssessment, assess_goal
from core.services.goal_money import add_money
from core.services.goal_store import GoalText, NewGoal
from core.services.goals import add_goal
from core.services.steering_models import start_from
from core.services.transaction import transaction
from core.table import Status
from tests import factories
from tests.pages.process_town import actor_named
from tests.pages.small_town import plant
from tests.people import People

NEIGHBOURS_GOAL = "Lugnare raster hos grannen"


@dataclass(frozen=True, slots=True)
class GoalTown:
    """The people, and the ids of goals by their titles and of units by their codes."""

    people: People
    goals: dict[str, int]
    units: dict[str, int]

    @property
    def own(self) -> str:
        """The goal of maria's school, as the address names it."""
        return str(self.goals["Fler läser flytande"])


def plant_goals(database: Database, password_hash: str = "") -> GoalTown:
    """Plant the schools with goals; Ekbacken's is judged as not reached in October, with words."""
    people = plant(database, password_hash)
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        start_from(session, sara, model="three_levels", key="start")
        levels = {level.name: level.id for level in read_levels(session)}
        units = factories.unit_ids(session)

        def goal(unit: str, level: str, title: str, *serves: int, owner: Actor | None = None) -> int:
            text = GoalText(
                title, owner_id=owner.user_id if owner else None,
                report_by=date(2026, 10, 1) if level == "Uppdrag" else None,
            )  # fmt: skip
            new = NewGoal(units[unit], levels[level], text, 2026, serves=serves)
            return add_goal(session, sara, goal=new, key=f"goal {title}"[:36])

        maria = actor_named(session, database, "maria")
        council = goal("1", "Fullmäktiges mål", "Alla barn lyckas i skolan")
        committee = goal("4", "Nämndens mål", "88 procent blir behöriga", council)
        own = goal("411", "Enhetens mål", "Fler läser flytande", committee, owner=maria)
        found = {
            "Alla barn lyckas i skolan": council,
            "88 procent blir behöriga": committee,
            "Fler läser flytande": own,
            NEIGHBOURS_GOAL: goal("412", "Enhetens mål", NEIGHBOURS_GOAL, committee),
            "Utred skolskjuts": goal("4", "Uppdrag", "Utred skolskjuts", council),
        }
        bad = next(step.id for step in read_scale(session) if step.status is Status.BAD)
        said = NewAssessment(bad, "Speciallärare saknas i två klasser.")
        assess_goal(session, maria, goal_id=own, period=Period(2026, 10), said=said, key="said")
        part = MoneyPart(units["411"], share=5_000, text="Läslyftet")
        add_money(session, maria, goal_id=own, part=part, key="money")
    return GoalTown(people, found, units)
