from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import PlanOrigin, SubmissionState
from core.models import Comment, Notice, PlanLine, Version
from tests.pages.conftest import Open
from tests.pages.forecast_round import close, open_forecast, put, say, submission_of
from tests.pages.process_town import unit_id
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "prognoslaget"


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def test_overview_shows_the_units_that_need_somebody_first(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_forecast(town, "Prognos 2 2026")
    version_id = open_forecast(town)
    say(town, version_id, "ovrig_personal", -300)
    sign_in_as("sara")

    shown = words_of(open_page(PATH))

    assert "Ändrad" in shown
    assert "enheter behöver dig" in shown
    assert "Ekbackens skola" in shown


def test_overview_manager_sees_her_own_unit_alone(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_forecast(town)
    sign_in_as("maria")

    shown = words_of(open_page(PATH))

    assert "Ekbackens skola" in shown
    assert "Grannskolan" not in shown
    assert "7\u00a0777" not in shown


def test_overview_without_a_forecast_says_so(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    assert "Ingen prognos är öppnad" in words_of(open_page(PATH))


def test_overview_returns_to_the_row_once(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    version_id = open_forecast(town)
    put(town, version_id, SubmissionState.SUBMITTED)
    sign_in_as("sara")
    page = open_page(PATH, oppnad=str(unit_id(town, "411")))

    _fill_return(page)
    press(page, "Skicka tillbaka")

    with town.reading() as session:
        asked = session.exec(select(Comment).where(Comment.asked)).all()
        assert [(row.cell, row.body) for row in asked] == [("ovrig_personal", "Räkna om.")]
        held = submission_of(session, version_id)
        assert (held.state, held.returned) == (SubmissionState.WORKING, True)


def test_overview_return_of_what_has_moved_meanwhile_is_told(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    version_id = open_forecast(town)
    put(town, version_id, SubmissionState.SUBMITTED)
    sign_in_as("sara")
    page = open_page(PATH, oppnad=str(unit_id(town, "411")))
    _fill_return(page)
    other = open_page(PATH, oppnad=str(unit_id(town, "411")))
    press(other, "Godkänn")

    press(page, "Skicka tillbaka")

    with town.reading() as session:
        assert session.exec(select(Comment)).all() == []
        assert submission_of(session, version_id).state is SubmissionState.APPROVED
    assert "Inget är gjort" in page.warning[0].value
    assert next(area for area in page.text_area if area.label == "Vad ska ändras?").value == "Räkna om."


def test_overview_reader_may_look_and_do_nothing(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    version_id = open_forecast(town)
    put(town, version_id, SubmissionState.SUBMITTED)
    sign_in_as("auditor")

    page = open_page(PATH, oppnad=str(unit_id(town, "411")))

    assert "Övrig personal" in words_of(page)
    wanted = {"Skicka tillbaka", "Godkänn", "Lås upp", "Lägg till", "Spara var raden ligger"}
    assert wanted & set(labels(page)) == set()


def test_overview_of_a_closed_round_cannot_be_changed(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    version_id = open_forecast(town)
    put(town, version_id, SubmissionState.SUBMITTED)
    close(town, version_id)
    sign_in_as("sara")

    page = open_page(PATH, oppnad=str(unit_id(town, "411")))

    shown = words_of(page)
    assert "som den lämnades" in shown
    assert {"Skicka tillbaka", "Godkänn", "Lås upp", "Lägg till"} & set(labels(page)) == set()
    with town.reading() as session:
        assert session.get_one(Version, version_id).closed_at is not None


def test_overview_approves_what_is_in_order_at_once(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    version_id = open_forecast(town)
    put(town, version_id, SubmissionState.SUBMITTED, "411")
    put(town, version_id, SubmissionState.SUBMITTED, "412")
    sign_in_as("sara")
    page = open_page(PATH)
    chosen = page.multiselect[0]

    chosen.set_value(chosen.options).run()
    press(page, "Godkänn 2 enheter")

    with town.reading() as session:
        states = {submission_of(session, version_id, code).state for code in ("411", "412")}
    assert states == {SubmissionState.APPROVED}


def test_overview_reminds_those_who_have_something_left(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_forecast(town)
    sign_in_as("sara")
    page = open_page(PATH)

    next(button for button in page.button if button.label.startswith("Påminn")).click().run()

    with town.reading() as session:
        texts = [notice.text for notice in session.exec(select(Notice))]
    assert any(text.startswith("Prognos 3 2026, Ekbackens skola: sista dag") for text in texts)


def test_overview_central_adjustment_is_added_shown_and_taken_away(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    version_id = open_forecast(town)
    sign_in_as("sara")
    page = open_page(PATH)

    next(field for field in page.text_input if field.label.startswith("Belopp")).set_value("-400 tkr")
    next(field for field in page.text_input if field.label.startswith("Vad gäller")).set_value("Pension")
    _choose(page, "Konto", "Månadslön (5010)")
    press(page, "Lägg till")

    assert "Central justering: Pension" in words_of(page)
    with town.reading() as session:
        lines = session.exec(select(PlanLine).where(PlanLine.origin == PlanOrigin.ADJUSTMENT)).all()
        assert [(line.version_id, line.text) for line in lines] == [(version_id, "Pension")]
    press(page, "Ta bort")
    with town.reading() as session:
        assert session.exec(select(PlanLine).where(PlanLine.origin == PlanOrigin.ADJUSTMENT)).all() == []


def test_overview_wrong_amount_of_an_adjustment_is_told_and_nothing_lost(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_forecast(town)
    sign_in_as("sara")
    page = open_page(PATH)

    next(field for field in page.text_input if field.label.startswith("Belopp")).set_value("mycket")
    press(page, "Lägg till")

    assert "inget belopp" in page.error[0].value
    assert next(field for field in page.text_input if field.label.startswith("Belopp")).value == "mycket"


def test_overview_opens_a_row_without_figures(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_forecast(town)
    sign_in_as("sara")
    page = open_page(PATH, oppnad=str(unit_id(town, "412")))

    _choose(page, "Rad att flytta eller öppna", "Övrig personal, öppna raden")
    _choose(page, "Konto", "Månadslön (5010)", last=False)
    press(page, "Spara var raden ligger")

    assert "Raden ligger där nu." in [toast.value for toast in page.toast]
    assert "Övrig personal" in words_of(page)


def test_overview_committees_say_that_they_agree_with_the_ledger(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_forecast(town)
    sign_in_as("sara")

    year = words_of(open_page(PATH, vy="namnder"))
    months = words_of(open_page(PATH, vy="namnder", kolumner="perioden"))

    assert "Summan av utfallet stämmer med huvudboken på öret." in year
    assert "Årets resultat" in year
    assert "Prognos efter åtgärder" in year
    assert "Utfall jan–okt" in months


def _fill_return(page: AppTest) -> None:
    _choose(page, "Rad", "Övrig personal")
    next(area for area in page.text_area if area.label == "Vad ska ändras?").set_value("Räkna om.")


def _choose(page: AppTest, label: str, option: str, *, last: bool = True) -> None:
    boxes = [box for box in page.selectbox if box.label == label]
    boxes[-1 if last else 0].select(option)
