"""What may be said to whoever has just written a goal: how to make it easier to follow, and to link it."""

from core.enums import GoalKind
from core.queries.goals import GoalRow, GoalWorld
from core.queries.steering_models import goal_words
from core.rules.goal_words import advice
from core.texts import _


def goals_above(world: GoalWorld, level_id: int) -> list[int]:
    """Return the goals in use on the levels above one, which a goal of that level may serve."""
    place = {level.id: n for n, level in enumerate(world.levels)}
    return [one.id for one in world.goals.values() if not one.ended and place[one.level_id] < place[level_id]]


def is_alone(world: GoalWorld, goal: GoalRow) -> bool:
    """Return whether a goal serves no other although there are goals above it to serve."""
    return not world.threads.serves.get(goal.id) and bool(goals_above(world, goal.level_id))


def hints(world: GoalWorld, goal: GoalRow) -> list[str]:
    """Return the advice about a goal, each line with how to mend it; nothing is fine."""
    kind = next(level.kind for level in world.levels if level.id == goal.level_id)
    found = advice(goal.title, goal_words()) if kind is GoalKind.GOAL else []
    if is_alone(world, goal):
        found.append(
            _("Det bidrar inte till något mål ovanför än. Välj ett, så syns det varför det är viktigt.")
        )
    return found
