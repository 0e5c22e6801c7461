from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import ControlAnswer, Task
from core.queries import control_findings
from core.queries.control_list import control_settings
from tests.core import control_town
from tests.core.control_town import LICENCE, PRINTER
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "kontrollista"


@pytest.fixture
def school(process_database: Database) -> Database:
    control_town.stored(process_database)
    return process_database


@pytest.fixture
def as_maria(school: Database, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("maria")


def buttons(run: AppTest, label: str) -> list[str]:
    return [one.key or "" for one in run.main.button if one.label == label]


def press(run: AppTest, label: str, at: int = 0) -> AppTest:
    [one for one in run.main.button if one.label == label][at].click()
    return run.run()


def answers(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        return [(str(row.verdict), row.rule, row.text) for row in session.exec(select(ControlAnswer))]


@pytest.mark.usefixtures("as_maria")
def test_manager_sees_why_each_thing_is_on_her_list(open_page: Open) -> None:
    run = open_page(PATH, period="2026-09")

    words = words_of(run).replace("\u00a0", " ")
    assert f"{LICENCE}, 186 000 kr" in words
    assert "Texten nämner Ekbackens skola F–6, men raden ligger på Norrängens skola F–6." in words
    assert "Ledning (4330), Kvisten AB, A 5477, september 2026" in words
    assert not run.exception


@pytest.mark.usefixtures("as_maria")
def test_one_press_says_that_a_thing_is_right_and_it_can_be_taken_back(
    open_page: Open, school: Database
) -> None:
    run = open_page(PATH)
    asked = len(buttons(run, "Stämmer"))

    run = press(run, "Stämmer")

    assert answers(school) == [("right", "missing", "")]
    assert len(buttons(run, "Stämmer")) == asked - 1
    assert "Alla återkommande fakturor har kommit." not in words_of(run)
    run = press(run, "Ångra svaret")
    assert answers(school) == []
    assert len(buttons(run, "Stämmer")) == asked


@pytest.mark.usefixtures("as_maria")
def test_what_is_to_be_corrected_becomes_the_economists_task(open_page: Open, school: Database) -> None:
    run = open_page(PATH, period="2026-09")
    next(one for one in run.main.text_area if one.label == "Kommentar").set_value("Hör till Ekbacken.")

    run = press(run, "Ska rättas")

    with school.reading() as session:
        title = session.exec(select(Task.title)).one()
    assert title.replace("\u00a0", " ") == f"Rätta bokföringen: {LICENCE}, 186 000 kr"
    assert answers(school) == [("wrong", "other_unit", "Hör till Ekbacken.")]
    assert "Ska rättas: Hör till Ekbacken. (Maria Sandell)" in words_of(run)


@pytest.mark.usefixtures("as_maria")
def test_comment_without_words_is_asked_for_and_nothing_is_lost(open_page: Open, school: Database) -> None:
    run = press(open_page(PATH), "Kommentar")

    assert [one.value for one in run.main.error] == ["Fyll i kommentaren."]
    assert answers(school) == []


def test_auditor_reads_and_answers_nothing(
    school: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("rut")

    run = open_page(PATH, enhet="433")

    assert PRINTER in words_of(run)
    assert buttons(run, "Stämmer") == []
    assert "Punkter och gränser" not in words_of(run)


def test_neighbour_sees_nothing_of_it(
    school: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("bo")

    words = words_of(open_page(PATH, enhet="433", period="2026-09"))

    assert LICENCE not in words
    assert PRINTER not in words


def test_controller_sees_how_far_the_units_have_come_and_sets_the_points(
    school: Database, sign_in_as: Callable[[str], str], open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as("sara")
    monkeypatch.setattr(control_findings, "MOST_ANSVAR", 2)

    run = open_page(PATH, enhet="1")

    assert "enheter har svarat på listan för" in words_of(run)
    assert "Från vilka belopp det frågas" in [one.proto.label for one in run.main.get("page_link")]
    fields = {one.label: one for one in run.main.text_area}
    fields["Månadens punkter"].set_value("Är hyran rätt?")
    press(run, "Spara")
    with school.reading() as session:
        assert [point.text for point in control_settings(session).points] == ["Är hyran rätt?"]
