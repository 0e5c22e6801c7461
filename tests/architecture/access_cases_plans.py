"""The cases of the access matrix for plans: their lines, history, tools and checks.

The budget of the world has no round, so finance (MANAGE_BUDGET) writes in it; what a round decides is
tested with the services. Saves go to the second ansvar of the target, where nobody stands.
"""

from decimal import Decimal

from sqlmodel import Session

from core.enums import Dimension, VersionKind
from core.queries import budget_findings, plan_history, plan_lines, plan_rights, sheet_figures
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.services import (
    comments,
    plan_edits,
    plan_guard,
    plan_rows,
    plan_start,
    plan_tools,
    plan_undo,
    presence,
)
from core.services.plan_edits import CellEdit
from core.services.plan_start import Source
from core.services.plan_tools import Target
from tests import factories
from tests.architecture.access_world import Case, World

KR = 100


def _ansvar(world: World) -> int:
    return world.units["4121"]


def _coding(session: Session) -> int:
    return factories.make_coding(session, "5021")


def _saved(world: World, session: Session, actor: Actor, key: str = "made") -> None:
    edit = CellEdit(None, _ansvar(world), _coding(session), 1, None, 7 * KR)
    plan_edits.save_cells(session, actor, version_id=world.budget, edits=[edit], key=key)


def _line(world: World, session: Session) -> int:
    _saved(world, session, world.office.actor)
    rows = plan_lines.list_lines(session, world.office.actor, version_id=world.budget, unit_id=_ansvar(world))
    return rows[0].id


def _where(world: World) -> dict[str, int]:
    return {"version_id": world.budget, "unit_id": world.target}


def _undo(world: World, session: Session, actor: Actor) -> None:
    _saved(world, session, actor)
    plan_undo.undo(session, actor, **_where(world), key="undo")


def _redo(world: World, session: Session, actor: Actor) -> None:
    _undo(world, session, actor)
    plan_undo.redo(session, actor, **_where(world), key="redo")


def _spread(world: World, session: Session, actor: Actor) -> None:
    target = Target(None, _ansvar(world), _coding(session))
    plan_tools.spread_year(session, actor, version_id=world.budget, target=target, total=12 * KR, key="k")


def _splash(world: World, session: Session, actor: Actor) -> None:
    targets = [Target(None, _ansvar(world), _coding(session))]
    plan_tools.splash(session, actor, version_id=world.budget, targets=targets, total=12 * KR, key="k")


def _start(world: World, session: Session, actor: Actor) -> None:
    other = factories.make_version(session, VersionKind.BUDGET, 2025, "Budget 2025")
    factories.put_balance(session, other, _ansvar(world), _coding(session), {1: 100 * KR})
    source = Source(other, Decimal(2))
    plan_start.start_from(session, actor, **_where(world), source=source, key="k")


def _add_row(world: World, session: Session, actor: Actor) -> None:
    factories.make_coding(session, "5020")
    codes = {Dimension.ACCOUNT: "5020"}
    plan_rows.add_row(session, actor, version_id=world.budget, unit_id=_ansvar(world), codes=codes, key="k")


def _editing(world: World, session: Session, actor: Actor) -> bool:
    version = plan_rights.plan_of(session, world.office.actor, version_id=world.budget)
    return plan_rights.editing(session, actor, version=version, unit_id=world.target).allowed


def _require_editable(world: World, session: Session, actor: Actor) -> None:
    version = plan_rights.plan_of(session, world.office.actor, version_id=world.budget)
    plan_guard.require_editable(session, actor, version=version, unit_ids={_ansvar(world)})


def _ask(world: World, session: Session, actor: Actor) -> None:
    subject = Subject(SubjectKind.UNIT, str(world.target), world.target)
    comments.ask_for_change(session, actor, key="k", subject=subject, body="Varför?")


def _lines_of(world: World, session: Session, actor: Actor) -> None:
    plan_lines.list_lines(session, actor, **_where(world))


PLAN_CASES: dict[str, Case] = {
    "queries.plan_rights.editing": Case(Action.MANAGE_BUDGET, _editing, lists=True),
    "queries.plan_rights.require_plan_unit": Case(
        Action.VIEW_PLAN, lambda w, s, a: plan_rights.require_plan_unit(s, a, **_where(w))
    ),
    "queries.plan_lines.list_lines": Case(Action.VIEW_PLAN, _lines_of),
    "queries.plan_history.history_of": Case(
        Action.VIEW_PLAN, lambda w, s, a: plan_history.history_of(s, a, **_where(w), coding_id=1)
    ),
    "queries.plan_history.changed_codings": Case(
        Action.VIEW_PLAN, lambda w, s, a: plan_history.changed_codings(s, a, **_where(w))
    ),
    "queries.plan_history.own_steps": Case(
        Action.VIEW_PLAN, lambda w, s, a: plan_history.own_steps(s, a, **_where(w))
    ),
    "queries.sheet_figures.year_sums": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: sheet_figures.year_sums(s, a, **_where(w))
    ),
    "queries.sheet_figures.year_months": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: sheet_figures.year_months(s, a, **_where(w))
    ),
    "queries.budget_findings.find_budget": Case(
        Action.VIEW_PLAN, lambda w, s, a: budget_findings.find_budget(s, a, **_where(w))
    ),
    "queries.budget_findings.require_ready": Case(
        Action.VIEW_PLAN, lambda w, s, a: budget_findings.require_ready(s, a, **_where(w))
    ),
    "services.plan_edits.save_cells": Case(Action.MANAGE_BUDGET, _saved),
    "services.plan_guard.require_editable": Case(Action.MANAGE_BUDGET, _require_editable),
    "services.plan_rows.add_row": Case(Action.MANAGE_BUDGET, _add_row),
    "services.plan_rows.add_item": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: plan_rows.add_item(
            s, a, version_id=w.budget, unit_id=_ansvar(w), coding_id=_coding(s), label="Läslyftet", key="k"
        ),
    ),
    "services.plan_rows.describe_row": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: plan_rows.describe_row(
            s, a, version_id=w.budget, line_id=_line(w, s), label="", text="Fler barn"
        ),
    ),
    "services.plan_rows.lock_months": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: plan_rows.lock_months(
            s, a, version_id=w.budget, line_id=_line(w, s), months=frozenset({1})
        ),
    ),
    "services.plan_start.start_from": Case(Action.MANAGE_BUDGET, _start),
    "services.plan_tools.spread_year": Case(Action.MANAGE_BUDGET, _spread),
    "services.plan_tools.splash": Case(Action.MANAGE_BUDGET, _splash),
    "services.plan_undo.undo": Case(Action.MANAGE_BUDGET, _undo),
    "services.plan_undo.redo": Case(Action.MANAGE_BUDGET, _redo),
    "services.presence.seen_here": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: presence.seen_here(s, a, **_where(w)), reads=True
    ),
    "services.comments.ask_for_change": Case(Action.APPROVE_SUBMISSION, _ask),
}
