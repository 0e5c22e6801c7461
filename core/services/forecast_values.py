"""The value of a forecast's row for the year: set by whoever answers for the unit, and its cause.

Nothing of the ledger is read: the months that were known when the row was proposed stand in its
line, and what is left is spread as it was.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import ForecastCause, PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.models import ForecastNomination, ForecastReason, PlanLine, Round, Version
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.queries import access
from core.queries.plan_rights import plan_of
from core.rules.access import Action, Actor
from core.rules.forecast import lay_out
from core.services import audit
from core.services.plan_edits import LARGEST
from core.services.plan_guard import require_editable
from core.services.plan_store import Change, HeldLine, Step, Written, store
from core.services.requests import first_time, keep_result, result_of
from core.services.submissions import ensure_editable
from core.texts import _

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """A row's year, öre in report sign: `old` is what the writer saw (None: no value), `new` the new one."""

    unit_id: int
    row_key: str
    old: int | None
    new: int


@dataclass(frozen=True, slots=True)
class SavedValue:
    """Whether the value was written, and what stands there now; somebody else's when it was not."""

    written: bool
    now: int | None


def save_value(session: Session, actor: Actor, *, version_id: int, edit: ValueEdit, key: str) -> SavedValue:
    """Set a row's value for the year if it is still what the writer saw; the same value accepts a proposal.

    Raises `NotAllowed` outside the actor's units, `RuleViolation` when the forecast may not be
    changed, the row has no place, or the amount is no whole kronor.
    """
    version = _forecast(session, actor, version_id)
    access.require_write(session, actor, Action.VIEW_PLAN, edit.unit_id)
    spot = _spot(session, edit)
    for_users = require_editable(session, actor, version=version, unit_ids={spot.ansvar_unit_id})
    _check(edit)
    subject = (version_id, edit.unit_id, edit.row_key, edit.old, edit.new)
    if not first_time(session, actor, key=key, action="forecast_saved", subject=subject):
        return SavedValue(*result_of(session, key))
    line = _line(session, version_id, spot)
    now = None if line is None else -sum(_months(line))
    if now != edit.old:
        return _kept(session, key, SavedValue(False, now))
    written = line or _new_line(session, version_id, spot)
    _write(session, actor, written, edit.new, Change(version_id, key, Step(), (), for_users))
    return _kept(session, key, SavedValue(True, edit.new))


def say_reason(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    unit_id: int,
    row_key: str,
    cause: ForecastCause,
    text: str,
) -> None:
    """Say why a unit's row deviates, or with an empty row why its net does; the latest words hold.

    Raises as a change of the unit's submission does, and `RuleViolation` for "other" without words.
    """
    _forecast(session, actor, version_id)
    asked = session.exec(select(Round.id).where(Round.version_id == version_id)).first()
    if asked is None:
        raise RuleViolation(_("Ingen omgång frågar efter enhetens siffror just nu."))
    ensure_editable(session, actor, round_id=asked, unit_id=unit_id)
    words = text.strip()
    if len(words) > _LONGEST:
        raise RuleViolation(_("Texten är för lång. Korta den till 2 000 tecken."))
    if cause is ForecastCause.OTHER and not words:
        raise RuleViolation(_("Skriv med en mening vad avvikelsen beror på."))
    held = session.get(ForecastReason, (version_id, unit_id, row_key), populate_existing=True)
    old = None if held is None else [held.cause, held.text]
    session.merge(
        ForecastReason(
            version_id=version_id, unit_id=unit_id, row_key=row_key, cause=cause, text=words,
            user_id=actor.user_id, at=session.info["database"].now(),
        )
    )  # fmt: skip
    audit.record(
        session, actor, "forecast_reason", subject=("version", version_id), unit_id=unit_id,
        change=(old, {"row": row_key, "cause": cause, "text": words}),
    )  # fmt: skip


def _forecast(session: Session, actor: Actor, version_id: int) -> Version:
    version = plan_of(session, actor, version_id=version_id)
    if version.kind is not VersionKind.FORECAST:
        raise RuleViolation(_("Välj en öppen prognos."))
    return version


def _spot(session: Session, edit: ValueEdit) -> ForecastNomination:
    held = session.get(ForecastNomination, (edit.unit_id, edit.row_key))
    if held is None:
        raise RuleViolation(_("Raden har ingen kontering än. Be en ekonom välja var den ska ligga."))
    return held


def _check(edit: ValueEdit) -> None:
    if edit.new % ORE_PER_KRONA:
        raise RuleViolation(_("Prognosen förs i hela kronor. Skriv beloppet utan ören."))
    if abs(edit.new) > LARGEST:
        raise RuleViolation(_("Beloppet är för stort. Kontrollera antalet nollor."))


def _line(session: Session, version_id: int, spot: ForecastNomination) -> PlanLine | None:
    return session.exec(
        select(PlanLine)
        .where(
            PlanLine.version_id == version_id,
            PlanLine.unit_id == spot.ansvar_unit_id,
            PlanLine.coding_id == spot.coding_id,
            col(PlanLine.origin).in_((PlanOrigin.PROPOSAL, PlanOrigin.MANUAL)),
        )
        .order_by(col(PlanLine.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def _new_line(session: Session, version_id: int, spot: ForecastNomination) -> PlanLine:
    explained = {"unit": spot.unit_id, "row": spot.row_key, "months": 0, "outcome": 0, "from": None}
    line = PlanLine(
        version_id=version_id, unit_id=spot.ansvar_unit_id, coding_id=spot.coding_id, explain=explained
    )
    session.add(line)
    session.flush()
    return line


def _write(session: Session, actor: Actor, line: PlanLine, value: int, change: Change) -> None:
    """Lay the value out on the line, which is a person's from now on."""
    before = _months(line)
    known = int((line.explain or {}).get("months", 0))
    after = lay_out(-value, before[:known], before)
    line.origin = PlanOrigin.MANUAL
    session.add(line)
    session.flush()
    held = HeldLine(line.id or 0, line.unit_id, line.coding_id, list(after))
    cells = [
        Written(held, month, old, new)
        for month, old, new in zip(MONTHS, before, after, strict=True)
        if old != new
    ]
    if cells:
        store(session, actor, Change(change.version_id, change.key, change.step, cells, change.for_users))
        session.expire(line)
    else:
        audit.record(
            session, actor, "forecast_accepted", subject=("version", change.version_id),
            unit_id=line.unit_id, change=(None, {"line": line.id, "value": value}),
        )  # fmt: skip


def _months(line: PlanLine) -> list[int]:
    return [getattr(line, f"m{month}") or 0 for month in MONTHS]


def _kept(session: Session, key: str, saved: SavedValue) -> SavedValue:
    keep_result(session, key, [saved.written, saved.now])
    return saved
