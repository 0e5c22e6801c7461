"""Ready steering models to start from: what each looks like, and what happens with what is there."""

import streamlit as st

from core.db import Database
from core.queries.steering import goals_per_level
from core.queries.steering_models import ReadyModel, list_models
from core.rules.access import Actor
from core.services.steering_models import start_from
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.markup import fill, join


def show(database: Database, actor: Actor) -> None:
    """Show each model with its levels and scale; one is chosen with a click and a confirmation."""
    with database.reading() as session:
        has_goals = bool(goals_per_level(session))
    for model in list_models():
        st.subheader(model.name, anchor=False)
        pieces.show(
            pieces.muted(model.text),
            fill('<ol class="r-list">{items}</ol>', items=join(
                fill("<li>{name}</li>", name=level.name) for level in model.levels
            )),
            fill('<div class="r-legend">{chips}</div>', chips=join(
                pieces.chip(step.status, step.word) for step in model.steps
            )),
        )  # fmt: skip
        with st.popover(_("Börja från den här"), key=f"start_{model.key}"):
            _confirm(actor, model, has_goals=has_goals)


def _confirm(actor: Actor, model: ReadyModel, *, has_goals: bool) -> None:
    words = _("Nivåerna, skalan och märkningarna läggs in. Du kan ändra dem sedan.")
    if has_goals:
        words = _(
            "Nivåer med samma namn behålls. Andra nivåer som har mål stängs, och målen finns kvar. "
            "Skalan får nya ord."
        )
    pieces.show(pieces.muted(words))
    form = f"steering_start_{model.key}"
    stamp = forms.request_key(form)
    if st.button(_("Använd {name}").format(name=model.name), type="primary", key=f"use_{model.key}"):
        saving.save(
            actor,
            form,
            lambda session: start_from(session, actor, model=model.key, key=stamp),
            told=_("Styrmodellen är vald."),
        )
