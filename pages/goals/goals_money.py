"""The money of a goal: which of the unit's it is, what it comes to, and the forms to change it."""

from decimal import Decimal, InvalidOperation

import streamlit as st

from core.db import Database
from core.enums import UnitKind
from core.errors import RuleViolation
from core.money import format_number
from core.queries.access import UnitRow, may, units_in_scope
from core.queries.goal_money import MoneyRow, list_money
from core.queries.goals import GoalRow
from core.reports.goal_page import GoalPage
from core.rules.access import Action, Actor
from core.rules.goal_money import MoneyPart
from core.services.goal_money import add_money, change_money, remove_money
from core.texts import _
from pages.goals import goals_means_markup
from pages.ui import forms, pieces, saving
from pages.ui.context import label_of

_PER_CENT = 100


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show each part of money with its sums, and the form for one more."""
    with database.reading() as session:
        rows = list_money(session, actor, goal_id=goal.id, year=page.year, upto_month=page.month)
        units = [
            unit for unit in units_in_scope(session, actor, Action.VIEW_ECONOMY)
            if unit.kind is not UnitKind.COST_CENTER
        ]  # fmt: skip
        allowed = not actor.read_only and not goal.ended
        allowed = allowed and may(session, actor, Action.EDIT_GOALS, goal.unit_id).allowed
    pieces.show(goals_means_markup.summary(page, goal))
    for row in rows:
        _one(actor, row, units, allowed=allowed)
    if not rows:
        pieces.show(pieces.muted(_("Inga av pengarna är kopplade till själva målet än.")))
    if allowed and units:
        with st.expander(_("Koppla pengar"), icon=":material/add:"):
            _new(actor, goal, units)


def _one(actor: Actor, row: MoneyRow, units: list[UnitRow], *, allowed: bool) -> None:
    pieces.show(goals_means_markup.part(row))
    if not allowed:
        return
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Ändra"), type="tertiary", key=f"money_change_{row.id}"):
            _change(actor, row, units)
        form = f"money_remove_{row.id}"
        seen = forms.as_seen(form, row.part)
        if st.button(_("Ta bort kopplingen"), type="tertiary", key=f"money_gone_{row.id}"):
            saving.save(
                actor, form,
                lambda session: remove_money(session, actor, money_id=row.id, seen=seen),
                told=_("Kopplingen är borttagen."),
            )  # fmt: skip


def _new(actor: Actor, goal: GoalRow, units: list[UnitRow]) -> None:
    form = f"money_new_{goal.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        typed = _fields(stamp, MoneyPart(goal.unit_id), units)
        wanted = st.form_submit_button(_("Koppla"), type="primary")
    if wanted and (part := _read(typed)) is not None:
        saving.save(
            actor,
            form,
            lambda session: add_money(session, actor, goal_id=goal.id, part=part, key=stamp),
            told=_("Pengarna är kopplade till målet."),
        )


def _change(actor: Actor, row: MoneyRow, units: list[UnitRow]) -> None:
    form = f"money_{row.id}"
    stamp, seen = forms.request_key(form), forms.as_seen(form, row.part)
    begun = forms.typed_before(form, seen)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        typed = _fields(stamp, begun, units)
        wanted = st.form_submit_button(_("Spara"))
    if wanted and (part := _read(typed)) is not None:
        forms.keep_typed(form, part)
        saving.save(
            actor,
            form,
            lambda session: change_money(session, actor, money_id=row.id, seen=seen, part=part),
            told=_("Sparat."),
        )


def _fields(stamp: str, held: MoneyPart, units: list[UnitRow]) -> tuple[MoneyPart, str, str]:
    """Write the fields; return what they hold with the share and the people as they were typed."""
    ids = [unit.id for unit in units]
    unit = st.selectbox(
        _("Enhetens pengar"), units, format_func=label_of, key=f"unit_{stamp}",
        index=ids.index(held.unit_id) if held.unit_id in ids else 0,
    )  # fmt: skip
    first, second, third = st.columns(3, gap="small")
    accounts = first.text_input(
        _("Konton"), held.accounts, max_chars=200, key=f"accounts_{stamp}", placeholder="50-57, 64",
        help=_("Kontonas första siffror. Lämna tomt för alla konton."),
    )  # fmt: skip
    function = second.text_input(
        _("Verksamhet"), held.function, max_chars=20, key=f"function_{stamp}", placeholder="440"
    )
    project = third.text_input(_("Projekt"), held.project, max_chars=20, key=f"project_{stamp}")
    first, second = st.columns(2, gap="small")
    share = first.text_input(
        _("Så stor del, procent"), _typed(Decimal(held.share) / _PER_CENT), max_chars=8, key=f"share_{stamp}"
    )
    fte = second.text_input(
        _("Årsarbetare som arbetar med målet"), "" if held.fte is None else _typed(held.fte), max_chars=10,
        key=f"fte_{stamp}",
    )  # fmt: skip
    text = st.text_input(
        _("Vad är det för pengar? (frivilligt)"), held.text, max_chars=300, key=f"text_{stamp}"
    )
    return MoneyPart(unit.id, accounts, function, project, text=text), share, fte


def _read(typed: tuple[MoneyPart, str, str]) -> MoneyPart | None:
    """Return the part with its numbers, or None after saying which number cannot be read."""
    part, share, fte = typed
    try:
        per_cent = _number(share, _("Så stor del"))
        people = _number(fte, _("Årsarbetare")) if fte.strip() else None
    except RuleViolation as refusal:
        st.error(refusal.message)
        return None
    return MoneyPart(
        part.unit_id, part.accounts, part.function, part.project, int(per_cent * _PER_CENT), people, part.text
    )


def _number(text: str, what: str) -> Decimal:
    try:
        return Decimal(text.strip().removesuffix("%").strip().replace(",", ".") or "0")
    except InvalidOperation:
        raise RuleViolation(
            _("{what} ska vara ett tal, till exempel 12,5. Du skrev ”{text}”.").format(what=what, text=text)
        ) from None


def _typed(number: Decimal) -> str:
    """Return a number as it stands in its field."""
    return format_number(number, decimals=0 if number == int(number) else 2).rstrip()
