"""Which node reports for a unit, whether it has reported in a forecast, and what it reported.

Not narrowed by rights: the last unit that hands in completes the report of its nämnd.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.enums import RoundState, SubmissionState, UnitKind, VersionKind
from core.models import Round, Submission, TreeUnit, Version
from core.queries.access import subtree
from core.queries.forecast_nodes import ForecastNode, node_of

_HANDED_IN = frozenset({SubmissionState.SUBMITTED, SubmissionState.APPROVED, SubmissionState.ADOPTED})


def reporting_node(session: Session, *, tree_id: int, unit_id: int, level: UnitKind) -> int | None:
    """Return the nearest node of a kind at or above a unit; None when there is none."""
    place = session.get(TreeUnit, (tree_id, unit_id))
    if place is None:
        return None
    return session.exec(
        select(TreeUnit.unit_id)
        .where(
            TreeUnit.tree_id == tree_id,
            TreeUnit.kind == level,
            col(TreeUnit.lft) <= place.lft,
            col(TreeUnit.rgt) >= place.rgt,
        )
        .order_by(col(TreeUnit.depth).desc())
    ).first()


def has_reported(session: Session, *, tree_id: int, version: Version, unit_id: int) -> bool:
    """Return whether a node has said its forecast: it has handed in, or all that are asked below it have.

    What a closed round or a closed forecast holds is reported as it stands.
    """
    asked = session.exec(
        select(Submission.unit_id, Submission.state, Round.state)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .where(
            Round.version_id == version.id,
            Round.state != RoundState.PLANNED,
            col(Submission.unit_id).in_(subtree(tree_id, (unit_id,))),
        )
    ).all()
    if not asked:
        return False
    if version.closed_at is not None:
        return True
    said = {unit: state in _HANDED_IN or held is RoundState.CLOSED for unit, state, held in asked}
    return said[unit_id] if unit_id in said else all(said.values())


def latest_report(session: Session, *, tree_id: int, year: int, unit_id: int) -> ForecastNode | None:
    """Return what a node said in the latest forecast of a year that it has reported in."""
    rows = session.exec(
        select(Version.id)
        .where(Version.kind == VersionKind.FORECAST, Version.year == year)
        .order_by(col(Version.id).desc())
    )
    ids = [version_id for version_id in rows if version_id is not None]
    found = first_reported(session, tree_id=tree_id, version_ids=ids, unit_id=unit_id)
    if found is None:
        return None
    version = session.get_one(Version, found)
    return node_of(session, version=version, tree_id=tree_id, unit_id=unit_id)


def first_reported(session: Session, *, tree_id: int, version_ids: Sequence[int], unit_id: int) -> int | None:
    """Return the first of some forecasts that a node has reported in; None when there is none."""
    for version_id in version_ids:
        version = session.get_one(Version, version_id)
        if has_reported(session, tree_id=tree_id, version=version, unit_id=unit_id):
            return version_id
    return None
