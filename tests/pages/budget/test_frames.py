from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import BudgetFrame, UnitFrame
from core.queries.frames import read_frame
from core.rules.frames import frame_of
from tests.pages.conftest import Open
from tests.pages.frame_town import TKR, actor_of, propose_frame, unit_id
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SignIn = Callable[[str], str]


@pytest.fixture
def frame_id(town: Database) -> int:
    return propose_frame(town)


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.main.button if button.label == label).click().run()


def field(run: AppTest, label: str) -> object:
    return next(one for one in run.main.text_input if one.label == label)


def test_frames_answers_with_the_frames_the_result_and_its_share(
    frame_id: int, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("sara")

    words = words_of(open_page("ramar"))

    assert "10,0\u00a0mnkr" in words
    assert "+1,0\u00a0mnkr" in words
    assert "9,1\u00a0% av skatt och bidrag. De är inte antagna än." in words


def test_frames_change_is_summed_as_it_is_typed_and_saved(
    town: Database, frame_id: int, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("ramar")

    run = field(run, "Barn- och utbildningsnämnden").set_value("10 500").run()  # type: ignore[attr-defined]
    assert "nämndernas ramar 10\u00a0500\u00a0tkr, resultat +500\u00a0tkr" in words_of(run)
    run = press(run, "Spara")

    with town.reading() as session:
        cells = read_frame(session, actor_of(town, session, "sara"), frame_id=frame_id).cells
        assert frame_of(cells, unit_id(session, "4"), 2027) == 10_500 * TKR
    assert not run.exception


def test_frames_change_that_is_no_amount_says_which_field_and_what_to_write(
    frame_id: int, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("ramar")

    run = field(run, "Barn- och utbildningsnämnden").set_value("mycket").run()  # type: ignore[attr-defined]

    assert run.error[0].value.startswith("Barn- och utbildningsnämnden: ”mycket” är inget belopp.")


def test_frames_are_adopted_with_councils_decision(
    town: Database, frame_id: int, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("ramar")
    field(run, "Paragraf").set_value("98")  # type: ignore[attr-defined]

    run = press(run, "Anta ramarna för 2027")

    with town.reading() as session:
        assert session.exec(select(BudgetFrame.adopted_at)).one() is not None
    assert "De är antagna: Kommunfullmäktige" in words_of(run)
    assert "Ändra ramarna" not in words_of(run)


def test_frames_are_distributed_with_what_is_left_said_meanwhile(
    town: Database, frame_id: int, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("ramar", **{"del": "fordelning", "enhet": "4"})

    run = field(run, "Ekbackens skola (411)").set_value("6 000").run()  # type: ignore[attr-defined]
    assert "Kvar att fördela: 4\u00a0000\u00a0tkr." in words_of(run)
    run = press(run, "Spara fördelningen")

    with town.reading() as session:
        assert session.exec(select(UnitFrame.amount)).all() == [6_000 * TKR]
    assert not run.exception


def test_manager_sees_the_frame_of_her_own_unit(
    town: Database, frame_id: int, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page("ramar")

    words = words_of(run)
    assert "Ekbackens skola" in words
    assert "Grannskolan" not in words
    assert "Ändra ramarna" not in words


def test_frames_without_any_say_how_they_come(town: Database, sign_in_as: SignIn, open_page: Open) -> None:
    sign_in_as("elected_official")

    words = words_of(open_page("ramar"))

    assert "Det finns inga ramar att visa än." in words


def test_assumptions_value_is_saved_with_its_source(
    town: Database, sign_in_as: SignIn, open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page("budgetforutsattningar", rad="price_index")
    field(run, "Nytt värde för 2027").set_value("2,4")  # type: ignore[attr-defined]
    field(run, "Varifrån kommer värdet, eller varför ändras det?").set_value("SKR")  # type: ignore[attr-defined]

    run = press(run, "Spara värdet")

    assert "2,4\u00a0%" in words_of(run)
    assert "Sara Holm" in words_of(run)
