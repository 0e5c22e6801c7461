"""A key figure over time: its values by month, the target as steps, and what happened on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.texts import _
from pages.ui import tokens
from pages.ui.chart_base import Spec, base, layer

_ROOM = 0.14


@dataclass(frozen=True, slots=True)
class Trend:
    """Values by day (the last of their month), targets by year, notes by day, from one year to another.

    `others` are further lines by name, such as women's and men's.
    """

    name: str
    unit: str
    values: Sequence[tuple[date, Decimal]]
    targets: Mapping[int, Decimal]
    notes: Sequence[tuple[date, str]]
    years: tuple[int, int]
    others: Mapping[str, Sequence[tuple[date, Decimal]]]


def trend(data: Trend, *, dark: bool = False) -> Spec:
    """Return ours as a thick line, others thin, the target as dashed steps and notes as thin rules."""
    ink = tokens.colours(dark=dark)
    first, last = (date(data.years[0], 1, 1), date(data.years[1], 12, 31))
    middles = [
        {"year": year, "month": 7, "date": 1, "utc": True} for year in range(data.years[0], data.years[1] + 1)
    ]  # a year's word stands under its middle: the value of its last month is no point of the next
    axis = {"title": None, "format": "%Y", "values": middles, "ticks": False, "grid": False}
    x: Spec = {
        "field": "day", "type": "temporal", "axis": axis,
        "scale": {"type": "utc", "domain": [first.isoformat(), last.isoformat()]},
    }  # fmt: skip
    y: Spec = {
        "field": "value", "type": "quantitative", "axis": {"title": None, "tickCount": 4, "domain": False},
        "scale": _scale(data),
    }  # fmt: skip
    point = {"size": 40, "filled": True, "color": ink["accent"]}
    line = {"type": "line", "strokeWidth": 2.5, "color": ink["accent"], "point": point}
    tooltip = [
        {"field": "day", "type": "temporal", "format": "%Y-%m", "title": _("Till och med")},
        {"field": "value", "type": "quantitative", "title": data.unit},
    ]
    layers: list[Spec] = [*_targets(data, ink, x, y), *_notes(data, ink, x)]
    layers += [_other(name, rows, ink, x, y) for name, rows in data.others.items() if rows]
    layers += [_end(name, rows, ink, x, y) for name, rows in data.others.items() if rows]
    layers.append({"data": {"values": _rows(data.values)}} | layer(line, x, y, tooltip=tooltip))
    return base(ink) | {"padding": {"left": 4, "right": 8, "top": 8, "bottom": 4}, "layer": layers}


def trend_in_words(data: Trend) -> str:
    """Return the same as a sentence: from and to, the target, and what happened."""
    if not data.values:
        return _("{name}: inga värden än.").format(name=data.name)
    (first_day, first), (last_day, last) = data.values[0], data.values[-1]
    sentence = _("{name} går från {first} {first_year} till {last} {last_year}.").format(
        name=data.name, first=_shown(first), first_year=first_day.strftime("%Y-%m"), last=_shown(last),
        last_year=last_day.strftime("%Y-%m"),
    )  # fmt: skip
    if last_day.year in data.targets:
        sentence += " " + _("Målet för året är {target}.").format(target=_shown(data.targets[last_day.year]))
    for day, text in data.notes:
        sentence += f" {day.isoformat()}: {text}."
    return sentence


def _targets(data: Trend, ink: dict[str, str], x: Spec, y: Spec) -> list[Spec]:
    rows = [
        {"day": f"{year}-01-01", "end": f"{year}-12-31", "value": float(value)}
        for year, value in sorted(data.targets.items())
        if data.years[0] <= year <= data.years[1]
    ]
    if not rows:
        return []
    rule = {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5, "color": ink["muted"]}
    words = {"type": "text", "align": "left", "dx": 2, "dy": -7, "color": ink["muted"]}
    value = _shown(Decimal(str(rows[-1]["value"])))
    labelled = [rows[-1] | {"text": _("Mål {value} {unit}").format(value=value, unit=data.unit)}]
    return [
        {"data": {"values": rows}} | layer(rule, x, y, x2={"field": "end"}),
        {"data": {"values": labelled}} | layer(words, x, y, text={"field": "text"}),
    ]


def _notes(data: Trend, ink: dict[str, str], x: Spec) -> list[Spec]:
    rows = [
        {"day": day.isoformat(), "text": text}
        for day, text in data.notes
        if data.years[0] <= day.year <= data.years[1]
    ]
    if not rows:
        return []
    rule = {"type": "rule", "strokeDash": [2, 3], "color": ink["reference"]}
    words = {"type": "text", "align": "right", "baseline": "top", "dx": -4, "color": ink["muted"]}
    tooltip = [
        {"field": "day", "type": "temporal", "format": "%Y-%m-%d", "title": _("Dag")},
        {"field": "text", "type": "nominal", "title": _("Händelse")},
    ]
    top: Spec = {"value": 0}
    return [
        {"data": {"values": rows}} | layer(rule, x, {}, tooltip=tooltip),
        {"data": {"values": rows}} | layer(words, x, top, text={"field": "text"}),
    ]


def _other(name: str, rows: Sequence[tuple[date, Decimal]], ink: dict[str, str], x: Spec, y: Spec) -> Spec:
    dashed = [1, 0] if name == _("Kvinnor") else [6, 3]
    line = {
        "type": "line", "strokeWidth": 1.5, "strokeDash": dashed, "color": ink["reference"],
        "point": {"size": 24, "filled": True, "color": ink["reference"]},
    }  # fmt: skip
    return {"data": {"values": _rows(rows)}} | layer(line, x, y)


def _end(name: str, rows: Sequence[tuple[date, Decimal]], ink: dict[str, str], x: Spec, y: Spec) -> Spec:
    words = {"type": "text", "align": "left", "dx": 6, "color": ink["muted"]}
    last = [_rows(rows)[-1] | {"text": name}]
    return {"data": {"values": last}} | layer(words, x, y, text={"field": "text"})


def _scale(data: Trend) -> Spec:
    """Return a scale around all values, with room for the words of targets and notes."""
    lines = [data.values, *data.others.values()]
    values = [float(value) for line in lines for _day, value in line]
    values += [float(value) for value in data.targets.values()]
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = high - low or abs(high) or 1.0
    return {"zero": False, "nice": False, "domain": [low - span * _ROOM, high + span * _ROOM * 2]}


def _rows(values: Sequence[tuple[date, Decimal]]) -> list[Spec]:
    return [{"day": day.isoformat(), "value": float(value)} for day, value in values]


def _shown(value: Decimal) -> str:
    return format(round(value, 1).normalize(), "f").replace(".", ",")
