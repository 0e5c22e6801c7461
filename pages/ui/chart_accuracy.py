"""Forecast after forecast against how the year ended: a line a year, and the outcome across it."""

from collections.abc import Sequence

from core.money import ORE_PER, MoneyUnit, format_money
from core.rules.forecast_accuracy import Band, PastYear
from core.texts import _
from pages.ui import tokens
from pages.ui.chart_base import Spec, base, layer
from pages.ui.markup import Markup
from pages.ui.sparks import legend

HEIGHT = 260
_LAST_WORD = -1
_CENTURY = 100


def accuracy_lines(
    years: Sequence[PastYear], band: Band | None, *, unit: MoneyUnit = MoneyUnit.TKR, dark: bool = False
) -> Spec:
    """Return what was said in turn as a line per year, the outcome as a line across, and the errors between.

    The latest forecast of the year that is not over has its band.
    """
    ink = tokens.colours(dark=dark)
    rows = _rows(years, band, unit)
    x: Spec = {
        "field": "at", "type": "ordinal", "sort": None, "scale": {"domain": [row["at"] for row in rows]},
        "axis": {
            "title": None, "labelAngle": 0, "grid": False, "labelOverlap": "parity",
            "labelExpr": "split(datum.label, '|')",
        },
    }  # fmt: skip
    point = {"size": 60, "filled": True, "color": ink["accent"]}
    error_by = {
        "condition": {"test": "datum.said < datum.outcome", "value": ink["better"]}, "value": ink["worse"]
    }  # fmt: skip
    tooltip = [
        {"field": field, "title": title}
        for field, title in (
            ("name", _("Prognos")), ("said_text", _("Sade")), ("outcome_text", _("Bokslut")),
            ("error_text", _("Fel")),
        )
    ]  # fmt: skip
    return base(ink) | {
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "data": {"values": rows},
        "layer": [
            layer(
                {"type": "bar", "width": 14, "opacity": 0.3, "color": ink["reference"], "cornerRadius": 3},
                x, _amount("low"), y2={"field": "high"},
            ),
            layer({"type": "rule", "strokeWidth": 6, "opacity": 0.55}, x, _amount("outcome"),
                  y2={"field": "said"}, color=error_by),
            layer(
                {"type": "bar", "width": {"band": 1}, "stroke": ink["ink"], "strokeWidth": 2},
                x, _amount("outcome"), y2={"field": "outcome"},
            ),
            layer(
                {"type": "line", "strokeWidth": 2.5, "color": ink["accent"], "point": point},
                x, _amount("said"), detail={"field": "year"}, tooltip=tooltip,
            ),
        ],
    }  # fmt: skip


def accuracy_legend(years: Sequence[PastYear], band: Band | None) -> Markup:
    """Return the legend line, with only the marks that there are."""
    errors = [past.error(said) or 0 for past in years for said in past.said]
    entries = [
        ("better", _("Prognosen var för dyster"), "") if min(errors, default=0) < 0 else None,
        ("worse", _("Prognosen var för hoppfull"), "") if max(errors, default=0) > 0 else None,
        ("budget", _("Bokslut"), ""),
        ("reference", _("Så långt från har åren slutat"), "") if band is not None else None,
    ]
    return legend([entry for entry in entries if entry is not None])


def accuracy_in_words(years: Sequence[PastYear], unit: MoneyUnit = MoneyUnit.TKR) -> str:
    """Return the picture in words: year by year what was said in turn, and how it ended."""
    parts = []
    for past in years:
        said = ", ".join(format_money(one.variance, unit, signed=True) for one in past.said)
        if past.outcome is None:
            parts.append(_("{year}: {said}, året är inte slut").format(year=past.year, said=said))
        else:
            ended = format_money(past.outcome, unit, signed=True)
            parts.append(_("{year}: {said}, bokslut {ended}").format(year=past.year, said=said, ended=ended))
    words = _("Prognoserna i tur och ordning mot budget, {unit}. {years}.")
    return words.format(unit=unit, years=". ".join(parts))


def _rows(years: Sequence[PastYear], band: Band | None, unit: MoneyUnit) -> list[Spec]:
    rows: list[Spec] = []
    for past in years:
        for said in past.said:
            short = said.name.replace(str(past.year), "").split()[_LAST_WORD]
            error = past.error(said)
            rows.append(
                {
                    "at": f"{short[:3]}|{past.year % _CENTURY:02}", "year": past.year, "name": said.name,
                    "said": said.variance / ORE_PER[unit],
                    "outcome": None if past.outcome is None else past.outcome / ORE_PER[unit],
                    "said_text": format_money(said.variance, unit, signed=True, word=True),
                    "outcome_text": format_money(past.outcome, unit, signed=True, word=True),
                    "error_text": format_money(error, unit, signed=True, word=True),
                }
            )  # fmt: skip
        if band is not None and past.outcome is None and past.said:
            last = past.said[-1].variance
            rows[-1] |= {"low": (last + band.low) / ORE_PER[unit], "high": (last + band.high) / ORE_PER[unit]}
    return rows


def _amount(field: str) -> Spec:
    axis = {"title": None, "format": ",.0f", "tickCount": 4, "domain": False}
    return {"field": field, "type": "quantitative", "axis": axis}
