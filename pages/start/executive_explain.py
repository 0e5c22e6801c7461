"""A node's own explanation in Ledningsvy: written, or lifted from a unit's words with their source kept."""

from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import ForecastCause
from core.queries.forecast_words import SaidWords
from core.reports.executive import Executive
from core.reports.forecast_voices import Voice
from core.rules.access import Actor
from core.rules.forecast import cause_words
from core.rules.tasks import day_words
from core.services import lifted_words
from core.texts import _
from pages.ui import pieces, saving
from pages.ui.comments import said
from pages.ui.markup import Markup, join


def show(actor: Actor, found: Executive) -> None:
    """Show what is said of the whole, and let whoever answers for it write it or lift it from below."""
    with current_database().reading() as session:
        writes = found.forecast.closed_at is None and lifted_words.may_explain(
            session, actor, unit_id=found.unit.id
        )
    if found.own is None and not writes:
        return
    st.header(_("Förklaring till helheten"), anchor=False)
    with pieces.card("own"):
        if found.own is not None:
            pieces.show(words(found.own))
        else:
            pieces.show(
                pieces.muted(_("Ingen förklaring är skriven för {unit} än.").format(unit=found.unit.name))
            )
        if writes:
            with st.container(horizontal=True, gap="xsmall"):
                _write(actor, found)
                _lift(actor, found)


def words(own: SaidWords) -> Markup:
    """Return a cause with somebody's words, her name and the day."""
    day = day_words(own.at.date(), current_database().today())
    return join(
        [
            pieces.heading(cause_words(own.cause)),
            said(own.text) if own.text else None,
            pieces.muted(_("{name}, {day}").format(name=own.user, day=day)),
        ]
    )


def _write(actor: Actor, found: Executive) -> None:
    own = found.own
    causes = list(ForecastCause)
    with (
        st.popover(_("Skriv"), icon=":material/edit:", type="tertiary"),
        st.form(f"explain_{found.unit.id}", border=False, enter_to_submit=False),
    ):
        cause = st.selectbox(
            _("Orsak"), causes, index=causes.index(own.cause) if own is not None else 0,
            format_func=cause_words, key=f"explain_cause_{found.unit.id}",
        )  # fmt: skip
        text = st.text_area(
            _("Med egna ord"), value=own.text if own is not None else "", key=f"explain_text_{found.unit.id}"
        )
        if st.form_submit_button(_("Spara förklaringen")):
            saving.save(
                actor,
                "explain",
                lambda session: lifted_words.explain_node(
                    session, actor, version_id=found.forecast.version_id, unit_id=found.unit.id,
                    cause=cause, text=text,
                ),
                told=_("Förklaringen är sparad."),
            )  # fmt: skip


def _lift(actor: Actor, found: Executive) -> None:
    """Offer the words of the units below, one at a time."""
    speaking = [voice for voice in found.voices if voice.code and voice.said and voice.said.text]
    if not speaking:
        return
    with st.popover(_("Lyft en chefs ord"), icon=":material/north_west:", type="tertiary"):
        voice = st.selectbox(
            _("Vems ord?"), speaking, format_func=lambda one: one.name, key=f"lift_from_{found.unit.id}"
        )
        pieces.show(said(voice.words))
        if st.button(_("Lyft orden hit"), key="lift"):
            saving.save(
                actor, "lift", lambda session: _lifted(session, actor, found, voice),
                told=_("Orden står nu i förklaringen, med källan."),
            )  # fmt: skip


def _lifted(session: Any, actor: Actor, found: Executive, voice: Voice) -> None:
    lifted_words.lift_words(
        session, actor, version_id=found.forecast.version_id, unit_id=found.unit.id,
        from_unit_id=voice.unit_id, row_key=voice.said.row_key if voice.said else "",
    )  # fmt: skip
