"""Decisions about money that wait for a person: measures against a deficit, and moves that managers ask for.

list_own_clocks(session, actor) -> list[ClockDuty]
list_own_moves(session, actor) -> list[MoveDuty]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from core.enums import BudgetDecisionState, Role
from core.models import ActionPlan, BudgetDecision, Version
from core.periods import STOCKHOLM
from core.queries.access import subtree
from core.queries.action_plans import PREPARES, nodes_above
from core.queries.codes import unit_names
from core.queries.responsible import Responsible, load_responsible
from core.queries.stand_ins import person_of
from core.rules.access import Action, Actor, roots
from core.rules.subjects import Subject, SubjectKind, action_plan_subject, address_of
from core.rules.tasks import answer_by


class ClockPart(StrEnum):
    """What a running clock asks of somebody: measures to decide on, the decision, or writing it in."""

    PREPARE = "prepare"
    DECIDE = "decide"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class ClockDuty:
    """A running clock of a node and what it asks of the actor; `owner` is whom she stands in for."""

    plan_id: int
    part: ClockPart
    due: date
    unit: str
    address: str
    owner: str


@dataclass(frozen=True, slots=True)
class _Asked:
    part: ClockPart
    at: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class MoveDuty:
    """A manager's own move that waits for the actor's decision."""

    decision_id: int
    title: str
    due: date
    unit: str
    address: str


def list_own_clocks(session: Session, actor: Actor) -> list[ClockDuty]:
    """Return the running clocks that the actor is to act on, the one that runs out first on top.

    Whoever runs the node or the förvaltning right below it prepares, the body's members decide, and the
    nearest economists write the decision in. Open forecasts are known to those who see plans.
    """
    above = nodes_above(session, actor)
    rows = _running(session, actor, above)
    if not rows:
        return []
    people = load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today())
    names = unit_names(session, actor.tree_id, (*(plan.unit_id for plan, _year in rows), *above))
    found = []
    for plan, year in rows:
        places = (plan.unit_id, *(unit for unit, node in above.items() if node == plan.unit_id))
        asked = _asked(people, person_of(actor), places)
        if asked is not None and plan.unit_id in names:
            opens = asked.at if asked.at in names else plan.unit_id
            address = address_of(action_plan_subject(opens, year), unit_code=names[opens].code)
            duty = ClockDuty(
                plan.id or 0, asked.part, plan.due, names[plan.unit_id].name, address, asked.owner
            )
            found.append(duty)
    return found


def list_own_moves(session: Session, actor: Actor) -> list[MoveDuty]:
    """Return the moves inside units that wait for the actor, who is among the nearest economists."""
    rows = session.exec(
        select(BudgetDecision)
        .where(
            BudgetDecision.state == BudgetDecisionState.REQUESTED,
            col(BudgetDecision.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.MANAGE_BUDGET))),
        )
        .order_by(col(BudgetDecision.created_at), col(BudgetDecision.id))
    ).all()
    if not rows:
        return []
    people = load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today())
    names = unit_names(session, actor.tree_id, tuple({row.unit_id for row in rows}))
    person = person_of(actor)
    return [
        _move(row, names[row.unit_id].name, names[row.unit_id].code)
        for row in rows
        if row.unit_id in names
        and any(one.user_id == person for one in people.nearest(row.unit_id, {Role.CONTROLLER}))
    ]


def _move(row: BudgetDecision, unit: str, code: str) -> MoveDuty:
    subject = Subject(SubjectKind.BUDGET_DECISION, str(row.id), row.unit_id)
    due = answer_by(row.created_at.astimezone(STOCKHOLM).date())
    return MoveDuty(row.id or 0, row.title, due, unit, address_of(subject, unit_code=code))


def _running(session: Session, actor: Actor, above: Mapping[int, int]) -> Sequence[tuple[ActionPlan, int]]:
    """Return the clocks that run, of units in scope and right above it, each with its year."""
    seen = subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))
    planning = subtree(actor.tree_id, roots(actor, Action.VIEW_PLAN))
    known = or_(col(Version.closed_at).is_not(None), col(ActionPlan.unit_id).in_(planning))
    return session.exec(
        select(ActionPlan, Version.year)
        .join(Version, col(Version.id) == col(ActionPlan.version_id))
        .where(
            col(ActionPlan.ended_on).is_(None),
            or_(col(ActionPlan.unit_id).in_(list(above.values())), col(ActionPlan.unit_id).in_(seen) & known),
        )
        .order_by(col(ActionPlan.due), col(ActionPlan.id))
    ).all()


def _asked(people: Responsible, person: int, places: tuple[int, ...]) -> _Asked | None:
    """Return what a clock asks of a person by her roles on the node (first) and right below; or None."""
    mine = [one for at in places for one in people.on(at, PREPARES) if one.user_id == person]
    if mine:
        first = mine[0]
        stands_in = all(one.role is Role.DEPUTY for one in mine)
        managers = people.on(first.unit_id, {Role.MANAGER}) if stands_in else ()
        return _Asked(ClockPart.PREPARE, first.unit_id, managers[0].name if managers else "")
    node_id = places[0]
    if any(one.user_id == person for one in people.on(node_id, {Role.ELECTED_OFFICIAL})):
        return _Asked(ClockPart.DECIDE, node_id)
    if any(one.user_id == person for one in people.nearest(node_id, {Role.CONTROLLER})):
        return _Asked(ClockPart.RECORD, node_id)
    return None
