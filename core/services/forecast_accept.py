"""Saying "Stämmer" to a unit's quiet rows with one press.

A row whose value somebody has changed since it was seen is left as it is and told.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.models import PlanLine
from core.periods import MONTHS
from core.queries import access
from core.queries.forecast_versions import Spot, nominations
from core.queries.plan_rights import plan_of
from core.rules.access import Action, Actor
from core.services import audit
from core.services.plan_guard import require_editable
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many rows were accepted, and the keys of those that had been changed and were left."""

    rows: int
    left: tuple[str, ...]


def accept_rows(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, seen: Mapping[str, int], key: str
) -> Accepted:
    """Accept rows of a unit at the values that were seen (öre, report sign), once for a key.

    Raises `NotAllowed` outside the actor's units, and `RuleViolation` when the forecast may not be
    changed or a row is not the unit's.
    """
    version = plan_of(session, actor, version_id=version_id)
    if version.kind is not VersionKind.FORECAST:
        raise RuleViolation(_("Välj en öppen prognos."))
    access.require_write(session, actor, Action.VIEW_PLAN, unit_id)
    spots = _spots(session, unit_id, seen)
    require_editable(session, actor, version=version, unit_ids={spot[0] for spot in spots.values()})
    subject = (version_id, unit_id, sorted(seen.items()))
    if not first_time(session, actor, key=key, action="forecast_accepted", subject=subject):
        rows, left = result_of(session, key)
        return Accepted(rows, tuple(left))
    lines = _lines(session, version_id, list(spots.values()))
    left = tuple(row for row, spot in spots.items() if _value(lines.get(spot)) != seen[row])
    for row, spot in spots.items():
        if row not in left:
            lines[spot].origin = PlanOrigin.MANUAL
    session.flush()
    done = Accepted(len(spots) - len(left), left)
    audit.record(
        session, actor, "forecast_accepted", subject=("version", version_id), unit_id=unit_id,
        change=(None, {"rows": done.rows, "left": list(left)}),
    )  # fmt: skip
    keep_result(session, key, [done.rows, list(left)])
    return done


def _spots(session: Session, unit_id: int, rows: Collection[str]) -> dict[str, Spot]:
    """Return where the rows are stored; a foreign row is refused in words."""
    held = nominations(session, [unit_id])
    if not rows or any((unit_id, row) not in held for row in rows):
        raise RuleViolation(_("Raden hör inte till enhetens prognos. Ladda om sidan och försök igen."))
    return {row: held[unit_id, row] for row in sorted(rows)}


def _lines(session: Session, version_id: int, spots: Collection[Spot]) -> dict[Spot, PlanLine]:
    """Return the lines of the places, kept from others until the transaction ends."""
    rows = session.exec(
        select(PlanLine)
        .where(
            PlanLine.version_id == version_id,
            col(PlanLine.unit_id).in_([unit for unit, _coding in spots]),
            col(PlanLine.coding_id).in_([coding for _unit, coding in spots]),
            col(PlanLine.origin).in_((PlanOrigin.PROPOSAL, PlanOrigin.MANUAL)),
        )
        .order_by(col(PlanLine.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {(row.unit_id, row.coding_id): row for row in rows}


def _value(line: PlanLine | None) -> int | None:
    return None if line is None else -sum(getattr(line, f"m{month}") or 0 for month in MONTHS)
