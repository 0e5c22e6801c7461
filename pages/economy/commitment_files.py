"""The files of commitments: what holds of each source, and the way to read a new one or take one back."""

from typing import Any

import streamlit as st

from core.db import current_database
from core.money import MoneyUnit, format_money
from core.periods import local_time
from core.queries.commitments import SourceRow, list_sources
from core.reports.commitments import problem_table
from core.rules.access import Actor
from core.services import commitments
from core.settings import ROOT
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving, tables
from pages.ui.markup import join

_FORM = "commitment_file"


def show(actor: Actor) -> None:
    """Show the sources, and the way to a new file."""
    with current_database().reading() as session:
        sources = list_sources(session, actor)
    st.header(_("Filer med åtaganden"), anchor=False)
    for row in sources:
        _source(actor, row)
    if not actor.read_only:
        with pieces.card("commitment_file"):
            _upload(actor, [row.source for row in sources])


def _source(actor: Actor, row: SourceRow) -> None:
    with pieces.card(f"source_{row.load_id}"):
        amount = format_money(row.amount, MoneyUnit.TKR, word=True)
        line = _("{file}, {rows}, {amount}. Inläst av {user} {at}.").format(
            file=row.file_name, rows=_rows(row.rows), amount=amount, user=row.user, at=local_time(row.at)
        )
        pieces.show(join([pieces.heading(row.source), pieces.muted(line)]))
        name = f"undo_load_{row.load_id}"
        if not actor.read_only and st.button(
            _("Ångra inläsningen"), icon=":material/undo:", type="tertiary", key=name
        ):
            key = forms.request_key(name)
            saving.save(
                actor,
                name,
                lambda session: commitments.undo(session, actor, load_id=row.load_id, key=key),
                told=_("Inläsningen är ångrad. Det som fanns före gäller igen."),
            )


def _upload(actor: Actor, sources: list[str]) -> None:
    pieces.show(
        pieces.muted(
            _(
                "Excel eller CSV, en rad för varje beställning eller avtal. En ny fil ersätter det som fanns"
                " från samma källa. Ingenting sparas förrän du har sett vad filen gör."
            )
        )
    )
    template = (ROOT / "data" / "templates" / "ataganden.csv").read_bytes()
    st.download_button(
        _("Hämta mallen"), template, file_name=_("rodret-ataganden.csv"), mime="text/csv",
        icon=":material/download:", on_click="ignore", type="tertiary",
    )  # fmt: skip
    stamp = forms.request_key(_FORM)
    usual = sources[0] if len(sources) == 1 else ""
    source = st.text_input(
        _("Källa"), value=usual, max_chars=80, key=f"source_{stamp}",
        placeholder=_("Till exempel Inköpssystemet"),
    )  # fmt: skip
    file = st.file_uploader(_("Fil"), type=["xlsx", "csv"], key=f"file_{stamp}")
    if file is not None:
        _preview(actor, source, file.name, file.getvalue())


def _preview(actor: Actor, source: str, file_name: str, data: bytes) -> None:
    with current_database().reading() as session:
        found = commitments.preview(session, actor, source=source, data=data)
    amount = format_money(found.amount, MoneyUnit.TKR, word=True)
    words = [_("Filen har {rows}, {amount}.").format(rows=_rows(len(found.lines)), amount=amount)]
    if found.old_rows:
        old = format_money(found.old_amount, MoneyUnit.TKR, word=True)
        words.append(
            _("Den ersätter {rows}, {amount}, från {source}.").format(
                rows=_rows(found.old_rows), amount=old, source=source
            )
        )
    pieces.show(pieces.strong(" ".join(words)))
    if found.problems:
        st.error(_("Rätta raderna i filen och välj den igen. Ingenting är sparat."))
        tables.render(problem_table(found.problems), "commitment_problems", phone_columns=["line"])
        return
    if not source.strip():
        st.info(_("Skriv vad källan heter, så att nästa fil därifrån ersätter den här."))
        return
    if st.button(_("Läs in"), type="primary", icon=":material/download_done:"):

        def write(session: Any) -> None:
            key = forms.request_key(_FORM)
            commitments.load(session, actor, source=source, file_name=file_name, data=data, key=key)

        saving.save(actor, _FORM, write, told=_("Åtagandena är inlästa."))


def _rows(count: int) -> str:
    return ngettext("{n} rad", "{n} rader", count).format(n=count)
