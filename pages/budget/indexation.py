"""Indexing next year's budget by the assumptions: seen first, then run, and told when it is out of date."""

import streamlit as st

from core.db import current_database
from core.errors import RodretError
from core.periods import local_time
from core.queries.frames import budget_version_of
from core.queries.generator_runs import LastRun, last_run
from core.rules.access import Action, Actor, may_anywhere
from core.services.generators import GENERATORS, preview_run, run_generator
from core.table import Status
from core.texts import _, ngettext
from pages.ui import downloads, forms, pieces, saving, tables

_FORM, _SHOWN = "indexation", "indexation_shown"
_GENERATOR = GENERATORS["indexation"]


def show(actor: Actor, year: int) -> None:
    """Show when a year's budget was indexed, whether it is out of date, and the way to do it."""
    with current_database().reading() as session:
        version = budget_version_of(session, year)
        if version is None or not may_anywhere(actor, Action.MANAGE_FRAMES):
            return
        version_id, name, closed = version.id or 0, version.name, version.closed_at is not None
        run = last_run(session, actor, version_id=version_id, generator=_GENERATOR.key, keys=_GENERATOR.reads)
    st.header(_("Räkna upp {name}").format(name=name), anchor=False)
    with pieces.card("indexation"):
        _state(run)
        if closed or actor.read_only:
            return
        if st.button(_("Visa vad uppräkningen skulle göra"), icon=":material/visibility:"):
            st.session_state[_SHOWN] = version_id
        if st.session_state.get(_SHOWN) == version_id:
            _preview(actor, version_id, year)


def _state(run: LastRun | None) -> None:
    if run is None:
        pieces.show(
            pieces.muted(
                _(
                    "Uppräkningen lägger egna rader på varje enhets budget, efter index och konto, på den "
                    "budget som gällde året innan. Det som är inlämnat, godkänt eller antaget rörs inte."
                )
            )
        )
        return
    line = ngettext("{n} rad från {when} av {name}.", "{n} rader från {when} av {name}.", run.lines).format(
        n=run.lines, when=local_time(run.at), name=run.user
    )
    if run.stale:
        pieces.notice(
            Status.PARTLY,
            _("Uppräkningen är inaktuell."),
            _("Ett index har ändrats sedan dess. {line}").format(line=line),
        )
    else:
        pieces.show(pieces.muted(line))


def _preview(actor: Actor, version_id: int, year: int) -> None:
    with current_database().reading() as session:
        try:
            table = preview_run(session, actor, version_id=version_id, generator=_GENERATOR.key)
        except RodretError as refusal:
            st.error(refusal.message)
            return
    tables.render(table, "indexation", phone_columns=["amount"])
    downloads.buttons(table, name_parts=(_("uppräkning"), _("kommunen"), year))
    stamp = forms.request_key(_FORM)
    if st.button(_("Räkna upp budgeten"), type="primary"):
        st.session_state.pop(_SHOWN, None)
        saving.save(
            actor, _FORM,
            lambda session: run_generator(
                session, actor, version_id=version_id, generator=_GENERATOR.key, key=stamp
            ),
            told=_("Budgeten är uppräknad."),
        )  # fmt: skip
