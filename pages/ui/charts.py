"""Vega-Lite specifications as plain dicts, built by pure functions from data, unit and theme.

They are cached by their callers: `st.cache_data` over the figures and `dark`. Every colour comes
from the tokens, so light and dark are both decided here and never by Streamlit's chart theme.
"""

from collections.abc import Sequence

import streamlit as st

from core.money import ORE_PER, MoneyUnit, format_money
from core.texts import _
from pages.ui import tokens
from pages.ui.chart_base import Spec, base, in_lines, layer, names, row_names
from pages.ui.chart_data import Bridge, Months
from pages.ui.markup import Markup
from pages.ui.sparks import legend

_ROW, _TALL_ROW = 30, 38
_LABEL_ROOM = 0.3


def show(spec: Spec, alt: str, key: str, height: int) -> None:
    """Draw a specification in the width there is; `alt` says the same in a sentence."""
    st.vega_lite_chart(
        spec={**spec, "height": height}, theme=None, key=key, width="stretch", height=height, alt=alt
    )


def height_for(names: Sequence[str]) -> int:
    """Return the height of a chart with one row per name: the bridge, the variances."""
    split = any("\n" in in_lines(name) for name in names)
    return max(len(names), 2) * (_TALL_ROW if split else _ROW) + 8


def monthly(data: Months, *, unit: MoneyUnit = MoneyUnit.TKR, dark: bool = False) -> Spec:
    """Return outcome as bars, budget as a stepped line, last year dotted, forecast dashed outlines.

    A month over its budget is coloured; a month that is loaded but open is hollow.
    """
    ink = tokens.colours(dark=dark)
    x = names("month") | {"scale": {"paddingInner": 0, "paddingOuter": 0.05}}
    tooltip = _month_tooltip()
    bar = {"type": "bar", "width": {"band": 0.62}}
    outline = bar | {"fill": "transparent"}
    dotted = {"type": "line", "strokeWidth": 1.5, "strokeDash": [2, 3], "color": ink["muted"]}
    fill_by = {"condition": {"test": "datum.deviates", "value": ink["worse"]}, "value": ink["reference"]}
    return base(ink) | {
        "padding": {"left": 4, "right": 4, "top": 8, "bottom": 4},
        "data": {"values": _month_rows(data, unit)},
        "layer": [
            layer(bar | {"cornerRadiusEnd": 2}, x, _amount("actual"), color=fill_by, tooltip=tooltip),
            layer(outline | {"strokeWidth": 1.5}, x, _amount("open"), stroke=fill_by, tooltip=tooltip),
            layer(
                outline | {"stroke": ink["muted"], "strokeDash": [3, 2]},
                x, _amount("forecast"), tooltip=tooltip,
            ),
            # A bar without height is a line as wide as its month: together they make the steps.
            layer(
                {"type": "bar", "width": {"band": 1}, "stroke": ink["ink"], "strokeWidth": 2},
                x, _amount("budget"), y2={"field": "budget"},
            ),
            layer(dotted, x, _amount("last")),
        ],
    }  # fmt: skip


def monthly_legend(data: Months) -> Markup:
    """Return the legend line of a month chart, with only the marks that it has."""
    months = range(1, len(data.actual) + 1)
    worse = any(data.deviates(month) for month in months)
    word = _("Utfall över budget") if data.more_is_worse else _("Utfall under budget")
    entries = [
        *([("worse", word, "")] if worse else []),
        ("reference", _("Utfall"), ""),
        *([("hollow", _("Öppen månad"), "")] if data.open_month else []),
        *([("forecast", _("Prognos"), "")] if data.forecast is not None else []),
        ("budget", _("Budget"), ""),
        *([("last", _("Förra året"), "")] if any(value is not None for value in data.last_year) else []),
    ]
    return legend(entries)


def waterfall(data: Bridge, *, unit: MoneyUnit = MoneyUnit.TKR, dark: bool = False) -> Spec:
    """Return a bridge as horizontal bars, names left, values at the bars' ends.

    The axis does not start at zero, since the steps are small beside the ends: say so above it.
    """
    ink = tokens.colours(dark=dark)
    rows, low, high = _bridge_rows(data, unit)
    span = high - low or 1.0
    x: Spec = {
        "field": "from", "type": "quantitative", "axis": None,
        "scale": {"domain": [low, high + span * 0.34], "nice": False, "zero": False},
    }  # fmt: skip
    kinds = {"domain": ["end", "worse", "better"], "range": [ink["reference"], ink["worse"], ink["better"]]}
    y = row_names(ink)
    return base(ink) | {
        "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
        "data": {"values": rows},
        "layer": [
            layer(
                {"type": "bar", "height": {"band": 0.62}, "cornerRadius": 1}, x, y, x2={"field": "to"},
                color={"field": "kind", "type": "nominal", "scale": kinds, "legend": None},
            ),
            layer(
                {"type": "text", "align": "left", "dx": 7, "fontWeight": 600}, x | {"field": "label_at"}, y,
                text={"field": "label"},
            ),
        ],
    }  # fmt: skip


def variance_bars(
    rows: Sequence[tuple[str, int]], *, unit: MoneyUnit = MoneyUnit.TKR, dark: bool = False
) -> Spec:
    """Return variances in öre as bars from a zero line, worse to the left, in the order given.

    The number stands across the line from its bar, where there is always room for it.
    """
    ink = tokens.colours(dark=dark)
    values = [_scaled(value, unit) for _name, value in rows]
    reach = max([1.0, *map(abs, values)])
    room = reach * _LABEL_ROOM
    domain = [min([-room, *values]), max([room, *values])]
    x: Spec = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": domain, "nice": False},
    }
    y = row_names(ink)
    colour = {"condition": {"test": "datum.value < 0", "value": ink["worse"]}, "value": ink["better"]}
    side = "datum.value < 0"
    text = {"type": "text", "fontWeight": 600} | {
        "align": {"expr": f"{side} ? 'left' : 'right'"},
        "dx": {"expr": f"{side} ? 6 : -6"},
    }
    return base(ink) | {
        "data": {
            "values": [
                {
                    "name": in_lines(name),
                    "value": _scaled(value, unit),
                    "zero": 0,
                    "label": format_money(value, unit, signed=True),
                }
                for name, value in rows
            ]
        },
        "layer": [
            layer({"type": "bar", "height": {"band": 0.62}, "cornerRadiusEnd": 2}, x, y, color=colour),
            {"data": {"values": [{"value": 0}]}} | layer({"type": "rule", "color": ink["muted"]}, x, {}),
            layer(text, x | {"field": "zero"}, y, text={"field": "label"}),
        ],
    }


def _month_tooltip() -> list[Spec]:
    titles = {
        "actual_text": _("Utfall"),
        "forecast_text": _("Prognos"),
        "budget_text": _("Budget"),
        "last_text": _("Förra året"),
    }
    month = {"field": "month", "title": _("Månad")}
    return [month, *({"field": field, "title": title} for field, title in titles.items())]


def _month_rows(data: Months, unit: MoneyUnit) -> list[Spec]:
    """Return one row per month; an amount lies under `open` while its month is not closed."""
    forecast = data.forecast or [None] * len(data.actual)
    rows = []
    short = _("jan feb mar apr maj jun jul aug sep okt nov dec").split()
    for at, actual in enumerate(data.actual):
        amounts = {"forecast": forecast[at], "budget": data.budget[at], "last": data.last_year[at]}
        is_open = data.open_month == at + 1
        if actual is not None:
            amounts |= {"forecast": None}
        drawn = amounts | {"actual": None if is_open else actual, "open": actual if is_open else None}
        words = amounts | {"actual": actual}
        rows.append(
            {"month": short[at], "deviates": data.deviates(at + 1)}
            | {name: None if value is None else _scaled(value, unit) for name, value in drawn.items()}
            | {f"{name}_text": format_money(value, unit, word=True) for name, value in words.items()}
        )
    return rows


def _bridge_rows(data: Bridge, unit: MoneyUnit) -> tuple[list[Spec], float, float]:
    """Return the bars of a bridge and the lowest and highest amount that they reach."""
    run = _scaled(data.start[1], unit)
    edges, steps = [run], []
    for name, effect in data.all_steps():
        before, run = run, run + data.direction * _scaled(effect, unit)
        edges.append(run)
        steps.append(
            {"name": in_lines(name), "from": before, "to": run, "kind": "worse" if effect < 0 else "better"}
            | {"label": format_money(effect, unit, signed=True), "label_at": max(before, run)}
        )
    low, high = min(edges), max(edges)
    floor = low - (high - low or abs(high) or 1.0) * 0.55
    ends = [
        {"name": in_lines(name), "from": floor, "to": _scaled(ore, unit), "kind": "end"}
        | {"label": format_money(ore, unit), "label_at": _scaled(ore, unit)}
        for name, ore in (data.start, data.end)
    ]
    return [ends[0], *steps, ends[1]], floor, high


def _amount(field: str) -> Spec:
    axis = {"title": None, "format": ",.0f", "tickCount": 4, "domain": False}
    return {"field": field, "type": "quantitative", "axis": axis}


def _scaled(ore: int, unit: MoneyUnit) -> float:
    return ore / ORE_PER[unit]
