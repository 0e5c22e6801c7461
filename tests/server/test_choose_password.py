from datetime import timedelta

import pytest

from core.db import Database, use_database
from core.models import User
from core.services import password_links
from core.services.transaction import transaction
from server.passwords import is_password
from tests.conftest import NOW
from tests.people import People, actor_of
from tests.server.asgi import Browser

CHOSEN = "fyra ord efter varandra"


@pytest.fixture
def link(process_database: Database, people: People) -> str:
    """The address of a link for maria."""
    with transaction(process_database) as session:
        ada = actor_of(session, people.administrator)
        return f"/losenord/{password_links.create_link(session, ada, user_id=people.manager)}"


def is_hers(database: Database, people: People, password: str) -> bool:
    with database.reading() as session:
        return is_password(password, session.get_one(User, people.manager).password_hash)


def test_link_is_open_to_whoever_has_it_and_names_the_account(browser: Browser, link: str) -> None:
    answer = browser.get(link)

    assert answer.status == 200
    assert "Du loggar sedan in som maria." in answer.body
    assert answer.header("cache-control") == "no-store"
    assert "form-action 'self'" in answer.header("content-security-policy")


def test_password_is_chosen_once(
    browser: Browser, process_database: Database, people: People, link: str
) -> None:
    first = browser.post(link, {"password": CHOSEN, "again": CHOSEN})
    second = browser.post(link, {"password": "ett annat långt ord", "again": "ett annat långt ord"})

    assert (first.status, second.status, browser.get(link).status) == (200, 410, 410)
    assert "Logga in som maria med ditt nya lösenord." in first.body
    assert is_hers(process_database, people, CHOSEN)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        (CHOSEN, "något annat långt", "Lösenorden är inte lika."),
        ("kort", "kort", "Lösenordet behöver minst 12 tecken."),
    ],
)
def test_password_that_cannot_be_used_is_told_and_the_link_stands(
    browser: Browser, link: str, password: str, again: str, said: str
) -> None:
    answer = browser.post(link, {"password": password, "again": again})

    assert answer.status == 422
    assert said in answer.body
    assert browser.get(link).status == 200


def test_link_of_nobody_says_that_it_has_ended(browser: Browser, people: People) -> None:
    answer = browser.get("/losenord/ingen")

    assert answer.status == 410
    assert "Länken gäller inte längre" in answer.body


def test_link_ends_after_a_week(browser: Browser, process_database: Database, link: str) -> None:
    later = Database(process_database.url, now=lambda: NOW + timedelta(days=password_links.LINK_DAYS))
    use_database(later)

    assert browser.get(link).status == 410
    later.dispose()


def test_link_does_not_sign_in_as_a_session_would(browser: Browser, link: str) -> None:
    browser.cookies["rodret_session"] = link.removeprefix("/losenord/")

    assert browser.get("/").status == 303
