"""Mina uppgifter, for everybody: what is to be done next, over all modules, and what others have from me."""

import streamlit as st

from core.db import current_database
from core.queries.favourites import list_favourites
from core.queries.messages import list_current_messages
from core.queries.notices import list_notices, mail_choices
from core.queries.subscriptions import list_own_subscriptions
from core.queries.tasks import TaskRow, list_own_tasks, task_of
from core.reports import my_tasks
from core.rules.access import Action
from core.rules.subjects import Subject, SubjectKind
from core.rules.tasks import due_words
from core.texts import _
from pages.start import inbox, todo
from pages.ui import (
    address,
    context,
    favourites,
    guard,
    links,
    pieces,
    saving,
    side,
    subscribing,
    task_actions,
)
from pages.ui.comments import said
from pages.ui.feedback import shown_errors
from pages.ui.markup import join

actor = guard.require_actor(Action.VIEW_UNIT)
database = current_database()
today = database.today()


def _opened() -> TaskRow | None:
    """Return the task that the address names, when there is one to see."""
    wanted = address.number("uppgift")
    if wanted is None:
        return None
    with database.reading() as session:
        return task_of(session, actor, task_id=wanted)


def _one(row: TaskRow) -> None:
    """Show one task with everything about it."""
    st.header(row.title, anchor=False)
    with pieces.card("task"):
        line = _("{owner}, {when}, {unit}. Från {maker}.").format(
            owner=row.owner, when=due_words(row.due, today), unit=row.unit, maker=row.created_by
        )
        pieces.show(join([pieces.muted(line), said(row.body) if row.body else None]))
        if row.outcome:
            pieces.show(said(row.outcome))
        with st.container(horizontal=True, gap="small"):
            links.link(row.address, _("Öppna det som uppgiften gäller"))
            task_actions.show(actor, row)
    own = Subject(SubjectKind.TASK, str(row.id), row.subject.unit_id)
    side.show(actor, own, title=_("Om uppgiften"))


def _list(found: my_tasks.MyTasks, opened: TaskRow | None) -> None:
    with database.reading() as session:
        own = {row.id: row for row in list_own_tasks(session, actor)}
    shown = [card for card in found.cards if opened is None or card.task_id != opened.id]
    # What stands above, or in two lists since one stands in for its owner, is handled in one place.
    handled = {*own, *([opened.id] if opened else [])}
    st.header(_("Att göra"), anchor=False)
    if not found.cards:
        pieces.empty(
            found.sentence, _("Det som en omgång eller en kollega ber dig om visas här med sin sista dag.")
        )
    todo.cards(actor, shown, own, primary=opened is None)
    if found.delegated:
        st.header(_("Det andra har av mig"), anchor=False)
        with pieces.card("delegated"):
            for row in found.delegated:
                line = f"{row.owner}, {due_words(row.due, today)}, {row.unit}"
                pieces.show(pieces.task(row.due, row.title, line, late=row.due < today))
                if row.id not in handled:
                    task_actions.show(actor, row)


def _beside() -> None:
    """Show what has been told: messages, notices, and one's own favourites and choices."""
    with database.reading() as session:
        sent = list_current_messages(session, actor, today=today)
        told = list_notices(session, actor)
        kept = list_favourites(session, actor)
        held = mail_choices(session, actor)
        reports = list_own_subscriptions(session, actor)

    if sent:
        st.header(_("Från centralt håll"), anchor=False)
        todo.messages(sent)
    st.header(_("Nytt för dig"), anchor=False)
    with pieces.card("notices"):
        inbox.show_notices(actor, told)
    st.header(_("Favoriter"), anchor=False)
    with pieces.card("favourites"):
        if not kept:
            pieces.show(pieces.muted(_("Lägg till en sida under ditt namn i menyn.")))
        favourites.removable(actor, kept)
    if not actor.read_only:
        with st.expander(_("Vad kommer som mejl?"), icon=":material/mail:"):
            inbox.mail_form(actor, held)
    if reports:
        with st.expander(_("Rapporter som kommer med mejl"), icon=":material/attach_email:"):
            subscribing.show_list(actor, reports)


def _page() -> None:
    with database.reading() as session:
        found = my_tasks.build(session, actor, today=today)
    context.help_bar("uppgifter")
    pieces.head(_("Mina uppgifter"), _("Vad ska jag göra härnäst?"), pieces.strong(found.sentence))
    saving.show_conflict()
    opened = _opened()
    left, right = st.columns([5, 3], gap="small")
    with left:
        if opened is not None:
            _one(opened)
        _list(found, opened)
    with right:
        _beside()


with shown_errors():
    _page()
