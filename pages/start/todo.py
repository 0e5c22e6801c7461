"""The cards of what is to be done, as Min enhet and Mina uppgifter show them."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.db import current_database
from core.queries.messages import MessageRow, list_current_messages
from core.queries.tasks import TaskRow
from core.reports import my_tasks
from core.reports.my_tasks import TaskCard
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.table import Status
from core.texts import _, ngettext
from pages.ui import links, pieces, task_actions
from pages.ui.comments import said
from pages.ui.markup import Markup, join

_SHOWN_ON_START = 3


def cards(
    actor: Actor, shown: Sequence[TaskCard], tasks: Mapping[int, TaskRow] | None = None, *, primary: bool
) -> None:
    """Write the cards, the first with the page's primary button; `tasks` are those to be handled here."""
    for at, card in enumerate(shown):
        row = (tasks or {}).get(card.task_id or 0)
        with pieces.card(f"todo_{at}"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                pieces.show(pieces.task(card.due, card.title, _line(card), late=card.status is Status.BAD))
                links.go_button(
                    address_of(card), _("Öppna"), key=f"open_todo_{at}", primary=primary and at == 0
                )
            _more(card, row)
            if row is not None:
                task_actions.show(actor, row)


def address_of(card: TaskCard) -> str:
    """Return where a card is opened: a task about nothing but a unit on its own page."""
    if card.task_id is not None and urlsplit(card.address).path == "/":
        return f"/uppgifter?{urlencode({'uppgift': card.task_id})}"
    return card.address


def on_start_page(actor: Actor) -> None:
    """Write what Min enhet shows: the first cards, and messages from the centre."""
    database = current_database()
    today = database.today()
    with database.reading() as session:
        found = my_tasks.build(session, actor, today=today)
        sent = list_current_messages(session, actor, today=today)
    st.header(_("Att göra"), anchor=False)
    if not found.cards:
        pieces.empty(
            found.sentence, _("När något väntar på dig står det här, det som ska vara klart först överst.")
        )
    cards(actor, found.cards[:_SHOWN_ON_START], primary=True)
    left = len(found.cards) - _SHOWN_ON_START
    if left > 0:
        links.link("/uppgifter", ngettext("{n} sak till", "{n} saker till", left).format(n=left))
    if sent:
        st.header(_("Från centralt håll"), anchor=False)
        messages(sent)


def messages(rows: Sequence[MessageRow]) -> None:
    """Write messages: what, from whom, until when."""
    today = current_database().today()
    with pieces.card("messages"):
        for row in rows:
            pieces.show(
                join(
                    [
                        pieces.heading(row.title),
                        said(row.body) if row.body else None,
                        pieces.muted(
                            _("{name} till {unit}, visas till {day}").format(
                                name=row.user, unit=row.unit, day=day_words(row.last_day, today)
                            )
                        ),
                    ]
                )
            )


def _line(card: TaskCard) -> Markup:
    """Return where and when in words; what is late or near has its chip."""
    words = {Status.BAD: _("Sen: {when}"), Status.PARTLY: _("Snart: {when}")}
    when: object = card.when
    if card.status in words:
        when = pieces.chip(card.status, words[card.status].format(when=card.when))
    return join([part for part in (when, card.unit, card.whose) if part], " · ")


def _more(card: TaskCard, row: TaskRow | None) -> None:
    """Write the card's text and its further deadlines."""
    if row is not None and row.body:
        pieces.show(said(row.body))
    if card.more:
        pieces.show(pieces.log((deadline.when, deadline.title) for deadline in card.more))
