"""Users from a file: the template, what each line would do, and the choice to save it."""

from typing import Any

import streamlit as st

from core.db import Database
from core.queries.access import units_in_scope
from core.reports.user_file import file_problem_table, plan_table
from core.rules.access import Action, Actor
from core.rules.user_plan import UserPlan
from core.services import user_files
from core.services.user_files import LoadedUsers
from core.settings import ROOT
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving, tables
from pages.ui.markup import fill

_FORM = "user_file"
_LOADED = "users_loaded"


def show(database: Database, actor: Actor) -> None:
    """Show the way to a file, and what the chosen one would do."""
    st.header(_("Användare från en fil"), anchor=False)
    _loaded()
    with pieces.card("user_file"):
        pieces.show(
            pieces.muted(
                _(
                    "Excel eller CSV, en rad för varje person och roll: två roller är två rader."
                    " Ingenting sparas förrän du har sett vad varje rad gör."
                )
            )
        )
        template = (ROOT / "data" / "templates" / "anvandare.csv").read_bytes()
        st.download_button(
            _("Hämta mallen"), template, file_name=_("rodret-anvandare.csv"), mime="text/csv",
            icon=":material/download:", on_click="ignore", type="tertiary",
        )  # fmt: skip
        if actor.read_only:
            return
        file = st.file_uploader(_("Fil"), type=["xlsx", "csv"], key=f"file_{forms.request_key(_FORM)}")
    if file is not None:
        _preview(database, actor, file.getvalue())


def _preview(database: Database, actor: Actor, data: bytes) -> None:
    with database.reading() as session:
        plan = user_files.preview_users(session, actor, data=data)
        units = {unit.code: unit.name for unit in units_in_scope(session, actor, Action.MANAGE_USERS)}
    changes = len(plan.create) + len(plan.change) + len(plan.roles)
    pieces.show(fill('<p class="r-answer">{text}</p>', text=_what(plan, changes)))
    if plan.errors:
        st.error(_("Rätta raderna i filen och välj den igen. Ingenting är sparat."))
    elif changes and st.button(_("Spara"), type="primary", icon=":material/download_done:"):
        _save(actor, data)
    if plan.problems:
        with pieces.card("file_problems"):
            tables.render(file_problem_table(plan.problems), "file_problems", phone_columns=["line"])
    if plan.outcomes:
        with pieces.card("file_lines"):
            table = plan_table(plan, units).without("email")
            tables.render(table, "file_lines", phone_columns=["state"])


def _what(plan: UserPlan, changes: int) -> str:
    if plan.errors:
        return ngettext("{n} rad är fel.", "{n} rader är fel.", plan.errors).format(n=plan.errors)
    if not changes:
        return _("Allt i filen finns redan.")
    return _("Filen ger {what}.").format(
        what=_counts(LoadedUsers(len(plan.create), len(plan.change), len(plan.roles)))
    )


def _counts(loaded: LoadedUsers) -> str:
    parts = [
        ngettext("{n} ny person", "{n} nya personer", loaded.created).format(n=loaded.created),
        ngettext("{n} ändrad", "{n} ändrade", loaded.changed).format(n=loaded.changed),
        ngettext("{n} ny roll", "{n} nya roller", loaded.roles).format(n=loaded.roles),
    ]
    return ", ".join(part for part in parts if not part.startswith("0 ")) or _("ingenting nytt")


def _save(actor: Actor, data: bytes) -> None:
    def write(session: Any) -> None:
        loaded = user_files.load_users(session, actor, key=forms.request_key(_FORM), data=data)
        st.session_state[_LOADED] = loaded

    saving.save(actor, _FORM, write, told=_("Filen är sparad."))


def _loaded() -> None:
    """Say what was saved, and what is left to do."""
    loaded: LoadedUsers | None = st.session_state.pop(_LOADED, None)
    if loaded is not None:
        st.success(
            _(
                "Sparat: {what}. Välj konton *Utan lösenord* under Användare för att ge de nya varsin länk."
            ).format(what=_counts(loaded))
        )
