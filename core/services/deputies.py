"""Deputies: somebody who stands in for a manager for a time, on the manager's own unit."""

from datetime import date

from sqlmodel import Session

from core.enums import Role
from core.errors import RuleViolation
from core.models import RoleAssignment, User
from core.queries.access import require_write
from core.rules.access import Action, Actor
from core.services import users
from core.texts import _


def appoint_deputy(
    session: Session, actor: Actor, *, key: str, assignment_id: int, user_id: int, first: date, last: date
) -> int:
    """Let somebody stand in on the unit of a manager's role, both days included; return the role's id."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    held = session.get(RoleAssignment, assignment_id)
    if held is None or held.role is not Role.MANAGER:
        raise RuleViolation(_("Personen är inte chef för enheten längre. Ladda om sidan."))
    deputy = session.get(User, user_id)
    if deputy is None or not deputy.active or user_id == held.user_id:
        raise RuleViolation(_("Välj en annan person som har ett öppet konto."))
    if last < session.info["database"].today():
        raise RuleViolation(_("Ersättarens sista dag har redan varit. Välj en senare."))
    return users.assign_role(
        session,
        actor,
        user_id=user_id,
        role=Role.DEPUTY,
        unit_id=held.unit_id,
        valid_from=first,
        valid_to=last,
        key=key,
    )
