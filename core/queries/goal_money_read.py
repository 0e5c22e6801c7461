"""What the money of goals is read from: the links of a year shared out over outcome, budget and forecast."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from core.enums import VersionKind
from core.models import Version
from core.queries.access import subtree
from core.queries.classes import Classes
from core.queries.columns import Columns, columns_of
from core.queries.forecast_nodes import read_node_rows
from core.queries.forecast_series import row_classes
from core.queries.goal_money_estimates import Expected
from core.queries.goal_money_links import MoneyLink, links_of_year
from core.queries.goal_money_sums import VersionSums, share_out, whole_classes
from core.queries.memory import remembered
from core.queries.municipality import Municipality, read_municipality
from core.queries.rollup import TreeShape
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor, may_anywhere, roots
from core.rules.goal_money import WHOLE, MoneyPart


@dataclass(frozen=True, slots=True)
class MoneyRead:
    """The links of units in scope, the goals that have others too, and the sums of each version.

    `forecast` is by link, öre in report sign, where it can be told; of links in `estimated` it is a
    share of what is said of whole report rows.
    """

    shape: TreeShape
    links: tuple[MoneyLink, ...]
    hidden: frozenset[int]
    actual: VersionSums | None
    budget: VersionSums | None
    forecast: dict[int, int] = field(default_factory=dict)
    estimated: frozenset[int] = frozenset()


def read_money(session: Session, actor: Actor, *, year: int, upto_month: int) -> MoneyRead:
    """Return the links of a year that the actor may see, with their sums.

    All links take part in sharing out, also those that the actor does not see. A budget in
    preparation is only for those who see plans.
    """
    everything = remembered(session, ("links", year), lambda: links_of_year(session, year))
    seen = set(session.exec(subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))))
    links = tuple(link for link in everything if link.part.unit_id in seen)
    versions = choose_versions(session, year)
    budget_id = versions.compared if _may_see(session, actor, versions.compared) else None
    columns = columns_of(session, [one for one in (versions.actual, budget_id) if one is not None])
    own = read_municipality(session)

    def shared(version_id: int | None) -> VersionSums | None:
        if version_id is None:
            return None
        key = ("shares", year, version_id, actor.tree_id, upto_month)
        return remembered(
            session,
            key,
            lambda: share_out(
                columns, everything, version_id=version_id, tree_id=actor.tree_id, upto_month=upto_month,
                municipality=own,
            ),
        )  # fmt: skip

    budget, actual = shared(budget_id), shared(versions.actual)
    crowded = {link_id for sums in (budget, actual) if sums for pair in sums.overlaps for link_id in pair}
    clear = [link for link in links if link.id not in crowded and link.part.share]
    version_id = latest_forecast(session, actor, year) if clear else None
    basis = (versions.actual, budget_id, upto_month)
    said = {} if version_id is None else _forecasts(session, actor, version_id, clear, (columns, own), basis)
    return MoneyRead(
        shape=columns.trees[actor.tree_id],
        links=links,
        hidden=frozenset(link.goal_id for link in everything if link.part.unit_id not in seen),
        actual=actual,
        budget=budget,
        forecast={link_id: amount for link_id, (amount, _is_estimate) in said.items()},
        estimated=frozenset(link_id for link_id, (_amount, is_estimate) in said.items() if is_estimate),
    )


def latest_forecast(session: Session, actor: Actor, year: int) -> int | None:
    """Return the latest forecast of a year that is over, else the latest one that the actor may see.

    One that is under way holds proposals that nobody has answered yet.
    """
    rows = session.exec(
        select(Version)
        .where(Version.kind == VersionKind.FORECAST, Version.year == year)
        .order_by(col(Version.closed_at).is_(None), col(Version.id).desc())
    )
    return next((row.id for row in rows if _may_see(session, actor, row.id)), None)


def _may_see(session: Session, actor: Actor, version_id: int | None) -> bool:
    """Return whether a version holds what is decided, or the actor sees plans in preparation.

    The revised budget stays open all year, but only what is decided is in it.
    """
    if version_id is None:
        return False
    row = session.get_one(Version, version_id)
    decided = row.closed_at is not None or row.kind is VersionKind.REVISED
    return decided or may_anywhere(actor, Action.VIEW_PLAN)


def _forecasts(
    session: Session,
    actor: Actor,
    version_id: int,
    links: list[MoneyLink],
    place: tuple[Columns, Municipality],
    basis: tuple[int | None, int | None, int],
) -> dict[int, tuple[int, bool]]:
    """Return the forecast of links, and whether it is an estimate: it is said by unit and report row."""
    columns, own = place
    classes = row_classes(session, columns)
    actual_id, budget_id, upto_month = basis
    known = None
    if actual_id is not None and budget_id is not None:
        known = Expected(columns, classes, own, actor.tree_id, actual_id, budget_id, upto_month)
    rows = {link.id: _whole_rows(columns, classes, link.part, own) for link in links}
    asked = [link for link in links if known is not None or rows[link.id]]
    by_unit = _said_by_row(session, actor, version_id, {link.part.unit_id for link in asked})
    found: dict[int, tuple[int, bool]] = {}
    for link in asked:
        amount = _forecast_of(link.part, by_unit.get(link.part.unit_id, {}), rows[link.id], known)
        if amount is not None:
            found[link.id] = (amount, not rows[link.id])
    return found


def _forecast_of(
    part: MoneyPart, forecast: dict[str, int], keys: tuple[str, ...] | None, known: Expected | None
) -> int | None:
    if keys:
        said = [forecast[key] for key in keys if key in forecast]
        return sum(said) * part.share // WHOLE if said else None
    return known.estimate(part, forecast) if known is not None else None


def _said_by_row(
    session: Session, actor: Actor, version_id: int, unit_ids: set[int]
) -> dict[int, dict[str, int]]:
    nodes = read_node_rows(session, actor, version_id=version_id, unit_ids=unit_ids) if unit_ids else {}
    by_unit: dict[int, dict[str, int]] = {}
    for (unit_id, key), node in nodes.items():
        by_unit.setdefault(unit_id, {})[key] = node.forecast
    return by_unit


def _whole_rows(
    columns: Columns, classes: Classes, part: MoneyPart, own: Municipality
) -> tuple[str, ...] | None:
    """Return the report rows that a part holds all of; nothing when it holds less than one."""
    return None if part.function or part.project else whole_classes(columns, classes, part, own)
