"""Vad får jag göra?, for everybody: one's own roles, where, until when, and what each allows."""

import streamlit as st

from core.db import current_database
from core.queries.access import contact
from core.queries.rights import OwnRole, own_roles
from core.queries.users import role_title, user_name
from core.reports.rights_words import action_title
from core.rules.access import WHOLE_MUNICIPALITY, Action
from core.rules.tasks import day_words
from core.texts import _, ngettext
from pages.ui import context, guard, pieces
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill, join

actor = guard.require_actor(Action.VIEW_UNIT)
database = current_database()
today = database.today()


def _answer(roles: list[OwnRole], other: str) -> Markup:
    words = ngettext("{who} har {n} roll", "{who} har {n} roller", len(roles))
    words = words.format(who=other or _("Du"), n=len(roles))
    ends = min((role.valid_to for role in roles if role.valid_to), default=None)
    rest = _(", den första slutar {day}").format(day=day_words(ends, today)) if ends else ""
    return fill("{number}{rest}.", number=pieces.strong(words), rest=rest)


def _where(role: OwnRole) -> str:
    below = ngettext("och {n} enhet under den", "och {n} enheter under den", role.units_below)
    where = _("Gäller {unit}").format(unit=role.unit_name)
    where = f"{where} {below.format(n=role.units_below)}" if role.units_below else where
    last = (
        _("till och med {day}").format(day=day_words(role.valid_to, today))
        if role.valid_to
        else _("tills vidare")
    )
    return f"{where}, {last}."


def _card(at: int, role: OwnRole) -> None:
    with pieces.card(f"own_role_{at}"):
        local = [action for action in role.actions if action not in WHOLE_MUNICIPALITY]
        whole = [action for action in role.actions if action in WHOLE_MUNICIPALITY]
        pieces.show(
            pieces.heading(
                _("{role}, {unit}").format(role=role_title(role.role), unit=role.unit_name), level=2
            ),
            pieces.muted(_where(role)),
            _list(local),
            pieces.muted(_("Och för hela kommunen:")) if whole else None,
            _list(whole),
        )


def _list(actions: list[Action]) -> Markup | None:
    if not actions:
        return None
    items = join(fill("<li>{words}</li>", words=action_title(action)) for action in actions)
    return fill('<ul class="r-may">{items}</ul>', items=items)


def _page() -> None:
    with database.reading() as session:
        roles = own_roles(session, actor)
        whom = contact(session, actor.tree_id)
        other = user_name(session, actor.acting_as_id) if actor.acting_as_id else ""
    context.help_bar("min-behorighet")
    pieces.head(_("Vad får jag göra?"), _("Vilka roller har jag, var, och till när?"), _answer(roles, other))
    if other:
        st.info(_("Här står bara det som både {name} och du själv får göra.").format(name=other))
    for at, role in enumerate(roles):
        _card(at, role)
    pieces.show(pieces.muted(_("Saknar du något? {whom}").format(whom=whom)))


with shown_errors():
    _page()
