import re

import pytest
from sqlmodel import select

from core.db import Database
from core.models import AuditEvent, AuditPersonal, SignInDelay
from core.queries.sessions import SessionUser, user_of_token
from core.services.sessions import SESSION_COOKIE, form_token
from core.settings import Settings
from demo.people import PASSWORD as DEMO_PASSWORD
from tests.conftest import NOW
from tests.people import People, token_of
from tests.server.asgi import Answer, Browser, application
from tests.server.conftest import PASSWORD


def send(
    browser: Browser, username: str, password: str, *, wanted: str = "/uppfoljning?konto=5", **headers: str
) -> Answer:
    """Open the form and send it."""
    proof = hidden(browser.get("/logga-in"), "form_token")
    form = {"username": username, "password": password, "next": wanted, "form_token": proof}
    return browser.post("/logga-in", form, **headers)


def hidden(answer: Answer, name: str) -> str:
    found = re.search(f'type="hidden" name="{name}" value="([^"]*)"', answer.body)
    assert found
    return found[1]


def without_proof(answer: Answer) -> str:
    return answer.body.replace(hidden(answer, "form_token"), "")


def test_sign_in_right_password_leads_back_with_a_safe_cookie(
    browser: Browser, process_database: Database, people: People
) -> None:
    answer = send(browser, "Maria", PASSWORD)

    assert (answer.status, answer.header("location")) == (303, "/uppfoljning?konto=5")
    (cookie,) = [v for k, v in answer.headers if k == "set-cookie" and v.startswith(SESSION_COOKIE)]
    assert [part.strip().lower() for part in cookie.split(";")[1:]] == [
        "httponly",
        "max-age=36000",
        "path=/",
        "samesite=lax",
    ]
    with process_database.reading() as session:
        user = user_of_token(session, browser.cookies[SESSION_COOKIE], NOW)
        assert user == SessionUser(people.manager, None)


def test_sign_in_over_https_marks_both_cookies_secure(process_database: Database, people: People) -> None:
    browser = Browser(application(Settings()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RODRET_PUBLIC_URL", "https://rodret.example")
        answers = [browser.get("/logga-in"), send(browser, "maria", PASSWORD)]

    cookies = [value for answer in answers for key, value in answer.headers if key == "set-cookie"]
    assert len(cookies) == 2
    assert all("; Secure" in cookie for cookie in cookies)


def test_sign_in_foreign_next_leads_to_the_start(browser: Browser, people: People) -> None:
    assert send(browser, "maria", PASSWORD, wanted="//evil.example").header("location") == "/"


def test_sign_in_wrong_password_and_unknown_name_look_the_same(browser: Browser, people: People) -> None:
    wrong, unknown = send(browser, "maria", "fel lösenord"), send(browser, "nobody", PASSWORD)

    assert (wrong.status, unknown.status) == (401, 401)
    assert without_proof(wrong).replace("maria", "X") == without_proof(unknown).replace("nobody", "X")
    assert "Fel användarnamn eller lösenord." in wrong.body
    assert SESSION_COOKIE not in browser.cookies


def test_sign_in_refused_keeps_the_wanted_page_and_the_name(browser: Browser, people: People) -> None:
    answer = send(browser, "maria", "fel lösenord")

    assert hidden(answer, "next") == "/uppfoljning?konto=5"
    assert 'name="username" value="maria"' in answer.body
    assert "fel lösenord" not in answer.body


def test_sign_in_after_three_failures_waits_without_looking_at_the_password(
    browser: Browser, process_database: Database, people: People
) -> None:
    for _attempt in range(3):
        send(browser, "maria", "fel lösenord")

    answer = send(browser, "maria", PASSWORD)

    assert answer.status == 429
    assert "Vänta 1 sekunder" in answer.body
    with process_database.reading() as session:
        assert len(session.exec(select(AuditEvent)).all()) == 3


def test_sign_in_failures_do_not_shut_out_another_address(process_database: Database, people: People) -> None:
    app = application(Settings())
    attacker, maria = Browser(app, address="198.51.100.1"), Browser(app)
    for _attempt in range(4):
        send(attacker, "maria", "fel lösenord")

    assert send(maria, "maria", PASSWORD).status == 303


def test_sign_in_address_from_an_untrusted_header_is_not_believed(
    browser: Browser, process_database: Database, people: People
) -> None:
    send(browser, "maria", "fel lösenord", x_forwarded_for="198.51.100.9")

    with process_database.reading() as session:
        assert session.exec(select(SignInDelay.address)).all() == ["192.0.2.7"]
        (note,) = session.exec(select(AuditPersonal)).all()
        assert note.data == {"username": "maria", "address": "192.0.2.7"}


@pytest.mark.parametrize("sent", ["", "made-up"])
def test_sign_in_form_of_another_site_is_refused(browser: Browser, people: People, sent: str) -> None:
    browser.get("/logga-in")

    answer = browser.post("/logga-in", {"username": "maria", "password": PASSWORD, "form_token": sent})

    assert (answer.status, SESSION_COOKIE in browser.cookies) == (403, False)


def test_sign_in_without_the_form_cookie_is_refused(browser: Browser, people: People) -> None:
    answer = browser.post("/logga-in", {"username": "maria", "password": PASSWORD, "form_token": ""})

    assert answer.status == 403


def test_sign_in_file_instead_of_text_is_refused(browser: Browser, people: People) -> None:
    browser.get("/logga-in")
    body = b'--x\r\nContent-Disposition: form-data; name="username"; filename="a"\r\n\r\na\r\n--x--\r\n'

    answer = browser.request(
        "POST", "/logga-in", headers={"content-type": "multipart/form-data; boundary=x"}, body=body
    )

    assert answer.status == 400


@pytest.mark.parametrize("length", ["20001", "", "-1", "9e9"])
def test_sign_in_form_that_is_too_big_is_refused_unread(
    browser: Browser, people: People, length: str
) -> None:
    browser.get("/logga-in")

    answer = browser.post("/logga-in", {"username": "maria"}, content_length=length)

    assert answer.status == 413


def test_sign_in_again_ends_the_session_before(
    browser: Browser, process_database: Database, people: People
) -> None:
    first = browser.cookies[SESSION_COOKIE] = token_of(process_database, "sara")

    send(browser, "maria", PASSWORD)

    with process_database.reading() as session:
        assert user_of_token(session, first, NOW) is None


def test_sign_in_page_keeps_the_form_value_of_another_tab(browser: Browser) -> None:
    first = hidden(browser.get("/logga-in"), "form_token")

    assert hidden(browser.get("/logga-in"), "form_token") == first


def test_sign_in_page_outside_demo_lists_nobody(browser: Browser, people: People) -> None:
    assert "Maria Sandell" not in browser.get("/logga-in").body


def test_sign_in_page_in_demo_has_a_button_for_each_person(
    browser: Browser, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODRET_MODE", "demo")

    body = browser.get("/logga-in?next=%2Fuppfoljning").body

    assert re.findall('<button name="username" value="([^"]*)">', body) == ["maria", "sara", "ada"]
    assert f"<code>{DEMO_PASSWORD}</code>" in body
    assert body.count('name="next" value="/uppfoljning"') == 2


def test_sign_out_ends_the_session_and_the_cookie(
    browser: Browser, process_database: Database, people: People
) -> None:
    token = browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    answer = browser.post("/logga-ut", {"form_token": form_token(token)})

    assert (answer.status, answer.header("location")) == (303, "/logga-in")
    assert SESSION_COOKIE not in browser.cookies
    with process_database.reading() as session:
        assert user_of_token(session, token, NOW) is None


def test_sign_out_form_of_another_site_only_asks(
    browser: Browser, process_database: Database, people: People
) -> None:
    token = browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    answer = browser.post("/logga-ut", {"form_token": "made-up"})

    assert (answer.status, answer.header("location")) == (303, "/logga-ut")
    with process_database.reading() as session:
        assert user_of_token(session, token, NOW) == SessionUser(people.manager, None)


def test_sign_out_page_asks_with_the_right_proof(
    browser: Browser, process_database: Database, people: People
) -> None:
    token = browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    answer = browser.get("/logga-ut")

    assert (answer.status, hidden(answer, "form_token")) == (200, form_token(token))
