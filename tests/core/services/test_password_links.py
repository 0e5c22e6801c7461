from datetime import timedelta

import pytest
from sqlmodel import Session, select

from core.errors import RuleViolation
from core.models import AuditEvent, User, UserSession
from core.queries.sessions import owner_of_link, user_of_token
from core.services import password_links, sessions, users
from tests.conftest import NOW
from tests.people import People, actor_of, add_people

DAYS = timedelta(days=password_links.LINK_DAYS)


@pytest.fixture
def people(session: Session) -> People:
    return add_people(session, NOW, "$2b$old")


def make(session: Session, people: People) -> str:
    return password_links.create_link(
        session, actor_of(session, people.administrator), user_id=people.manager
    )


def test_link_is_the_persons_until_its_days_are_over(session: Session, people: People) -> None:
    token = make(session, people)

    owners = [owner_of_link(session, token, NOW + after) for after in (timedelta(0), DAYS)]

    assert owners == ["maria", None]
    assert token not in set(session.exec(select(UserSession.token_hash)))


def test_link_is_no_session_and_a_session_no_link(session: Session, people: People) -> None:
    token = make(session, people)
    signed_in = sessions.sign_in(
        session, username="maria", password_ok=True, address="", now=NOW, lifetime=timedelta(hours=1)
    )

    assert signed_in
    assert user_of_token(session, token, NOW) is None
    assert owner_of_link(session, signed_in, NOW) is None


def test_use_link_gives_the_password_once_and_ends_every_session_and_link(
    session: Session, people: People
) -> None:
    first, second = make(session, people), make(session, people)
    sessions.sign_in(session, username="maria", password_ok=True, address="", now=NOW, lifetime=DAYS)

    used = [
        password_links.use_link(session, token=token, password_hash=f"$2b$new{n}")
        for n, token in enumerate((first, first, second))
    ]

    assert used == [True, False, False]
    assert session.get_one(User, people.manager).password_hash == "$2b$new0"
    assert session.exec(select(UserSession)).all() == []


def test_link_ends_when_the_account_is_shut(session: Session, people: People) -> None:
    token = make(session, people)
    admin = actor_of(session, people.administrator)

    users.set_active(session, admin, user_id=people.manager, active=False)

    assert owner_of_link(session, token, NOW) is None
    assert not password_links.use_link(session, token=token, password_hash="$2b$new")
    with pytest.raises(RuleViolation):
        make(session, people)


def test_create_links_gives_each_her_own(session: Session, people: People) -> None:
    admin = actor_of(session, people.administrator)
    wanted = [people.manager, people.controller]

    made = password_links.create_links(session, admin, user_ids=wanted)

    assert [owner_of_link(session, made[user_id], NOW) for user_id in wanted] == ["maria", "sara"]
    assert session.exec(select(AuditEvent)).all() == []  # sealed with the transaction, never the token
