"""Which months may be said something of: those that have begun, and whose follow-up is open."""

from sqlmodel import Session

from core.enums import RoundState
from core.errors import RuleViolation
from core.periods import MONTHS, Period
from core.queries.goal_assessments import rounds_of_month
from core.rules.access import Actor
from core.services.submissions import ensure_editable
from core.texts import _


def require_begun(session: Session, period: Period) -> None:
    """Raise `RuleViolation` for what is no month, or one that has not begun."""
    today = session.info["database"].today()
    if period.month not in MONTHS or (period.year, period.month) > (today.year, today.month):
        raise RuleViolation(_("Månaden har inte börjat än. Välj en som har gått."))


def require_open(session: Session, actor: Actor, *, unit_id: int, period: Period) -> None:
    """Refuse a month whose follow-up is closed, and begin the unit's answer to one that is open."""
    found = rounds_of_month(
        session, tree_id=actor.tree_id, unit_id=unit_id, year=period.year, month=period.month
    )
    for chosen, submission in found:
        if chosen.state is RoundState.CLOSED:
            raise RuleViolation(
                _("{name} är stängd, så {month} går inte att ändra. Bedöm en senare månad.").format(
                    name=chosen.name, month=period.words()
                )
            )
        ensure_editable(session, actor, round_id=chosen.id or 0, unit_id=submission.unit_id)
