"""The sources that files come from, for finance: what each means, a new one, and a new plan to read into."""

import streamlit as st

from core.db import Database
from core.enums import Dimension, SourceKind, UnitKind, VersionKind
from core.errors import RuleViolation
from core.imports.check import UNIT
from core.queries import sources
from core.queries.access import UnitRow, units_in_scope
from core.queries.sources import SourceRow
from core.rules.access import Action, Actor, may_anywhere
from core.services import profiles, versions
from core.services.profiles import NewProfile
from core.services.transaction import transaction
from core.table import Column, Kind, Row, Table
from core.texts import _
from pages.ui import context, forms, pieces, tables
from pages.ui.feedback import shown_errors

_USUAL = {UNIT: "1", Dimension.PROJECT: "6", Dimension.FUNCTION: "", Dimension.COUNTERPARTY: ""}
"""The numbers that the SIE standard gives; the others are each municipality's own."""


def kind_word(kind: SourceKind) -> str:
    """Return what a source's files hold, in one word."""
    return {SourceKind.LEDGER: _("Huvudbok"), SourceKind.BUDGET: _("Budget")}[kind]


def show(database: Database, actor: Actor) -> None:
    """Show the sources, and the forms for one more and for a plan to read into."""
    with database.reading() as session:
        known = sources.list_sources(session, actor)
        units = units_in_scope(session, actor, Action.VIEW_UNIT)
    st.header(_("Källor"), anchor=False)
    with pieces.card("sources"):
        if known:
            tables.render(_table(known), "sources", phone_columns=["kind"])
        else:
            pieces.empty(
                _("Ingen källa är upplagd än"),
                _("Lägg upp den första här nedanför, sedan kan du läsa in filer."),
            )
    left, right = st.columns([3, 2], gap="small")
    with left:
        if may_anywhere(actor, Action.MANAGE_CODES):
            _new_source(database, actor, [unit for unit in units if unit.kind is UnitKind.COST_CENTER])
    with right:
        _new_plan(database, actor)


def _part_words() -> dict[str, str]:
    return {
        UNIT: _("Ansvar"),
        Dimension.FUNCTION: _("Verksamhet"),
        Dimension.PROJECT: _("Projekt"),
        Dimension.COUNTERPARTY: _("Motpart"),
    }


def _table(known: list[SourceRow]) -> Table:
    columns = (
        Column("name", _("Källa"), Kind.TEXT),
        Column("kind", _("Innehåller"), Kind.TEXT),
        Column("dimensions", _("Filens dimensioner"), Kind.TEXT),
        Column("default", _("Rader utan ansvar"), Kind.TEXT),
    )
    rows = tuple(
        Row(
            str(source.id),
            (source.name, kind_word(source.kind), _dimensions(source), source.default_unit or _("får fel")),
        )
        for source in known
    )
    return Table(_("Källor"), columns, rows)


def _dimensions(source: SourceRow) -> str:
    words = _part_words()
    named = sorted((number, words.get(part, part)) for number, part in source.dimensions.items())
    return ", ".join(f"{number} {word}" for number, word in named)


def _new_source(database: Database, actor: Actor, cost_centers: list[UnitRow]) -> None:
    st.header(_("Ny källa"), anchor=False)
    stamp = forms.request_key("new_source")
    with pieces.card("new_source"), st.form(f"new_source_{stamp}", border=False, enter_to_submit=False):
        name = st.text_input(
            _("Namn"), placeholder=_("Till exempel Ekonomisystemet"), max_chars=60, key=f"name_{stamp}"
        )
        kind = st.segmented_control(
            _("Filerna innehåller"), list(SourceKind), default=SourceKind.LEDGER, required=True,
            format_func=kind_word, key=f"kind_{stamp}",
        )  # fmt: skip
        pieces.show(
            pieces.muted(
                _("Vilken dimension i filen är vad? Numret står efter #DIM. Lämna tomt det filen inte har.")
            )
        )
        numbers = _numbers(stamp)
        default = st.selectbox(
            _("Rader utan ansvar hör till"), cost_centers, format_func=context.label_of, index=None,
            placeholder=_("Sök namn eller kod"),
            help=_("Balanskonton saknar ofta ansvar. Utan val blir sådana rader fel i förhandsvisningen."),
            key=f"default_{stamp}",
        )  # fmt: skip
        organisation = st.text_input(
            _("Organisationsnummer"), placeholder="212000-0000", max_chars=20,
            help=_("Om du fyller i det får du en varning när en fil hör till en annan organisation."),
            key=f"organisation_{stamp}",
        )  # fmt: skip
        wanted = st.form_submit_button(_("Lägg upp källan"))
    if not wanted:
        return
    with shown_errors():
        profile = NewProfile(
            name=name,
            kind=kind or SourceKind.LEDGER,
            dimensions=_by_number(numbers),
            default_unit=default.code if default else None,
            organisation_number=organisation.strip(),
        )
        with transaction(database, actor) as session:
            profiles.create_profile(session, actor, profile=profile)
        forms.renew_key("new_source")
        st.toast(_("{name} är upplagd. Nu kan du läsa in filer från den.").format(name=name.strip()))
        st.rerun()


def _numbers(stamp: str) -> dict[str, str]:
    words = _part_words()
    numbers: dict[str, str] = {}
    with st.container(horizontal=True, gap="small"):
        for part, usual in _USUAL.items():
            numbers[part] = st.text_input(
                words[part], value=usual, max_chars=5, width=110, key=f"part_{part}_{stamp}"
            )
    return numbers


def _by_number(numbers: dict[str, str]) -> dict[str, str]:
    """Return what each number stands for; refuses what is no number and a number used twice."""
    words, found = _part_words(), dict[str, str]()
    for part, typed in numbers.items():
        number = typed.strip().lstrip("#")
        if not number:
            continue
        if not number.isdecimal():
            raise RuleViolation(
                _("{part}: skriv dimensionens nummer, till exempel 1.").format(part=words[part])
            )
        if number in found:
            raise RuleViolation(
                _("Dimension {number} kan inte vara både {a} och {b}.").format(
                    number=number, a=words[found[number]].lower(), b=words[part].lower()
                )
            )
        found[number] = part
    return found


def _new_plan(database: Database, actor: Actor) -> None:
    words = {VersionKind.BUDGET: _("Budget"), VersionKind.REVISED: _("Reviderad budget")}
    this_year = database.today().year
    st.header(_("Ny budget att läsa in i"), anchor=False)
    stamp = forms.request_key("new_plan")
    with pieces.card("new_plan"), st.form(f"new_plan_{stamp}", border=False, enter_to_submit=False):
        kind = st.segmented_control(
            _("Vad"), list(words), default=VersionKind.BUDGET, required=True, format_func=words.__getitem__
        )
        year = st.selectbox(_("År"), list(range(this_year + 1, this_year - 6, -1)), index=0)
        name = st.text_input(
            _("Namn"), placeholder=_("Till exempel Budget 2027"), max_chars=60, key=f"plan_{stamp}"
        )
        wanted = st.form_submit_button(_("Lägg upp budgeten"))
    if not wanted:
        return
    with shown_errors():
        plan = kind or VersionKind.BUDGET
        label = name.strip() or f"{words[plan]} {year}"
        with transaction(database, actor) as session:
            versions.create_version(session, actor, kind=plan, year=int(year), name=label)
        forms.renew_key("new_plan")
        st.toast(_("{name} är upplagd. Välj den när du läser in budgetfilen.").format(name=label))
        st.rerun()
