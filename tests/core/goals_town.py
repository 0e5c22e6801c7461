"""A small municipality with a steering model and a few goals, for tests of goals.

Maria is the manager of 411, Nils of 412, Bo the executive of BUN, Sara the controller of the
municipality. 2026 is closed to October.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import GoalKind, Role
from core.models import AssessmentStep, Goal, GoalLevel, GoalLink, Tag
from core.queries.access import load_actor
from core.rules.access import Actor
from core.table import Status
from tests.core.budget_town import TREE
from tests.factories import LOADED_AT, TODAY, close_months, give_role, make_tree, make_user

PEOPLE = {
    "maria": (Role.MANAGER, "411"),
    "nils": (Role.MANAGER, "412"),
    "bo": (Role.EXECUTIVE, "BUN"),
    "sara": (Role.CONTROLLER, "EKA"),
}
LEVELS = (
    ("area", "Fokusområde", GoalKind.FOCUS_AREA, 0),
    ("council", "Fullmäktiges mål", GoalKind.GOAL, 0),
    ("committee", "Nämndens mål", GoalKind.GOAL, 0),
    ("unit", "Enhetens mål", GoalKind.GOAL, 2),
    ("task", "Uppdrag", GoalKind.ASSIGNMENT, 0),
)
SCALE = (
    ("Uppfyllt", "Bedöms nås", Status.OK, 2),
    ("Delvis uppfyllt", "Bedöms nås delvis", Status.PARTLY, 1),
    ("Ej uppfyllt", "Bedöms inte nås", Status.BAD, 0),
)


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of units, levels and steps, and the actors."""

    units: dict[str, int]
    actors: dict[str, Actor]
    levels: dict[str, int]
    steps: dict[Status, int]

    @property
    def maria(self) -> Actor:
        return self.actors["maria"]

    @property
    def nils(self) -> Actor:
        return self.actors["nils"]

    @property
    def bo(self) -> Actor:
        return self.actors["bo"]

    @property
    def sara(self) -> Actor:
        return self.actors["sara"]


def make_town(session: Session) -> Town:
    """Make the municipality with its steering model; there is no goal yet."""
    units = make_tree(session, TREE)
    actors = {}
    for name, (role, unit) in PEOPLE.items():
        user_id = make_user(session, name)
        give_role(session, user_id, role, units[unit])
        actor = load_actor(session, user_id, today=TODAY)
        assert actor
        actors[name] = actor
    close_months(session, 2026, range(1, 11))
    return Town(units, actors, make_levels(session), make_scale(session))


def make_levels(session: Session) -> dict[str, int]:
    """Make the levels and return their ids by short names."""
    rows = {
        key: GoalLevel(position=n, name=name, kind=kind, most=most)
        for n, (key, name, kind, most) in enumerate(LEVELS, start=1)
    }
    session.add_all(rows.values())
    session.add_all(
        Tag(key=key, group="Agenda 2030", name=name, position=n)
        for n, (key, name) in enumerate((("a4", "God utbildning"), ("a5", "Jämställdhet")), start=1)
    )
    session.flush()
    return {key: row.id or 0 for key, row in rows.items()}


def make_scale(session: Session) -> dict[Status, int]:
    """Make the scale and return the ids of its steps."""
    rows = [
        AssessmentStep(position=n, word=word, forecast_word=expected, status=status, points=points)
        for n, (word, expected, status, points) in enumerate(SCALE, start=1)
    ]
    session.add_all(rows)
    session.flush()
    return {Status(row.status): row.id or 0 for row in rows}


def put_goal(
    session: Session, town: Town, unit: str, level: str, title: str, *serves: int, first_year: int = 2026
) -> int:
    """Put a goal of a unit that serves others."""
    row = Goal(
        unit_id=town.units[unit], level_id=town.levels[level], position=1, title=title,
        first_year=first_year, created_by_id=town.sara.user_id, created_at=LOADED_AT,
        report_by=date(2026, 12, 1) if level == "task" else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(GoalLink(goal_id=row.id or 0, serves_id=goal_id) for goal_id in serves)
    session.flush()
    return row.id or 0
