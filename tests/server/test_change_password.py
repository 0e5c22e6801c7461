import re

import pytest
from sqlmodel import select

from core.db import Database
from core.models import AuditEvent, SignInDelay, User, UserSession
from core.queries.sessions import token_digest
from core.services import sessions
from core.services.sessions import SESSION_COOKIE
from core.services.transaction import transaction
from core.settings import Settings
from server.passwords import is_password
from tests.people import People, actor_of, token_of
from tests.server.asgi import Answer, Browser, application
from tests.server.conftest import PASSWORD, PASSWORD_HASH

PATH = "/byt-losenord"
CHOSEN = "fyra ord efter varandra"


@pytest.fixture
def signed_in(browser: Browser, process_database: Database, people: People) -> Browser:
    """Maria's browser."""
    browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")
    return browser


def hidden(answer: Answer, name: str) -> str:
    found = re.search(f'type="hidden" name="{name}" value="([^"]*)"', answer.body)
    assert found
    return found[1]


def form_of(
    answer: Answer, present: str = PASSWORD, password: str = CHOSEN, again: str = ""
) -> dict[str, str]:
    """What the form on a page sends when it is filled in."""
    carried = {name: hidden(answer, name) for name in ("form_token", "key", "next")}
    return {**carried, "present": present, "password": password, "again": again or password}


def is_hers(database: Database, people: People, password: str) -> bool:
    with database.reading() as session:
        return is_password(password, session.get_one(User, people.manager).password_hash)


def test_form_names_the_account_and_goes_back_to_where_one_was(signed_in: Browser) -> None:
    answer = signed_in.get(f"{PATH}?next=%2Fmal%3Fenhet%3D411")

    assert answer.status == 200
    assert "Du byter för maria." in answer.body
    assert '<a href="/mal?enhet=411">Tillbaka till Rodret</a>' in answer.body
    assert answer.header("cache-control") == "no-store"
    assert "form-action 'self'" in answer.header("content-security-policy")


def test_form_never_leads_to_another_site(signed_in: Browser) -> None:
    assert '<a href="/">' in signed_in.get(f"{PATH}?next=//evil.example").body


def test_password_is_changed_and_every_other_session_ends(
    signed_in: Browser, process_database: Database, people: People
) -> None:
    elsewhere = Browser(application(Settings()))
    elsewhere.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    answer = signed_in.post(PATH, form_of(signed_in.get(PATH)))

    assert answer.status == 200
    assert "Lösenordet är bytt" in answer.body
    assert is_hers(process_database, people, CHOSEN)
    assert (signed_in.get("/").status, elsewhere.get("/").status) == (200, 303)


def test_second_click_says_the_same_and_changes_nothing_more(
    signed_in: Browser, process_database: Database, people: People
) -> None:
    form = form_of(signed_in.get(PATH))

    answers = [signed_in.post(PATH, form) for _click in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 200]
    with process_database.reading() as session:
        noted = session.exec(select(AuditEvent.action)).all()
        assert (noted.count("password_changed"), noted.count("password_change_refused")) == (1, 0)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        (CHOSEN, "något annat långt", "De nya lösenorden är inte lika."),
        ("kort", "kort", "Lösenordet behöver minst 12 tecken."),
        (PASSWORD, PASSWORD, "Välj ett annat lösenord än det du har."),
        ("å" * 40, "å" * 40, "Lösenordet är för långt"),
    ],
)
def test_new_password_that_cannot_be_used_is_told_and_nothing_is_typed_back(
    signed_in: Browser, process_database: Database, people: People, password: str, again: str, said: str
) -> None:
    answer = signed_in.post(PATH, form_of(signed_in.get(PATH), PASSWORD, password, again))

    assert answer.status == 422
    assert said in answer.body
    assert PASSWORD not in answer.body
    assert f'value="{password}"' not in answer.body
    assert is_hers(process_database, people, PASSWORD)
    with process_database.reading() as session:
        assert session.exec(select(SignInDelay)).all() == []


def test_wrong_present_password_is_told_and_the_fifth_try_waits(
    signed_in: Browser, process_database: Database, people: People
) -> None:
    answers = [
        signed_in.post(PATH, form_of(signed_in.get(PATH), present="fel lösenord helt"))
        for _attempt in range(5)
    ]

    assert [answer.status for answer in answers] == [401, 401, 401, 429, 429]
    assert "Det nuvarande lösenordet stämmer inte." in answers[0].body
    assert "För många försök. Vänta 1 sekunder" in answers[4].body
    assert is_hers(process_database, people, PASSWORD)
    right = signed_in.post(PATH, form_of(signed_in.get(PATH)))
    assert right.status == 429
    assert is_hers(process_database, people, PASSWORD)


def test_wrong_present_password_counts_at_the_sign_in_too(signed_in: Browser) -> None:
    for _attempt in range(3):
        signed_in.post(PATH, form_of(signed_in.get(PATH), present="fel lösenord helt"))
    proof = hidden(signed_in.get("/logga-in"), "form_token")

    answer = signed_in.post("/logga-in", {"username": "maria", "password": PASSWORD, "form_token": proof})

    assert answer.status == 429


def test_form_of_another_site_or_session_changes_nothing(
    signed_in: Browser, process_database: Database, people: People
) -> None:
    form = {**form_of(signed_in.get(PATH)), "form_token": "made-up"}

    answer = signed_in.post(PATH, form)

    assert answer.status == 403
    assert "Sidan var för gammal. Försök igen." in answer.body
    assert is_hers(process_database, people, PASSWORD)


def test_ended_session_leads_to_the_sign_in_and_back(
    signed_in: Browser, process_database: Database, people: People
) -> None:
    form = form_of(signed_in.get(PATH))
    with transaction(process_database) as session:
        session.delete(session.get_one(UserSession, token_digest(signed_in.cookies[SESSION_COOKIE])))

    answers = [signed_in.post(PATH, form), signed_in.get(PATH)]

    assert [(answer.status, answer.header("location")) for answer in answers] == [
        (303, "/logga-in?next=%2Fbyt-losenord")
    ] * 2
    assert is_hers(process_database, people, PASSWORD)


def test_through_anothers_eyes_it_says_how_to_stop(
    browser: Browser, process_database: Database, people: People
) -> None:
    token = browser.cookies[SESSION_COOKIE] = token_of(process_database, "ada")
    form = form_of(browser.get(PATH))
    with transaction(process_database) as session:
        ada = actor_of(session, people.administrator)
        sessions.act_as(session, ada, token=token, user_id=people.manager)

    answers = [browser.get(PATH), browser.post(PATH, form)]

    assert [answer.status for answer in answers] == [403, 403]
    assert "Sluta visa som" in answers[0].body
    with process_database.reading() as session:
        assert set(session.exec(select(User.password_hash))) == {PASSWORD_HASH}


def test_account_without_a_password_is_told_so(
    signed_in: Browser, process_database: Database, people: People
) -> None:
    with transaction(process_database) as session:
        session.get_one(User, people.manager).password_hash = ""

    answer = signed_in.get(PATH)

    assert answer.status == 403
    assert "Ditt konto har inget lösenord i Rodret." in answer.body


def test_nobody_is_sent_to_the_sign_in(browser: Browser, people: People) -> None:
    assert browser.get(PATH).header("location") == "/logga-in?next=%2Fbyt-losenord"
