import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.models import User
from core.queries import users
from tests.conftest import NOW
from tests.people import FIRST_DAY, actor_of, add_people


def test_list_users_administrator_sees_everybody_with_roles(session: Session) -> None:
    people = add_people(session, NOW, password_hash="$2b$hash")
    session.get_one(User, people.manager).password_hash = ""
    session.flush()

    rows = users.list_users(session, actor_of(session, people.administrator))

    assert [(row.name, row.username, row.active, row.has_password) for row in rows] == [
        ("Ada Lind", "ada", True, True),
        ("Maria Sandell", "maria", True, False),
        ("Sara Holm", "sara", True, True),
    ]
    (held,) = rows[1].roles
    assert (held.role, held.unit_id, held.unit_name, held.valid_from, held.valid_to) == (
        Role.MANAGER,
        people.place.school_id,
        "Ekbackens skola",
        FIRST_DAY,
        None,
    )


@pytest.mark.parametrize("who", ["manager", "controller"])
def test_list_users_other_roles_are_refused(session: Session, who: str) -> None:
    people = add_people(session, NOW)

    with pytest.raises(NotAllowed):
        users.list_users(session, actor_of(session, getattr(people, who)))


def test_list_usernames_gives_names_in_order(session: Session) -> None:
    people = add_people(session, NOW)
    session.get_one(User, people.controller).active = False
    session.flush()

    assert users.list_usernames(session) == [
        ("ada", "Ada Lind", True),
        ("maria", "Maria Sandell", True),
        ("sara", "Sara Holm", False),
    ]


def test_profile_manager_shows_role_in_words(session: Session) -> None:
    people = add_people(session, NOW)

    assert users.profile(session, actor_of(session, people.manager)) == users.Profile(
        municipality="Ekarboda kommun", roles=(("Chef", "Ekbackens skola"),), acting_as="", has_password=False
    )


def test_profile_acting_as_names_the_other_person(session: Session) -> None:
    people = add_people(session, NOW)

    own = users.profile(session, actor_of(session, people.administrator, acting_as_id=people.manager))

    assert own.acting_as == "Maria Sandell"


def test_role_word_every_role_has_one() -> None:
    assert len({users.role_word(role) for role in Role}) == len(Role)


def test_role_title_begins_with_a_capital_and_keeps_the_rest() -> None:
    assert [users.role_title(role) for role in (Role.MANAGER, Role.HR)] == ["Chef", "HR-specialist"]


def test_user_name_unknown_is_empty(session: Session) -> None:
    assert users.user_name(session, 4711) == ""
