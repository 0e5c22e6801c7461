"""What every chart has in common: fonts, quiet axes, Swedish numbers, no ARIA clutter."""

from typing import Any, TypeAlias

from core.money import MINUS, NBSP

Spec: TypeAlias = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_FONT = "Hanken, system-ui, sans-serif"
_SIZE = 13
_LONG_NAME = 22
_LINE = 14
_NUMBERS = {"decimal": ",", "thousands": NBSP, "grouping": [3], "currency": ["", f"{NBSP}kr"], "minus": MINUS}


def base(ink: dict[str, str]) -> Spec:
    """Return an empty specification in one theme's colours."""
    axis = {
        "labelColor": ink["muted"], "titleColor": ink["muted"], "gridColor": ink["line"],
        "domainColor": ink["line2"], "labelFont": _FONT, "titleFont": _FONT, "labelFontSize": _SIZE,
        "titleFontSize": _SIZE, "ticks": False, "labelPadding": 6, "aria": False,
    }  # fmt: skip
    return {
        "$schema": _SCHEMA,
        "background": "transparent",
        # No width here: Streamlit gives it. "container" left charts empty or squeezed.
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {
            # The marks' own ARIA has no names. The sentence in `alt` describes the whole chart.
            "aria": False,
            "mark": {"aria": False},
            "locale": {"number": _NUMBERS},
            "font": _FONT,
            "view": {"stroke": None},
            "axis": axis,
            "text": {"font": _FONT, "fontSize": _SIZE, "color": ink["ink"]},
        },
    }


def layer(mark: Spec, x: Spec, y: Spec, **channels: Any) -> Spec:
    """Return one layer: a mark at x and y with further channels."""
    places = {name: channel for name, channel in (("x", x), ("y", y)) if channel}
    return {"mark": mark, "encoding": places | channels}


def names(field: str, *, overlap: str | bool = False) -> Spec:
    """Return a horizontal axis of names in the order of the data."""
    axis = {"title": None, "labelAngle": 0, "grid": False, "labelOverlap": overlap}
    return {"field": field, "type": "ordinal", "sort": None, "axis": axis}


def row_names(ink: dict[str, str]) -> Spec:
    """Return a vertical axis of names, one row each, in the order of the data."""
    axis = {
        "title": None, "domain": False, "grid": False, "labelColor": ink["ink"], "labelLimit": 180,
        "labelExpr": "split(datum.label, '\\n')", "labelLineHeight": _LINE,
        # A label hangs from its first line: half a line up puts two lines beside their bar.
        "labelOffset": {
            "condition": {"test": "indexof(datum.value, '\\n') >= 0", "value": -_LINE / 2}, "value": 0,
        },
    }  # fmt: skip
    return {"field": "name", "type": "nominal", "sort": None, "axis": axis}


def in_lines(name: str) -> str:
    """Return a long name on two lines, parted at the space nearest its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= _LONG_NAME or not spaces:
        return name
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"
