"""A report by mail: the small choice under a report's downloads, and the list of those that one gets."""

from collections.abc import Sequence

import streamlit as st

from core.db import current_database
from core.enums import ReportKind, ReportRhythm
from core.queries.access import UnitRow, may
from core.queries.subjects import PersonRow, list_people
from core.queries.subscriptions import SubscriptionRow, list_own_subscriptions, list_subscriptions
from core.rules.access import Action, Actor
from core.rules.subscriptions import REPORT_ACTIONS, WEEKDAYS, report_words, rhythm_words, weekday_words
from core.services.subscriptions import NewSubscription, end_subscription, subscribe
from core.texts import _
from pages.ui import forms, pieces, saving


def choice(actor: Actor, report: ReportKind, unit: UnitRow) -> None:
    """Write the choice of getting a report of a unit by mail; finance may choose somebody else."""
    if actor.read_only:
        return
    with current_database().reading() as session:
        others = may(session, actor, Action.MANAGE_BUDGET, unit.id).allowed
        held = (
            list_subscriptions(session, actor, unit_id=unit.id)
            if others
            else list_own_subscriptions(session, actor)
        )
        people = list_people(session, actor, unit_id=unit.id, action=REPORT_ACTIONS[report]) if others else []
    with st.popover(_("Skicka till mig med mejl"), icon=":material/mail:", type="tertiary"):
        own = [row for row in held if row.report is report and row.unit_id == unit.id]
        show_list(actor, own, named=others)
        _form(actor, report, unit, people)


def show_list(actor: Actor, rows: Sequence[SubscriptionRow], *, named: bool = False) -> None:
    """Write reports that come by mail, each with the button that ends it."""
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _one(actor, row, named=named)


def _one(actor: Actor, row: SubscriptionRow, *, named: bool) -> None:
    parts = [report_words(row.report), row.unit, rhythm_words(row.rhythm, row.weekday)]
    pieces.show(pieces.muted(", ".join([row.user, *parts] if named else parts)))
    name = f"end_report_{row.id}"
    if not actor.read_only and st.button(_("Avsluta"), key=name, type="tertiary"):
        saving.save(
            actor,
            name,
            lambda session: end_subscription(session, actor, subscription_id=row.id),
            told=_("Rapporten kommer inte mer."),
        )


def _form(actor: Actor, report: ReportKind, unit: UnitRow, people: Sequence[PersonRow]) -> None:
    form = f"report_{report}_{unit.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = _("{report} för {unit} som Excel. Du får det du har rätt att se när den skickas.")
        pieces.show(pieces.muted(text.format(report=report_words(report), unit=unit.name)))
        rhythm, weekday = _when(stamp)
        receiver = actor.user_id
        if people:
            receiver = _receiver(actor, people, stamp)
        wanted = st.form_submit_button(_("Skicka så"))
    if wanted:
        asked = NewSubscription(report, unit.id, receiver, rhythm, weekday)
        saving.save(
            actor,
            form,
            lambda session: subscribe(session, actor, wanted=asked, key=stamp),
            told=_("Rapporten kommer {when}.").format(when=rhythm_words(rhythm, weekday)),
        )


def _when(stamp: str) -> tuple[ReportRhythm, int | None]:
    """Write the choice of when: after each closed month, or on a weekday."""
    options = [0, *WEEKDAYS]

    def words(option: int) -> str:
        return _("Varje {weekday}").format(weekday=weekday_words(option)) if option else _("Varje månad")

    chosen = st.selectbox(_("När?"), options, format_func=words, key=f"when_{stamp}")
    return (ReportRhythm.WEEKLY, int(chosen)) if chosen else (ReportRhythm.MONTHLY, None)


def _receiver(actor: Actor, people: Sequence[PersonRow], stamp: str) -> int:
    """Write the choice of to whom, oneself first; return the person's id."""
    own = PersonRow(actor.user_id, _("Mig"))
    others = [person for person in people if person.user_id != actor.user_id]
    chosen = st.selectbox(
        _("Till vem?"), [own, *others], format_func=lambda person: person.name, key=f"to_{stamp}"
    )
    return (chosen or own).user_id
