"""The budget or forecast of a submission: the way to it, and the cells that a reviewer wants changed."""

import streamlit as st

from core.db import current_database
from core.periods import local_time
from core.queries.budget_review import AskedCell, ReviewedBudget, budget_of
from core.queries.submissions import SubmissionView
from core.rules.access import Actor
from core.table import Status
from core.texts import _, ngettext
from pages.start import submission_forecast
from pages.ui import links, pieces
from pages.ui.comments import said
from pages.ui.markup import join


def read(actor: Actor, view: SubmissionView) -> ReviewedBudget | None:
    """Return the budget or forecast of a submission; None when its round fills none."""
    with current_database().reading() as session:
        return budget_of(session, actor, submission_id=view.row.id)


def show(actor: Actor, view: SubmissionView) -> None:
    """Write the button to the figures and what is asked, each with its cell; answered ones are ticked off."""
    budget = read(actor, view)
    if budget is None:
        return
    forecast = budget.forecast_id is not None
    st.header(_("Prognosen") if forecast else _("Budgeten"), anchor=False)
    with pieces.card("budget"):
        if budget.forecast_id is not None:
            submission_forecast.show(actor, budget.forecast_id, view.row.unit_id)
        pieces.show(pieces.muted(_state(budget)))
        label = _("Öppna prognosen") if forecast else _("Öppna budgeten")
        links.go_button(budget.address, label, key=f"budget_{view.row.id}", primary=False)
        for cell in budget.asked:
            _cell(cell)


def reason(actor: Actor, view: SubmissionView) -> str:
    """Return what is asked and not answered, as the reason of a return; empty when nothing is."""
    budget = read(actor, view)
    if budget is None or not budget.left:
        return ""
    return "\n".join(f"{cell.where}: {cell.body}" for cell in budget.left)


def _state(budget: ReviewedBudget) -> str:
    if not budget.asked:
        return _("Ingen har bett om någon ändring.")
    left = len(budget.left)
    if not left:
        return _("Allt som en granskare har bett om är besvarat.")
    return ngettext("{n} sak är kvar att ändra.", "{n} saker är kvar att ändra.", left).format(n=left)


def _cell(cell: AskedCell) -> None:
    if cell.done:
        chip = pieces.chip(Status.OK, _("Besvarat"))
        line = _("{name}, {when}").format(
            name=cell.done_by, when=local_time(cell.done_at) if cell.done_at else ""
        )
    else:
        chip = pieces.chip(Status.PARTLY, _("Att ändra"))
        line = _("{name} frågar").format(name=cell.asked_by)
    links.link(cell.address, cell.where)
    pieces.show(join([chip, said(cell.body), pieces.muted(line)]))
