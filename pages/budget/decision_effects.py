"""What a permanent budget decision means for the years to come: shown, and for a draft typed in."""

import streamlit as st

from core.db import Database
from core.money import AmountError, MoneyUnit, format_money, parse_amount
from core.queries.budget_decision_draft import PLAN_YEARS, suggest_effects
from core.reports.budget_decision_view import DecisionView
from core.rules.access import Actor
from core.services import budget_decision_rows
from core.table import Column, Kind, Row, Table
from core.texts import _
from pages.ui import forms, pieces, saving, tables

Effects = dict[tuple[int, int], int]


def show(database: Database, actor: Actor, view: DecisionView, *, may_change: bool) -> None:
    """Show the later years of a decision; in a draft they begin as the full year of what is written."""
    row = view.row
    if not row.permanent:
        return
    suggested: Effects = {}
    if may_change:
        with database.reading() as session:
            suggested = suggest_effects(session, actor, decision_id=row.id)
    if not view.effects and not suggested:
        return
    st.subheader(_("Kommande år"), anchor=False)
    with pieces.card("effects"):
        if may_change:
            _fields(actor, view, dict(view.effects) or suggested, is_saved=bool(view.effects))
        else:
            tables.render(_table(view, dict(view.effects)), "effects", phone_columns=["year_1"])


def _table(view: DecisionView, effects: Effects) -> Table:
    years = _years(view)
    units = dict.fromkeys(unit_id for unit_id, _year in effects)
    return Table(
        title=_("Kommande år"),
        columns=(
            Column("name", _("Nämnd"), Kind.TEXT),
            *(
                Column(f"year_{n}", str(year), Kind.MONEY, signed=True)
                for n, year in enumerate(years, start=1)
            ),
        ),
        rows=tuple(
            Row(
                str(unit_id),
                (view.places.units[unit_id].name, *(effects.get((unit_id, year)) for year in years)),
            )
            for unit_id in units
        ),
        footnotes=(_("Ändrar ramen de åren. Plus är mer pengar till nämnden."),),
    )


def _fields(actor: Actor, view: DecisionView, held: Effects, *, is_saved: bool) -> None:
    row, years = view.row, _years(view)
    told = _("Helårseffekten är räknad ur raderna. Ändra den om beslutet säger något annat, och spara.")
    pieces.show(pieces.muted(_("Sparat. Ändra vid behov.") if is_saved else told))
    typed: dict[tuple[int, int], str] = {}
    for unit_id in dict.fromkeys(unit for unit, _year in held):
        name = view.places.units[unit_id].name
        for place, year in zip(st.columns(len(years), gap="small"), years, strict=True):
            typed[unit_id, year] = place.text_input(
                _("{unit} {year}, kr").format(unit=name, year=year),
                format_money(held.get((unit_id, year), 0), MoneyUnit.KR),
                max_chars=30, key=f"effect_{row.id}_{row.rev}_{unit_id}_{year}",
            )  # fmt: skip
    if st.button(_("Spara kommande år"), icon=":material/save:"):
        effects = _read(typed)
        if effects is not None:
            form = f"effects_{row.id}"
            saving.save(
                actor,
                form,
                lambda session: budget_decision_rows.set_effects(
                    session,
                    actor,
                    decision_id=row.id,
                    rev=row.rev,
                    effects=effects,
                    key=forms.request_key(form),
                ),
                told=_("Kommande år är sparade."),
            )


def _read(typed: dict[tuple[int, int], str]) -> Effects | None:
    """Return the amounts that are typed; the first that is none is told of in place."""
    try:
        return {key: parse_amount(text) for key, text in typed.items()}
    except AmountError as error:
        st.error(str(error))
        return None


def _years(view: DecisionView) -> list[int]:
    return [view.row.year + n for n in range(1, PLAN_YEARS + 1)]
