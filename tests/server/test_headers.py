import re

import pytest

from core.db import Database
from core.services.sessions import SESSION_COOKIE
from core.settings import Settings
from server.headers import inline_script_hashes, streamlit_page
from tests.people import People, token_of
from tests.server.asgi import SHELL_PAGE, Browser, application


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


@pytest.mark.parametrize("target", ["/", "/logga-in", "/halsa", "/static/js/a.js", "/favicon.png"])
def test_headers_every_answer_has_them(browser: Browser, target: str) -> None:
    answer = browser.get(target)

    assert directives(answer.header("content-security-policy"))["frame-ancestors"] == "'none'"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "same-origin"
    assert "camera=()" in answer.header("permissions-policy")


def test_headers_policy_of_the_application_allows_own_scripts_only(browser: Browser) -> None:
    policy = directives(browser.get("/").header("content-security-policy"))

    assert policy["script-src"] == f"'self' blob: {inline_script_hashes()}"
    assert policy["connect-src"] == "'self' ws://rodret.example"
    assert policy["object-src"] == "'none'"


def test_headers_policy_of_the_sign_in_page_allows_no_script(browser: Browser) -> None:
    policy = directives(browser.get("/logga-in").header("content-security-policy"))

    assert (policy["default-src"], "script-src" in policy) == ("'none'", False)


def test_headers_strange_host_is_not_echoed(browser: Browser) -> None:
    policy = directives(browser.get("/halsa", host="a; script-src *").header("content-security-policy"))

    assert policy["connect-src"] == "'self'"


def test_headers_https_asks_for_https_from_then_on(process_database: Database) -> None:
    plain = Browser(application(Settings())).get("/halsa")
    secure = Browser(application(Settings(public_url="https://rodret.example"))).get("/halsa")

    assert plain.header("strict-transport-security") == ""
    assert secure.header("strict-transport-security") == "max-age=31536000"
    assert "wss://rodret.example" in secure.header("content-security-policy")


def test_inline_script_hashes_installed_page_has_one_script() -> None:
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", inline_script_hashes())


def test_shell_page_is_turned_to_swedish_even_when_compression_is_asked_for(
    browser: Browser, process_database: Database, people: People
) -> None:
    browser.cookies[SESSION_COOKIE] = token_of(process_database, "maria")

    answer = browser.get("/", accept_encoding="gzip")

    swedish = SHELL_PAGE.replace('lang="en"', 'lang="sv"').replace("Streamlit", "Rodret")
    assert answer.body == swedish
    assert answer.header("content-length") == str(len(swedish))


def test_shell_page_installed_one_holds_what_is_replaced() -> None:
    page = streamlit_page().read_text(encoding="utf-8")

    assert (page.count('<html lang="en">'), page.count("<title>Streamlit</title>")) == (1, 1)


def test_allowed_hosts_other_host_is_refused(process_database: Database) -> None:
    browser = Browser(application(Settings(allowed_hosts=("rodret.example",))))

    assert [browser.get("/halsa", host=host).status for host in ("rodret.example", "evil.example")] == [
        200,
        400,
    ]
    assert [browser.get("/", host="evil.example").body] == ["Invalid host header"]
