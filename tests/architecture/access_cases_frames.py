"""The cases of the access matrix for frames, their distribution, the internal budget and assumptions."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from sqlmodel import Session

from core.enums import VersionKind
from core.errors import RuleViolation
from core.queries import internal_budget as internal_budget_queries
from core.queries import unit_frames
from core.rules.access import Action, Actor
from core.services import assumptions, frame_adoption, frame_edits, frames, generators, internal_budget
from core.services import unit_frames as unit_frame_services
from core.services.decisions import DecisionText
from core.services.frames import FrameFacts
from core.table import Table
from tests import factories
from tests.architecture.access_world import Case, World
from tests.factories import TODAY


def _closed_plan(_world: World, session: Session) -> int:
    """Make an adopted budget, which everybody who sees the economy may open."""
    closed_at = session.info["database"].now()
    return factories.make_version(session, VersionKind.BUDGET, 2025, "Budget 2025", closed_at=closed_at)


def _frame(world: World, session: Session) -> int:
    """Make council's frame of 2027, with its tax rate."""
    actor = world.office.actor
    frame_id = frames.create_frame(session, actor, year=2027, key="made")
    seen, facts = FrameFacts("Ramar 2027", ""), FrameFacts("Ramar 2027", "21,65")
    frames.describe_frame(session, actor, frame_id=frame_id, seen=seen, facts=facts)
    return frame_id


_DECISION = DecisionText("Kommunfullmäktige", TODAY, "98")
_TABLE = Table("Ramar", (), ())


def _adopt_budget(world: World, session: Session, actor: Actor) -> None:
    """Ask for an adoption that the rules refuse: the right is asked for first."""
    with suppress(RuleViolation):
        internal_budget.adopt_internal_budget(
            session, actor, version_id=world.budget, committee_id=world.target, decision=_DECISION,
            table=_TABLE, key="new",
        )  # fmt: skip


def _generate(world: World, session: Session, actor: Actor, call: Callable[..., object]) -> None:
    """Ask for an indexation that has nothing to read: the right is asked for first."""
    with suppress(RuleViolation):
        call(session, actor, version_id=world.budget, generator="indexation")


FRAME_CASES: dict[str, Case] = {
    "queries.unit_frames.frame_of": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: unit_frames.frame_of(s, a, version_id=_closed_plan(w, s), unit_id=w.target),
    ),
    "queries.unit_frames.distribution_of": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: unit_frames.distribution_of(s, a, version_id=_closed_plan(w, s), unit_id=w.target),
    ),
    "queries.unit_frames.may_distribute": Case(
        Action.DISTRIBUTE_FRAME,
        lambda w, s, a: unit_frames.may_distribute(s, a, version_id=w.budget, unit_id=w.target),
        lists=True,
    ),
    "queries.internal_budget.readiness_of": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: internal_budget_queries.readiness_of(
            s, a, version_id=_closed_plan(w, s), committee_id=w.target
        ),
    ),
    "services.internal_budget.adopt_internal_budget": Case(Action.ADOPT_SUBMISSION, _adopt_budget),
    "services.unit_frames.distribute_frame": Case(
        Action.DISTRIBUTE_FRAME,
        lambda w, s, a: unit_frame_services.distribute_frame(
            s, a, version_id=w.budget, parent_id=w.target, shares=(), key="new"
        ),
    ),
    "services.frames.create_frame": Case(
        Action.MANAGE_FRAMES, lambda _w, s, a: frames.create_frame(s, a, year=2028, key="new")
    ),
    "services.frames.refresh_frame": Case(
        Action.MANAGE_FRAMES, lambda w, s, a: frames.refresh_frame(s, a, frame_id=_frame(w, s))
    ),
    "services.frames.describe_frame": Case(
        Action.MANAGE_FRAMES,
        lambda w, s, a: frames.describe_frame(
            s, a, frame_id=_frame(w, s), seen=FrameFacts("Ramar 2027", "21,65"), facts=FrameFacts("Ram", "21")
        ),
    ),
    "services.frames.open_frame": Case(
        Action.MANAGE_FRAMES, lambda w, s, a: frames.open_frame(s, a, _frame(w, s))
    ),
    "services.frame_edits.save_changes": Case(
        Action.MANAGE_FRAMES,
        lambda w, s, a: frame_edits.save_changes(s, a, frame_id=_frame(w, s), edits=(), key="new"),
    ),
    "services.frame_adoption.adopt_frame": Case(
        Action.MANAGE_FRAMES,
        lambda w, s, a: frame_adoption.adopt_frame(
            s, a, frame_id=_frame(w, s), decision=_DECISION, table=_TABLE, key="new"
        ),
    ),
    "services.generators.preview_run": Case(
        Action.MANAGE_FRAMES, lambda w, s, a: _generate(w, s, a, generators.preview_run)
    ),
    "services.generators.run_generator": Case(
        Action.MANAGE_FRAMES,
        lambda w, s, a: _generate(w, s, a, partial(generators.run_generator, key="new")),
    ),
    "services.assumptions.set_assumption": Case(
        Action.MANAGE_FRAMES,
        lambda _w, s, a: assumptions.set_assumption(
            s, a, place=("price_index", 2027), value="2,5", source="SKR", seen="", key="new"
        ),
    ),
}
