"""Förutsättningar, for finance: what do we count with, since when, and who decided it?"""

import streamlit as st

from core.db import current_database
from core.queries.assumptions import Held, list_assumption_history, list_assumptions, shipped_keys
from core.reports.assumptions import assumptions_answer, assumptions_table, history_table
from core.rules.access import Action, may_anywhere
from core.rules.assumptions import AssumptionKey
from core.services.assumptions import set_assumption
from core.texts import _
from pages.budget import indexation
from pages.ui import context, downloads, forms, guard, pieces, saving, tables
from pages.ui.feedback import shown_errors

_KEY, _YEAR, _FORM = "rad", "ar", "assumption"

actor = guard.require_actor(Action.VIEW_PLAN)
database = current_database()
this_year = database.today().year
YEARS = tuple(range(this_year - 1, this_year + 4))


def _chosen() -> AssumptionKey | None:
    named = st.query_params.get(_KEY, "")
    return next((key for key in shipped_keys() if key.key == named), None)


def _table(held: dict[tuple[str, int], Held], chosen: AssumptionKey | None) -> None:
    table = assumptions_table(held, YEARS)
    with pieces.card("assumptions"):
        picked = tables.render(
            table, "assumptions", phone_columns=[str(this_year + 1)], selected=chosen.key if chosen else None
        )
        downloads.buttons(table, name_parts=(_("förutsättningar"), _("kommunen"), this_year))
    if picked is not None:
        st.query_params[_KEY] = picked
        st.rerun()


def _detail(key: AssumptionKey, held: dict[tuple[str, int], Held]) -> None:
    st.header(key.title, anchor=False)
    with pieces.card("detail"):
        pieces.show(pieces.muted(key.help))
        year = st.segmented_control(
            _("År"), YEARS, default=this_year + 1, required=True, key=f"year_{key.key}"
        )
        year = int(year or this_year + 1)
        now = held.get((key.key, year))
        with database.reading() as session:
            history = list_assumption_history(session, actor, key=key.key, year=year)
        if history:
            tables.render(history_table(key, history), f"history_{key.key}_{year}", phone_columns=["value"])
        else:
            pieces.show(pieces.muted(_source_line(key, year, now)))
        if may_anywhere(actor, Action.MANAGE_FRAMES) and not actor.read_only:
            _form(key, year, now)


def _source_line(key: AssumptionKey, year: int, now: Held | None) -> str:
    if now is None:
        return _("Inget värde är inskrivet för {year}.").format(year=year)
    return _("{value}, publicerat: {source}.").format(value=key.words(now.value), source=now.source)


def _form(key: AssumptionKey, year: int, now: Held | None) -> None:
    stamp = forms.request_key(_FORM)
    with st.form(f"form_{stamp}_{key.key}_{year}", border=False, enter_to_submit=False):
        value = st.text_input(
            _("Nytt värde för {year}").format(year=year), max_chars=24, width=240,
            placeholder=key.words(now.value) if now else _("Till exempel 2,5"),
            key=f"value_{key.key}_{year}_{stamp}",
        )  # fmt: skip
        source = st.text_input(
            _("Varifrån kommer värdet, eller varför ändras det?"), max_chars=500,
            key=f"source_{key.key}_{year}_{stamp}",
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara värdet"))
    if wanted:
        saving.save(
            actor, _FORM,
            lambda session: set_assumption(
                session, actor, place=(key.key, year), value=value, source=source,
                seen=now.value if now else "", key=stamp,
            ),
            told=_("{title} {year} är sparat.").format(title=key.title, year=year),
        )  # fmt: skip


def _page() -> None:
    context.help_bar("budgetforutsattningar")
    with database.reading() as session:
        held = list_assumptions(session, actor)
    pieces.head(
        _("Förutsättningar"), _("Vad räknar vi med, och varifrån kommer det?"),
        assumptions_answer(held, this_year + 1),
    )  # fmt: skip
    saving.show_conflict()
    chosen = _chosen()
    _table(held, chosen)
    if chosen is not None:
        _detail(chosen, held)
    indexation.show(actor, this_year + 1)


with shown_errors():
    _page()
