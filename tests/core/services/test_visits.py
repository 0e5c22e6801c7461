from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from core.enums import Role
from core.services.visits import is_new_day, last_visit, note_visit
from tests import factories

TREE = "EKA K - Ekarboda kommun"


class _Clock:
    """A database's clock that can be set."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


def test_last_visit_is_that_of_an_earlier_day(session: Session) -> None:
    units = factories.make_tree(session, TREE)
    actor = factories.make_actor(session, Role.MANAGER, units["EKA"])
    clock = _Clock(factories.LOADED_AT)
    session.info["database"] = clock

    assert is_new_day(session, actor)
    assert last_visit(session, actor) == factories.LOADED_AT - timedelta(days=14)
    note_visit(session, actor)
    assert not is_new_day(session, actor)
    clock.at += timedelta(hours=5)
    note_visit(session, actor)
    assert last_visit(session, actor) == factories.LOADED_AT + timedelta(hours=5) - timedelta(days=14)

    clock.at += timedelta(days=3)
    assert is_new_day(session, actor)
    note_visit(session, actor)
    note_visit(session, actor)

    assert last_visit(session, actor) == factories.LOADED_AT


def test_who_looks_through_anothers_eyes_makes_no_visit(session: Session) -> None:
    units = factories.make_tree(session, TREE)
    actor = factories.make_actor(session, Role.MANAGER, units["EKA"])
    through = replace(actor, acting_as_id=1)

    note_visit(session, through)

    assert not is_new_day(session, through)
    assert is_new_day(session, actor)
