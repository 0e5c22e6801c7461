"""What the actor may do with a submission now: one primary button, the rest with their forms behind words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import streamlit as st

from core.db import current_database
from core.enums import RoundKind
from core.enums import SubmissionEventKind as Event
from core.errors import RuleViolation
from core.queries.responsible import name_list
from core.queries.submissions import SubmissionView
from core.rules.access import Actor
from core.rules.process import NEEDS_REASON
from core.services import submissions
from core.services.decisions import DecisionText
from core.texts import _
from pages.start import submission_answer, submission_budget
from pages.start.submission_answer import Answer
from pages.ui import forms, saving, side_decisions

_Look: TypeAlias = Literal["primary", "secondary"]

_ORDER = (
    Event.CONFIRM, Event.SUBMIT, Event.APPROVE, Event.ADOPT, Event.START,
    Event.RETURN, Event.WITHDRAW, Event.UNLOCK, Event.LOCK, Event.REOPEN,
)  # fmt: skip
_FORWARD = frozenset({Event.CONFIRM, Event.SUBMIT, Event.APPROVE, Event.START})
_LABELS = {
    Event.CONFIRM: _("Bekräfta"),
    Event.SUBMIT: _("Lämna in"),
    Event.APPROVE: _("Godkänn"),
    Event.ADOPT: _("Lägg in beslut"),
    Event.START: _("Börja"),
    Event.RETURN: _("Lämna tillbaka"),
    Event.WITHDRAW: _("Återta"),
    Event.UNLOCK: _("Lås upp för enheten"),
    Event.LOCK: _("Lås för enheten"),
    Event.REOPEN: _("Öppna igen"),
}
_DONE = {
    Event.CONFIRM: _("Bekräftat."),
    Event.SUBMIT: _("Inlämnat."),
    Event.APPROVE: _("Godkänt."),
    Event.ADOPT: _("Beslutet är inlagt."),
    Event.START: _("Påbörjat."),
    Event.RETURN: _("Återlämnat till enheten."),
    Event.WITHDRAW: _("Återtaget."),
    Event.UNLOCK: _("Upplåst för enheten."),
    Event.LOCK: _("Låst för enheten."),
    Event.REOPEN: _("Öppnat igen."),
}
_REASONS = {
    Event.RETURN: _("Vad ska ändras?"),
    Event.REOPEN: _("Varför öppnas det igen?"),
    Event.WITHDRAW: _("Varför? (frivilligt)"),
    Event.UNLOCK: _("Varför? (frivilligt)"),
}
_WITH_REASON: dict[Event, Callable[..., object]] = {
    Event.RETURN: submissions.return_submission,
    Event.REOPEN: submissions.reopen,
    Event.WITHDRAW: submissions.withdraw,
    Event.UNLOCK: submissions.unlock,
}
_AT_ONCE: dict[Event, Callable[..., object]] = {
    Event.CONFIRM: submissions.confirm,
    Event.APPROVE: submissions.approve,
    Event.START: submissions.begin,
    Event.LOCK: submissions.lock,
}


@dataclass(frozen=True, slots=True)
class _Deed:
    """One event that the actor may let happen to a submission as she sees it."""

    actor: Actor
    view: SubmissionView
    event: Event

    @property
    def form(self) -> str:
        """The form's name, which changes with the submission."""
        return f"submission_{self.view.row.id}_{self.view.row.rev}_{self.event}"

    def save(self, write: Callable[[Any], object]) -> None:
        """Let it happen."""
        saving.save(
            self.actor,
            self.form,
            write,
            told=_DONE[self.event],
            also=[submission_answer.form_of(self.view)],
        )


def show(actor: Actor, view: SubmissionView, kind: RoundKind, answer: Answer | None) -> None:
    """Show the buttons in the order of how likely they are wanted; the next step is the primary."""
    # A round of questions begins by itself when the answer is first saved.
    skipped = {Event.START} if kind is RoundKind.QUESTION else set()
    events = [event for event in _ORDER if event in view.events - skipped]
    if not events:
        return
    with st.container(key="deeds", horizontal=True, gap="small"):
        for event in events:
            _one(_Deed(actor, view, event), answer, primary=event is events[0] and event in _FORWARD)


def _one(deed: _Deed, answer: Answer | None, *, primary: bool) -> None:
    kind: _Look = "primary" if primary else "secondary"
    if deed.event is Event.SUBMIT:
        _submit(deed, answer, kind)
    elif deed.event in _AT_ONCE:
        if st.button(_LABELS[deed.event], key=f"do_{deed.form}", type=kind):
            _at_once(deed)
    else:
        with st.popover(_LABELS[deed.event], key=f"open_{deed.form}"):
            if deed.event is Event.ADOPT:
                _adopt(deed)
            else:
                _with_reason(deed)


def _submit(deed: _Deed, answer: Answer | None, kind: _Look) -> None:
    row = deed.view.row
    own = any(holder.user_id == deed.actor.user_id for holder in row.people) or not row.people
    label = _LABELS[Event.SUBMIT] if own else _("Lämna in för {names}").format(names=name_list(row.people))
    if not st.button(label, key=f"do_{deed.form}", type=kind):
        return
    key = forms.request_key(deed.form)

    def write(session: Any) -> None:
        rev = row.rev
        if answer is not None and answer.changed:
            rev = submission_answer.write(session, deed.actor, deed.view, answer)
        elif answer is not None and not answer.body:
            raise RuleViolation(_("Skriv svaret först."))
        submissions.submit(session, deed.actor, submission_id=row.id, rev=rev, key=key)

    deed.save(write)


def _at_once(deed: _Deed) -> None:
    key, row, do = forms.request_key(deed.form), deed.view.row, _AT_ONCE[deed.event]
    deed.save(lambda session: do(session, deed.actor, submission_id=row.id, rev=row.rev, key=key))


def _with_reason(deed: _Deed) -> None:
    key, row, do = forms.request_key(deed.form), deed.view.row, _WITH_REASON[deed.event]
    with st.form(f"form_{deed.form}", border=False, enter_to_submit=False):
        # What a reviewer has pointed at is the reason, unless she writes another one.
        asked = submission_budget.reason(deed.actor, deed.view) if deed.event is Event.RETURN else ""
        reason = st.text_area(_REASONS[deed.event], value=asked)
        wanted = st.form_submit_button(
            _LABELS[deed.event], type="primary" if deed.event in NEEDS_REASON else "secondary"
        )
    if wanted:
        deed.save(
            lambda session: do(session, deed.actor, submission_id=row.id, rev=row.rev, key=key, reason=reason)
        )


def _adopt(deed: _Deed) -> None:
    key, row = forms.request_key(deed.form), deed.view.row
    with st.form(f"form_{deed.form}", border=False, enter_to_submit=False):
        text = side_decisions.fields(deed.form, DecisionText("", current_database().today()))
        wanted = st.form_submit_button(_LABELS[Event.ADOPT], type="primary")
    if wanted:
        deed.save(
            lambda session: submissions.adopt(
                session, deed.actor, submission_id=row.id, rev=row.rev, key=key, decision=text
            )
        )
