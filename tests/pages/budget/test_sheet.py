from collections.abc import Callable

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import SubmissionState
from core.models import PlanChange, PlanLine, Version
from core.queries.plan_lines import PlanRow, list_lines
from core.reports.budget_sheet import budget_subject
from core.services.comments import ask_for_change
from core.services.plan_edits import CellEdit, save_cells
from core.services.transaction import transaction
from pages.budget.sheet_events import PASTED, PICKED
from tests import factories
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named
from tests.pages.sheet_town import plant_budget, submission_of, version_id
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
KR = 100


class Desk:
    """The budget of two schools in browsers of its own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        plant_budget(database)
        with transaction(database) as session:
            self.units = factories.unit_ids(session)
            self.version_id = version_id(session)
            self.pay = factories.make_coding(session, "5010", function="440")
            self.unexplained = factories.make_coding(session, "5010")

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("budget", **query)
        assert list(run.exception) == []
        return run

    def enter(
        self, amounts: dict[int, int], unit: str = "4110", username: str = "maria", coding: int | None = None
    ) -> None:
        with transaction(self.database) as session:
            edits = [
                CellEdit(None, self.units[unit], coding or self.pay, month, None, amount * KR)
                for month, amount in amounts.items()
            ]
            actor = actor_named(session, self.database, username)
            save_cells(session, actor, version_id=self.version_id, edits=edits, key=f"put {unit}")

    def lines(self) -> list[PlanRow]:
        with self.database.reading() as session:
            sara = actor_named(session, self.database, "sara")
            return list_lines(session, sara, version_id=self.version_id, unit_id=self.units["1"])

    def pick(self, run: AppTest, coding: int | None = None) -> AppTest:
        run.session_state[PICKED] = (f"C{self.units['4110']}.{coding or self.pay}", "m1")
        return run.run()


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def press(run: AppTest, label: str) -> AppTest:
    next(button for button in run.button if button.label == label).click()
    return run.run()


def labels(run: AppTest) -> set[str]:
    return {button.label for button in run.main.button}


def test_sheet_of_a_manager_tells_net_and_the_way_to_begin(desk: Desk) -> None:
    run = desk.open_as("maria")

    words = words_of(run)
    assert "Budget 2027, Ekbackens skola" in words
    assert "Utgå från …" in words
    assert "Enheten har inte fått någon ram än." in words


def test_form_beside_the_grid_saves_a_month(desk: Desk) -> None:
    run = desk.pick(desk.open_as("maria"), desk.unexplained)
    next(box for box in run.main.text_input if box.label.startswith("Belopp i januari")).set_value("12,5 tkr")

    run = press(run, "Spara beloppet")

    assert [line.months[0] for line in desk.lines()] == [12_500 * KR]
    assert list(run.error) == []


def test_form_refuses_words_in_an_amount_and_keeps_what_stands(desk: Desk) -> None:
    desk.enter({1: 5_000})
    run = desk.pick(desk.open_as("maria"))
    next(box for box in run.main.text_input if box.label.startswith("Belopp i januari")).set_value(
        "ungefär 7"
    )

    run = press(run, "Spara beloppet")

    assert "är inget belopp" in run.error[0].value
    assert [line.months[0] for line in desk.lines()] == [5_000 * KR]


def test_year_is_spread_evenly_to_the_krona(desk: Desk) -> None:
    run = desk.pick(desk.open_as("maria"), desk.unexplained)
    next(box for box in run.main.text_input if box.label.startswith("Belopp för året")).set_value("100 000")
    next(radio for radio in run.main.radio if radio.label == "Så här").set_value("equal")

    press(run, "Fördela")

    (line,) = desk.lines()
    assert line.months == (8_333 * KR,) * 8 + (8_334 * KR,) * 4


def test_start_from_this_years_budget_fills_every_row_and_undo_takes_it_back(desk: Desk) -> None:
    run = desk.open_as("maria")
    next(box for box in run.main.text_input if box.label.startswith("Höj eller sänk")).set_value("2,5")
    run = press(run, "Fyll i")
    assert sorted(line.total or 0 for line in desk.lines()) == [246_000 * KR, 1_230_000 * KR]

    run = press(run, "Ångra")

    assert [line.total for line in desk.lines()] == [None, None]
    press(run, "Gör om")
    assert sorted(line.total or 0 for line in desk.lines()) == [246_000 * KR, 1_230_000 * KR]


def test_new_row_gets_its_coding_once_however_many_clicks(desk: Desk) -> None:
    run = desk.open_as("maria")
    account = next(box for box in run.main.selectbox if box.label == "Konto")
    account.select_index(next(n for n, name in enumerate(account.options) if name.startswith("Läromedel")))
    run = press(run, "Lägg till raden")

    with desk.database.reading() as session:
        assert len(session.exec(select(PlanLine)).all()) == 1


def test_pasted_cells_are_shown_first_and_saved_when_asked(desk: Desk) -> None:
    desk.enter({1: 1})
    run = desk.open_as("maria")
    row = f"C{desk.units['4110']}.{desk.pay}"
    run.session_state[PASTED] = ((row,), ("m2", "m3", "m4"), "1 234,00\tungefär\t2 tkr")
    run = run.run()
    assert "1 cell är röd och sparas inte." in words_of(run)
    assert desk.lines()[0].months[1] is None

    press(run, "Spara 2 celler")

    assert desk.lines()[0].months[1:4] == (1_234 * KR, None, 2_000 * KR)


def test_row_that_has_changed_much_must_be_explained_before_it_is_handed_in(desk: Desk) -> None:
    desk.enter(dict.fromkeys(range(1, 13), 150_000), coding=desk.unexplained)
    run = desk.open_as("maria")
    assert "Skriv en kommentar om varför." in words_of(run)

    run = press(run, "Lämna in")

    assert "Rätta det som står under Kontrollera först." in words_of(run)
    with desk.database.reading() as session:
        assert submission_of(session, "411").state is SubmissionState.WORKING


def test_manager_hands_in_what_is_explained(desk: Desk) -> None:
    desk.enter(dict.fromkeys(range(1, 13), 100_000))

    press(desk.open_as("maria"), "Lämna in")

    with desk.database.reading() as session:
        assert submission_of(session, "411").state is SubmissionState.SUBMITTED
    run = desk.open_as("maria")
    assert "Lämna in" not in labels(run)
    assert "Det är inlämnat." in words_of(run)


def test_asked_cell_is_listed_and_ticked_off(desk: Desk) -> None:
    desk.enter({1: 5_000})
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        subject = budget_subject(desk.version_id, desk.units["4110"], f"{desk.pay}/1")
        ask_for_change(session, sara, key="ask", subject=subject, body="Stämmer januari?")
    run = desk.open_as("maria")
    assert "1 cell att svara på" in words_of(run)
    assert "Sara Holm: Stämmer januari?" in words_of(run)

    run = press(run, "Klart")

    assert "1 cell att svara på" not in words_of(run)


def test_history_tells_who_changed_what_for_whom(desk: Desk) -> None:
    desk.enter({1: 5_000}, username="sara")

    run = desk.pick(desk.open_as("maria"))

    assert "Sara Holm för Maria Sandell" in words_of(run)
    with desk.database.reading() as session:
        assert len(session.exec(select(PlanChange).order_by(col(PlanChange.id))).all()) == 1


def test_sheet_of_a_foreign_unit_in_the_address_shows_ones_own(desk: Desk) -> None:
    desk.enter({1: 9_999}, unit="4120", username="sara")

    run = desk.open_as("maria", enhet="412")

    assert "Enheten i adressen finns inte" in words_of(run)
    assert "9999" not in words_of(run)


def test_elected_official_sees_no_budget_in_preparation(desk: Desk) -> None:
    run = desk.open_as("elected_official", budget=str(desk.version_id))

    assert "Budget 2027" not in words_of(run)


def test_elected_official_reads_an_adopted_budget_and_is_not_asked_to_change_it(desk: Desk) -> None:
    desk.enter({1: 9_999})
    with transaction(desk.database) as session:
        session.get_one(Version, desk.version_id).closed_at = desk.database.now()

    run = desk.open_as("elected_official", budget=str(desk.version_id), enhet="411")

    words = words_of(run)
    assert "Budget 2027 är antagen." in words
    assert "Ändra den med ett beslut" not in words
    assert not [one for one in ("sak måste rättas", "saker måste rättas") if one in words]
    assert "Kontrollera" not in [one.value for one in run.header]
    assert [one.value for one in run.error] == []
    assert "Lämna in" not in [one.label for one in run.button]
