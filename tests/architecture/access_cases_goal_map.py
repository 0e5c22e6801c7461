"""The cases of the access matrix for the map of goals."""

from core.queries import goal_map
from core.rules.access import Action
from tests.architecture.access_world import Case

GOAL_MAP_CASES: dict[str, Case] = {
    "queries.goal_map.read_goal_map": Case(
        Action.VIEW_GOALS,
        lambda w, s, a: goal_map.read_goal_map(s, a, unit_id=w.target, year=2026, month=10),
    ),
}

GOAL_MAP_CARRIES: dict[str, str] = {
    "queries.goal_reach.read_reach": "of goals in scope (tested with the query)",
    "queries.goal_standing.standing_of_goals": "of goals read for the actor (tested with the query)",
    "queries.goal_trend.read_trend": "of units in scope (tested with the query)",
}

GOAL_MAP_WITHOUT_ACTOR: dict[str, str] = {
    "queries.goal_standing.said_months": "months are no secret",
    "queries.indicators.definitions": "part of queries that have asked",
    "queries.indicators.latest_where": "part of queries that have asked",
    "queries.indicator_reckoning.read_base": "part of queries that have asked",
    "queries.indicator_reckoning.read_reckoning": "part of queries that have asked",
    "queries.goal_money.add_sums": "sums of what was read",
    "queries.indicator_standing.judged_everywhere": "how all goals stand; callers give only what may be seen",
    "queries.goal_map.columns_of": "units below one in scope",
}
