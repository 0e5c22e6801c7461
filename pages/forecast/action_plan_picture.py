"""The way from budget over the forecast before measures to the one after them, with its figures."""

import streamlit as st

from core.money import format_money
from core.reports.action_plan import ActionPlanReport
from core.texts import _
from pages.ui import chart_data, charts, look, pieces
from pages.ui.chart_data import Bridge
from pages.ui.context import Context
from pages.ui.pieces import Figure


def show(found: ActionPlanReport, here: Context) -> None:
    """Show before, measures and after as figures, and beside them the bridge; nothing without any of it."""
    figures = _figures(found, here)
    bridge = _bridge(found)
    if bridge is None:
        if found.rows:
            with pieces.card("figures"):
                pieces.show(pieces.strip(figures))
        return
    left, right = st.columns([3, 7], gap="small")
    with left, pieces.card("figures", stretch=True):
        pieces.show(pieces.strip(figures))
    with right, pieces.card("bridge", stretch=True):
        pieces.show(
            pieces.heading(
                _("Från budget till prognos efter åtgärder, {unit}").format(unit=here.money), level=2
            ),
            pieces.muted(_("Orange är sämre än budget, blått bättre. Axeln börjar inte på noll.")),
        )
        spec = charts.waterfall(bridge, unit=here.money, dark=look.is_dark())
        names = ["", *(name for name, _effect in bridge.all_steps()), ""]
        charts.show(
            spec, chart_data.bridge_in_words(bridge, here.money), "plan_bridge", charts.height_for(names)
        )


def _figures(found: ActionPlanReport, here: Context) -> list[Figure]:
    unit, told, sums = here.money, found.told, found.sums
    share = _("{unit}, varav {realised} har kommit").format(
        unit=unit, realised=format_money(sums.realised, unit)
    )
    measures = Figure(_("Åtgärder ska ge"), format_money(sums.effect, unit, signed=True), share)
    if told is None:
        return [measures]
    return [
        Figure(_("Före åtgärder"), format_money(told.before, unit, signed=True), str(unit)),
        measures,
        Figure(
            _("Efter åtgärder"),
            format_money(told.after, unit, signed=True),
            str(unit),
            deviates=told.after < 0,
        ),
    ]


def _bridge(found: ActionPlanReport) -> Bridge | None:
    """Return the bridge as a net cost; a node with more revenue than cost as a surplus."""
    told, budget = found.told, found.budget
    if told is None or budget is None or not (told.before or told.effect):
        return None
    surplus = budget > 0
    sign = 1 if surplus else -1
    steps = (
        (_("Före åtgärder"), told.before),
        (_("Åtgärder, gett"), told.realised),
        (_("Åtgärder, kvar"), told.to_come),
    )
    return Bridge(
        start=(_("Budget"), sign * budget),
        steps=tuple((name, effect) for name, effect in steps if effect),
        end=(_("Efter åtgärder"), sign * (budget + told.after)),
        surplus=surplus,
    )
