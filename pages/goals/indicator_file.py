"""Values of key figures from a file: the template, what the file would do, and the way in."""

from decimal import Decimal

import streamlit as st

from core.db import current_database
from core.errors import ImportFileError, Problem
from core.money import EMPTY
from core.reports import indicator_words as words
from core.rules.access import Actor
from core.rules.indicator_numbers import typed
from core.services.indicator_files import Replaced, ValuesPreview, load_values, preview_values
from core.settings import ROOT
from core.table import Column, Kind, Row, Table
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving, tables

_FORM = "indicator_file"
_MOST_SHOWN = 100
_DECIMALS = 2


def show(actor: Actor) -> None:
    """Show the form for a file."""
    with st.expander(_("Läs in värden ur en fil"), icon=":material/upload_file:"):
        pieces.show(
            pieces.muted(
                _(
                    "Excel eller CSV med en rad för varje värde: period, enhetskod, nyckeltalskod, kön, "
                    "värde eller täljare och nämnare. Ingenting sparas förrän du har sett vad filen gör."
                )
            )
        )
        template = (ROOT / "data" / "templates" / "nyckeltal.csv").read_bytes()
        st.download_button(
            _("Hämta mallen"), template, file_name=_("rodret-nyckeltal.csv"), mime="text/csv",
            icon=":material/download:", on_click="ignore", type="tertiary",
        )  # fmt: skip
        file = st.file_uploader(_("Fil"), type=["xlsx", "csv"], key=f"file_{forms.request_key(_FORM)}")
        if file is not None:
            _preview(actor, file.name, file.getvalue())


def _preview(actor: Actor, file_name: str, data: bytes) -> None:
    try:
        with current_database().reading() as session:
            found = preview_values(session, actor, data=data)
    except ImportFileError as error:
        st.error(error.message)
        return
    if found.problems:
        told = ngettext("{n} rad är fel.", "{n} rader är fel.", len(found.problems))
        st.error(
            told.format(n=len(found.problems))
            + " "
            + _("Rätta dem och välj filen igen. Ingenting är sparat.")
        )
        tables.plain(_problem_table(found.problems))
        return
    pieces.show(pieces.strong(_summary(found)))
    if not found.new and not found.replaced:
        return
    if found.replaced:
        tables.plain(_replaced_table(found.replaced))
        hidden = len(found.replaced) - _MOST_SHOWN
        if hidden > 0:
            pieces.show(pieces.muted(_("… och {n} till.").format(n=hidden)))
    if st.button(_("Läs in"), type="primary", icon=":material/download_done:"):
        key = forms.request_key(_FORM)
        saving.save(
            actor, _FORM,
            lambda session: load_values(session, actor, file_name=file_name, data=data, key=key),
            told=_("Värdena är inlästa."),
        )  # fmt: skip


def _summary(found: ValuesPreview) -> str:
    if not found.new and not found.replaced:
        return _("Allt i filen står redan här.")
    return _("{rows}: {new} nya värden, {replaced} ersätter ett som finns.").format(
        rows=ngettext("{n} rad", "{n} rader", len(found.lines)).format(n=len(found.lines)),
        new=found.new, replaced=len(found.replaced),
    )  # fmt: skip


def _replaced_table(replaced: tuple[Replaced, ...]) -> Table:
    """Return what stands now beside what the file says; the file's value is the one that will hold."""
    return Table(
        title=_("Värden som ersätts"),
        columns=(
            Column("title", _("Nyckeltal"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("period", _("Till och med"), Kind.TEXT),
            Column("sex", _("Kön"), Kind.TEXT),
            Column("old", _("Nu"), Kind.TEXT),
            Column("new", _("I filen"), Kind.TEXT),
        ),
        rows=tuple(
            Row(
                str(n),
                (
                    one.title, one.unit_code, one.period.words(), words.SEXES[one.sex],
                    _shown(one.old), _shown(one.new),
                ),
            )
            for n, one in enumerate(replaced[:_MOST_SHOWN])
        ),
    )  # fmt: skip


def _shown(value: Decimal | None) -> str:
    return typed(round(value, _DECIMALS)) if value is not None else EMPTY


def _problem_table(problems: tuple[Problem, ...]) -> Table:
    shown = problems[:_MOST_SHOWN]
    return Table(
        title=_("Rader att rätta"),
        columns=(Column("line", _("Rad"), Kind.COUNT), Column("words", _("Vad är fel?"), Kind.TEXT)),
        rows=tuple(Row(str(n), (one.line, one.message)) for n, one in enumerate(shown)),
    )
