"""The functions of a forecast's round that ask for no right of their own, each with its reason."""

FORECAST_ROUND_WITHOUT_ACTOR: dict[str, str] = {
    **dict.fromkeys(
        (
            "queries.budget_as_of.budget_as_of",
            "queries.budget_as_of.cells_of",
            "queries.budget_as_of.day_of",
            "queries.forecast_nodes.months_of",
            "queries.forecast_nodes.node_of",
            "queries.forecast_nodes.nodes_of",
            "queries.forecast_own.combined",
            "queries.forecast_own.own_measures",
            "queries.forecast_own.own_nodes",
            "queries.forecast_versions.values_by_place",
            "services.chosen_coding.chosen_coding",
        ),
        "the inside of queries and services that have asked",
    ),
}
FORECAST_ROUND_BY_STEPS = frozenset({"services.forecast_returns.return_to_row"})
FORECAST_ROUND_CARRIES: dict[str, str] = {
    "services.round_versions.close_forecast": "part of closing a round, which has asked",
    "queries.forecast_nodes.forecast_of": "a forecast's name and year; its figures ask for their unit",
}
