"""A load under way: how far it has come, told every second until it is done."""

import streamlit as st

from core.db import Database, current_database
from core.enums import JobState
from core.money import format_number
from core.rules.access import Action, Actor, may_anywhere
from core.services import job_cancel, jobs
from core.services.jobs import JobProgress
from core.texts import _
from pages.ui import menu, pieces
from pages.ui.feedback import shown_errors
from pages.ui.session import current_actor

_JOB = "jobb"
_ENDED = {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


def is_open() -> bool:
    """Return whether the address names a job."""
    return st.query_params.get(_JOB, "").isdigit()


def open_job(job_id: int) -> None:
    """Follow a job and run the page again."""
    st.query_params[_JOB] = str(job_id)
    st.rerun()


def show(database: Database, actor: Actor) -> None:
    """Show the job that the address names: while it runs, and how it ended."""
    job_id = int(st.query_params[_JOB])
    with database.reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job_id)
    if progress is None:
        _close()
        return
    st.header(_("Inläsningen"), anchor=False)
    if progress.state not in _ENDED:
        _follow(job_id)
        return
    if progress.state is JobState.DONE:
        st.success(progress.message)
        if may_anywhere(actor, Action.VIEW_ECONOMY):
            st.page_link(
                menu.file_of("uppfoljning"), label=_("Se siffrorna i Uppföljning"),
                icon=":material/arrow_forward:", icon_position="right",
            )  # fmt: skip
    elif progress.state is JobState.CANCELLED:
        st.warning(progress.message)
    else:
        st.error(progress.message)
    if st.button(_("Stäng"), icon=":material/close:"):
        _close()


@st.fragment(run_every=1)
def _follow(job_id: int) -> None:
    actor = current_actor()
    if actor is None:
        st.rerun()
    with current_database().reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job_id)
    if progress is None or progress.state in _ENDED:
        st.rerun()
    with pieces.card("job"):
        st.progress(_share(progress), text=_words(progress))
        if not progress.cancelling and st.button(_("Avbryt"), icon=":material/cancel:"):
            _cancel(actor, job_id)


def show_running(database: Database, actor: Actor) -> None:
    """Show the loads under way, each with a way to follow it."""
    with database.reading() as session:
        running = jobs.list_running(session, actor)
    if not running:
        return
    with pieces.card("running"):
        pieces.show(pieces.heading(_("Pågår nu"), level=2))
        for one in running:
            label = _("Följ arbetet som väntar") if one.state is JobState.WAITING else _("Följ inläsningen")
            if st.button(label, key=f"follow_{one.id}", icon=":material/visibility:"):
                open_job(one.id)


def _cancel(actor: Actor, job_id: int) -> None:
    """Ask for the job to be cancelled, in a reading session: the load itself may hold the write lock."""
    with shown_errors(), current_database().reading() as session:
        job_cancel.ask_to_cancel(session, actor, job_id=job_id)
        st.rerun()


def _share(progress: JobProgress) -> float:
    return min(progress.done / progress.total, 1.0) if progress.total else 0.0


def _words(progress: JobProgress) -> str:
    if progress.cancelling:
        return _("Avbryter. Inget av det inlästa blir kvar.")
    far = _("{done} av {total}. ").format(
        done=format_number(progress.done), total=format_number(progress.total)
    )
    return (far if progress.total else "") + _("Du kan lämna sidan, arbetet går vidare.")


def _close() -> None:
    st.query_params.pop(_JOB, None)
    st.rerun()
