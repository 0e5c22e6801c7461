"""The marks that goals can have, by group, with a form for one's own."""

import streamlit as st

from core.db import Database
from core.queries.steering import TagRow, read_tags
from core.queries.steering_models import usual_tags
from core.rules.access import Actor
from core.services.steering import add_tag
from core.services.steering_models import add_usual_tags
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.markup import Markup, fill, join

_FORM = "steering_tag"


def show(database: Database, actor: Actor) -> None:
    """Show every mark in its group, and what may be added."""
    with database.reading() as session:
        held = read_tags(session)
    groups: dict[str, list[TagRow]] = {}
    for tag in held:
        groups.setdefault(tag.group, []).append(tag)
    for group, tags in groups.items():
        st.subheader(group, anchor=False)
        pieces.show(_list(tags))
    if {tag.key for tag in usual_tags()} - {tag.key for tag in held} and st.button(
        _("Lägg till de vanliga märkningarna"), key="usual_tags"
    ):
        saving.save(
            actor,
            "usual_tags",
            lambda session: add_usual_tags(session, actor),
            told=_("Märkningarna finns nu."),
        )
    st.subheader(_("Egen märkning"), anchor=False)
    stamp = forms.request_key(_FORM)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        group = st.text_input(
            _("Grupp"), max_chars=80, key=f"group_{stamp}", placeholder=_("Till exempel Landsbygd")
        )
        name = st.text_input(_("Namn"), max_chars=120, key=f"name_{stamp}")
        wanted = st.form_submit_button(_("Lägg till"))
    if wanted:
        saving.save(
            actor, _FORM, lambda session: add_tag(session, actor, group=group, name=name),
            told=_("Märkningen är tillagd."),
        )  # fmt: skip


def _list(tags: list[TagRow]) -> Markup:
    return fill(
        '<ul class="r-may">{items}</ul>', items=join(fill("<li>{name}</li>", name=tag.name) for tag in tags)
    )
