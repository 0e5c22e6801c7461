"""The functions of measures and clocks that ask for no right of their own, each with its reason."""

MEASURES_WITHOUT_ACTOR: dict[str, str] = {
    "queries.action_plan_limits.plan_limits": "no secret: the municipality's own limits",
    "queries.measures.row_titles": "no secret: what the rows of a report are called",
    **dict.fromkeys(
        (
            "queries.forecast_nodes.node_of",
            "queries.measures.sums_of",
            "queries.reported_deficits.first_reported",
            "queries.reported_deficits.has_reported",
            "queries.reported_deficits.latest_report",
            "queries.reported_deficits.reporting_node",
        ),
        "the inside of services that have asked",
    ),
}
MEASURES_CARRIES: dict[str, str] = {
    "services.deficit_watch.watch_report": "part of handing in, which has asked",
    "services.deficit_watch.watch_round": "part of closing a round, which has asked",
    "services.tasks.insert_task": "part of services that have asked",
}
