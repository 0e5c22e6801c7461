from datetime import date

import pytest

from core.db import Database
from core.models import User
from core.rules.subjects import unit_subject
from core.rules.tasks import TaskText
from core.services import calendar_feeds, tasks
from core.services.transaction import transaction
from tests.people import People, actor_of
from tests.server.asgi import Browser

UNKNOWN = "A" * 43


@pytest.fixture
def token(process_database: Database, people: People) -> str:
    """The token of the manager, who has a task."""
    with transaction(process_database) as session:
        maria = actor_of(session, people.manager)
        tasks.create_task(
            session,
            maria,
            key="00000000-0000-0000-0000-000000000001",
            subject=unit_subject(people.place.school_id),
            text=TaskText("Rond; å,\nBEGIN:VEVENT", date(2026, 11, 20)),
            owner_id=people.manager,
        )
        return calendar_feeds.create_feed(session, maria)


def test_calendar_of_a_token_holds_its_owners_days_without_a_session(browser: Browser, token: str) -> None:
    answer = browser.get(f"/kalender/{token}.ics")

    text = answer.body.replace("\r\n ", "")
    assert (answer.status, answer.header("content-type")) == (200, "text/calendar; charset=utf-8")
    assert answer.header("cache-control") == "private, no-store"
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert "SUMMARY:Rond\\; å\\, BEGIN:VEVENT\r\n" in text
    assert "DTSTART;VALUE=DATE:20261120" in text
    assert "DESCRIPTION:Ekbackens skola" in text


@pytest.mark.parametrize("wrong", [UNKNOWN, "x", "%00", "..", "a b", "å" * 43, "A" * 4000, "%0A" * 43])
def test_calendar_of_any_other_token_is_the_same_404(browser: Browser, token: str, wrong: str) -> None:
    answer = browser.get(f"/kalender/{wrong}.ics")

    known = browser.get(f"/kalender/{UNKNOWN}.ics")
    assert (answer.status, answer.body) == (404, "Kalendern finns inte.")
    assert answer.headers == known.headers


def test_calendar_of_a_revoked_token_and_of_one_who_has_left_is_404(
    browser: Browser, process_database: Database, people: People, token: str
) -> None:
    with transaction(process_database) as session:
        other = calendar_feeds.create_feed(session, actor_of(session, people.controller))
        maria = actor_of(session, people.manager)
        key = calendar_feeds.token_digest(token)
        calendar_feeds.revoke_feed(session, maria, key=key)
        session.get_one(User, people.controller).active = False

    assert [browser.get(f"/kalender/{one}.ics").status for one in (token, other)] == [404, 404]


@pytest.mark.parametrize(
    "path", ["/kalender/", "/kalender/a", "/kalender/a/b.ics", "/kalender/a.ics/x", "/kalender"]
)
def test_calendar_other_paths_of_the_folder_stay_closed(browser: Browser, path: str) -> None:
    answer = browser.get(path)

    assert (answer.status, answer.body) == (303, "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_calendar_other_methods_are_refused(browser: Browser, token: str, method: str) -> None:
    assert browser.request(method, f"/kalender/{token}.ics").status == 405
