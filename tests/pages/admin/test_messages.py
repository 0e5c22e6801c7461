from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.queries.messages import list_messages
from core.services.transaction import transaction
from tests.core.process_town import Town, make_town
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def place(process_database: Database) -> Town:
    with transaction(process_database) as session:
        return make_town(session)


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.main.button if button.label == label).click().run()


def shown_today(database: Database, place: Town) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = list_messages(session, place.actor(session, "sara"), today=database.today())
        return [(row.title, row.body, row.unit) for row in rows]


def test_messages_is_sent_once_and_then_ended(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("meddelanden")
    assert "Inget meddelande visas i dag." in words_of(run)
    run.main.selectbox[0].select("Socialnämnden (5)")
    run.main.text_input[0].set_value("Ny rutin")
    run.main.text_area[0].set_value("Läs den före fredag.")
    run = press(run, "Skicka")
    assert shown_today(process_database, place) == [("Ny rutin", "Läs den före fredag.", "Socialnämnden")]
    assert "1 meddelande visas i dag." in words_of(run)
    assert run.main.text_area[0].value == ""

    run = press(run, "Sluta visa")

    assert shown_today(process_database, place) == []
    assert "Inget meddelande visas i dag." in words_of(run)


def test_messages_without_a_title_says_what_is_missing_and_keeps_the_text(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("meddelanden")
    run.main.text_area[0].set_value("Läs den före fredag.").run()

    run = press(run, "Skicka")

    assert [box.value for box in run.error] == ["Fyll i rubriken."]
    assert open_page("meddelanden").main.text_area[0].value == "Läs den före fredag."


def test_messages_controller_reaches_units_but_no_cost_centers(
    process_database: Database, place: Town, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    options = open_page("meddelanden").main.selectbox[0].options

    assert "Ekbackens skola (412)" in options
    assert "Skola (4120)" not in options
