"""The reconciliations of an activity: ticked with what they showed, and planned once or again and again."""

from datetime import date

import streamlit as st

from core.db import Database
from core.queries.activities import ActivityRow, CheckRow
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.activities import check_days
from core.rules.tasks import day_words
from core.services.activity_days import plan_checks, tick_check
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving

_LONGEST = 1000
_EVERY = {0: _("En gång"), 1: _("Varje månad"), 2: _("Varannan månad"), 3: _("Varje kvartal")}


def show(_database: Database, actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    """Show the days that are ticked, the next ones with their forms, and the form for new ones."""
    done = [check for check in row.checks if check.done]
    left = [check for check in row.checks if not check.done]
    if not row.checks:
        pieces.empty(
            _("Inga avstämningar är planerade"),
            _("Välj en dag eller återkommande dagar så syns de här, i Gantt och i din kalender."),
        )
    if done:
        pieces.show(
            pieces.log((day_words(check.day, page.today), check.text or _("Gjord")) for check in done)
        )
        _take_back(actor, page, done[-1])
    if left:
        _tick(actor, page, row, left)
    if row.unit_id in page.editable:
        with st.expander(_("Planera avstämningar"), icon=":material/event_repeat:", expanded=not row.checks):
            _plan(actor, page, row)


def _tick(actor: Actor, page: ActivityPage, row: ActivityRow, left: list[CheckRow]) -> None:
    form = f"activity_check_{row.id}_{left[0].id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        check = st.selectbox(
            _("Avstämning"), left, format_func=lambda one: day_words(one.day, page.today),
            key=f"check_{stamp}", width=280,
        )  # fmt: skip
        words = st.text_area(_("Vad visade den?"), max_chars=_LONGEST, key=f"shown_{stamp}")
        wanted = st.form_submit_button(_("Bocka av"), type="primary")
    later = ngettext("{n} avstämning kvar.", "{n} avstämningar kvar.", len(left)).format(n=len(left))
    pieces.show(pieces.muted(later))
    if wanted and check is not None:
        saving.save(
            actor, form,
            lambda session: tick_check(session, actor, check_id=check.id, text=words),
            told=_("Avstämningen är avbockad."),
        )  # fmt: skip


def _take_back(actor: Actor, page: ActivityPage, check: CheckRow) -> None:
    label = _("Ångra avbockningen {day}").format(day=day_words(check.day, page.today))
    if st.button(label, type="tertiary", key=f"untick_{check.id}"):
        saving.save(
            actor, f"untick_{check.id}",
            lambda session: tick_check(session, actor, check_id=check.id, text=check.text, done=False),
            told=_("Avstämningen är inte längre avbockad."),
        )  # fmt: skip


def _plan(actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    form = f"activity_checks_{row.id}"
    stamp = forms.request_key(form)
    usual = max(page.today, row.starts)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        first, second, third = st.columns(3, gap="small")
        every = first.selectbox(
            _("Hur ofta?"), list(_EVERY), format_func=_EVERY.__getitem__, key=f"every_{stamp}"
        )
        begins = second.date_input(_("Första"), value=usual, format="YYYY-MM-DD", key=f"first_{stamp}")
        until = third.date_input(
            _("Till och med"), value=max(row.ends or usual, usual), format="YYYY-MM-DD", key=f"last_{stamp}",
            help=_("Gäller återkommande avstämningar."),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Planera"))
    if wanted:
        saving.save(
            actor, form,
            lambda session: plan_checks(
                session, actor, activity_id=row.id, days=_days(begins, until, int(every))
            ),
            told=_("Avstämningarna är planerade."),
        )  # fmt: skip


def _days(first: date | None, last: date | None, every: int) -> tuple[date, ...]:
    """Return the days; a single one needs no last day."""
    if first is None:
        return ()
    return check_days(first, last if every and last else first, every_months=every)
