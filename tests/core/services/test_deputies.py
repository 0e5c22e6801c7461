from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from core.enums import Role
from core.errors import RuleViolation
from core.models import RoleAssignment, User
from core.queries.access import load_actor
from core.rules.access import Grant
from core.services import deputies
from tests.conftest import NOW
from tests.people import TODAY, People, actor_of, add_people

LAST = date(2026, 12, 31)


@pytest.fixture
def people(session: Session) -> People:
    return add_people(session, NOW)


def role_of(session: Session, user_id: int) -> int:
    return session.exec(select(RoleAssignment.id).where(RoleAssignment.user_id == user_id)).one() or 0


def appoint(
    session: Session,
    people: People,
    user_id: int,
    *,
    of: int | None = None,
    last: date = LAST,
    key: str = "k",
) -> int:
    return deputies.appoint_deputy(
        session,
        actor_of(session, people.administrator),
        key=key,
        assignment_id=role_of(session, of or people.manager),
        user_id=user_id,
        first=TODAY,
        last=last,
    )


def test_deputy_stands_in_on_the_managers_unit_through_the_last_day(session: Session, people: People) -> None:
    appoint(session, people, people.controller)

    stands_in = Grant(Role.DEPUTY, people.place.school_id)
    days = (TODAY, LAST, LAST + timedelta(days=1))
    actors = [load_actor(session, people.controller, today=day) for day in days]
    assert [actor is not None and stands_in in actor.grants for actor in actors] == [True, True, False]


def test_deputy_second_click_gives_the_same_role(session: Session, people: People) -> None:
    made = [appoint(session, people, people.controller) for _click in range(2)]

    assert made[0] == made[1]


def test_deputy_must_be_another_with_an_open_account_for_a_manager_and_not_in_the_past(
    session: Session, people: People
) -> None:
    session.get_one(User, people.controller).active = False
    session.flush()
    for user_id, of, last in [
        (people.manager, people.manager, LAST),
        (people.controller, people.manager, LAST),
        (people.administrator, people.controller, LAST),
        (people.administrator, people.manager, TODAY - timedelta(days=1)),
        (4711, people.manager, LAST),
    ]:
        with pytest.raises(RuleViolation):
            appoint(session, people, user_id, of=of, last=last, key=f"{user_id}{of}{last}")
