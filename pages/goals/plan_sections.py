"""The sections of a plan: what is fetched, the unit's own words, and what stands beside them."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.enums import PlanSection
from core.queries.unit_plans import PlanView, SectionView
from core.rules.access import Actor
from core.services import drafts
from core.services.unit_plans import LONGEST, Written, save_section
from core.table import Table
from core.texts import _
from pages.ui import drafted, forms, pieces, saving, tables
from pages.ui.comments import said

_HEIGHT = 180
_ON_PHONE: dict[PlanSection, tuple[str, ...]] = {
    PlanSection.GOALS: ("owner",), PlanSection.INDICATORS: ("value", "target"),
    PlanSection.ACTIVITIES: ("ends",), PlanSection.BUDGET: ("year", "change"),
}  # fmt: skip
"""Which columns beside the name there is room for on a phone."""


def show(actor: Actor, plan: PlanView, found: Mapping[PlanSection, Table], *, editable: bool) -> None:
    """Show every section, as a field where the words may be changed now."""
    hints = st.toggle(_("Visa anvisningar"), value=True, key="plan_hints") if editable else False
    for section in plan.sections:
        mark = f" :material/check_circle: {_('klar')}" if section.ready else ""
        st.header(f"{section.title}{mark}", anchor=False)
        with pieces.card(f"section_{section.key}"):
            if hints and section.instruction:
                pieces.show(pieces.muted(section.instruction))
            _fetched(section, found)
            if editable:
                _field(actor, plan, section)
            elif section.body:
                pieces.show(said(section.body))
            else:
                pieces.show(pieces.muted(_("Inget är skrivet än.")))
            _beside(plan, section)


def _fetched(section: SectionView, found: Mapping[PlanSection, Table]) -> None:
    if section.kind is PlanSection.TEXT:
        return
    if section.kind in found:
        tables.render(
            found[section.kind], f"plan_{section.key}", phone_columns=_ON_PHONE.get(section.kind, ())
        )
    else:
        pieces.show(pieces.muted(_("Det finns inget att hämta än.")))


def _field(actor: Actor, plan: PlanView, section: SectionView) -> None:
    """Write the field and its buttons. What is saved is compared with what stood when it was drawn."""
    form = f"plan:{plan.id}:{section.key}"
    seen = st.session_state.setdefault(f"seen_{form}_{forms.request_key(form)}", section.rev)
    text = drafted.text_field(
        actor, _("Enhetens text"), subject=form, saved=section.body, height=_HEIGHT, longest=LONGEST
    )
    if section.body and section.user != actor.name and text.strip() != section.body:
        with st.expander(_("Det här har {user} sparat").format(user=section.user), expanded=True):
            pieces.show(said(section.body))
    with st.container(horizontal=True, gap="small", key=f"save_{section.key}"):
        keep = st.button(_("Spara"), key=f"keep_{section.key}")
        ready = st.button(
            _("Spara och markera klar") if not section.ready else _("Inte klar längre"),
            key=f"ready_{section.key}", type="tertiary", icon=":material/task_alt:",
        )  # fmt: skip
    if keep or ready:
        _save(actor, form, Written(plan.id or 0, section.key, seen, text, section.ready != ready))


def _save(actor: Actor, form: str, written: Written) -> None:
    def write(session: Any) -> None:
        save_section(session, actor, written=written)
        drafts.drop_draft(session, actor, subject=form)

    saving.save(actor, form, write, told=_("Texten är sparad."))


def _beside(plan: PlanView, section: SectionView) -> None:
    """Show what the level above says and what was said last year, folded."""
    if section.above:
        with st.expander(_("Så skriver {unit}").format(unit=plan.above_unit)):
            pieces.show(said(section.above))
    if section.last_year:
        with st.expander(_("Så skrev ni för {year}").format(year=plan.year - 1)):
            pieces.show(said(section.last_year))
