"""The municipality of goals with this year's plan of Ekbacken (411), and next year's begun, for tests.

In 2026 Ekbacken has two goals and an assignment, the sick leave with a target and an activity that ends
in December and one that goes on into 2027; it has written under two headings.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.queries.activities import list_activities
from core.queries.goal_map import read_goal_map
from core.queries.goals import read_goals
from core.queries.indicators import read_targets
from core.queries.plan_review import read_review
from core.queries.unit_plans import read_plan
from core.rules.activities import ActivityText
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem
from core.services.activities import add_activity
from core.services.indicator_places import measure_goal
from core.services.indicator_targets import set_target
from core.services.plan_templates import set_template, shipped_sections
from core.services.unit_plans import Written, save_section, start_plan
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import SICK, put_indicator

STATE, MEANS = "lage", "uppdrag"


@dataclass(frozen=True, slots=True)
class PlanTown:
    """The municipality, the plan of 2027 and the ids of what stands in the plan of 2026."""

    town: Town
    plan_id: int
    readers: int
    calm: int
    task: int
    figure: int
    ending: int
    going: int

    @property
    def unit_id(self) -> int:
        return self.town.units["411"]


def make_plan_town(session: Session) -> PlanTown:
    """Make the municipality; the headings of both years are the shipped ones."""
    town = make_town(session)
    unit_id, maria = town.units["411"], town.maria
    council = put_goal(session, town, "EKA", "council", "Alla barn lyckas")
    readers = put_goal(session, town, "411", "unit", "Fler läser", council)
    calm = put_goal(session, town, "411", "unit", "Lugnare raster")
    task = put_goal(session, town, "411", "task", "Kartlägg läsningen")
    figure = put_indicator(session, town, SICK, "411")
    measure_goal(session, maria, goal_id=readers, indicator_id=figure)
    set_target(
        session, maria, indicator_id=figure, unit_id=unit_id, year=2026, value=Decimal("6.5"), seen=None
    )
    ending = _activity(session, town, "Läslyft", date(2026, 12, 18), readers)
    going = _activity(session, town, "Rastvärdar", date(2027, 6, 11), calm)
    for year in (2026, 2027):
        set_template(session, town.sara, year=year, sections=shipped_sections())
    last = start_plan(session, maria, unit_id=unit_id, year=2026)
    for key, body in ((STATE, "Vi är färre."), (MEANS, "Vi lär ut.")):
        save_section(session, maria, written=Written(last, key, 0, body, True))
    plan_id = start_plan(session, maria, unit_id=unit_id, year=2027)
    return PlanTown(town, plan_id, readers, calm, task, figure, ending, going)


def choose(kind: PlanItem, item: object, what: PlanChoice, **facts: object) -> ItemChoice:
    """Return a choice for a thing that nobody has changed."""
    first = 1 if kind is PlanItem.TEXT else 0
    return ItemChoice(kind, str(item), **{"rev": first, "what": what, **facts})  # type: ignore[arg-type]


def choose_all(session: Session, place: PlanTown, what: PlanChoice) -> list[ItemChoice]:
    """Return the same choice for everything that is left."""
    review = read_review(session, place.town.maria, unit_id=place.unit_id, year=2027)
    return [ItemChoice(item.kind, item.item, item.rev, what, seen=item.target) for item in review.items]


def followed_this_year(session: Session, place: PlanTown) -> object:
    """Return what is followed up in 2026: the map of fulfilment, goals, targets, activities and the plan."""
    maria, unit_id = place.town.maria, place.unit_id
    plan = read_plan(session, maria, unit_id=unit_id, year=2026)
    goals = read_goals(session, maria, year=2026)
    page = read_goal_map(session, maria, unit_id=unit_id, year=2026, month=10)
    return (
        (page.grid, page.before, page.own),
        [page.standings.status(goal_id) for goal_id in goals.goals],
        [(goal.id, goal.title, goal.text, goal.state, goal.ended) for goal in goals.goals.values()],
        (goals.links, goals.tags),
        read_targets(session, maria, years=[2026]),
        [
            (row.id, row.title, row.goal_id, row.state, row.late, row.starts, row.checks)
            for row in list_activities(session, maria, year=2026)
        ],
        plan.sections,
    )


def _activity(session: Session, town: Town, title: str, ends: date, goal_id: int) -> int:
    text = ActivityText(title, date(2026, 8, 17), ends, owner_id=town.maria.user_id, cost=12_000_00)
    return add_activity(session, town.maria, unit_id=town.units["411"], goal_id=goal_id, text=text, key=title)
