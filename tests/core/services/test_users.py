from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.models import AuditEvent, RoleAssignment, User
from core.queries.sessions import user_of_token
from core.rules.access import Actor
from core.services import users
from core.services.transaction import transaction
from tests.conftest import NOW
from tests.people import People, actor_of, add_people, stored_people, token_of

MAY_1 = date(2026, 5, 1)


def last_event(session: Session) -> AuditEvent:
    return session.exec(select(AuditEvent)).all()[-1]


def test_create_user_stores_a_trimmed_name_in_lower_case(database: Database) -> None:
    people = stored_people(database)

    with transaction(database) as session:
        user_id = users.create_user(
            session,
            actor_of(session, people.administrator),
            username=" Olle ",
            name=" Olle Ek ",
            email="olle@ekarboda.example",
            now=NOW,
        )

    with database.reading() as session:
        user = session.get_one(User, user_id)
        assert (user.username, user.name, user.email, user.password_hash, user.active) == (
            "olle",
            "Olle Ek",
            "olle@ekarboda.example",
            "",
            True,
        )
        event = last_event(session)
        assert (event.action, event.user_id, event.subject_id) == (
            "create_user",
            people.administrator,
            str(user_id),
        )


@pytest.mark.parametrize(
    ("username", "name"), [("maria", "Annan"), ("", "Namn"), ("a b", "Namn"), ("olle", " ")]
)
def test_create_user_taken_or_unusable_name_is_refused(session: Session, username: str, name: str) -> None:
    people = add_people(session, NOW)

    with pytest.raises(RuleViolation):
        users.create_user(
            session, actor_of(session, people.administrator), username=username, name=name, now=NOW
        )


def test_set_password_hash_signs_out_everywhere(database: Database) -> None:
    people = stored_people(database, password_hash="$2b$old")
    token = token_of(database, "maria")

    with transaction(database) as session:
        actor = actor_of(session, people.administrator)
        users.set_password_hash(session, actor, user_id=people.manager, password_hash="$2b$new")

    with database.reading() as session:
        assert session.get_one(User, people.manager).password_hash == "$2b$new"
        assert user_of_token(session, token, NOW) is None
        event = last_event(session)
        assert (event.action, event.old, event.new) == ("set_password", None, None)


def test_set_active_false_ends_sessions_and_true_lets_in_again(database: Database) -> None:
    people = stored_people(database)
    token = token_of(database, "maria")

    with transaction(database) as session:
        actor = actor_of(session, people.administrator)
        users.set_active(session, actor, user_id=people.manager, active=False)
    with transaction(database) as session:
        users.set_active(session, actor, user_id=people.manager, active=True)

    with database.reading() as session:
        assert user_of_token(session, token, NOW) is None
        assert session.get_one(User, people.manager).active
        assert (last_event(session).old, last_event(session).new) == (False, True)


def test_set_active_own_account_is_refused(session: Session) -> None:
    people = add_people(session, NOW)

    with pytest.raises(RuleViolation):
        users.set_active(
            session, actor_of(session, people.administrator), user_id=people.administrator, active=False
        )


def test_assign_role_gives_the_right_from_its_first_day(database: Database) -> None:
    people = stored_people(database)

    with transaction(database) as session:
        actor = actor_of(session, people.administrator)
        held_id = users.assign_role(
            session,
            actor,
            user_id=people.manager,
            role=Role.AUDITOR,
            unit_id=people.place.top_id,
            valid_from=MAY_1,
            valid_to=date(2026, 12, 31),
        )

    with database.reading() as session:
        held = session.get_one(RoleAssignment, held_id)
        assert (held.user_id, held.role, held.unit_id) == (
            people.manager,
            Role.AUDITOR,
            people.place.top_id,
        )
        assert (held.valid_from, held.valid_to) == (MAY_1, date(2026, 12, 31))
        assert last_event(session).new == {
            "role": "auditor",
            "valid_from": "2026-05-01",
            "valid_to": "2026-12-31",
        }


def test_assign_role_twice_backwards_or_nowhere_is_refused(session: Session) -> None:
    people = add_people(session, NOW)
    actor = actor_of(session, people.administrator)
    school = people.place.school_id

    def assign(user_id: int, unit_id: int, first: date, last: date | None) -> None:
        users.assign_role(
            session,
            actor,
            user_id=user_id,
            role=Role.HR,
            unit_id=unit_id,
            valid_from=first,
            valid_to=last,
        )

    assign(people.manager, school, MAY_1, None)
    for user_id, unit_id, first, last in [
        (people.manager, school, MAY_1, None),
        (people.manager, school, MAY_1, date(2026, 4, 30)),
        (people.manager, 4711, MAY_1, None),
        (4711, school, MAY_1, None),
    ]:
        with pytest.raises(RuleViolation):
            assign(user_id, unit_id, first, last)


def test_end_role_keeps_it_through_its_last_day(session: Session) -> None:
    people = add_people(session, NOW)
    actor = actor_of(session, people.administrator)
    held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == people.manager)).one()

    users.end_role(session, actor, assignment_id=held.id or 0, last_day=MAY_1)

    assert held.valid_to == MAY_1


def test_end_role_before_its_first_day_takes_it_back(session: Session) -> None:
    people = add_people(session, NOW)
    actor = actor_of(session, people.administrator)
    held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == people.manager)).one()
    held_id = held.id or 0

    users.end_role(session, actor, assignment_id=held_id, last_day=date(2019, 12, 31))
    session.flush()

    assert session.get(RoleAssignment, held_id) is None
    with pytest.raises(RuleViolation):
        users.end_role(session, actor, assignment_id=held_id, last_day=MAY_1)


Ask = Callable[[Session, Actor, People], object]
EVERY_WRITE: dict[str, Ask] = {
    "create_user": lambda session, actor, _: users.create_user(
        session, actor, username="ny", name="Ny", now=NOW
    ),
    "set_password_hash": lambda session, actor, people: users.set_password_hash(
        session, actor, user_id=people.manager, password_hash="$2b$new"
    ),
    "set_active": lambda session, actor, people: users.set_active(
        session, actor, user_id=people.manager, active=False
    ),
    "assign_role": lambda session, actor, people: users.assign_role(
        session,
        actor,
        user_id=people.manager,
        role=Role.ADMINISTRATOR,
        unit_id=people.place.top_id,
        valid_from=MAY_1,
    ),
    "end_role": lambda session, actor, _: users.end_role(session, actor, assignment_id=1, last_day=MAY_1),
}


@pytest.mark.parametrize("who", ["manager", "controller"])
@pytest.mark.parametrize("name", sorted(EVERY_WRITE))
def test_every_write_other_roles_are_refused(session: Session, name: str, who: str) -> None:
    people = add_people(session, NOW)

    with pytest.raises(NotAllowed):
        EVERY_WRITE[name](session, actor_of(session, getattr(people, who)), people)


@pytest.mark.parametrize("name", sorted(EVERY_WRITE))
def test_every_write_through_another_persons_eyes_is_refused(session: Session, name: str) -> None:
    people = add_people(session, NOW)
    actor = actor_of(session, people.administrator, acting_as_id=people.manager)

    with pytest.raises(NotAllowed):
        EVERY_WRITE[name](session, actor, people)


def test_at_console_first_administrator_can_be_made(database: Database) -> None:
    stored_people(database)

    with transaction(database) as session:
        user_id = users.create_user_at_console(session, username="olle", name="Olle Ek", now=NOW)
        users.assign_role_at_console(
            session, username="olle", role=Role.ADMINISTRATOR, unit_code="1", valid_from=MAY_1
        )
        users.set_password_hash_at_console(session, username="olle", password_hash="$2b$new")

    with database.reading() as session:
        actor = actor_of(session, user_id)
        assert [grant.role for grant in actor.grants] == [Role.ADMINISTRATOR]
        assert session.get_one(User, user_id).password_hash == "$2b$new"
        assert last_event(session).cause == "console"


def test_at_console_unknown_name_or_unit_is_refused(session: Session) -> None:
    add_people(session, NOW)

    with pytest.raises(RuleViolation):
        users.set_password_hash_at_console(session, username="nobody", password_hash="$2b$new")
    with pytest.raises(RuleViolation):
        users.assign_role_at_console(
            session, username="maria", role=Role.MANAGER, unit_code="9999", valid_from=MAY_1
        )
