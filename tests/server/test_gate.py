from datetime import timedelta

import pytest

from core.db import Database
from core.models import User, UserSession
from core.queries.sessions import token_digest
from core.services import sessions
from core.services.sessions import SESSION_COOKIE
from core.services.transaction import transaction
from tests.people import People, token_of
from tests.server.asgi import Browser


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/", "/logga-in"),
        ("/uppfoljning?konto=5021&t=%C3%A5", "/logga-in?next=%2Fuppfoljning%3Fkonto%3D5021%26t%3D%25C3%25A5"),
        ("/finns-inte", "/logga-in?next=%2Ffinns-inte"),
        ("/logga-ut", "/logga-in?next=%2Flogga-ut"),
        (f"/a?{'b' * 2000}", "/logga-in"),
    ],
)
def test_gate_anonymous_page_leads_to_sign_in_and_back(browser: Browser, target: str, location: str) -> None:
    answer = browser.get(target)

    assert (answer.status, answer.header("location"), answer.body) == (303, location, "")
    assert answer.header("cache-control") == "no-store"


@pytest.mark.parametrize(
    "target",
    [
        "/_stcore/host-config",
        "/_stcore/stream",
        "/_stcore/upload_file/a/b",
        "/_stcore/health/",
        "/static/js/index.js",
        "/media/a.png",
        "/component/a/b.js",
        "/bibliotek/tabulator/6/a.js",
        "/bibliotek/tabell/1/main.js",
        "/app/static/a",
    ],
)
def test_gate_anonymous_part_of_a_page_is_401(browser: Browser, target: str) -> None:
    assert browser.get(target).status == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_gate_anonymous_other_methods_are_401(browser: Browser, method: str) -> None:
    assert browser.request(method, "/uppfoljning").status == 401


def test_gate_anonymous_websocket_is_closed_before_it_opens(browser: Browser) -> None:
    assert browser.websocket("/_stcore/stream") == ["websocket.close"]
    assert browser.websocket("/logga-in") == ["websocket.close"]


@pytest.mark.parametrize(
    "target", ["/logga-in", "/halsa", "/favicon.png", "/bibliotek/typsnitt/HankenGrotesk-Regular.otf"]
)
def test_gate_open_paths_answer_anybody(browser: Browser, target: str) -> None:
    assert browser.request("HEAD" if "otf" in target or "png" in target else "GET", target).status == 200


def test_gate_signed_in_passes_everywhere(
    browser: Browser, process_database: Database, people: People
) -> None:
    browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    assert [browser.get(target).status for target in ("/", "/uppfoljning", "/static/js/a.js")] == [200] * 3
    assert browser.websocket("/_stcore/stream")[0] == "websocket.accept"


def test_gate_other_cookies_do_not_disturb(
    browser: Browser, process_database: Database, people: People
) -> None:
    browser.cookies["a(b,c"] = "1"
    browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    assert browser.get("/").status == 200


def test_gate_made_up_token_is_turned_away(browser: Browser, people: People) -> None:
    browser.cookies[SESSION_COOKIE] = "made-up"

    assert browser.get("/").status == 303


def test_gate_signed_out_is_turned_away_at_the_next_request(
    browser: Browser, process_database: Database, people: People
) -> None:
    token = browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")
    assert browser.get("/").status == 200

    with transaction(process_database) as session:
        sessions.sign_out(session, token=token)

    assert browser.get("/").status == 303


def test_gate_inactive_user_is_turned_away_at_the_next_request(
    browser: Browser, process_database: Database, people: People
) -> None:
    browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    with transaction(process_database) as session:
        session.get_one(User, people.manager).active = False

    assert browser.get("/").status == 303


def test_gate_ended_session_is_turned_away(
    browser: Browser, process_database: Database, people: People
) -> None:
    token = browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    with transaction(process_database) as session:
        row = session.get_one(UserSession, token_digest(token))
        row.expires_at = process_database.now() - timedelta(seconds=1)

    assert browser.get("/").status == 303
