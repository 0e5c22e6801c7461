"""The functions of goals that ask for no right of their own, each with its reason."""

GOAL_WITHOUT_ACTOR: dict[str, str] = {
    **dict.fromkeys(
        (
            "queries.steering.goals_per_level",
            "queries.steering.read_levels",
            "queries.steering.read_scale",
            "queries.steering.read_tags",
            "queries.steering.read_weighing",
            "queries.steering_models.list_models",
            "queries.steering_models.usual_tags",
            "services.steering.seen_levels",
            "services.steering.seen_scale",
        ),
        "the words of the steering model are no secret",
    ),
    **dict.fromkeys(
        (
            "queries.goal_assessments.rounds_of_month",
            "queries.goals.in_force",
            "services.goal_assessments.latest_of",
            "services.goal_links.all_links",
            "services.goal_links.write_links",
            "services.goal_links.write_tags",
            "services.goal_store.check_years",
            "services.goal_store.checked",
            "services.goal_store.compare_and_set",
            "services.goal_store.facts",
            "services.goal_store.require_active",
            "services.goal_store.require_level",
            "services.goal_store.require_room",
            "services.goal_store.values_of",
            "services.steering.write_levels",
            "services.steering.write_scale",
            "services.steering.write_weighing",
        ),
        "the inside of services and queries that have asked",
    ),
}
GOAL_CARRIES: dict[str, str] = {
    "queries.goal_assessments.list_assessments": "of a goal in scope or above it (tested with the service)",
    "queries.goal_assessments.read_assessments": "of goals in scope or above it (tested with the service)",
    "queries.goals.goal_rows": "the inside of queries that have narrowed by rights",
    "queries.goals.read_goal": "a goal in scope or above it (tested with the query)",
    "queries.goals.read_goals": "goals in scope and of the units above (tested with the query)",
    "queries.goals.visible_goals": "a condition by rights, for queries",
    "services.goal_links.require_served": "part of services that have asked",
    "services.goal_store.editable": "the question itself",
    "services.goal_store.insert": "part of services that have asked",
    "services.goal_store.owned": "the question itself",
}
