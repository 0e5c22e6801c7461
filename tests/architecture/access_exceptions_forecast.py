"""The public functions of forecasts in which nobody acts, each with its reason."""

FORECAST_WITHOUT_ACTOR: dict[str, str] = {
    **dict.fromkeys(
        (
            "services.forecast_choices.ask_for_due",
            "services.forecast_choices.run_choices",
        ),
        "runs by the clock, for everybody: it writes how methods did, no figures of anybody",
    ),
    **dict.fromkeys(
        ("queries.forecast_series.months_known",),
        "no secret: which months are closed",
    ),
    "queries.forecast_list.said_forecast": "the choice itself, among forecasts that were asked for",
    "queries.executive_measures.chosen_measures": "no secret: which measures areas are talked about by",
    **dict.fromkeys(
        (
            "queries.forecast_homes.largest_spots",
            "queries.forecast_homes.open_ansvar",
            "queries.forecast_series.row_classes",
            "queries.forecast_series.series_of",
            "queries.forecast_versions.asked_units",
            "queries.forecast_versions.choices",
            "queries.forecast_versions.chosen_for",
            "queries.forecast_versions.forecast_before",
            "queries.forecast_versions.nominations",
            "queries.forecast_versions.values_of",
        ),
        "the inside of queries and services that have asked",
    ),
    **dict.fromkeys(
        (
            "services.forecast_choices.keep_choices",
            "services.forecast_choices.past_years",
            "services.forecast_lines.explain",
            "services.forecast_lines.months_of",
            "services.forecast_lines.move",
            "services.forecast_lines.replace_lines",
            "services.forecast_nominations.ensure_nominations",
        ),
        "part of services that have asked",
    ),
}
