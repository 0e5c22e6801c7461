"""A fetch from Kolada: asked for by a button, followed until it is done, and what came of it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import JobState
from core.errors import RodretError
from core.rules.access import Actor
from core.services import jobs
from core.services.transaction import transaction
from core.texts import _
from pages.goals import kolada_address as address
from pages.ui import forms, pieces
from pages.ui.session import current_actor

_ENDED = {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


def button(label: str, form: str, actor: Actor, ask: Callable[[Any, str], int]) -> None:
    """Draw a button that asks for a job (session, key → its id) and follows it."""
    if not st.button(label, key=f"ask_{form}", icon=":material/cloud_download:"):
        return
    try:
        with transaction(current_database(), actor) as session:
            job = ask(session, forms.request_key(form))
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    address.follow(job)


def show(actor: Actor) -> None:
    """Show the job that the address names: while it runs, and how it ended."""
    job = address.job_id()
    if job is None:
        return
    with current_database().reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job)
    if progress is None:
        address.follow(None)
    elif progress.state not in _ENDED:
        _follow(job)
    else:
        told = st.success if progress.state is JobState.DONE else st.warning
        told(progress.message)
        if st.button(_("Stäng"), icon=":material/close:", key="close_job"):
            address.follow(None)


@st.fragment(run_every=1)
def _follow(job: int) -> None:
    actor = current_actor()
    if actor is None:
        st.rerun()
    with current_database().reading() as session:
        progress = jobs.progress_of(session, actor, job_id=job)
    if progress is None or progress.state in _ENDED:
        st.rerun()
    with pieces.card("job"):
        share = min(progress.done / progress.total, 1.0) if progress.total else 0.0
        st.progress(share, text=_("Hämtar från Kolada. Du kan lämna sidan, hämtningen går vidare."))
