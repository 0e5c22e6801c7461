"""The cases of the access matrix for limits and rules, and the functions that ask for no unit."""

from sqlmodel import Session

from core.rules.access import Action, Actor
from core.rules.limits import LimitKey
from core.services import limits
from tests.architecture.access_world import Case, World

_LIMIT = LimitKey.PLAN_DAYS


def _change(_world: World, session: Session, actor: Actor) -> None:
    limits.change_limit(session, actor, limit=_LIMIT, value="14", seen="30", why="Beslut", key="limit")


def _restore(_world: World, session: Session, actor: Actor) -> None:
    limits.restore_limit(session, actor, limit=_LIMIT, seen="30", why="Beslut", key="restored")


LIMIT_CASES: dict[str, Case] = {
    "services.limits.change_limit": Case(Action.MANAGE_FRAMES, _change),
    "services.limits.restore_limit": Case(Action.MANAGE_FRAMES, _restore),
}
LIMIT_CARRIES: dict[str, str] = {
    "queries.limits.list_limits": "limits govern everybody who holds a role (tested with the service)"
}
LIMIT_WITHOUT_ACTOR: dict[str, str] = {
    "queries.limits.read_limits": "no secret: the municipality's own limits, which govern everybody",
    "queries.limits.held_now": "part of services that have asked",
}
