"""Operational plans of Ekarboda: this year's of a school adopted, next year's being written by some."""

from datetime import date

from sqlmodel import Session

from core.db import Database
from core.queries import trees
from core.queries.access import load_actor
from core.queries.unit_plans import read_plan
from core.queries.users import user_ids
from core.reports.unit_plan import plan_document
from core.rules.access import Actor
from core.services.decisions import DecisionText
from core.services.plan_templates import set_template, shipped_sections
from core.services.transaction import transaction
from core.services.unit_plans import Written, adopt_plan, save_section, start_plan
from demo.facts_plans import ADOPTED, PLANS, Words

_YEARS = (2026, 2027)


def lay(database: Database, actor: Actor) -> None:
    """Choose the headings, write the plans, and adopt those of this year that have been decided."""
    with transaction(database, actor) as session:
        for year in _YEARS:
            set_template(session, actor, year=year, sections=shipped_sections())
    for words in PLANS:
        writer = _person(database, words.writer)
        with transaction(database, writer) as session:
            _write(session, writer, words)
    with transaction(database, actor) as session:
        unit_ids = trees.unit_ids(session)
        for unit, decided in ADOPTED.items():
            plan = read_plan(session, actor, unit_id=unit_ids[unit], year=_YEARS[0])
            adopt_plan(
                session, actor, plan_id=plan.id or 0, rev=plan.rev, decision=DecisionText(*decided),
                document=plan_document(session, actor, plan=plan), key=f"demo plan {unit}",
            )  # fmt: skip


def _write(session: Session, writer: Actor, words: Words) -> None:
    unit_id = trees.unit_ids(session)[words.unit]
    plan_id = start_plan(session, writer, unit_id=unit_id, year=words.year)
    for key, (body, ready) in words.sections.items():
        save_section(session, writer, written=Written(plan_id, key, 0, body, ready))


def _person(database: Database, username: str) -> Actor:
    with database.reading() as session:
        found = load_actor(session, user_ids(session)[username], today=date(2026, 11, 9))
    if found is None:
        raise LookupError(username)
    return found
