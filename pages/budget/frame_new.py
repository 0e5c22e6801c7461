"""A new year's frames, for finance: the year, and how many plan years it has."""

from collections.abc import Sequence

import streamlit as st

from core.db import current_database
from core.queries.frames import FrameRow
from core.rules.access import Actor
from core.rules.frames import MOST_PLAN_YEARS
from core.services import frames
from core.texts import _
from pages.ui import forms, pieces, saving

_FORM = "new_frame"
_USUAL_PLAN_YEARS = 2


def show(actor: Actor, rows: Sequence[FrameRow]) -> None:
    """Show the form that creates the frames of a year which has none."""
    taken = {row.year for row in rows}
    this_year = current_database().today().year
    years = [year for year in range(this_year - 2, this_year + 4) if year not in taken]
    stamp = forms.request_key(_FORM)
    with (
        st.expander(_("Skapa ramar för ett nytt år"), icon=":material/add:"),
        st.form(f"form_{stamp}", border=False, enter_to_submit=False),
    ):
        pieces.show(
            pieces.muted(
                _(
                    "De nya ramarna börjar på förra årets antagna. Årets varaktiga beslut och uppräkningen "
                    "under Förutsättningar läggs på."
                )
            )
        )
        after = max(taken, default=this_year) + 1
        with st.container(horizontal=True, gap="small"):
            year = st.selectbox(
                _("Budgetår"), years, index=years.index(after) if after in years else 0, width=140,
                key=f"new_year_{stamp}",
            )  # fmt: skip
            plan_years = st.selectbox(
                _("Antal planår"), list(range(MOST_PLAN_YEARS + 1)), index=_USUAL_PLAN_YEARS, width=140,
                help=_("Lagen kräver tre år, alltså budgetåret och två planår."), key=f"plan_{stamp}",
            )  # fmt: skip
        name = st.text_input(
            _("Namn"), placeholder=_("Till exempel Budget 2028 och plan 2029–2030"), max_chars=120,
            key=f"name_{stamp}",
        )  # fmt: skip
        wanted = st.form_submit_button(_("Skapa ramarna"))
    if wanted:
        saving.save(
            actor, _FORM,
            lambda session: frames.create_frame(
                session, actor, year=int(year), plan_years=int(plan_years), name=name, key=stamp
            ),
            told=_("Ramarna för {year} är skapade.").format(year=year),
        )  # fmt: skip
