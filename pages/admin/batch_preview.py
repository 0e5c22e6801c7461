"""A file that is read but not loaded: what it holds, what to see to, and the choice to load it."""

import streamlit as st

from core.db import Database
from core.enums import BatchState, SourceKind, UnitKind
from core.imports.check import UNIT
from core.periods import CLOSING_PERIOD, Period
from core.queries import sources
from core.queries.access import units_in_scope
from core.queries.sources import BatchDetail
from core.reports import loading as report
from core.rules.access import Action, Actor
from core.services import batch_apply, loading, profiles
from core.services.transaction import transaction
from core.table import Status, Table
from core.texts import _
from pages.admin import batch_facts, load_job
from pages.ui import context, forms, pieces, tables
from pages.ui.feedback import shown_errors

_BATCH = "inlasning"


def is_open() -> bool:
    """Return whether the address names a batch."""
    return st.query_params.get(_BATCH, "").isdigit()


def open_batch(batch_id: int) -> None:
    """Open a batch and run the page again."""
    st.query_params[_BATCH] = str(batch_id)
    st.rerun()


def show(database: Database, actor: Actor) -> None:
    """Show the batch that the address names, or leave it when it is no longer in preview."""
    batch_id = int(st.query_params[_BATCH])
    with database.reading() as session:
        detail = sources.batch_detail(session, actor, batch_id=batch_id)
    if detail is None or detail.state is not BatchState.PREVIEW:
        _gone(detail)
        return
    st.header(detail.file_name, anchor=False)
    batch_facts.show(detail)
    _choose(database, actor, detail)
    _if_any("problems", report.problem_table(detail.preview))
    _unknown_units(database, actor, detail)
    _sums(detail)
    _if_any("differences", report.difference_table(detail.preview))
    _if_any("codes", report.new_code_table(detail.preview))


def _gone(detail: BatchDetail | None) -> None:
    """Say what became of a preview that somebody has loaded or thrown away, and show the way on."""
    if detail is None:
        pieces.notice(Status.NONE, _("Förhandsvisningen finns inte."), _("Läs filen igen."))
    else:
        title = _("{name}: {state}").format(
            name=detail.file_name, state=report.state_word(detail.state).lower()
        )
        pieces.notice(
            Status.NONE,
            title,
            _("Förhandsvisningen är avslutad. Vad som hände står i historiken här nedanför."),
        )
    if st.button(_("Läs in en annan fil"), icon=":material/arrow_back:"):
        _leave()


def _leave() -> None:
    st.query_params.pop(_BATCH, None)
    st.rerun()


def _choose(database: Database, actor: Actor, detail: BatchDetail) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        load = st.button(
            _("Läs in"), type="primary", disabled=bool(detail.preview.errors), icon=":material/download_done:"
        )
        again = st.button(_("Läs om filen"), help=_("Efter att du har ändrat källan eller organisationen."))
        months = detail.kind is SourceKind.LEDGER and st.button(_("Välj månader"))
        discard = st.button(_("Kasta"), type="tertiary")
    if detail.preview.errors:
        st.error(_("{n} fel måste rättas innan filen kan läsas in.").format(n=detail.preview.errors))
    with shown_errors():
        if load:
            with transaction(database, actor) as session:
                key = forms.request_key(f"apply_{detail.id}")
                job_id = batch_apply.request_apply(session, actor, batch_id=detail.id, key=key)
            st.query_params.pop(_BATCH, None)
            load_job.open_job(job_id)
        if months:
            _choose_months(database, actor, detail)
        if again:
            with transaction(database, actor) as session:
                loading.refresh_preview(session, actor, batch_id=detail.id)
            st.rerun()
        if discard:
            with transaction(database, actor) as session:
                loading.discard_batch(session, actor, batch_id=detail.id)
            _leave()


@st.dialog(_("Välj månader"))
def _choose_months(database: Database, actor: Actor, detail: BatchDetail) -> None:
    """Let some of the file's months be left as they are in the ledger."""
    with database.reading() as session:
        possible = loading.file_months(session, actor, batch_id=detail.id)
    chosen = st.multiselect(
        _("Månader som ersätts"),
        possible,
        default=[month for month in detail.preview.months if month in possible],
        format_func=_month_word,
        placeholder=_("Välj minst en"),
    )
    if st.button(_("Visa vad de ändrar"), type="primary"):
        with shown_errors():
            with transaction(database, actor) as session:
                loading.choose_months(session, actor, batch_id=detail.id, months=chosen)
            st.rerun()


def _month_word(month: int) -> str:
    """Return a month of a file (yyyymm) in words: month 0 is the opening balance, 13 the closing period."""
    year, number = divmod(month, 100)
    if number == 0:
        return _("ingående balans {year}").format(year=year)
    if number == CLOSING_PERIOD:
        return _("bokslutsperioden {year}").format(year=year)
    return Period(year, number).words()


def _sums(detail: BatchDetail) -> None:
    for key, table in (
        ("committees", report.committee_table(detail.preview)),
        ("classes", report.class_table(detail.preview)),
    ):
        st.header(table.title, anchor=False)
        with pieces.card(key):
            tables.render(table, f"preview_{key}", phone_columns=["difference"])


def _unknown_units(database: Database, actor: Actor, detail: BatchDetail) -> None:
    if not detail.preview.unknown_units:
        return
    st.header(_("Ansvar som inte finns i organisationen"), anchor=False)
    with database.reading() as session:
        units = units_in_scope(session, actor, Action.VIEW_UNIT)
    known = [unit for unit in units if unit.kind is UnitKind.COST_CENTER]
    with pieces.card("unknown"), st.form(f"map_{detail.id}", border=False):
        source = st.selectbox(_("Kod i filen"), detail.preview.unknown_units)
        target = st.selectbox(_("Hör till ansvar"), known, format_func=context.label_of, index=None)
        pieces.show(
            pieces.muted(
                _("Det du inte kopplar läggs under Utanför organisationen, så att summan alltid stämmer.")
            )
        )
        if st.form_submit_button(_("Koppla")) and source and target:
            with shown_errors():
                with transaction(database, actor) as session:
                    profiles.map_code(
                        session,
                        actor,
                        batch_id=detail.id,
                        dimension=UNIT,
                        source_code=source,
                        target=target.code,
                    )
                st.rerun()


def _if_any(key: str, table: Table) -> None:
    """Show a table with the number of its rows; nothing when it has none."""
    if not table.rows:
        return
    st.header(f"{table.title} ({len(table.rows)})", anchor=False)
    with pieces.card(key):
        tables.render(table, f"preview_{key}", phone_columns=[table.columns[-1].key])
