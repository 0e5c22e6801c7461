"""How a unit stops following a key figure: after a year, so that what is followed now is not disturbed.

end_at_unit(session, actor, *, indicator_id, unit_id, last_year) -> None
"""

from sqlmodel import Session

from core.errors import RuleViolation
from core.rules.access import Actor
from core.services import audit
from core.services.indicator_places import placed
from core.texts import _

_YEARS = range(2000, 2101)


def end_at_unit(
    session: Session, actor: Actor, *, indicator_id: int, unit_id: int, last_year: int | None
) -> None:
    """Say the last year that a unit follows a key figure; None until further notice."""
    if last_year is not None and last_year not in _YEARS:
        raise RuleViolation(_("Skriv året med fyra siffror, till exempel 2027."))
    held = placed(session, actor, indicator_id, unit_id)
    old, held.last_year = held.last_year, last_year
    session.add(held)
    session.flush()
    if old != last_year:
        audit.record(
            session, actor, "indicator_last_year", subject=("indicator", indicator_id), unit_id=unit_id,
            change=(old, last_year),
        )  # fmt: skip
