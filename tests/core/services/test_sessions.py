from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.models import AuditEvent, AuditPersonal, SignInDelay, UserSession
from core.queries.sessions import SessionUser, sign_in_candidate, user_of_token
from core.services import audit, sessions
from core.services.transaction import transaction
from tests.conftest import NOW
from tests.people import actor_of, add_people, add_role, stored_people, token_of

ADDRESS = "192.0.2.7"
LIFETIME = timedelta(hours=10)


def try_in_vain(session: Session, times: int, *, username: str = "maria", address: str = ADDRESS) -> None:
    for _attempt in range(times):
        token = sessions.sign_in(
            session, username=username, password_ok=False, address=address, now=NOW, lifetime=LIFETIME
        )
        assert token is None


def wait_of(session: Session, username: str = "maria", address: str = ADDRESS) -> int:
    return sign_in_candidate(session, username=username, address=address, now=NOW).wait_seconds


def events(session: Session) -> list[tuple[str, int | None, int | None, str]]:
    rows = session.exec(select(AuditEvent).order_by(col(AuditEvent.n), col(AuditEvent.k))).all()
    return [(row.action, row.user_id, row.acting_as_id, row.subject_id) for row in rows]


def test_sign_in_right_password_opens_session_for_its_lifetime(session: Session) -> None:
    people = add_people(session, NOW)

    token = sessions.sign_in(
        session, username="Maria", password_ok=True, address=ADDRESS, now=NOW, lifetime=LIFETIME
    )

    assert user_of_token(session, token, NOW + LIFETIME - timedelta(seconds=1)) == SessionUser(
        people.manager, None
    )
    assert user_of_token(session, token, NOW + LIFETIME) is None


def test_sign_in_twice_gives_two_tokens_and_stores_neither(session: Session) -> None:
    add_people(session, NOW)

    tokens = {
        sessions.sign_in(
            session, username="maria", password_ok=True, address=ADDRESS, now=NOW, lifetime=LIFETIME
        )
        for _tab in range(2)
    }

    assert len(tokens) == 2
    assert not tokens & set(session.exec(select(UserSession.token_hash)))


def test_sign_in_unknown_name_is_refused_even_with_a_right_password(session: Session) -> None:
    add_people(session, NOW)

    token = sessions.sign_in(
        session, username="nobody", password_ok=True, address=ADDRESS, now=NOW, lifetime=LIFETIME
    )

    assert token is None
    assert session.exec(select(UserSession)).all() == []


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60), (70, 60), (200, 60)],
)
def test_sign_in_failures_double_the_wait_up_to_a_minute(
    session: Session, failures: int, seconds: int
) -> None:
    add_people(session, NOW)

    try_in_vain(session, failures)

    assert wait_of(session) == seconds


def test_sign_in_failures_delay_only_this_account_from_this_address(session: Session) -> None:
    add_people(session, NOW)

    try_in_vain(session, 5)

    assert (wait_of(session, address="192.0.2.8"), wait_of(session, username="sara")) == (0, 0)


def test_sign_in_unknown_name_waits_as_a_known_one(session: Session) -> None:
    add_people(session, NOW)

    try_in_vain(session, 4, username="nobody")

    assert wait_of(session, username="nobody") == 2


def test_sign_in_success_forgets_failures_and_removes_ended_sessions(session: Session) -> None:
    people = add_people(session, NOW)
    try_in_vain(session, 4)
    session.add(UserSession(token_hash="0" * 64, user_id=people.manager, created_at=NOW, expires_at=NOW))

    sessions.sign_in(session, username="maria", password_ok=True, address=ADDRESS, now=NOW, lifetime=LIFETIME)

    assert wait_of(session) == 0
    assert session.get(UserSession, "0" * 64) is None


def test_sign_in_failures_of_another_day_are_forgotten(session: Session) -> None:
    add_people(session, NOW)
    session.add(
        SignInDelay(account="maria", address=ADDRESS, failures=9, wait_until=NOW - timedelta(hours=25))
    )
    session.flush()

    try_in_vain(session, 1)

    assert session.get_one(SignInDelay, ("maria", ADDRESS)).failures == 1


def test_sign_in_and_out_leave_events_with_the_name_kept_apart(database: Database) -> None:
    people = stored_people(database)
    with transaction(database) as session:
        try_in_vain(session, 1, username="nobody")
    token = token_of(database, "maria")
    with transaction(database) as session:
        sessions.sign_out(session, token=token)

    with database.reading() as session:
        assert events(session) == [
            ("sign_in_refused", None, None, ""),
            ("sign_in", people.manager, None, str(people.manager)),
            ("sign_out", people.manager, None, str(people.manager)),
        ]
        assert [row.data for row in session.exec(select(AuditPersonal).order_by(col(AuditPersonal.n)))] == [
            {"username": "nobody", "address": ADDRESS},
            {"username": "maria", "address": ADDRESS},
        ]
        assert audit.verify(session) is None


def test_sign_out_ends_this_session_only(database: Database) -> None:
    people = stored_people(database)
    first, second = token_of(database, "maria"), token_of(database, "maria")

    with transaction(database) as session:
        sessions.sign_out(session, token=first)

    with database.reading() as session:
        assert user_of_token(session, first, NOW) is None
        assert user_of_token(session, second, NOW) == SessionUser(people.manager, None)


@pytest.mark.parametrize("token", [None, "", "unknown"])
def test_sign_out_unknown_token_changes_nothing(database: Database, token: str | None) -> None:
    with transaction(database) as session:
        sessions.sign_out(session, token=token)

    with database.reading() as session:
        assert events(session) == []


def test_end_sessions_of_user_administrator_ends_all(database: Database) -> None:
    people = stored_people(database)
    tokens = [token_of(database, "maria"), token_of(database, "maria")]

    with transaction(database) as session:
        actor = actor_of(session, people.administrator)
        assert sessions.end_sessions_of_user(session, actor, user_id=people.manager) == 2

    with database.reading() as session:
        assert [user_of_token(session, token, NOW) for token in tokens] == [None, None]
        assert events(session)[-1] == ("end_sessions", people.administrator, None, str(people.manager))


def test_act_as_reads_only_and_is_logged_with_both(database: Database) -> None:
    people = stored_people(database)
    token = token_of(database, "ada")
    with transaction(database) as session:
        sessions.act_as(session, actor_of(session, people.administrator), token=token, user_id=people.manager)

    with database.reading() as session:
        user = user_of_token(session, token, NOW)
        assert user == SessionUser(people.administrator, people.manager)
        actor = actor_of(session, people.administrator, acting_as_id=people.manager)
        with pytest.raises(NotAllowed):
            sessions.end_sessions_of_user(session, actor, user_id=people.manager)
    with transaction(database) as session:
        sessions.stop_acting(session, actor, token=token)

    with database.reading() as session:
        assert user_of_token(session, token, NOW) == SessionUser(people.administrator, None)
        assert events(session)[-2:] == [
            ("act_as", people.administrator, None, str(people.manager)),
            ("stop_acting", people.administrator, people.manager, str(people.manager)),
        ]


@pytest.mark.parametrize("who", ["manager", "controller"])
def test_act_as_other_roles_are_refused(database: Database, who: str) -> None:
    people = stored_people(database)
    token = token_of(database, "maria")

    with database.writing() as session:
        actor = actor_of(session, getattr(people, who))
        with pytest.raises(NotAllowed):
            sessions.act_as(session, actor, token=token, user_id=people.administrator)


def test_act_as_oneself_or_nobody_is_refused(session: Session) -> None:
    people = add_people(session, NOW)
    actor = actor_of(session, people.administrator)

    for user_id in (people.administrator, 4711):
        with pytest.raises(RuleViolation):
            sessions.act_as(session, actor, token="t", user_id=user_id)


def test_act_as_with_somebody_elses_session_is_refused(database: Database) -> None:
    people = stored_people(database)
    token = token_of(database, "sara")

    with database.writing() as session:
        actor = actor_of(session, people.administrator)
        with pytest.raises(NotAllowed):
            sessions.act_as(session, actor, token=token, user_id=people.manager)


def test_act_as_never_gives_higher_rights(session: Session) -> None:
    people = add_people(session, NOW)
    add_role(session, people.administrator, Role.MANAGER, people.place.top_id)

    actor = actor_of(session, people.administrator, acting_as_id=people.controller)

    with pytest.raises(NotAllowed):
        sessions.end_sessions_of_user(session, actor, user_id=people.manager)


def test_form_token_differs_by_session_and_does_not_tell_it() -> None:
    assert sessions.form_token("a") != sessions.form_token("b")
    assert sessions.form_token("a") == "8556c9c6747b36b8279c7974dbfbeca5effb7f9108190d33864a7fbabf244474"
