"""Whoever leads the steering model chooses the headings of all plans of a year."""

import streamlit as st

from core.db import current_database
from core.enums import PlanSection
from core.queries.unit_plans import list_sections
from core.rules.access import Action, Actor, may_anywhere
from core.services.plan_templates import Section, set_template, shipped_sections
from core.texts import _
from pages.ui import forms, pieces, saving


def show(actor: Actor, year: int) -> None:
    """Show the form of the headings, folded; nothing for others."""
    if not may_anywhere(actor, Action.MANAGE_STEERING) or actor.read_only:
        return
    with current_database().reading() as session:
        held = list_sections(session, year=year) or list_sections(session, year=year - 1)
    rows = [Section(one.key, one.title, one.kind, one.instruction) for one in held] or list(
        shipped_sections()
    )
    with st.expander(_("Rubriker i alla planer {year}").format(year=year), icon=":material/tune:"):
        _form(actor, year, rows)


def _form(actor: Actor, year: int, rows: list[Section]) -> None:
    form = f"plan_template_{year}"
    stamp = forms.request_key(form)
    pieces.show(
        pieces.muted(_("Töm en rubrik för att ta bort den, eller skriv i den sista för att lägga till en."))
    )
    asked = []
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        for n, row in enumerate([*rows, Section("", "", PlanSection.TEXT)]):
            title = st.text_input(
                _("Rubrik {n}").format(n=n + 1), value=row.title, max_chars=120, key=f"title_{n}_{stamp}"
            )
            hint = st.text_area(
                _("Anvisning till rubrik {n}").format(n=n + 1), value=row.instruction, height=68,
                key=f"hint_{n}_{stamp}",
            )  # fmt: skip
            if title.strip():
                asked.append(Section(row.key or f"egen{n}", title, row.kind, hint))
        wanted = st.form_submit_button(_("Spara rubrikerna"))
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: set_template(session, actor, year=year, sections=asked),
            told=_("Rubrikerna är sparade."),
        )
