from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, AuditPersonal, Mail, SignInDelay, User, UserSession
from core.queries.sessions import token_digest
from core.rules.access import Actor
from core.services import audit, password_links, sessions
from core.services.own_password import (
    NewPassword,
    change_own_password,
    changed_before,
    note_wrong_password,
    own_account,
)
from core.services.transaction import transaction
from tests.conftest import NOW
from tests.people import People, actor_of, add_people, stored_people

OLD, NEW = "$2b$old", "$2b$new"
ADDRESS = "192.0.2.7"


@pytest.fixture
def people(session: Session) -> People:
    return add_people(session, NOW, OLD)


@pytest.fixture
def maria(session: Session, people: People) -> Actor:
    return actor_of(session, people.manager)


def sign_in(session: Session, username: str = "maria") -> str:
    token = sessions.sign_in(
        session, username=username, password_ok=True, address=ADDRESS, now=NOW, lifetime=timedelta(hours=1)
    )
    assert token
    return token


def change(
    session: Session, actor: Actor, token: str, *, checked: str = OLD, key: str = "k1", by_mail: bool = False
) -> int:
    new = NewPassword(NEW, checked)
    return change_own_password(
        session, actor, new=new, token=token, address=ADDRESS, by_mail=by_mail, key=key
    )


def tokens(session: Session) -> set[str]:
    return set(session.exec(select(UserSession.token_hash)))


def actions(session: Session) -> list[str]:
    audit.seal(session, NOW)
    return list(session.exec(select(AuditEvent.action).order_by(AuditEvent.n, AuditEvent.k)))


def test_change_ends_every_other_session_and_link_of_hers_and_nobody_elses(
    session: Session, people: People, maria: Actor
) -> None:
    here, elsewhere, others = sign_in(session), sign_in(session), sign_in(session, "sara")
    password_links.create_link(session, actor_of(session, people.administrator), user_id=people.manager)

    ended = change(session, maria, here)

    assert ended == 2
    assert tokens(session) == {token_digest(here), token_digest(others)}
    assert token_digest(elsewhere) not in tokens(session)
    assert session.get_one(User, people.manager).password_hash == NEW
    assert session.get_one(User, people.controller).password_hash == OLD


def test_change_is_noted_without_any_secret(session: Session, maria: Actor) -> None:
    change(session, maria, sign_in(session))

    audit.seal(session, NOW)
    event = session.exec(select(AuditEvent).where(AuditEvent.action == "password_changed")).one()
    assert (event.user_id, event.subject_kind, event.old, event.new) == (
        maria.user_id, "user", None, {"sessions": 0},
    )  # fmt: skip
    kept = [str(row.model_dump()) for row in session.exec(select(AuditEvent))]
    assert not [text for text in kept if OLD in text or NEW in text]
    assert NEW not in repr(NewPassword(NEW, OLD))


def test_three_clicks_change_once(session: Session, maria: Actor) -> None:
    here = sign_in(session)
    sign_in(session)

    ended = [change(session, maria, here) for _click in range(3)]

    assert ended == [1, 0, 0]
    assert changed_before(session, maria, key="k1")
    assert not changed_before(session, maria, key="k2")
    assert actions(session).count("password_changed") == 1


def test_form_of_somebody_else_has_not_changed_ones_own(
    session: Session, people: People, maria: Actor
) -> None:
    change(session, maria, sign_in(session))

    assert not changed_before(session, actor_of(session, people.controller), key="k1")


def test_password_that_was_changed_since_it_was_checked_is_not_overwritten(
    session: Session, people: People, maria: Actor
) -> None:
    here = sign_in(session)
    session.get_one(User, people.manager).password_hash = "$2b$other"
    session.flush()

    with pytest.raises(Conflict, match="just bytts på ett annat ställe"):
        change(session, maria, here)

    assert session.get_one(User, people.manager).password_hash == "$2b$other"


def test_through_anothers_eyes_nothing_is_changed(session: Session, people: People) -> None:
    ada = actor_of(session, people.administrator, acting_as_id=people.manager)

    with pytest.raises(NotAllowed, match="Sluta visa som"):
        change(session, ada, "token")
    with pytest.raises(NotAllowed):
        note_wrong_password(session, ada, address=ADDRESS)


def test_account_without_a_password_here_has_none_to_change(
    session: Session, people: People, maria: Actor
) -> None:
    session.get_one(User, people.manager).password_hash = ""
    session.flush()

    with pytest.raises(RuleViolation, match="inget lösenord i Rodret"):
        own_account(session, maria)


def test_wrong_present_password_is_counted_as_a_failed_sign_in(session: Session, maria: Actor) -> None:
    for _attempt in range(5):
        note_wrong_password(session, maria, address=ADDRESS)

    delay = session.get_one(SignInDelay, ("maria", ADDRESS))
    assert (delay.failures, delay.wait_until - NOW) == (5, timedelta(seconds=4))
    assert actions(session) == ["password_change_refused"] * 5
    (first, *_rest) = session.exec(select(AuditPersonal)).all()
    assert first.data == {"username": "maria", "address": ADDRESS}


def test_right_password_forgets_the_failures(session: Session, maria: Actor) -> None:
    here = sign_in(session)
    note_wrong_password(session, maria, address=ADDRESS)

    change(session, maria, here)

    assert session.exec(select(SignInDelay)).all() == []


@pytest.mark.parametrize(
    ("email", "by_mail", "keys"),
    [("maria@ekarboda.example", True, 1), ("maria@ekarboda.example", False, 0), ("", True, 0)],
)
def test_change_is_told_by_mail_where_there_is_mail(
    session: Session, people: People, maria: Actor, email: str, by_mail: bool, keys: int
) -> None:
    session.get_one(User, people.manager).email = email
    session.flush()

    change(session, maria, sign_in(session), by_mail=by_mail)

    held = session.exec(select(Mail)).all()
    assert [mail.key.split(":")[:2] for mail in held] == [["password", str(people.manager)]] * keys
    assert [mail.recipient for mail in held] == [email] * keys


def test_of_two_forms_that_change_a_password_at_once_one_is_told(database: Database) -> None:
    people = stored_people(database, "$2b$old")
    maria = Actor(people.manager, "Maria Sandell", (), people.place.tree_id, people.place.top_id)
    with transaction(database) as session:
        token = sessions.sign_in(
            session, username="maria", password_ok=True, address="", now=NOW, lifetime=timedelta(hours=1)
        )
    start, told = Barrier(2), []

    def ask(n: int) -> None:
        start.wait()
        try:
            with transaction(database, maria) as session:
                change_own_password(
                    session, maria, new=NewPassword(f"$2b$new{n}", "$2b$old"), token=token or "", address="",
                    by_mail=False, key=f"key-{n}",
                )  # fmt: skip
        except Conflict:
            told.append(n)

    asks = [Thread(target=ask, args=(n,)) for n in range(2)]
    for thread in asks:
        thread.start()
    for thread in asks:
        thread.join()

    (late,) = told
    with database.reading() as session:
        assert session.get_one(User, people.manager).password_hash == f"$2b$new{1 - late}"
