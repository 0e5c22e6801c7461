"""A reported deficit starts the clock of its node: a nämnd, or what the municipality has chosen.

A node has one clock a year at a time: while it runs, a later report moves its amounts, never its day.
Part of what happens to a submission and of closing a round, which have asked for the right.
"""

from sqlmodel import Session, col, select

from core.enums import NoticeKind, Role, RoundKind, VersionKind
from core.models import ActionPlan, Round, Submission, Unit, Version
from core.money import format_large
from core.queries.action_plan_limits import PlanLimits, plan_limits
from core.queries.forecast_nodes import node_of
from core.queries.measures import sums_of
from core.queries.reported_deficits import has_reported, reporting_node
from core.queries.responsible import RUNS_UNIT, load_responsible
from core.queries.subjects import names_of_units
from core.rules.access import Actor
from core.rules.measures import start_clock
from core.rules.subjects import action_plan_subject, address_of
from core.services import audit, notices
from core.texts import _

_TOLD = RUNS_UNIT | {Role.CONTROLLER}


def watch_report(session: Session, actor: Actor, *, asked: Round, unit_id: int) -> None:
    """Start the clock of the node above a unit when the unit's answer completes a report of a deficit."""
    version = _forecast_of(session, asked)
    if version is None:
        return
    limits = plan_limits(session)
    node = reporting_node(session, tree_id=actor.tree_id, unit_id=unit_id, level=limits.level)
    if node is not None and has_reported(session, tree_id=actor.tree_id, version=version, unit_id=node):
        _watch(session, actor, version, node, limits)


def watch_round(session: Session, actor: Actor, *, closed: Round) -> None:
    """Start the clocks of every node that reports a deficit in a round that closes."""
    version = _forecast_of(session, closed)
    if version is None:
        return
    limits = plan_limits(session)
    units = session.exec(select(Submission.unit_id).where(Submission.round_id == closed.id)).all()
    nodes = {
        reporting_node(session, tree_id=actor.tree_id, unit_id=unit, level=limits.level) for unit in units
    }
    for node in sorted(one for one in nodes if one is not None):
        _watch(session, actor, version, node, limits)


def _forecast_of(session: Session, asked: Round) -> Version | None:
    if asked.kind is not RoundKind.FORECAST or asked.version_id is None:
        return None
    version = session.get(Version, asked.version_id)
    return version if version is not None and version.kind is VersionKind.FORECAST else None


def _watch(session: Session, actor: Actor, version: Version, node_id: int, limits: PlanLimits) -> None:
    said = node_of(session, version=version, tree_id=actor.tree_id, unit_id=node_id)
    effect = sums_of(session, tree_id=actor.tree_id, unit_ids=[node_id], year=version.year)[node_id].effect
    held = _held(session, version, node_id)
    if held is not None:
        _move(session, actor, held, (-said.variance, effect))
    elif limits.exceeded(said.variance, said.year_budget):
        _open(session, actor, version, limits.days, (node_id, -said.variance, effect))


def _held(session: Session, version: Version, node_id: int) -> ActionPlan | None:
    """Return the clock of this forecast, or the one of the year that still runs."""
    plans = session.exec(
        select(ActionPlan)
        .join(Version, col(Version.id) == col(ActionPlan.version_id))
        .where(ActionPlan.unit_id == node_id, Version.year == version.year)
        .order_by(col(ActionPlan.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    own = [plan for plan in plans if plan.version_id == version.id or plan.ended_on is None]
    return own[-1] if own else None


def _move(session: Session, actor: Actor, plan: ActionPlan, amounts: tuple[int, int]) -> None:
    """Keep what the latest report says in a clock that runs; one that has stopped stays as it was."""
    if plan.ended_on is not None or (plan.deficit, plan.effect) == amounts:
        return
    old = plan.deficit
    plan.deficit, plan.effect = amounts
    session.add(plan)
    session.flush()
    audit.record(
        session, actor, "action_plan_moved", subject=("action_plan", plan.id), unit_id=plan.unit_id,
        change=(old, plan.deficit),
    )  # fmt: skip


def _open(
    session: Session, actor: Actor, version: Version, days: int, reported: tuple[int, int, int]
) -> None:
    node_id, deficit, effect = reported
    clock = start_clock(session.info["database"].today(), days)
    plan = ActionPlan(
        unit_id=node_id, version_id=version.id or 0, deficit=deficit, effect=effect,
        reported_on=clock.reported_on, due=clock.due,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    audit.record(
        session, actor, "action_plan_opened", subject=("action_plan", plan.id), unit_id=node_id,
        change=(None, {"deficit": plan.deficit, "due": plan.due}),
    )  # fmt: skip
    _tell(session, actor, plan, version)


def _tell(session: Session, actor: Actor, plan: ActionPlan, version: Version) -> None:
    """Tell those who run the node or what lies right below it, and its controllers."""
    people = load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today())
    places = {plan.unit_id, *(unit for unit, parent in people.parents.items() if parent == plan.unit_id)}
    told = {holder.user_id for place in places for holder in people.on(place, _TOLD)} - {actor.user_id}
    name = names_of_units(session, actor, {plan.unit_id})[plan.unit_id].name
    code = session.exec(select(Unit.code).where(Unit.id == plan.unit_id)).one()
    notices.tell(
        session,
        user_ids=told,
        kind=NoticeKind.ASSIGNED,
        text=_(
            "{forecast}: {unit} går mot {amount} i underskott. Åtgärder ska beslutas senast {day}."
        ).format(forecast=version.name, unit=name, amount=format_large(plan.deficit), day=plan.due),
        address=address_of(action_plan_subject(plan.unit_id, version.year), unit_code=code),
        key=f"action_plan {plan.id}",
    )
