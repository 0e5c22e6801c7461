"""The goals of a submission: what is missing in the follow-up, and the way to where it is written."""

import streamlit as st

from core.db import current_database
from core.enums import RoundKind
from core.queries.goal_findings import find_gaps, followed_month
from core.queries.rounds import RoundRow
from core.queries.subjects import names_of_units
from core.queries.submissions import SubmissionView
from core.rules.access import Actor
from core.table import Status
from core.texts import _, ngettext
from pages.ui import links, pieces


def show(actor: Actor, view: SubmissionView, asked: RoundRow) -> None:
    """Write what is missing and the button to the goals; nothing for a round about something else."""
    content = asked.content
    if content.kind is not RoundKind.GOALS:
        return
    month = followed_month(content.year, content.deadline)
    with current_database().reading() as session:
        gaps = find_gaps(session, actor, unit_id=view.row.unit_id, year=content.year, month=month)
        code = names_of_units(session, actor, {view.row.unit_id})[view.row.unit_id].code
    st.header(_("Målen"), anchor=False)
    with pieces.card("goals"):
        if gaps:
            text = ngettext("{n} sak saknas", "{n} saker saknas", len(gaps)).format(n=len(gaps))
            pieces.show(pieces.chip(Status.PARTLY, text), pieces.log([("", gap.message) for gap in gaps]))
        else:
            pieces.show(pieces.chip(Status.OK, _("Allt är bedömt och kommenterat")))
        address = f"/mal?enhet={code}&ar={content.year}"
        links.go_button(address, _("Öppna målen"), key=f"goals_{view.row.id}", primary=False)
