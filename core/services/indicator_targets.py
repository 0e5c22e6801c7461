"""What a unit is to reach of a key figure, and where it started, from what the writer saw."""

from decimal import Decimal

from sqlmodel import Session

from core.errors import Conflict, RuleViolation
from core.models import Indicator, IndicatorTarget
from core.rules.access import Actor
from core.rules.indicator_numbers import typed
from core.services import audit
from core.services.indicator_places import placed
from core.texts import _

Start = tuple[int | None, Decimal | None]
"""The year and the value that a unit started from; nothing of both for none."""
_YEARS = range(2000, 2101)


def set_baseline(
    session: Session, actor: Actor, *, indicator_id: int, unit_id: int, start: Start, seen: Start
) -> None:
    """Say where a unit started; no value takes it away. `Conflict` unless `seen` still stands."""
    year, value = start
    _check_year(year)
    held = placed(session, actor, indicator_id, unit_id)
    old = (held.baseline_year, held.baseline)
    new = (None if value is None else year, value)
    if old == new:
        return
    if old != seen:
        raise Conflict(
            _("Någon annan har ändrat startvärdet sedan du öppnade det. {standing}").format(
                standing=_standing(
                    _start_words(session, indicator_id, old), _start_words(session, indicator_id, new)
                )
            )
        )
    held.baseline_year, held.baseline = new
    session.add(held)
    session.flush()
    audit.record(
        session, actor, "indicator_baseline", subject=("indicator", indicator_id), unit_id=unit_id,
        change=(old, new),
    )  # fmt: skip


def set_target(
    session: Session,
    actor: Actor,
    *,
    indicator_id: int,
    unit_id: int,
    year: int,
    value: Decimal | None,
    seen: Decimal | None,
) -> None:
    """Say what a unit is to reach in a year; None takes it away. `Conflict` unless `seen` still stands.

    A target without its unit is refused. One that already is what is asked for is left as it is.
    """
    _check_year(year)
    placed(session, actor, indicator_id, unit_id)
    held = session.get(IndicatorTarget, (indicator_id, unit_id, year), populate_existing=True)
    old = held.value if held is not None else None
    if old == value:
        return
    if old != seen:
        raise Conflict(
            _("Någon annan har ändrat målet för {year} sedan du öppnade det. {standing}").format(
                year=year,
                standing=_standing(_words(session, indicator_id, old), _words(session, indicator_id, value)),
            )
        )
    _write_target(session, (indicator_id, unit_id, year), held, value)
    audit.record(
        session, actor, "indicator_target", subject=("indicator", indicator_id), unit_id=unit_id,
        change=(old, value), cause=str(year),
    )  # fmt: skip


def _write_target(
    session: Session, at: tuple[int, int, int], held: IndicatorTarget | None, value: Decimal | None
) -> None:
    if value is None:
        session.delete(held)
    else:
        row = held or IndicatorTarget(indicator_id=at[0], unit_id=at[1], year=at[2], value=value)
        row.value = value
        session.add(row)
    session.flush()


def _standing(now: str, yours: str) -> str:
    return _("Nu står {now}. Du skrev {yours}, som inte är sparat.").format(now=now, yours=yours)


def _words(session: Session, indicator_id: int, value: Decimal | None) -> str:
    """Return a value with its unit and all its decimals."""
    row = session.get(Indicator, indicator_id)
    if value is None or row is None:
        return _("inget")
    return f"{typed(value)} {row.measure_unit}"


def _start_words(session: Session, indicator_id: int, start: Start) -> str:
    words = _words(session, indicator_id, start[1])
    return f"{words}, {start[0]}" if start[0] is not None else words


def _check_year(year: int | None) -> None:
    if year not in _YEARS:
        raise RuleViolation(_("Skriv året med fyra siffror, till exempel 2027."))
