from datetime import date

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.errors import RuleViolation
from core.models import AuditPersonal, Mail, Preference, RoleAssignment, User
from core.services import audit, erasing, sessions, users
from core.services.transaction import transaction
from tests.people import People, actor_of, stored_people, token_of

TODAY = date(2026, 11, 9)


def shut(database: Database, people: People) -> None:
    with transaction(database) as session:
        admin = actor_of(session, people.administrator)
        users.set_active(session, admin, user_id=people.manager, active=False)


def erase(database: Database, people: People) -> None:
    with transaction(database) as session:
        erasing.erase_user(session, actor_of(session, people.administrator), user_id=people.manager)


def personal(session: Session) -> str:
    return str([row.data for row in session.exec(select(AuditPersonal))])


def test_erase_takes_the_personal_data_and_leaves_the_chain_whole(database: Database) -> None:
    people = stored_people(database, "$2b$hash")
    token_of(database, "maria")
    with transaction(database) as session:
        sessions.sign_in(
            session,
            username="maria",
            password_ok=False,
            address="192.0.2.9",
            now=database.now(),
            lifetime=None,
        )  # type: ignore[arg-type]
        session.add(Preference(user_id=people.manager, key="money_unit", value="tkr"))
        session.add(
            Mail(
                key="m",
                user_id=people.manager,
                recipient="maria@k.se",
                subject="",
                body="",
                at=database.now(),
            )
        )
    shut(database, people)

    erase(database, people)

    with database.reading() as session:
        user = session.get_one(User, people.manager)
        n = people.manager
        assert (user.username, user.name) == (f"borttagen-{n}", f"Borttagen person {n}")
        assert (user.email, user.password_hash, user.active) == ("", "", False)
        assert "maria" not in personal(session)
        assert [*session.exec(select(Mail)), *session.exec(select(Preference))] == []
        held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == n)).one()
        assert held.valid_to == TODAY
        assert audit.verify(session) is None


def test_erase_leaves_the_others_alone(database: Database) -> None:
    people = stored_people(database)
    token_of(database, "sara")
    shut(database, people)

    erase(database, people)

    with database.reading() as session:
        assert session.get_one(User, people.controller).name == "Sara Holm"
        assert "sara" in personal(session)


def test_erase_open_account_is_refused(database: Database) -> None:
    people = stored_people(database)

    with pytest.raises(RuleViolation):
        erase(database, people)
