"""The clocks of reported deficits: how long each has left, and how it is stopped."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.db import Database, current_database
from core.money import format_large
from core.queries.access import may
from core.queries.action_plans import ActionPlanRow
from core.reports.action_plan_words import decision_words
from core.rules.access import Action, Actor
from core.rules.tasks import day_words
from core.services import action_plans
from core.services.decisions import DecisionText
from core.table import Status
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving, side_decisions
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join


def show(database: Database, actor: Actor, rows: Sequence[ActionPlanRow]) -> None:
    """Show every clock that runs in a card of its own, and those that have stopped folded."""
    today = database.today()
    for row in rows:
        if row.runs:
            with pieces.card(f"clock_{row.id}"):
                pieces.show(_running(row, today))
                _ways(database, actor, row)
    stopped = [row for row in rows if not row.runs]
    if stopped:
        label = ngettext("{n} klocka är stoppad", "{n} klockor är stoppade", len(stopped))
        with st.expander(label.format(n=len(stopped)), icon=":material/task_alt:"):
            pieces.show(join(_stopped(row, today) for row in stopped))


def _running(row: ActionPlanRow, today: date) -> Markup:
    late, soon = row.clock.late(today), row.clock.soon(today)
    status = Status.BAD if late else Status.PARTLY if soon else pieces.RUNNING
    return join(
        [
            fill(
                '<div class="r-boxhead"><h2 class="r-h3">{title}</h2>{chip}</div>',
                title=_("{unit} ska besluta om åtgärder senast {day}").format(
                    unit=row.unit, day=day_words(row.clock.due, today)
                ),
                chip=pieces.chip(status, row.clock.words(today)),
            ),
            pieces.muted(_reported(row, today)),
        ]
    )


def _reported(row: ActionPlanRow, today: date) -> str:
    words = _("Rapporterat {day} i {forecast}: {deficit} i underskott före åtgärder.").format(
        day=day_words(row.clock.reported_on, today), forecast=row.forecast, deficit=format_large(row.deficit)
    )
    if row.effect:
        words += " " + _("Då fanns åtgärder på {effect}.").format(effect=format_large(row.effect))
    return words


def _stopped(row: ActionPlanRow, today: date) -> Markup:
    words = decision_words(row)
    return join(
        [pieces.strong(row.unit), pieces.muted(_reported(row, today)), said(words) if words else None]
    )


def _ways(database: Database, actor: Actor, row: ActionPlanRow) -> None:
    with database.reading() as session:
        allowed = may(session, actor, Action.ADOPT_SUBMISSION, row.unit_id).allowed
    if actor.read_only or not allowed:
        return
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Registrera beslut"), icon=":material/gavel:", key=f"decide_plan_{row.id}"):
            _decide(actor, row)
        with st.popover(_("Behövs inte längre"), type="tertiary", key=f"close_plan_{row.id}"):
            _close(actor, row)


def _decide(actor: Actor, row: ActionPlanRow) -> None:
    form = f"plan_decision_{row.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = side_decisions.fields(stamp, DecisionText(row.unit, current_database().today()))
        pieces.show(pieces.muted(_("Protokollet bifogar du under Filer längst ner på sidan.")))
        wanted = st.form_submit_button(_("Registrera beslutet"), type="primary")
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: action_plans.record_plan_decision(
                session, actor, plan_id=row.id, text=text, key=stamp
            ),
            told=_("Beslutet är registrerat och klockan är stoppad."),
        )


def _close(actor: Actor, row: ActionPlanRow) -> None:
    form = f"plan_close_{row.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        words = st.text_area(_("Varför behövs ingen åtgärdsplan?"), max_chars=2000, key=f"words_{stamp}")
        pieces.show(pieces.muted(_("Går när den senaste prognosen inte längre visar något underskott.")))
        wanted = st.form_submit_button(_("Stoppa klockan"))
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: action_plans.close_plan(session, actor, plan_id=row.id, words=words, key=stamp),
            told=_("Klockan är stoppad."),
        )
