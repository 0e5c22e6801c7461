from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from core.db import Database
from core.services import sessions
from core.services.transaction import transaction
from pages.ui.session import current_actor, session_token
from tests.people import People, actor_of


def test_session_token_outside_a_browser_is_none() -> None:
    assert session_token() is None


def test_session_token_in_a_test_run_is_none_though_its_cookies_are_a_mock() -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui.session import session_token

        st.write(f"{bool(st.context.cookies.get('rodret_session'))} {session_token()}")

    assert AppTest.from_function(script).run().markdown[0].value in {"True None", "False None"}


def test_current_actor_nobody_signed_in_is_none(people: People) -> None:
    assert current_actor() is None


def test_current_actor_has_the_rights_of_today(
    process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    sign_in_as("maria")

    with process_database.reading() as session:
        assert current_actor() == actor_of(session, people.manager)


def test_current_actor_acting_as_looks_through_the_other_persons_eyes(
    process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    token = sign_in_as("ada")
    with transaction(process_database) as session:
        ada = actor_of(session, people.administrator)
        sessions.act_as(session, ada, token=token, user_id=people.manager)

    actor = current_actor()

    assert actor is not None
    assert (actor.user_id, actor.acting_as_id, actor.read_only) == (
        people.administrator,
        people.manager,
        True,
    )


def test_current_actor_after_sign_out_is_none(
    process_database: Database, people: People, sign_in_as: Callable[[str], str]
) -> None:
    token = sign_in_as("maria")
    with transaction(process_database) as session:
        sessions.sign_out(session, token=token)

    assert current_actor() is None
