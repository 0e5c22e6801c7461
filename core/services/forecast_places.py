"""Finance chooses where a unit's row is stored: on another ansvar or coding, or for a row without figures.

    choose_place(session, actor, *, version_id, place, ansvar_unit_id, codes, key) -> Spot

What is said of the row moves along in every forecast that is open; closed ones stand as they were.
"""

from sqlmodel import Session, col, select

from core.enums import Dimension, PlanOrigin, UnitState, VersionKind
from core.errors import RuleViolation
from core.models import ForecastNomination, PlanLine, TreeUnit, Version
from core.queries import access
from core.queries.classes import read_definition
from core.queries.forecast_series import ROWS
from core.queries.forecast_versions import Place, Spot
from core.queries.plan_rights import plan_of, require_typed
from core.rules.access import Action, Actor
from core.rules.row_lines import place_accounts
from core.services import audit
from core.services.chosen_coding import chosen_coding
from core.services.forecast_lines import move
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_SAID = (PlanOrigin.PROPOSAL, PlanOrigin.MANUAL)


def choose_place(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    place: Place,
    ansvar_unit_id: int,
    codes: dict[Dimension, str],
    key: str,
) -> Spot:
    """Store a unit's row on an ansvar and coding from now on; a row that has no figures is opened by it.

    Raises `RuleViolation` for an ansvar outside the unit, a coding of another row, or one in use.
    """
    access.require_write(session, actor, Action.MANAGE_BUDGET, place[0])
    version = plan_of(session, actor, version_id=version_id)
    require_typed(version)
    if version.kind is not VersionKind.FORECAST:
        raise RuleViolation(_("Välj en öppen prognos."))
    subject = (version_id, place, ansvar_unit_id, sorted(codes.items()))
    if not first_time(session, actor, key=key, action="forecast_place_chosen", subject=subject):
        kept = result_of(session, key)
        return int(kept[0]), int(kept[1])
    _require_row(session, place[1], codes)
    _require_ansvar(session, actor, place[0], ansvar_unit_id)
    spot = (ansvar_unit_id, chosen_coding(session, codes))
    _require_free(session, place, spot)
    _store(session, actor, place, spot)
    keep_result(session, key, list(spot))
    return spot


def _require_row(session: Session, row_key: str, codes: dict[Dimension, str]) -> None:
    rows = read_definition(session, ROWS)
    title = next((row.title for row in rows if row.key == row_key and not row.is_sum), None)
    if title is None:
        raise RuleViolation(_("Raden finns inte i radindelningen. Välj en annan rad."))
    account = codes.get(Dimension.ACCOUNT, "").strip()
    if account and place_accounts(rows, [account]).get(account) != row_key:
        raise RuleViolation(
            _("Konto {account} hör inte till raden {row}. Välj ett konto ur raden.").format(
                account=account, row=title
            )
        )


def _require_ansvar(session: Session, actor: Actor, unit_id: int, ansvar_unit_id: int) -> None:
    inside = select(TreeUnit.unit_id).where(
        TreeUnit.tree_id == actor.tree_id,
        TreeUnit.unit_id == ansvar_unit_id,
        TreeUnit.kind == "cost_center",
        TreeUnit.state == UnitState.OPEN,
        access.under(actor.tree_id, (unit_id,)),
    )
    if session.exec(inside).first() is None:
        raise RuleViolation(_("Välj ett öppet ansvar som hör till enheten."))


def _require_free(session: Session, place: Place, spot: Spot) -> None:
    held = session.exec(
        select(ForecastNomination).where(
            ForecastNomination.ansvar_unit_id == spot[0], ForecastNomination.coding_id == spot[1]
        )
    ).all()
    if any((one.unit_id, one.row_key) != place for one in held):
        raise RuleViolation(_("En annan rad ligger redan på det ansvaret och kontot. Välj ett annat."))


def _store(session: Session, actor: Actor, place: Place, spot: Spot) -> None:
    held = session.get(ForecastNomination, place, populate_existing=True, with_for_update=True)
    before = None if held is None else (held.ansvar_unit_id, held.coding_id)
    if before == spot:
        return
    row = held or ForecastNomination(
        unit_id=place[0], row_key=place[1], ansvar_unit_id=spot[0], coding_id=spot[1]
    )
    row.ansvar_unit_id, row.coding_id = spot
    session.add(row)
    session.flush()
    moved = 0 if before is None else _move_lines(session, before, spot)
    audit.record(
        session, actor, "forecast_place_chosen", subject=("unit", place[0]), unit_id=place[0],
        change=(before, {"row": place[1], "ansvar": spot[0], "coding": spot[1], "moved": moved}),
    )  # fmt: skip


def _move_lines(session: Session, before: Spot, after: Spot) -> int:
    """Move what is said in open forecasts, with the balances; return how many lines."""
    lines = session.exec(
        select(PlanLine)
        .join(Version, col(Version.id) == col(PlanLine.version_id))
        .where(
            Version.kind == VersionKind.FORECAST,
            col(Version.closed_at).is_(None),
            PlanLine.unit_id == before[0],
            PlanLine.coding_id == before[1],
            col(PlanLine.origin).in_(_SAID),
        )
        .order_by(col(PlanLine.id))
        .with_for_update()
    ).all()
    for line in lines:
        move(session, line.version_id, [line], [])
        line.unit_id, line.coding_id = after
        session.add(line)
        move(session, line.version_id, [], [line])
    session.flush()
    return len(lines)
