"""Whom the municipality is at Kolada, and whom it is compared with: chosen once, for all pages."""

import streamlit as st

from core.db import current_database
from core.periods import local_time
from core.queries.kolada import Chosen, Place, groups_for, latest_list, list_municipalities
from core.rules.access import Action, Actor, may_anywhere
from core.rules.kolada import is_made_for_somebody
from core.services import kolada
from core.texts import _, ngettext
from pages.goals import kolada_job
from pages.ui import forms, pieces, saving

_FORM, _REGISTER = "kolada_places", "kolada_register"
_NOBODY = Place("", _("Ingen"), False)


def may_choose(actor: Actor) -> bool:
    """Return whether the actor may choose and fetch."""
    return may_anywhere(actor, Action.MANAGE_STEERING) and not actor.read_only


def show(actor: Actor, chosen: Chosen) -> None:
    """Show the choice, and how to get the register it is made from."""
    if not may_choose(actor):
        return
    with current_database().reading() as session:
        municipalities = list_municipalities(session, actor)
        fetched_at, _failed_at, count = latest_list(session, actor)
    nothing = not municipalities
    to_do = chosen.own is None and chosen.compared is None
    with st.expander(_("Egen kommun, jämförelse och register"), expanded=to_do, icon=":material/tune:"):
        if nothing:
            pieces.empty(
                _("Kommuner och grupper är inte hämtade än"),
                _("Hämta Koladas register, så går det att välja kommun och vilka ni jämför er med."),
            )
        else:
            _choice(actor, chosen, municipalities)
        pieces.show(pieces.muted(_register_line(local_time(fetched_at) if fetched_at else "", count)))
        kolada_job.button(
            _("Hämta registret"), _REGISTER, actor,
            lambda session, key: kolada.ask_for_register(session, actor, key=key),
        )  # fmt: skip


def _register_line(fetched: str, count: int) -> str:
    number = f"{count:,}".replace(",", "\u00a0")
    if not fetched:
        return _("{n} av de vanligaste nyckeltalen följer med Rodret. Hela registret är inte hämtat.").format(
            n=number
        )
    return _("{n} nyckeltal. Registret hämtades {when} och hämtas på nytt varje månad.").format(
        n=number, when=fetched
    )


def _choice(actor: Actor, chosen: Chosen, municipalities: tuple[Place, ...]) -> None:
    stamp = forms.request_key(_FORM)
    own = _select(_("Egen kommun"), (_NOBODY, *municipalities), chosen.own, f"own_{stamp}")
    groups: tuple[Place, ...] = ()
    if own.id:
        with current_database().reading() as session:
            groups = groups_for(session, actor, place_id=own.id)
    options = (_NOBODY, *groups, *(one for one in municipalities if one.id != own.id))
    compared = _select(_("Jämför med"), options, chosen.compared, f"compared_{stamp}_{own.id}")
    if st.button(_("Spara valet"), key=f"save_{stamp}"):
        saving.save(
            actor, _FORM,
            lambda session: kolada.choose_places(
                session, actor, own_id=own.id, compared_id=compared.id, key=stamp
            ),
            told=_("Valet är sparat."),
        )  # fmt: skip


def _select(label: str, options: tuple[Place, ...], chosen: Place | None, key: str) -> Place:
    ids = [one.id for one in options]
    if chosen is not None and chosen.id not in ids:
        options, ids = (*options, chosen), [*ids, chosen.id]
    picked = st.selectbox(
        label, options, index=ids.index(chosen.id) if chosen else 0, format_func=_label,
        placeholder=_("Sök namn"), key=key,
    )  # fmt: skip
    return picked or _NOBODY


def _label(place: Place) -> str:
    if place.members and is_made_for_somebody(place.title):
        count = len(place.members)
        return ngettext("{title} ({n} kommun)", "{title} ({n} kommuner)", count).format(
            title=place.title, n=count
        )
    return place.title
