"""The days of a role: in words, as a card with its end, and as the fields of a form."""

from datetime import date, timedelta

import streamlit as st

from core.queries.users import RoleRow, role_title
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.services import users
from core.texts import _
from pages.ui import pieces, saving
from pages.ui.markup import fill

_DAY = "YYYY-MM-DD"
_USUAL_DAYS = 30


def words(role: RoleRow, today: date) -> str:
    """Return the days of a role: `Från 1 januari 2025 tills vidare`."""
    last = (
        _("till och med {day}").format(day=day_words(role.valid_to, today))
        if role.valid_to
        else _("tills vidare")
    )
    return _("Från {first} {last}").format(first=day_words(role.valid_from, today), last=last)


def card(actor: Actor, role: RoleRow, today: date, *, title: str) -> None:
    """Write a role as a card, with the button that ends it."""
    with pieces.card(f"role_{role.assignment_id}", horizontal=True):
        pieces.show(
            fill('<h4 class="r-h3">{title}</h4>{days}', title=title, days=pieces.muted(words(role, today)))
        )
        if not actor.read_only:
            with st.popover(_("Avsluta"), type="tertiary"):
                _end(actor, role, today)


def _end(actor: Actor, role: RoleRow, today: date) -> None:
    """Write the last day of a role and the button that ends it."""
    key = f"end_{role.assignment_id}"
    begun = role.valid_from <= today
    last = today
    if begun:
        chosen = st.date_input(
            _("Sista dag"), today, min_value=role.valid_from, format=_DAY, key=f"{key}_day"
        )
        last = chosen if isinstance(chosen, date) else today
    else:
        pieces.show(pieces.muted(_("Rollen har inte börjat gälla. Den tas bort helt.")))
        last = role.valid_from - timedelta(days=1)
    if st.button(_("Avsluta rollen") if begun else _("Ta bort rollen"), key=key):
        saving.save(
            actor,
            key,
            lambda session: users.end_role(session, actor, assignment_id=role.assignment_id, last_day=last),
            told=_("Rollen {role} är avslutad.").format(role=role_title(role.role).lower()),
        )


def fields(today: date, stamp: str, *, needs_end: bool) -> tuple[date, date | None]:
    """Write the first and last day of a role and return them; None when it has no end."""
    first, second = st.columns(2, gap="small")
    begins = first.date_input(_("Från och med"), today, format=_DAY, key=f"first_{stamp}")
    usual = today + timedelta(days=_USUAL_DAYS) if needs_end else None
    label = _("Till och med") if needs_end else _("Till och med, tomt är tills vidare")
    ends = second.date_input(label, usual, format=_DAY, key=f"last_{stamp}_{needs_end}")
    return (
        begins if isinstance(begins, date) else today,
        ends if isinstance(ends, date) else None,
    )
