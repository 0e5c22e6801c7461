"""Who stands in for a manager: those appointed, and a new one for a time."""

from datetime import date
from typing import Any

import streamlit as st

from core.enums import Role
from core.errors import RuleViolation
from core.queries.people import Person
from core.queries.users import RoleRow, UserRow
from core.rules.access import Actor
from core.services import deputies
from core.texts import _
from pages.admin import role_days
from pages.ui import forms, saving


def show(actor: Actor, person: Person, everybody: list[UserRow], today: date) -> None:
    """Show who stands in on the person's units, and the form that appoints somebody."""
    for one in person.stand_ins:
        role = RoleRow(
            one.assignment_id, Role.DEPUTY, one.unit_id, one.unit_name, one.valid_from, one.valid_to
        )
        role_days.card(actor, role, today, title=f"{one.name}, {one.unit_name}")
    with st.expander(_("Utse en ersättare för en tid"), icon=":material/group_add:"):
        _appoint(actor, person, everybody, today)


def _appoint(actor: Actor, person: Person, everybody: list[UserRow], today: date) -> None:
    form = f"deputy_{person.user.user_id}"
    stamp = forms.request_key(form)
    others = [user for user in everybody if user.active and user.user_id != person.user.user_id]
    managed = list(person.manages(today))
    deputy = st.selectbox(
        _("Vem"), others, index=None, format_func=lambda user: f"{user.name} ({user.username})",
        placeholder=_("Sök person"), key=f"deputy_{stamp}",
    )  # fmt: skip
    role = st.selectbox(
        _("På enheten"), managed, format_func=lambda row: row.unit_name, key=f"deputy_unit_{stamp}"
    )
    begins, ends = role_days.fields(today, f"deputy_{stamp}", needs_end=True)
    if st.button(_("Utse ersättaren"), key=f"appoint_{stamp}"):

        def write(session: Any) -> None:
            if deputy is None or role is None or ends is None:
                raise RuleViolation(_("Välj vem som är ersättare, på vilken enhet och till vilken dag."))
            deputies.appoint_deputy(
                session, actor, key=stamp, assignment_id=role.assignment_id, user_id=deputy.user_id,
                first=begins, last=ends,
            )  # fmt: skip

        told = _("{name} är ersättare.").format(name=deputy.name if deputy else "")
        saving.save(actor, form, write, told=told)
