from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import Task
from tests.pages.conftest import Open
from tests.pages.executive_year import WORDS, plan_year
from tests.pages.words import words_of
from tests.people import People

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "motesunderlag"


@pytest.fixture
def version(town: Database) -> int:
    return plan_year(town)


def press(run: AppTest, label: str) -> AppTest:
    return next(one for one in run.main.button if one.label == label).click().run()


def promise(run: AppTest, title: str, who: str | None) -> AppTest:
    next(one for one in run.main.text_input if one.label == "Vad ska göras?").input(title)
    if who is not None:
        box = next(one for one in run.main.selectbox if one.label == "Vem gör det?")
        box.select_index(box.options.index(who))
    return press(run, "Lägg till löftet")


def test_page_shows_deviations_questions_and_what_was_promised(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH)

    assert list(run.exception) == []
    assert [title.value for title in run.title] == ["Mötesunderlag: Ekbackens skola"]
    assert [header.value for header in run.main.header] == [
        "De tre största avvikelserna", "Lovat tidigare", "Frågor att tala om", "Vad lovar vi nu?",
    ]  # fmt: skip
    shown = words_of(run).replace("\u00a0", " ")
    assert WORDS in shown
    assert "Vad görs åt underskottet?" in shown
    assert "Underskottet är 320 tkr, och ingen åtgärd har effekt i år." in shown


def test_promise_becomes_a_task_of_its_owner(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    run = promise(open_page(PATH, enhet="411"), "Ny bemanningsplan", "Maria Sandell")

    assert list(run.error) == []
    assert "Ny bemanningsplan" in words_of(run)
    with town.reading() as session:
        kept = session.exec(select(Task.title, Task.subject_kind)).one()
    assert tuple(kept) == ("Ny bemanningsplan", "meeting")
    sign_in_as("maria")
    assert "Ny bemanningsplan" in words_of(open_page("uppgifter"))


def test_promise_without_somebody_to_keep_it_is_refused_and_kept_in_the_form(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    run = promise(open_page(PATH, enhet="411"), "Ny bemanningsplan", None)

    assert [error.value for error in run.error] == ["Välj vem som ska göra det."]
    assert next(one for one in run.main.text_input if one.label == "Vad ska göras?").value == (
        "Ny bemanningsplan"
    )


def test_page_without_a_forecast_says_how_it_gets_filled(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    shown = words_of(open_page(PATH))

    assert "Inget underlag än" in shown
    assert "När ekonomi öppnar en prognos fylls sidan av sig själv." in shown


def test_page_before_any_ledger_says_so(
    people: People, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    assert "Det finns inget utfall än." in words_of(open_page(PATH))
