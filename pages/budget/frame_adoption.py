"""Council's decision on the frames, written in by finance: from then on nothing of them changes."""

from typing import Any

import streamlit as st

from core.db import current_database
from core.reports import frames as reports
from core.reports.frames import FramesReport
from core.rules.access import Actor
from core.services.decisions import DecisionText
from core.services.frame_adoption import adopt_frame
from core.texts import _
from pages.ui import forms, pieces, saving, side_decisions

_FORM = "adopt_frame"


def show(actor: Actor, report: FramesReport) -> None:
    """Show the form that writes in council's decision."""
    row, stamp = report.row, forms.request_key(_FORM)
    with st.expander(_("Skriv in fullmäktiges beslut"), icon=":material/gavel:"):
        pieces.show(
            pieces.muted(
                _("När beslutet är inskrivet är ramarna låsta. Därefter ändras de bara med ett budgetbeslut.")
            )
        )
        with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
            held = DecisionText(_("Kommunfullmäktige"), current_database().today())
            text = side_decisions.fields(stamp, held)
            wanted = st.form_submit_button(_("Anta ramarna för {year}").format(year=row.year))
    if not wanted:
        return

    def write(session: Any) -> None:
        table = reports.whole_table(reports.build(session, actor, frame_id=row.id))
        adopt_frame(session, actor, frame_id=row.id, decision=text, table=table, key=stamp)

    saving.save(actor, _FORM, write, told=_("Ramarna för {year} är antagna.").format(year=row.year))
