"""The context bar: which unit, which period, compared with what, in which unit of money.

The choices stand in the address, so a copied link opens the same view, and follow from page to
page (`carried`). What the address does not say, or says wrongly, gets its usual value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from core.db import current_database
from core.enums import UnitKind
from core.money import MoneyUnit
from core.periods import MONTHS, Period, month_name
from core.queries.access import UnitRow, units_in_scope
from core.queries.versions import default_period, list_years
from core.rules.access import Action, Actor, roots
from core.rules.follow_up import Comparison
from core.services.preferences import keep_preference, preference_of
from core.services.transaction import transaction
from core.texts import _
from pages.ui.help import show_help

UNIT, PERIOD, AGAINST, SHOWN = "enhet", "period", "mot", "visa"
CARRIED = (UNIT, PERIOD, AGAINST, SHOWN)
_MONEY_PREFERENCE = "money_unit"
_AGAINST = {"budget": Comparison.BUDGET, "reviderad": Comparison.REVISED, "inget": Comparison.NONE}
_BAR = "context"


@dataclass(frozen=True, slots=True)
class Context:
    """What the page is about. `units` are all that may be chosen, `own` the tops of the actor's scope."""

    unit: UnitRow
    period: Period
    comparison: Comparison
    money: MoneyUnit
    units: tuple[UnitRow, ...]
    own: tuple[UnitRow, ...]
    years: tuple[int, ...]
    unknown_unit: bool


def carried() -> dict[str, str]:
    """Return the choices of the address that follow to the next page."""
    return {key: st.query_params[key] for key in CARRIED if key in st.query_params}


def read(actor: Actor, action: Action = Action.VIEW_ECONOMY) -> Context | None:
    """Return the context of the address; None when there is no ledger yet or nothing may be seen."""
    with current_database().reading() as session:
        units = tuple(units_in_scope(session, actor, action))
        usual = default_period(session)
        years = list_years(session)
        preferred = preference_of(session, actor, key=_MONEY_PREFERENCE)
    if not units or usual is None:
        return None
    own = tuple(unit for unit in units if unit.id in roots(actor, action))
    return Context(
        unit=_chosen_unit(units, own),
        period=_chosen_period(usual, years),
        comparison=_AGAINST.get(st.query_params.get(AGAINST, ""), Comparison.LATEST),
        money=_chosen_money(preferred),
        units=units,
        own=own or units[:1],
        years=years,
        unknown_unit=st.query_params.get(UNIT, "") not in {"", *(unit.code for unit in units)},
    )


def bar(
    context: Context,
    actor: Actor,
    *,
    help_page: str,
    comparison: bool = True,
    money: bool = True,
    instead_of_period: Callable[[], None] | None = None,
) -> None:
    """Draw the context and the page's help; a choice is written to the address and the page runs again.

    A page about a plan draws its own choice `instead_of_period`.
    """
    with st.container(key=_BAR, horizontal=True, vertical_alignment="center", gap="xsmall"):
        _unit_choice(context)
        if instead_of_period is None:
            _period_choice(context)
        else:
            instead_of_period()
        if money:
            _shown_choice(context, actor, comparison=comparison)
        show_help(help_page)
    if context.unknown_unit:
        message = _("Enheten i adressen finns inte, eller är inte din att se. Här visas {name}.")
        st.warning(message.format(name=context.unit.name))


def help_bar(help_page: str) -> None:
    """Draw the bar of a page that has no context of its own: only its help."""
    with st.container(key=_BAR, horizontal=True):
        show_help(help_page)


def label_of(unit: UnitRow) -> str:
    """Return a unit in words with its code: `Hemtjänst Norr (611)`."""
    return f"{unit.name} ({unit.code})"


def open_unit(unit: UnitRow) -> None:
    """Choose another unit and run the page again."""
    st.query_params[UNIT] = unit.code
    st.rerun()


def _unit_choice(context: Context) -> None:
    with st.popover(context.unit.name, icon=":material/apartment:", type="tertiary"):
        chosen = st.selectbox(
            _("Enhet"),
            context.units,
            index=context.units.index(context.unit),
            format_func=lambda unit: "\u2003" * (unit.depth - context.units[0].depth) + label_of(unit),
            placeholder=_("Sök namn eller kod"),
            key=f"context_unit_{context.unit.id}",
        )
        if chosen is not None and chosen.id != context.unit.id:
            open_unit(chosen)


def _period_choice(context: Context) -> None:
    label = _("T.o.m. {period}").format(period=context.period.words())
    with st.popover(label, icon=":material/calendar_month:", type="tertiary"):
        key = f"context_{context.period}"
        year = st.segmented_control(
            _("År"), sorted(context.years), default=context.period.year, required=True, key=f"{key}_year"
        )
        month = st.selectbox(
            _("Till och med"),
            list(MONTHS),
            index=context.period.month - 1,
            format_func=month_name,
            key=f"{key}_month",
        )
        chosen = Period(int(year or context.period.year), int(month))
        if chosen != context.period:
            st.query_params[PERIOD] = str(chosen)
            st.rerun()


def _shown_choice(context: Context, actor: Actor, *, comparison: bool) -> None:
    words = {
        Comparison.LATEST: _("Mot gällande budget"),
        Comparison.BUDGET: _("Mot ursprunglig budget"),
        Comparison.REVISED: _("Mot reviderad budget"),
        Comparison.NONE: _("Utan budget"),
    }
    label = f"{words[context.comparison]}, {context.money}" if comparison else str(context.money)
    with st.popover(label, icon=":material/compare_arrows:", type="tertiary"):
        key = f"context_{context.comparison}_{context.money}"
        if comparison:
            options = list(words)
            against = st.selectbox(
                _("Jämför med"),
                options,
                index=options.index(context.comparison),
                format_func=words.__getitem__,
                key=f"{key}_against",
            )
            if against != context.comparison:
                _write(AGAINST, next((word for word, one in _AGAINST.items() if one is against), None))
        money = st.segmented_control(
            _("Visa belopp i"), list(MoneyUnit), default=context.money, required=True, key=f"{key}_money"
        )
        if money is not None and money != context.money:
            with transaction(current_database(), actor) as session:
                keep_preference(session, actor, key=_MONEY_PREFERENCE, value=money)
            _write(SHOWN, str(money))


def _write(key: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
    st.rerun()


def _chosen_unit(units: Sequence[UnitRow], own: Sequence[UnitRow]) -> UnitRow:
    code = st.query_params.get(UNIT, "")
    named = next((unit for unit in units if unit.code == code), None)
    return named or next((unit for unit in own if unit.kind is not UnitKind.COST_CENTER), (own or units)[0])


def _chosen_period(usual: Period, years: Sequence[int]) -> Period:
    try:
        named = Period.parse(st.query_params.get(PERIOD, ""))
    except ValueError:
        return usual
    return named if named.year in years else usual


def _chosen_money(preferred: str) -> MoneyUnit:
    wanted = st.query_params.get(SHOWN, "") or preferred
    return MoneyUnit(wanted) if wanted in set(MoneyUnit) else MoneyUnit.TKR
