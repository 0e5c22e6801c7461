import re
from collections.abc import Callable

import pytest
from sqlmodel import select

from core.db import Database
from core.models import CalendarFeed
from core.queries.calendar_feeds import owner_of
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named, open_round
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "arshjul"


def test_year_wheel_manager_reads_what_is_next_for_her(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("maria")

    shown = words_of(open_page(PATH))

    assert "<b>Frågor 2026</b>, <b>20 november</b>: lämna in för Ekbackens skola." in shown
    assert "1 omgång och 7 datum i lag" in shown


def test_year_wheel_with_nothing_to_do_says_so(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    assert "Inget att göra." in words_of(open_page(PATH))


def test_year_wheel_elected_official_sees_the_law_and_no_round(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("elected_official")

    shown = words_of(open_page(PATH))

    assert "Nyvalt fullmäktige antar budget och skattesats" in shown
    assert "KL 11:10, SFS 2017:725" in shown
    assert "Frågor 2026" not in shown


def test_year_wheel_other_year_has_its_own_dates_and_no_today(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    shown = words_of(open_page(PATH, ar="2027"))

    assert "Ny kommunstyrelse tillträder" in shown
    assert "I dag" not in shown


def test_year_wheel_calendar_address_is_shown_once_and_can_be_closed(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page(PATH)
    next(one for one in run.main.button if one.label == "Skapa en kalenderadress").click()

    run = run.run()

    token = re.fullmatch(r".*/kalender/([\w-]{43})\.ics", run.code[0].value)
    assert token
    with town.reading() as session:
        assert owner_of(session, token[1]) == actor_named(session, town, "maria").user_id
    run = run.run()
    assert len(run.code) == 0

    next(one for one in run.main.button if one.label == "Stäng adressen").click()
    run.run()

    with town.reading() as session:
        assert [feed.revoked_at is not None for feed in session.exec(select(CalendarFeed))] == [True]
