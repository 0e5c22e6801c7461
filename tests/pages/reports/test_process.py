from collections.abc import Callable

import pytest
from sqlmodel import select

from core.db import Database
from core.enums import SubmissionState
from core.models import Submission
from tests.pages.conftest import Open
from tests.pages.process_town import hand_in, open_round, plan_round, unit_id
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "laget"


def test_process_without_an_opened_round_says_how_it_is_filled(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_round(town)
    sign_in_as("sara")

    assert "Ingen omgång har öppnat än." in words_of(open_page(PATH))


def test_process_controller_reads_how_many_have_handed_in_and_where_others_have_not_begun(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    round_id = open_round(town)
    hand_in(town, round_id, "411", "maria")
    sign_in_as("sara")

    shown = words_of(open_page(PATH))

    assert "<b>1 av 2 enheter</b> har lämnat in, ingen är sen. 1 har inte börjat" in shown
    assert "Inlämnade <b>1</b>" in shown
    assert "<b>Ekbackens skola</b>: Maria Sandell lämnade in." in shown


def test_process_manager_sees_her_own_unit_and_not_the_neighbour(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("maria")

    shown = words_of(open_page(PATH))

    assert "<b>0 av 1 enhet</b> har lämnat in" in shown
    assert "Grannskolan" not in shown


def test_process_units_of_another_stay_closed_to_a_manager_who_names_them(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    open_round(town)
    sign_in_as("maria")

    shown = words_of(open_page(PATH, oppen=str(unit_id(town, "4"))))

    assert "Grannskolan" not in shown


def test_process_controller_approves_what_waits_for_her_at_once(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    round_id = open_round(town)
    hand_in(town, round_id, "411", "maria")
    hand_in(town, round_id, "412", "bodil")
    sign_in_as("sara")
    run = open_page(PATH)
    assert "2 enheter väntar på ditt godkännande" in words_of(run)

    next(one for one in run.main.button if one.label == "Godkänn 2 enheter").click()
    run = run.run()

    assert list(run.exception) == []
    with town.reading() as session:
        states = session.exec(select(Submission.state)).all()
    assert states == [SubmissionState.APPROVED, SubmissionState.APPROVED]
    assert "enheter väntar på ditt godkännande" not in words_of(run)


def test_process_auditor_reads_and_approves_nothing(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    round_id = open_round(town)
    hand_in(town, round_id, "411", "maria")
    sign_in_as("auditor")

    run = open_page(PATH)

    assert "<b>1 av 2 enheter</b>" in words_of(run)
    assert [one.label for one in run.main.button if one.label.startswith("Godkänn")] == []
