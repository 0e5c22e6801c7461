"""Inlämning, for the unit and everybody above it: who is to do what with it, by when, and what was done."""

import streamlit as st

from core.db import current_database
from core.enums import RoundKind, SubmissionState
from core.queries.rounds import RoundRow, read_round
from core.queries.snapshots import list_snapshots
from core.queries.submissions import HistoryRow, SubmissionView, history, read_submission
from core.rules.access import Action
from core.rules.subjects import Subject, SubjectKind
from core.table import Status
from core.texts import _
from pages.start import (
    submission_actions,
    submission_answer,
    submission_budget,
    submission_goals,
    submission_words,
)
from pages.ui import address, context, guard, links, pieces, saving, side, snapshots
from pages.ui.comments import said
from pages.ui.feedback import shown_errors
from pages.ui.sparks import steps

actor = guard.require_actor(Action.VIEW_UNIT)
database = current_database()
today = database.today()


def _show(submission_id: int) -> None:
    with database.reading() as session:
        view = read_submission(session, actor, submission_id=submission_id, today=today)
        asked = read_round(session, actor, round_id=view.row.round_id)
        events = history(session, actor, submission_id=submission_id)
        kept = list_snapshots(session, actor, subject=(SubjectKind.SUBMISSION, submission_id))
    _head(view, asked, events)
    left, right = st.columns([5, 3], gap="small")
    with left:
        _work(view, asked)
    with right:
        _history(events)
        snapshots.links(kept)
    side.show(actor, Subject(SubjectKind.SUBMISSION, str(view.row.id), view.row.unit_id))


def _head(view: SubmissionView, asked: RoundRow, events: list[HistoryRow]) -> None:
    context.help_bar("inlamning")
    pieces.head(
        f"{asked.content.name}, {view.row.unit_name}",
        _("Vem ska göra vad, och när?"),
        submission_words.answer(view, events, today),
    )
    saving.show_conflict()
    if saving.moved_meanwhile(f"submission_{view.row.id}", view.row.rev) and events:
        st.warning(submission_words.moved_meanwhile(events[-1]))
    _latest_return(view, events)
    pieces.show(steps(submission_words.steps(view, asked.content.kind, today)))


def _latest_return(view: SubmissionView, events: list[HistoryRow]) -> None:
    """Say why it came back, as long as it is to be handed in again."""
    if view.row.standing.returned and view.row.standing.state is SubmissionState.WORKING and events:
        back = next((event for event in reversed(events) if event.reason), None)
        if back is not None:
            title = _("{name} vill att något ändras").format(name=back.user_name)
            pieces.notice(Status.PARTLY, title, said(back.reason))


def _work(view: SubmissionView, asked: RoundRow) -> None:
    """Show what is asked, the unit's answer and what may be done now."""
    if asked.content.instruction:
        st.header(_("Det här ska göras"), anchor=False)
        with pieces.card("instruction"):
            pieces.show(said(asked.content.instruction))
            if asked.content.minutes:
                pieces.show(pieces.muted(_("Räkna med {n} minuter.").format(n=asked.content.minutes)))
    answer = None
    if asked.content.kind is RoundKind.QUESTION:
        answer = submission_answer.show(actor, view)
    submission_budget.show(actor, view)
    submission_goals.show(actor, view, asked)
    submission_actions.show(actor, view, asked.content.kind, answer)


def _history(events: list[HistoryRow]) -> None:
    st.header(_("Vad har hänt"), anchor=False)
    with pieces.card("history"):
        if events:
            pieces.show(submission_words.history_log(events))
        else:
            pieces.show(pieces.muted(_("Ingenting än.")))


def _without_one() -> None:
    context.help_bar("inlamning")
    pieces.head(_("Inlämning"), _("Vem ska göra vad, och när?"), _("Ingen inlämning är vald."))
    pieces.empty(
        _("Öppna en inlämning"),
        _("Det som väntar på dig står i Mina uppgifter, med en knapp till varje sak."),
    )
    links.link("/uppgifter", _("Mina uppgifter"))


with shown_errors():
    wanted = address.number("inlamning")
    if wanted is not None:
        _show(wanted)
    else:
        _without_one()
