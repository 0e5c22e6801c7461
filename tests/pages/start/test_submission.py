from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import RoundKind, SubmissionState
from core.models import Decision, RoundAnswer
from core.services.transaction import transaction
from tests.core.process_town import BUDGET, Town, make_town, plan_and_open, submission
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

QUESTIONS = replace(BUDGET, kind=RoundKind.QUESTION, name="Frågor 2027")


class Asked:
    """A round of questions that asks Ekbackens skola, in browsers of its own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        with transaction(database) as session:
            self.town: Town = make_town(session)
            self.round_id = plan_and_open(session, self.town, QUESTIONS, "412")
            self.id = submission(session, self.town, self.round_id).id or 0

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("inlamning", inlamning=str(self.id), **query)
        assert list(run.exception) == []
        return run

    def state(self) -> SubmissionState:
        with self.database.reading() as session:
            return submission(session, self.town, self.round_id).state

    def answers(self) -> list[tuple[int, str]]:
        with self.database.reading() as session:
            rows = session.exec(select(RoundAnswer).order_by(RoundAnswer.n))  # type: ignore[arg-type]
            return [(row.n, row.body) for row in rows]

    def hand_in(self, text: str = "Färre elever.") -> None:
        run = self.open_as("maria")
        field(run, "Svar").set_value(text).run()
        press(run, "Lämna in")

    def approve_all(self) -> None:
        self.hand_in()
        press(self.open_as("berit"), "Godkänn")
        press(self.open_as("bo"), "Godkänn")


@pytest.fixture
def asked(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Asked:
    return Asked(process_database, sign_in_as, open_page)


def press(run: AppTest, label: str) -> AppTest:
    """Press the first button of the page with a label."""
    return next(button for button in run.main.button if button.label == label).click().run()


def field(run: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(area for area in run.main.text_area if area.label == label)


def labels(run: AppTest) -> set[str]:
    return {button.label for button in run.main.button}


def test_submission_unit_reads_when_and_who(asked: Asked) -> None:
    shown = words_of(asked.open_as("maria"))

    assert "Lämnas in senast <b>13 november</b>. Ansvarig är Maria Sandell, Eva Ek." in shown
    assert "Berit Berg, senast 20 november" in shown
    assert "Chef Barn- och utbildningsnämnden" in shown


def test_submission_answer_is_kept_as_a_draft_until_it_is_saved(asked: Asked) -> None:
    run = asked.open_as("maria")
    field(run, "Svar").set_value("Halvskriv").run()

    again = asked.open_as("maria")

    assert field(again, "Svar").value == "Halvskriv"
    assert "Utkast sparat" in words_of(again)
    assert asked.answers() == []
    press(again, "Spara svaret")
    assert asked.answers() == [(1, "Halvskriv")]
    assert asked.state() is SubmissionState.WORKING


def test_submission_handing_in_saves_the_answer_too(asked: Asked) -> None:
    asked.hand_in("Färre elever.")

    assert asked.state() is SubmissionState.SUBMITTED
    assert asked.answers() == [(1, "Färre elever.")]
    shown = words_of(asked.open_as("maria"))
    assert "Inlämnat. Godkänns senast <b>20 november</b>. Ansvarig är Berit Berg" in shown


def test_submission_answer_saved_by_another_meanwhile_is_told_and_nothing_is_lost(asked: Asked) -> None:
    mine = asked.open_as("maria")
    hers = asked.open_as("eva")
    field(hers, "Svar").set_value("Eva skrev.").run()
    press(hers, "Spara svaret")
    asked.sign_in_as("maria")

    field(mine, "Svar").set_value("Maria skrev.").run()
    mine = asked.open_as("maria")

    assert field(mine, "Svar").value == "Maria skrev."
    assert "Sparat av Eva Ek 2026-11-09 08:12, för Maria Sandell" in words_of(mine)


def test_submission_without_an_answer_is_not_handed_in(asked: Asked) -> None:
    run = press(asked.open_as("maria"), "Lämna in")

    assert [box.value for box in run.error] == ["Skriv svaret först."]
    assert asked.state() is SubmissionState.NOT_STARTED


def test_submission_is_returned_with_a_reason_and_handed_in_again(asked: Asked) -> None:
    asked.hand_in()
    reviewer = asked.open_as("berit")
    assert [box.value for box in press(reviewer, "Lämna tillbaka").error] == [
        "Skriv varför, så att enheten vet vad som ska ändras."
    ]
    field(reviewer, "Vad ska ändras?").set_value("Räkna på bussarna.")
    press(reviewer, "Lämna tillbaka")

    unit = asked.open_as("maria")
    shown = words_of(unit)
    assert "Återlämnat. Lämnas in igen senast <b>13 november</b>." in shown
    assert "Berit Berg vill att något ändras" in shown
    assert "Räkna på bussarna." in shown
    field(unit, "Svar").set_value("Bussar: 84 tkr.").run()
    press(unit, "Lämna in")
    assert asked.state() is SubmissionState.SUBMITTED
    assert asked.answers() == [(1, "Färre elever."), (2, "Bussar: 84 tkr.")]


def test_submission_is_approved_by_each_step_and_adopted(asked: Asked) -> None:
    asked.approve_all()
    assert asked.state() is SubmissionState.APPROVED
    run = asked.open_as("sara")
    for label, value in (("Vem har beslutat?", "Nämnden"), ("Paragraf", "98"), ("Diarienummer", "2026/211")):
        next(each for each in run.main.text_input if each.label == label).set_value(value)
    press(run, "Lägg in beslut")

    assert asked.state() is SubmissionState.ADOPTED
    shown = words_of(asked.open_as("maria"))
    assert "Beslutat: <b>Nämnden 2026-11-09 § 98, dnr 2026/211</b>." in shown
    with asked.database.reading() as session:
        assert [row.body for row in session.exec(select(Decision))] == ["Nämnden"]


def test_submission_of_controller_is_for_the_manager_who_confirms(asked: Asked) -> None:
    run = asked.open_as("sara")
    field(run, "Svar").set_value("Skrivet av ekonom.").run()
    press(run, "Lämna in för Maria Sandell, Eva Ek")

    unit = asked.open_as("maria")
    assert "Sara Holm lämnade in för Maria Sandell." in words_of(unit)
    press(unit, "Bekräfta")
    assert "Maria Sandell bekräftade." in words_of(asked.open_as("maria"))
    assert "Bekräfta" not in labels(asked.open_as("maria"))


def test_submission_that_moved_while_it_stood_open_says_who_was_first(asked: Asked) -> None:
    asked.hand_in()
    slow = asked.open_as("berit")
    press(asked.open_as("berit"), "Godkänn")

    run = press(slow, "Godkänn")

    assert [box.value for box in run.warning] == [
        "Berit Berg godkände 2026-11-09 08:12. Sidan visar hur det står nu."
    ]


def test_submission_own_change_is_not_told_as_somebody_elses(asked: Asked) -> None:
    asked.hand_in()

    run = press(asked.open_as("berit"), "Godkänn")

    assert list(run.warning) == []


@pytest.mark.parametrize(
    ("username", "shown"),
    [
        ("eva", {"Spara svaret", "Lämna in"}),
        ("rune", set()),
        ("disa", set()),
    ],
)
def test_submission_buttons_are_those_that_the_role_may_press(
    asked: Asked, username: str, shown: set[str]
) -> None:
    deeds = {"Spara svaret", "Lämna in", "Godkänn", "Lämna tillbaka", "Återta", "Lägg in beslut"}

    assert labels(asked.open_as(username)) & deeds == shown


def test_submission_of_another_unit_is_refused(asked: Asked) -> None:
    run = asked.open_as("lars")

    assert len(run.error) == 1
    assert run.error[0].value.startswith("Enheten ligger utanför det du har hand om.")
    assert "Det här ska göras" not in [header.value for header in run.header]


@pytest.mark.parametrize("wanted", ["", "x", "9" * 40, "²"])
def test_submission_that_is_none_leads_to_ones_tasks(asked: Asked, wanted: str) -> None:
    asked.sign_in_as("maria")

    run = asked.open_page("inlamning", inlamning=wanted)

    assert list(run.exception) == []
    assert [link.proto.label for link in run.main.get("page_link")] == ["Mina uppgifter"]
