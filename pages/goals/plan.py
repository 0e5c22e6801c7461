"""Verksamhetsplan, for a unit and a year: what shall we do, why, and with what?"""

from functools import partial

import streamlit as st

from core.db import current_database
from core.enums import UnitPlanState
from core.exports.document import Document
from core.queries.access import may
from core.queries.decisions import list_decisions_of
from core.queries.plan_overview import read_overview
from core.queries.plan_review import Review, read_review
from core.queries.unit_plans import PlanView, read_plan
from core.reports.unit_plan import changed_sections, generated_tables, plan_document
from core.rules.access import Action
from core.rules.subjects import Subject, SubjectKind
from core.services.unit_plans import start_plan
from core.texts import _
from pages.goals import (
    plan_adoption,
    plan_overview,
    plan_review,
    plan_sections,
    plan_template,
    plan_words,
    year_page,
)
from pages.ui import documents, guard, pieces, saving, sentences, side
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()


def _show(here: Context, year: int) -> None:
    with database.reading() as session:
        plan = read_plan(session, actor, unit_id=here.unit.id, year=year)
        tables = generated_tables(session, actor, plan=plan)
        edits = may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed and not actor.read_only
        writes = edits and plan.state is UnitPlanState.DRAFT
        review = read_review(session, actor, unit_id=here.unit.id, year=year) if writes else None
        below = read_overview(session, actor, unit_id=here.unit.id, year=year)
    pieces.head(
        _("Verksamhetsplan"),
        _("Vad ska {unit} göra {year}, och varför?").format(unit=here.unit.name, year=year),
        sentences.markup(plan_words.answer(plan)),
        _adoption(plan) or plan_words.freshness(plan),
    )
    saving.show_conflict()
    if not plan.sections:
        pieces.empty(
            _("Inga rubriker för {year} än").format(year=year),
            _("Den som leder målarbetet väljer vilka rubriker alla planer ska ha."),
        )
        plan_template.show(actor, year)
        return
    if plan.id is None:
        _not_begun(plan, here, review)
        plan_overview.show(here, below, year)
        return
    if review is not None and plan_review.is_open():
        plan_review.show(actor, plan, review)
        return
    if review is not None:
        plan_review.offer(actor, plan, review)
    _tools(plan, here, year)
    _changes(plan)
    plan_sections.show(actor, plan, tables, editable=writes)
    plan_adoption.show(actor, plan, _document, edits=edits)
    plan_overview.show(here, below, year)
    plan_template.show(actor, year)
    side.show(actor, _subject(plan))


def _adoption(plan: PlanView) -> str:
    """Return who adopted the plan, and when; nothing for one that nobody has."""
    if plan.id is None or plan.decision_id is None:
        return ""
    with database.reading() as session:
        rows = list_decisions_of(session, actor, subject=_subject(plan))
    return next((plan_words.adoption(row) for row in rows if row.id == plan.decision_id), "")


def _subject(plan: PlanView) -> Subject:
    return Subject(SubjectKind.UNIT_PLAN, str(plan.id), plan.unit_id)


def _not_begun(plan: PlanView, here: Context, review: Review | None) -> None:
    """Say so, and let whoever may write begin it, from last year's plan where there is one."""
    if review is None:
        pieces.empty(_("Planen är inte påbörjad"), _("Här står den när enheten har börjat skriva den."))
        return
    fetched = _("Mål, nyckeltal, aktiviteter och budget hämtas av sig själva. Du skriver resten.")
    known = _("Sedan väljer du vad av planen för {year} som ska vara kvar.").format(year=plan.year - 1)
    pieces.empty(_("Planen är inte påbörjad"), f"{fetched} {known}" if review.items else fetched)
    if st.button(_("Börja planen"), type="primary", icon=":material/edit_note:"):
        if review.items:
            plan_review.open_it()
        saving.save(
            actor,
            f"plan_start_{here.unit.id}_{plan.year}",
            lambda session: start_plan(session, actor, unit_id=here.unit.id, year=plan.year),
            told=_("Planen är påbörjad."),
        )


def _document(plan: PlanView) -> Document:
    with database.reading() as session:
        return plan_document(session, actor, plan=plan)


def _tools(plan: PlanView, here: Context, year: int) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="plan_tools"
    ):
        st.progress(
            plan.ready / len(plan.sections),
            text=_("{n} av {of} rubriker klara").format(n=plan.ready, of=len(plan.sections)),
            width=320,
        )
        with st.container(horizontal=True, gap="xsmall", width="content"):
            documents.buttons(
                partial(_document, plan), name_parts=(_("verksamhetsplan"), here.unit.name, year)
            )


def _changes(plan: PlanView) -> None:
    """Say under which headings the plan differs from what was adopted, with that beside it."""
    adopted = plan.adopted
    changed = changed_sections(adopted, _document(plan)) if adopted is not None else []
    if adopted is None or not changed:
        return
    told = _("Ändrat sedan planen antogs: {headings}. Så här antogs den:").format(headings=", ".join(changed))
    pieces.show(pieces.muted(told))
    with st.container(horizontal=True, gap="xsmall", key="adopted_document"):
        documents.buttons(
            lambda: adopted, name_parts=(_("antagen verksamhetsplan"), str(plan.unit_id), plan.year)
        )


with shown_errors():
    year_page.show(
        actor,
        help_page="verksamhetsplan",
        title=_("Verksamhetsplan"),
        question=_("Vad ska vi göra?"),
        draw=_show,
    )
