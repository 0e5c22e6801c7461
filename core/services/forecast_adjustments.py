"""Central adjustments of a forecast: a row with its own text, kept apart from what the units say."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from core.enums import Dimension, PlanOrigin, UnitKind, VersionKind
from core.errors import RuleViolation
from core.models import Coding, PlanLine, TreeUnit
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.queries import access
from core.queries.forecast_series import months_known
from core.queries.plan_rights import plan_of, require_typed
from core.rules.access import Action, Actor
from core.rules.forecast import lay_out
from core.services import audit
from core.services.chosen_coding import chosen_coding
from core.services.forecast_lines import move
from core.services.plan_edits import LARGEST
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST = 500
_NO_PROFILE = (None,) * len(MONTHS)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An amount for the year (öre, report sign) on an ansvar and coding, and why."""

    ansvar_unit_id: int
    coding_id: int
    amount: int
    text: str


def add_adjustment(
    session: Session, actor: Actor, *, version_id: int, adjustment: Adjustment, key: str
) -> int:
    """Add a central adjustment to an open forecast, over the months that are left; return its line's id."""
    _require(session, actor, version_id, adjustment.ansvar_unit_id)
    _check(session, actor, adjustment)
    subject = (version_id, adjustment)
    if not first_time(session, actor, key=key, action="forecast_adjusted", subject=subject):
        return int(result_of(session, key))
    known = (0,) * _months(session, version_id, actor)
    year = lay_out(-adjustment.amount, known, _NO_PROFILE)
    months: dict[str, Any] = {f"m{m}": amount for m, amount in zip(MONTHS, year, strict=True) if amount}
    line = PlanLine(
        version_id=version_id, unit_id=adjustment.ansvar_unit_id, coding_id=adjustment.coding_id,
        origin=PlanOrigin.ADJUSTMENT, text=adjustment.text.strip(), **months,
    )  # fmt: skip
    session.add(line)
    session.flush()
    move(session, version_id, [], [line])
    _tell(session, actor, line, (None, {"amount": adjustment.amount, "text": line.text}))
    keep_result(session, key, line.id)
    return line.id or 0


def adjust(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    where: tuple[int, dict[Dimension, str]],
    amount: int,
    text: str,
    key: str,
) -> int:
    """As `add_adjustment`, on an ansvar and the codes that somebody has chosen."""
    ansvar_unit_id, codes = where
    _require(session, actor, version_id, ansvar_unit_id)
    adjustment = Adjustment(ansvar_unit_id, chosen_coding(session, codes), amount, text)
    return add_adjustment(session, actor, version_id=version_id, adjustment=adjustment, key=key)


def remove_adjustment(session: Session, actor: Actor, *, line_id: int) -> None:
    """Take a central adjustment away again; one that is gone already stays so."""
    line = session.get(PlanLine, line_id, populate_existing=True)
    if line is None or line.origin is not PlanOrigin.ADJUSTMENT:
        return
    _require(session, actor, line.version_id, line.unit_id)
    move(session, line.version_id, [line], [])
    year = -sum(getattr(line, f"m{month}") or 0 for month in MONTHS)
    _tell(session, actor, line, ({"amount": year, "text": line.text}, None))
    session.delete(line)
    session.flush()


def _require(session: Session, actor: Actor, version_id: int, unit_id: int) -> None:
    access.require_write(session, actor, Action.MANAGE_BUDGET, unit_id)
    version = plan_of(session, actor, version_id=version_id)
    require_typed(version)
    if version.kind is not VersionKind.FORECAST:
        raise RuleViolation(_("Välj en öppen prognos."))


def _check(session: Session, actor: Actor, adjustment: Adjustment) -> None:
    place = session.get(TreeUnit, (actor.tree_id, adjustment.ansvar_unit_id))
    if place is None or place.kind is not UnitKind.COST_CENTER:
        raise RuleViolation(_("Välj ett ansvar som justeringen ska ligga på."))
    if session.get(Coding, adjustment.coding_id) is None:
        raise RuleViolation(_("Konteringen finns inte. Välj konto och verksamhet på nytt."))
    if adjustment.amount % ORE_PER_KRONA or not 0 < abs(adjustment.amount) <= LARGEST:
        raise RuleViolation(_("Skriv justeringen i hela kronor, inte noll."))
    if not 0 < len(adjustment.text.strip()) <= _LONGEST:
        raise RuleViolation(_("Skriv med högst 500 tecken vad justeringen gäller."))


def _months(session: Session, version_id: int, actor: Actor) -> int:
    return months_known(session, plan_of(session, actor, version_id=version_id).year)


def _tell(session: Session, actor: Actor, line: PlanLine, change: tuple[object, object]) -> None:
    audit.record(
        session, actor, "forecast_adjusted", subject=("version", line.version_id), unit_id=line.unit_id,
        change=change,
    )  # fmt: skip
