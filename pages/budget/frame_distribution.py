"""A frame handed on to the units below: where it stands, and the fields of whoever answers for the unit."""

import streamlit as st

from core.db import current_database
from core.enums import UnitKind
from core.errors import RuleViolation
from core.queries.access import UnitRow, units_in_scope
from core.queries.unit_frames import ChildFrame, Distribution, distribution_of, may_distribute
from core.reports.frame_distribution import distribution_answer, distribution_table
from core.reports.words import large_amount
from core.rules.access import Action, Actor
from core.rules.frame_distribution import Distribution as Shared
from core.rules.typed_tkr import parse_tkr, typed_tkr
from core.services.unit_frames import FrameShare, distribute_frame
from core.texts import _, ngettext
from pages.budget.frame_fields import fields_side_by_side
from pages.ui import context, downloads, forms, pieces, saving, sentences, tables

_FORM = "distribute_frame"


def show(actor: Actor, version_id: int) -> None:
    """Show the distribution from the unit of the address, or the actor's own."""
    with current_database().reading() as session:
        seen = units_in_scope(session, actor, Action.VIEW_PLAN)
        units = [unit for unit in seen if unit.kind is not UnitKind.COST_CENTER]
        if not units:
            pieces.empty(_("Ingen enhet att visa"), _("Du har ingen enhet med en ram i den här budgeten."))
            return
        unit = _chosen(units, actor)
        found = distribution_of(session, actor, version_id=version_id, unit_id=unit.id)
        may = may_distribute(session, actor, version_id=version_id, unit_id=unit.id)
    _choose(units, unit)
    pieces.show(sentences.markup(distribution_answer(found)))
    _table(found, units)
    if may and found.children:
        _fields(actor, version_id, found)


def _chosen(units: list[UnitRow], actor: Actor) -> UnitRow:
    named = st.query_params.get(context.UNIT, "")
    first = units[0]
    usual = next((unit for unit in units if unit.parent_id == first.id), first)
    if first.id != actor.top_unit_id:
        usual = first
    return next((unit for unit in units if unit.code == named), usual)


def _choose(units: list[UnitRow], held: UnitRow) -> None:
    above = next((unit for unit in units if unit.id == held.parent_id), None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            _("Fördela från"), units, index=units.index(held), width=420,
            format_func=lambda unit: "\u2003" * (unit.depth - units[0].depth) + context.label_of(unit),
            placeholder=_("Sök namn eller kod"), key=f"from_{held.id}",
        )  # fmt: skip
        if above is not None and st.button(
            _("Upp till {name}").format(name=above.name), icon=":material/arrow_upward:", type="tertiary"
        ):
            context.open_unit(above)
    if chosen is not None and chosen.id != held.id:
        context.open_unit(chosen)


def _table(found: Distribution, units: list[UnitRow]) -> None:
    table = distribution_table(found)
    with pieces.card("distribution"):
        picked = tables.render(table, "distribution", phone_columns=["frame"])
        downloads.buttons(table, name_parts=(_("ramfördelning"), found.unit.name, 0))
    opened = next((unit for unit in units if unit.code == picked), None)
    if opened is not None:
        context.open_unit(opened)


def _fields(actor: Actor, version_id: int, found: Distribution) -> None:
    st.header(_("Ändra fördelningen"), anchor=False)
    with pieces.card("shares"):
        pieces.show(pieces.muted(_("Skriv ramen i tkr. Tomt är ingen ram.")))
        stamp = f"{forms.request_key(_FORM)}_{found.unit.id}"
        typed: dict[int, str] = {}
        places = fields_side_by_side(len(found.children))
        for n, child in enumerate(found.children):
            with places[n]:
                typed[n] = st.text_input(
                    context.label_of(child.unit), value=typed_tkr(child.amount), max_chars=24,
                    key=f"share_{child.unit.id}_{stamp}",
                )  # fmt: skip
        try:
            shares = [_share(child, typed[n]) for n, child in enumerate(found.children)]
        except RuleViolation as refusal:
            st.error(refusal.message)
            return
        _left(found, shares)
        changed = [share for share in shares if share.old != share.new]
        if st.button(_("Spara fördelningen"), type="primary", disabled=not changed, key=f"save_{stamp}"):
            key = forms.request_key(_FORM)
            saving.save(
                actor, _FORM,
                lambda session: distribute_frame(
                    session, actor, version_id=version_id, parent_id=found.unit.id, shares=changed, key=key
                ),
                told=ngettext("{n} ram är sparad.", "{n} ramar är sparade.", len(changed)).format(
                    n=len(changed)
                ),
            )  # fmt: skip


def _share(child: ChildFrame, text: str) -> FrameShare:
    """Return what a field says; an amount that was not whole tkr stands until somebody changes it."""
    if text.strip() == typed_tkr(child.amount):
        return FrameShare(child.unit.id, child.amount, child.amount, child.note)
    return FrameShare(child.unit.id, child.amount, parse_tkr(text, what=child.unit.name), child.note)


def _left(found: Distribution, shares: list[FrameShare]) -> None:
    """Say what is left to hand on as the fields stand now, saved or not."""
    given = {share.unit_id: share.new for share in shares if share.new is not None}
    if found.frame.amount is None:
        total = large_amount(sum(given.values()))
        pieces.show(
            pieces.strong(_("Fördelat: {amount}. Enheten har ingen egen ram än.").format(amount=total))
        )
        return
    pieces.show(pieces.strong(Shared(found.frame.amount, given).words() + "."))
