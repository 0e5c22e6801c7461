from dataclasses import replace
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from core.money import MoneyUnit
from pages.ui import charts
from pages.ui.chart_base import Spec, in_lines
from pages.ui.chart_data import (
    Bridge,
    KeyFigure,
    Months,
    bridge_in_words,
    key_figure_in_words,
    months_in_words,
    variances_in_words,
)
from pages.ui.chart_lines import line_with_target
from pages.ui.tokens import colours

TKR = 100_000
MONTHS = Months(
    actual=[150 * TKR, 154 * TKR, 155 * TKR, 610 * TKR, 120 * TKR] + [None] * 7,
    budget=[150 * TKR] * 12,
    last_year=[140 * TKR] * 12,
    forecast=[None] * 5 + [60 * TKR] * 7,
    open_month=5,
)
BRIDGE = Bridge(
    ("Budget", 46_720 * TKR), (("Vikarier", -1_170 * TKR), ("Lärare", 240 * TKR)), ("Prognos", 47_930 * TKR)
)
LINE = KeyFigure(
    [2024, 2025, 2026], [Decimal(18), Decimal(19), None], "Ekarboda", [Decimal(16), Decimal(15), Decimal(15)],
    "Liknande", Decimal(9),
)  # fmt: skip


def texts(spec: Spec) -> set[str]:
    """Every string in a specification, however deep."""
    if isinstance(spec, dict):
        return set().union(*(texts(part) for part in spec.values()))
    if isinstance(spec, list):
        return set().union(*(texts(part) for part in spec))
    return {spec} if isinstance(spec, str) else set()


def test_months_deviates_only_above_three_percent() -> None:
    assert [month for month in range(1, 13) if MONTHS.deviates(month)] == [3, 4]


def test_months_deviates_revenue_below_budget() -> None:
    revenue = Months([97, 96, 110], [100] * 3, [100] * 3, more_is_worse=False)

    assert [revenue.deviates(month) for month in (1, 2, 3)] == [False, True, False]


def test_monthly_open_month_is_hollow_and_amounts_are_in_the_unit() -> None:
    rows = charts.monthly(MONTHS)["data"]["values"]

    assert [row["month"] for row in rows][:5] == ["jan", "feb", "mar", "apr", "maj"]
    assert [row["actual"] for row in rows] == [150, 154, 155, 610, None] + [None] * 7
    assert [row["open"] for row in rows] == [None] * 4 + [120] + [None] * 7
    assert [row["forecast"] for row in rows] == [None] * 5 + [60] * 7
    assert rows[3]["actual_text"] == "610\u00a0tkr"
    assert rows[11]["actual_text"] == "–"


def test_monthly_legend_names_only_the_marks_there_are() -> None:
    bare = Months([100], [100], [None])

    assert charts.monthly_legend(bare).count("<span>") == 2
    assert charts.monthly_legend(MONTHS).count("<span>") == 6


def test_waterfall_steps_stand_on_each_other_and_reach_the_end() -> None:
    rows = charts.waterfall(BRIDGE)["data"]["values"]

    # 46 720 + 1 170 = 47 890; − 240 = 47 650; the rest of the way to 47 930 is 280 worse
    assert [(row["name"], row["from"], row["to"], row["kind"]) for row in rows[1:-1]] == [
        ("Vikarier", 46_720, 47_890, "worse"),
        ("Lärare", 47_890, 47_650, "better"),
        ("Övrigt", 47_650, 47_930, "worse"),
    ]
    assert [row["label"] for row in rows] == [
        "46\u00a0720", "−1\u00a0170", "+240", "−280", "47\u00a0930",
    ]  # fmt: skip
    assert (rows[0]["to"], rows[-1]["to"]) == (46_720, 47_930)


def test_bridge_that_adds_up_has_no_rest() -> None:
    bridge = Bridge(("Budget", 100), (("A", -20), ("B", 5)), ("Prognos", 115))

    assert bridge.all_steps() == (("A", -20), ("B", 5))


def test_variance_bars_keep_order_and_sign() -> None:
    spec = charts.variance_bars([("Socialnämnden", -340_000_000), ("Kultur", 20_000_000)])

    assert [(row["value"], row["label"]) for row in spec["data"]["values"]] == [
        (-3400, "−3\u00a0400"),
        (200, "+200"),
    ]


def test_line_with_target_missing_year_is_no_point() -> None:
    spec = line_with_target(LINE)

    assert spec["layer"][3]["data"]["values"] == [
        {"year": "2024", "value": 18.0},
        {"year": "2025", "value": 19.0},
    ]
    assert {"Ekarboda 19 %", "Liknande 15 %", "Mål 9 %"} <= texts(spec)


def test_line_that_ends_on_its_target_has_its_label_off_the_targets_line() -> None:
    reached = replace(LINE, own=[Decimal(18), Decimal(9)], other=[])

    missed = replace(LINE, own=[Decimal(18), Decimal("8.9")], other=[])
    far = replace(LINE, own=[Decimal(18), Decimal(19)], other=[])

    ends = [line_with_target(data)["layer"][-1]["mark"]["dy"] for data in (reached, missed, far)]
    assert ends == [-11, 11, 0]


@pytest.mark.parametrize("dark", [False, True])
def test_charts_colours_are_the_themes_own(dark: bool) -> None:
    specs = [
        charts.monthly(MONTHS, dark=dark),
        charts.waterfall(BRIDGE, dark=dark),
        charts.variance_bars([("A", -1), ("B", 1)], dark=dark),
        line_with_target(LINE, dark=dark),
    ]

    used = {text for spec in specs for text in texts(spec) if text.startswith("#")}
    assert used - set(colours(dark=dark).values()) == set()
    assert colours(dark=dark)["worse"] in used
    assert [spec["config"]["aria"] for spec in specs] == [False] * 4
    assert ["width" in spec for spec in specs] == [False] * 4


def test_charts_every_field_drawn_is_in_its_rows() -> None:
    specs = [
        charts.monthly(MONTHS),
        charts.waterfall(BRIDGE),
        charts.variance_bars([("A", -1), ("B", 1)]),
        line_with_target(LINE),
    ]

    for spec in specs:
        for layer in spec["layer"]:
            rows = layer.get("data", spec.get("data"))["values"]
            fields = {
                channel["field"]
                for channels in layer["encoding"].values()
                for channel in (channels if isinstance(channels, list) else [channels])
                if "field" in channel
            }
            assert [(row, fields - row.keys()) for row in rows if not fields <= row.keys()] == []


def test_charts_no_data_still_give_a_specification() -> None:
    assert charts.waterfall(Bridge(("A", 0), (), ("B", 0)))["data"]["values"][0]["to"] == 0
    assert charts.variance_bars([])["data"]["values"] == []
    assert line_with_target(KeyFigure([], [], "Vi"))["layer"] != []


def test_months_in_words_names_sums_and_the_worst_month() -> None:
    # 150 + 154 + 155 + 610 + 120 = 1 189; 5 × 150 = 750
    assert months_in_words(MONTHS, MoneyUnit.TKR) == (
        "Utfall till och med maj 1\u00a0189\u00a0tkr mot budget 750\u00a0tkr. "
        "Avviker i mars och april, mest i april med 610\u00a0tkr mot 150\u00a0tkr."
    )


def test_months_in_words_before_the_first_month_tells_the_budget() -> None:
    empty = Months([None] * 12, [10 * TKR] * 12, [None] * 12)

    assert months_in_words(empty, MoneyUnit.TKR) == "Inget utfall än. Budgeten för året är 120\u00a0tkr."


def test_bridge_in_words_tells_every_step() -> None:
    assert bridge_in_words(BRIDGE, MoneyUnit.TKR) == (
        "Från budget 46\u00a0720\u00a0tkr till prognos 47\u00a0930\u00a0tkr. "
        "Effekt på resultatet: Vikarier −1\u00a0170, Lärare +240 och Övrigt −280."
    )


def test_variances_in_words_lists_them() -> None:
    rows = [("A", -340_000_000), ("B", 20_000_000)]

    assert variances_in_words(rows, MoneyUnit.MNKR) == "Avvikelse i mnkr: A −3,4 och B +0,2."
    assert variances_in_words([], MoneyUnit.MNKR) == "Inga avvikelser."


def test_key_figure_in_words_tells_ours_theirs_and_the_goal() -> None:
    assert key_figure_in_words(LINE) == (
        "Ekarboda går från 18 % 2024 till 19 % 2025. Liknande har 15 % 2026. Målet är 9 %."
    )
    assert key_figure_in_words(KeyFigure([2026], [None], "Ekarboda")) == "Ekarboda: inga värden än."


def test_in_lines_long_name_is_parted_near_its_middle() -> None:
    assert in_lines("Barn- och utbildningsnämnden") == "Barn- och\nutbildningsnämnden"
    assert in_lines("Socialnämnden") == "Socialnämnden"
    assert in_lines("Samhällsbyggnadsnämnden") == "Samhällsbyggnadsnämnden"


def page() -> None:
    from pages.ui import charts
    from pages.ui.chart_data import Bridge

    spec = charts.waterfall(Bridge(("Budget", 100), (("A", -20),), ("Prognos", 120)))
    charts.show(spec, "Från 100 till 120", "bro", 120)


def test_show_draws_the_chart_with_its_sentence() -> None:
    app = AppTest.from_function(page).run()

    chart = app.get("vega_lite_chart")[0]
    assert not app.exception
    assert chart.proto.alt == "Från 100 till 120"
    assert chart.proto.theme == ""
