"""The cases of the access matrix for frames, their distribution, the internal budget and assumptions."""

from sqlmodel import Session

from core.enums import VersionKind
from core.queries import unit_frames
from core.rules.access import Action
from tests import factories
from tests.architecture.access_world import Case, World


def _closed_plan(_world: World, session: Session) -> int:
    """Make an adopted budget, which everybody who sees the economy may open."""
    closed_at = session.info["database"].now()
    return factories.make_version(session, VersionKind.BUDGET, 2025, "Budget 2025", closed_at=closed_at)


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
}
