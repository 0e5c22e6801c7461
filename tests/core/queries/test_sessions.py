from datetime import timedelta

from sqlmodel import Session

from core.enums import Role
from core.models import SignInDelay, User, UserSession
from core.queries import sessions
from tests.conftest import NOW
from tests.people import TODAY, add_people, add_user

HOUR = timedelta(hours=1)


def add_session(session: Session, token: str, user_id: int, *, acting_as_id: int | None = None) -> None:
    session.add(
        UserSession(
            token_hash=sessions.token_digest(token),
            user_id=user_id,
            acting_as_id=acting_as_id,
            created_at=NOW,
            expires_at=NOW + HOUR,
        )
    )
    session.flush()


def test_user_of_token_live_session_returns_user(session: Session) -> None:
    maria, ada = add_user(session, "maria", "Maria", NOW), add_user(session, "ada", "Ada", NOW)
    add_session(session, "m", maria)
    add_session(session, "a", ada, acting_as_id=maria)

    assert sessions.user_of_token(session, "m", NOW) == sessions.SessionUser(maria, None)
    assert sessions.user_of_token(session, "a", NOW) == sessions.SessionUser(ada, maria)


def test_user_of_token_last_moment_ends_session(session: Session) -> None:
    maria = add_user(session, "maria", "Maria", NOW)
    add_session(session, "m", maria)

    just_before = NOW + HOUR - timedelta(microseconds=1)
    assert sessions.user_of_token(session, "m", just_before) == sessions.SessionUser(maria, None)
    assert sessions.user_of_token(session, "m", NOW + HOUR) is None


def test_user_of_token_unknown_or_empty_returns_none(session: Session) -> None:
    add_session(session, "m", add_user(session, "maria", "Maria", NOW))

    assert [sessions.user_of_token(session, token, NOW) for token in (None, "", "other")] == [None] * 3


def test_user_of_token_stored_digest_does_not_sign_in(session: Session) -> None:
    add_session(session, "m", add_user(session, "maria", "Maria", NOW))

    assert sessions.user_of_token(session, sessions.token_digest("m"), NOW) is None


def test_user_of_token_inactive_user_returns_none(session: Session) -> None:
    maria = add_user(session, "maria", "Maria", NOW)
    add_session(session, "m", maria)
    session.get_one(User, maria).active = False
    session.flush()

    assert sessions.user_of_token(session, "m", NOW) is None


def test_sign_in_candidate_known_name_in_any_case_gives_hash(session: Session) -> None:
    add_user(session, "maria", "Maria", NOW, "$2b$hash")

    found = sessions.sign_in_candidate(session, username=" MARIA ", address="192.0.2.7", now=NOW)

    assert found == sessions.Candidate("$2b$hash", 0)


def test_sign_in_candidate_unknown_or_inactive_gives_empty_hash(session: Session) -> None:
    olle = add_user(session, "olle", "Olle", NOW, "$2b$hash")
    session.get_one(User, olle).active = False
    session.flush()

    found = [
        sessions.sign_in_candidate(session, username=name, address="192.0.2.7", now=NOW)
        for name in ("olle", "nobody")
    ]

    assert found == [sessions.Candidate("", 0)] * 2


def test_sign_in_candidate_waits_for_this_address_only(session: Session) -> None:
    session.add(
        SignInDelay(account="maria", address="192.0.2.7", failures=4, wait_until=NOW + timedelta(seconds=1.2))
    )
    session.flush()

    waits = [
        sessions.sign_in_candidate(session, username="maria", address=address, now=NOW).wait_seconds
        for address in ("192.0.2.7", "192.0.2.8")
    ]

    assert waits == [2, 0]


def test_people_with_roles_today_are_listed_in_tree_order(session: Session) -> None:
    people = add_people(session, NOW)
    session.get_one(User, people.administrator).active = False
    session.flush()

    assert sessions.people_with_roles(session, today=TODAY) == [
        sessions.Person("sara", "Sara Holm", Role.CONTROLLER, "Ekarboda kommun"),
        sessions.Person("maria", "Maria Sandell", Role.MANAGER, "Ekbackens skola"),
    ]


def test_people_with_roles_without_tree_is_empty(session: Session) -> None:
    assert sessions.people_with_roles(session, today=TODAY) == []
