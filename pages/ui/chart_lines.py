"""A key figure over the years against its comparison and its target."""

from collections.abc import Sequence
from decimal import Decimal

from core.texts import _
from pages.ui import tokens
from pages.ui.chart_base import Spec, base, layer, names
from pages.ui.chart_data import KeyFigure, shown

_CLOSE = 0.12
_APART = 9
_BESIDE = 11
_ROOM = 0.18
_NEAR = 0.06


def line_with_target(data: KeyFigure, *, dark: bool = False) -> Spec:
    """Return ours as a thick line with points, the comparison thin, the target dashed."""
    ink = tokens.colours(dark=dark)
    words = names("year", overlap="parity")
    words["axis"] |= {"labelSeparation": 6}  # on a phone every other year rather than one long number
    x = words | {"scale": {"domain": [str(year) for year in data.years]}}
    axis = {"title": None, "tickCount": 4, "domain": False}
    y: Spec = {"field": "value", "type": "quantitative", "axis": axis, "scale": _scale(data)}
    ends = _ends(data)
    point = {"size": 46, "filled": True, "color": ink["accent"]}
    layers = [
        *_target(data, ink, x, y),
        _over(
            _rows(data.years, data.other),
            layer({"type": "line", "strokeWidth": 1.5, "color": ink["reference"]}, x, y),
        ),
        _over(
            _rows(data.years, data.own),
            layer({"type": "line", "strokeWidth": 2.5, "color": ink["accent"], "point": point}, x, y),
        ),
        *_end_labels(data, ends, ink, x, y),
    ]
    return base(ink) | {
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "layer": layers,
    }


def _target(data: KeyFigure, ink: dict[str, str], x: Spec, y: Spec) -> list[Spec]:
    if data.target is None or not data.years:
        return []
    text = _("Mål {target}").format(target=shown(data.target, data.suffix))
    row = [{"year": str(data.years[0]), "value": float(data.target), "text": text}]
    words = {"type": "text", "align": "left", "dx": -8, "dy": _away(data), "color": ink["muted"]}
    return [
        _over(row, layer({"type": "rule", "strokeDash": [4, 3], "color": ink["muted"]}, {}, y)),
        _over(row, layer(words, x, y, text={"field": "text"})),
    ]


def _away(data: KeyFigure) -> int:
    """Return how far the target's label is moved: to the side of its line where no line begins."""
    first = [values[0] for values in (data.own, data.other) if values and values[0] is not None]
    return _BESIDE if data.target is not None and any(value >= data.target for value in first) else -_BESIDE


def _scale(data: KeyFigure) -> Spec:
    """Return a scale around all values with room for a label below the lowest."""
    values = [float(value) for value in (*data.own, *data.other, data.target) if value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = high - low or abs(high) or 1.0
    return {"zero": False, "nice": False, "domain": [low - span * _ROOM, high + span * _ROOM / 2]}


def _ends(data: KeyFigure) -> list[tuple[str, Spec, str]]:
    """Return the label, the last point and the colour of each line, the upper line first."""
    lines = ((data.own_name, data.own, "accent"), (data.other_name, data.other, "muted"))
    ends = []
    for name, values, colour in lines:
        known = [value for value in values if value is not None]
        if known:
            ends.append((f"{name} {shown(known[-1], data.suffix)}", _rows(data.years, values)[-1], colour))
    return sorted(ends, key=lambda end: -end[1]["value"])


def _end_labels(
    data: KeyFigure, ends: list[tuple[str, Spec, str]], ink: dict[str, str], x: Spec, y: Spec
) -> list[Spec]:
    """Return the labels after the last points, pushed apart where lines end close to one another."""
    pushed = _pushed(data, [row["value"] for _text, row, _colour in ends])
    return [
        _over(
            [row | {"text": text}],
            layer(
                {"type": "text", "align": "left", "dx": 10, "dy": pushed[at]}
                | {"color": ink[colour], "fontWeight": 600},
                x, y, text={"field": "text"},
            ),
        )
        for at, (text, row, colour) in enumerate(ends)
    ]  # fmt: skip


def _pushed(data: KeyFigure, values: Sequence[float]) -> list[int]:
    """Return how far each label is pushed: from the other's, else off the target's line where it lies."""
    if len(values) > 1 and values[0] - values[1] <= _CLOSE * max(abs(values[0]), 1.0):
        return [-_APART, _APART]
    bottom, top = _scale(data)["domain"]
    near = (top - bottom) * _NEAR
    return [
        0 if data.target is None or abs(value - float(data.target)) > near
        else -_BESIDE if value >= data.target else _BESIDE
        for value in values
    ]  # fmt: skip


def _rows(years: Sequence[int], values: Sequence[Decimal | None]) -> list[Spec]:
    return [
        {"year": str(year), "value": float(value)}
        for year, value in zip(years, values, strict=False)
        if value is not None
    ]


def _over(rows: list[Spec], drawn: Spec) -> Spec:
    return {"data": {"values": rows}} | drawn
