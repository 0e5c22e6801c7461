"""The end of the year: for each activity that has not ended, done, on to next year, or closed."""

from datetime import date

import streamlit as st

from core.db import current_database
from core.queries.activities import ActivityRow
from core.queries.plan_review import planned_on
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.reports.activity_year_end import year_end_rows
from core.rules.access import Action, Actor, roots
from core.rules.plan_review import PlanChoice
from core.services.activity_year_end import Choice, YearEnd, settle_year
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving

_FORM, _SHOWN = "activity_year_end", "activity_year_end_shown"
_MOST = 15
_LONGEST = 4000


def show(actor: Actor, page: ActivityPage) -> None:
    """Show the choice for the first of one's own; more of them with a click."""
    found = year_end_rows(page, user_id=actor.user_id, unit_ids=roots(actor, Action.EDIT_GOALS))
    rows, shown = found.own, st.session_state.get(_SHOWN, _MOST)
    if not rows:
        pieces.empty(
            _("Inget att ta ställning till"),
            _("Här står de av dina aktiviteter som ska vara slut {year} men inte är avslutade.").format(
                year=page.year
            ),
        )
        _more(0, found.elsewhere)
        return
    words = ngettext(
        "{n} aktivitet ska vara slut {year} och är inte avslutad. Väljer du inget står den kvar.",
        "{n} aktiviteter ska vara slut {year} och är inte avslutade. Den du inte väljer något för står kvar.",
        len(rows),
    )
    pieces.show(pieces.muted(words.format(n=len(rows), year=page.year)))
    stamp = forms.request_key(_FORM)
    with current_database().reading() as session:
        planned = planned_on(session, actor, year=page.year + 1)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        typed = [_row(row, page, stamp, planned.get(row.id)) for row in rows[:shown]]
        wanted = st.form_submit_button(_("Spara valen"), type="primary")
    _more(max(0, len(rows) - shown), found.elsewhere)
    if wanted:
        choices = [choice for choice in typed if choice is not None]
        saving.save(
            actor, _FORM,
            lambda session: settle_year(session, actor, year=page.year, choices=choices, key=stamp),
            told=_("Valen är sparade."),
        )  # fmt: skip


def _more(left: int, elsewhere: int) -> None:
    """Offer the next ones, and say who settles what is not one's own."""
    if left:
        label = ngettext("Visa fler, {n} till", "Visa fler, {n} till", left).format(n=left)
        if st.button(label, type="tertiary", icon=":material/expand_more:", key="year_end_more"):
            st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _MOST) + _MOST
            st.rerun()
    if elsewhere:
        words = ngettext(
            "{n} aktivitet på enheterna under väntar på dem som svarar för den. Välj enheten högst upp om "
            "du ska ta den själv.",
            "{n} aktiviteter på enheterna under väntar på dem som svarar för dem. Välj enheten högst upp om "
            "du ska ta dem själv.",
            elsewhere,
        )
        pieces.show(pieces.muted(words.format(n=elsewhere)))


def _row(row: ActivityRow, page: ActivityPage, stamp: str, planned: PlanChoice | None) -> Choice | None:
    words = {
        None: _("Inget val än"), YearEnd.DONE: _("Klar"),
        YearEnd.MOVE: _("Fortsätter {year}").format(year=page.year + 1), YearEnd.CLOSE: _("Avslutas"),
    }  # fmt: skip
    _status, standing = activity_words.standing(row, page.today)
    with st.container(border=True, key=f"year_end_{row.id}", gap="xsmall"):
        pieces.show(
            pieces.heading(row.title),
            pieces.muted(f"{row.unit}, {standing.lower()}"),
            pieces.muted(_said_in_plan(planned, page.year + 1)) if planned else None,
        )
        first, second, third = st.columns([2, 3, 2], gap="small")
        what: YearEnd | None = first.selectbox(
            _("Vad händer?"), list(words), format_func=words.__getitem__,
            key=f"what_{stamp}_{row.id}",
        )  # fmt: skip
        told = second.text_input(
            _("Vad ledde den till? Behövs när den slutar."), max_chars=_LONGEST, key=f"led_{stamp}_{row.id}"
        )
        ends = third.date_input(
            _("Ny sista dag om den fortsätter"), value=date(page.year + 1, 12, 31), format="YYYY-MM-DD",
            key=f"ends_{stamp}_{row.id}",
        )  # fmt: skip
    if what is None:
        return None
    return Choice(row.id, row.rev, what, told, ends if what is YearEnd.MOVE else None)


def _said_in_plan(planned: PlanChoice, year: int) -> str:
    if planned is PlanChoice.CLOSE:
        return _("I planen för {year} har ni valt att avsluta den.").format(year=year)
    return _(
        "Den finns som en egen aktivitet i planen för {year}. Skriv vad årets ledde till och välj Klar."
    ).format(year=year)
