"""A person's roles: what is held, coming and ended, a new one, and who stands in for her."""

from datetime import date
from typing import Any

import streamlit as st

from core.db import Database
from core.enums import Role, UnitState
from core.errors import RuleViolation
from core.queries.access import UnitRow, units_in_scope
from core.queries.people import Person
from core.queries.users import RoleRow, UserRow, role_title
from core.rules.access import Action, Actor
from core.rules.people import NEEDS_LAST_DAY
from core.services import users
from core.texts import _
from pages.admin import role_days, user_deputies
from pages.ui import context, forms, pieces, saving
from pages.ui.markup import join


def show(database: Database, actor: Actor, person: Person, everybody: list[UserRow]) -> None:
    """Show the roles by whether they hold, and the forms that give one."""
    today = database.today()
    held, coming, ended = _parted(person.user.roles, today)
    st.subheader(_("Roller"), anchor=False)
    if not (held or coming):
        pieces.empty(_("Ingen roll"), _("Utan roll kommer personen in men ser ingenting. Ge en roll nedan."))
    for role in (*held, *coming):
        role_days.card(actor, role, today, title=_title(role))
    if ended:
        with st.expander(_("Avslutade roller"), icon=":material/history:"):
            pieces.show(
                join(pieces.muted(f"{_title(role)}: {role_days.words(role, today)}") for role in ended)
            )
    if actor.read_only or not person.user.active:
        return
    with database.reading() as session:
        units = units_in_scope(session, actor, Action.MANAGE_USERS)
    units = [unit for unit in units if unit.state is UnitState.OPEN]
    with st.expander(_("Ge en roll"), icon=":material/add:", expanded=not (held or coming)):
        _give(actor, person.user, units, today)
    if person.manages(today):
        st.subheader(_("Ersättare"), anchor=False)
        user_deputies.show(actor, person, everybody, today)


def _parted(roles: tuple[RoleRow, ...], today: date) -> tuple[list[RoleRow], list[RoleRow], list[RoleRow]]:
    """Return the roles that hold, those that have not begun, and those that have ended."""
    ended = [role for role in roles if role.valid_to is not None and role.valid_to < today]
    coming = [role for role in roles if role.valid_from > today]
    return [role for role in roles if role not in ended and role not in coming], coming, ended


def _title(role: RoleRow) -> str:
    return f"{role_title(role.role)}, {role.unit_name}"


def _give(actor: Actor, user: UserRow, units: list[UnitRow], today: date) -> None:
    form = f"role_{user.user_id}"
    stamp = forms.request_key(form)
    roles = sorted(Role, key=role_title)
    first, second = st.columns([2, 3], gap="small")
    role = first.selectbox(
        _("Roll"), roles, index=roles.index(Role.MANAGER), format_func=role_title, key=f"role_{stamp}"
    )
    unit = second.selectbox(
        _("På enheten, och allt under den"), units, index=None, format_func=context.label_of,
        placeholder=_("Sök namn eller kod"), key=f"unit_{stamp}",
    )  # fmt: skip
    begins, ends = role_days.fields(today, stamp, needs_end=role in NEEDS_LAST_DAY)
    if st.button(_("Ge rollen"), type="primary", key=f"give_{stamp}"):

        def write(session: Any) -> None:
            if unit is None or role is None:
                raise RuleViolation(_("Välj vilken enhet rollen gäller."))
            users.assign_role(
                session, actor, user_id=user.user_id, role=role, unit_id=unit.id, valid_from=begins,
                valid_to=ends, key=stamp,
            )  # fmt: skip

        saving.save(actor, form, write, told=_("{name} har fått rollen.").format(name=user.name))
