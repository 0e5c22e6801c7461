"""Pictures beside the follow-up's table: the way from budget to outcome, and one row month by month."""

from dataclasses import replace

import streamlit as st

from core.db import Database
from core.money import format_money, format_percent
from core.reports import follow_up
from core.reports.follow_up import FollowUp
from core.reports.follow_up_view import TOTAL, FollowUpView, read_drill
from core.rules.access import Action, Actor, may_anywhere
from core.rules.follow_up import Comparison, Months, Span
from core.rules.variance import variance_share
from core.table import RowRole
from core.texts import _
from pages.economy import choices
from pages.ui import chart_data, charts, look, menu, pieces, tables
from pages.ui.chart_data import Bridge
from pages.ui.context import Context, carried
from pages.ui.pieces import Figure

_CHART_HEIGHT = 250
_MOST_STEPS = 5
_NARROW = {Span.YEAR: ("name", "code", "year_budget", "actual", "left")}
_USUALLY = ("name", "code", "actual", "budget", "variance")


def overview(answer: FollowUp, here: Context) -> None:
    """Show four figures, and beside them the bridge from budget to outcome."""
    left, right = st.columns([3, 7], gap="small")
    with left, pieces.card("figures", stretch=True):
        pieces.show(pieces.strip(_figures(answer, here)))
    with right, pieces.card("bridge", stretch=True):
        bridge = _bridge(answer)
        if bridge is None:
            _months_card(answer, TOTAL, here, title=_("Utfall per månad, {unit}").format(unit=here.money))
            return
        pieces.show(
            pieces.heading(_("Från budget till utfall, {unit}").format(unit=here.money), level=2),
            pieces.muted(_("Orange är sämre än budget, blått bättre. Axeln börjar inte på noll.")),
        )
        spec = charts.waterfall(bridge, unit=here.money, dark=look.is_dark())
        names = ["", *(name for name, _effect in bridge.all_steps()), ""]
        charts.show(spec, chart_data.bridge_in_words(bridge, here.money), "bridge", charts.height_for(names))


def show(database: Database, actor: Actor, answer: FollowUp, here: Context) -> None:
    """Show the row that the address opens: its months, its accounts, and the way to its vouchers."""
    drill = choices.opened_row()
    row = next((row for row in answer.table.rows if row.drill == drill), None) if drill else None
    if row is None or drill is None:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(str(row.cells[0]), anchor=False, width="content")
        if st.button(_("Stäng"), icon=":material/close:", type="tertiary"):
            choices.close_row()
    left, right = st.columns(2, gap="small")
    with left, pieces.card("months", stretch=True):
        _months_card(answer, row.key, here, title=_("Per månad, {unit}").format(unit=here.money))
    with right, pieces.card("accounts", stretch=True):
        picked = _accounts(database, actor, answer.view, drill)
        _link_to_transactions(actor, drill, answer.view)
    if picked is not None:
        st.switch_page(menu.file_of("transaktioner"), query_params=_lines_of(picked, answer.view))


def _figures(answer: FollowUp, here: Context) -> list[Figure]:
    net, unit = answer.facts.net, here.money
    year = _("{unit}, helår {year}").format(unit=unit, year=here.period.year)
    if answer.view.comparison is Comparison.NONE:
        return [
            Figure(_("Utfall"), format_money(net.actual, unit), str(unit)),
            Figure(_("Förra året, samma period"), format_money(net.last_year, unit), str(unit)),
        ]
    share = variance_share(net.variance, net.budget)
    return [
        Figure(_("Budget helår"), format_money(net.year_budget, unit), year),
        Figure(_("Budget hittills"), format_money(net.budget, unit), str(unit)),
        Figure(_("Utfall hittills"), format_money(net.actual, unit), str(unit)),
        Figure(
            _("Avvikelse"),
            format_money(net.variance, unit, signed=True),
            f"{unit}, {format_percent(share, signed=True)}",
            deviates=True,
        ),
    ]


def _bridge(answer: FollowUp) -> Bridge | None:
    """Return the way from budget to outcome of the net; None where it says nothing."""
    net = answer.facts.net
    if answer.view.span is Span.YEAR or net.budget is None or net.actual is None:
        return None
    at = answer.table.column("variance")
    rows = [row for row in answer.table.rows if row.role in {RowRole.DETAIL, RowRole.REST}]
    steps = [(str(row.cells[0]), value) for row in rows if isinstance(value := row.cells[at], int) and value]
    if any(row.role is RowRole.SUM for row in answer.table.rows) or not steps:
        return None
    largest = sorted(steps, key=lambda step: -abs(step[1]))[:_MOST_STEPS]
    surplus = net.budget > 0
    sign = 1 if surplus else -1
    return Bridge((_("Budget"), sign * net.budget), tuple(largest), (_("Utfall"), sign * net.actual), surplus)


def _months_card(answer: FollowUp, key: str, here: Context, *, title: str) -> None:
    series = answer.series.get(key)
    if series is None:
        pieces.empty(_("Inga månader att visa"), _("Raden är en summa av andra rader."))
        return
    data = _chart_months(series, here, answer.facts.open_months)
    pieces.show(pieces.heading(title), charts.monthly_legend(data))
    spec = charts.monthly(data, unit=here.money, dark=look.is_dark())
    charts.show(spec, chart_data.months_in_words(data, here.money), f"months_{key}", _CHART_HEIGHT)


def _chart_months(series: Months, here: Context, open_months: tuple[int, ...]) -> chart_data.Months:
    """Return a row's months as they are drawn: the usual sign of the row upward, months to come empty."""
    known = [*(series.budget or ()), *(series.actual or ())]
    cost = sum(known) <= 0
    turn = -1 if cost else 1
    nothing: tuple[int | None, ...] = (None,) * 12
    actual = [
        turn * value if month <= here.period.month else None
        for month, value in enumerate(series.actual or (0,) * 12, start=1)
    ]
    return chart_data.Months(
        actual=actual,
        budget=[turn * value for value in series.budget] if series.budget else nothing,
        last_year=[turn * value for value in series.last_year] if series.last_year else nothing,
        open_month=open_months[-1] if open_months else None,
        more_is_worse=cost,
    )


def _accounts(database: Database, actor: Actor, view: FollowUpView, drill: str) -> str | None:
    """Show the accounts of a row; return the drill of the one that was clicked just now."""
    opened = read_drill(drill)
    if opened.kind != "row":
        pieces.show(pieces.heading(_("Bakom raden")))
        return None
    with database.reading() as session:
        accounts = follow_up.build(session, actor, view=choices.limited_to(view, opened.value))
    pieces.show(pieces.heading(_("Konton")))
    phone, _bar = choices.columns_to_show(accounts.table)
    table = accounts.table.only(*_NARROW.get(view.span, _USUALLY))
    if not may_anywhere(actor, Action.VIEW_TRANSACTIONS):
        table = replace(table, rows=tuple(replace(row, drill=None) for row in table.rows))
    return tables.render(table, "accounts", phone_columns=phone)


def _link_to_transactions(actor: Actor, drill: str, view: FollowUpView) -> None:
    if not may_anywhere(actor, Action.VIEW_TRANSACTIONS):
        return
    st.page_link(
        menu.file_of("transaktioner"),
        label=_("Se transaktionerna"),
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params=_lines_of(drill, view),
    )


def _lines_of(drill: str, view: FollowUpView) -> dict[str, str]:
    """Return the address of the transactions behind a row, as the row is shown."""
    return {**carried(), "rad": drill, **choices.address_of(view)}
