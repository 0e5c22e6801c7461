from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from tests.pages.conftest import Open
from tests.pages.past_forecasts import plan_past
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "prognossakerhet"


def shown(run: AppTest) -> str:
    return words_of(run).replace("\xa0", " ").replace("<b>", "").replace("</b>", "")


def test_page_says_to_the_manager_how_far_and_which_way_she_errs(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_past(town)
    sign_in_as("maria")

    run = open_page(PATH)

    assert list(run.exception) == []
    assert "Ni har i snitt legat 350 tkr för dystert i Prognos höst, räknat på 2 år." in shown(run)
    assert "2024: 0, −400, bokslut −100. 2025: −300, −200, bokslut +200" in shown(run)
    assert [header.value for header in run.header] == ["Prognos efter prognos, och hur året slutade"]


def test_table_is_one_click_from_the_picture(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_past(town)
    sign_in_as("maria")
    run = open_page(PATH)

    next(one for one in run.segmented_control if one.label == "Visa som").set_value("tabell").run()

    words = shown(run)
    assert "Prognos höst 2024" in words
    assert "för hoppfull" in words
    assert "Bokslut 2025" in words


def test_controller_sees_the_units_below_the_one_that_errs_most_first(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_past(town)
    sign_in_as("sara")

    run = open_page(PATH)

    assert "Ekarboda kommun har i snitt legat 350 tkr för dystert" in shown(run)
    assert "Enhet för enhet" in [header.value for header in run.header]
    assert "Barn- och utbildningsnämnden" in shown(run)
    assert "för dyster" in shown(run)


def test_manager_of_another_unit_sees_nothing_of_the_school(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_past(town)
    sign_in_as("maria")

    run = open_page(PATH, enhet="412")

    assert "Grannskolan" not in shown(run)


def test_page_without_closed_forecasts_says_how_it_is_filled(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH)

    assert list(run.exception) == []
    assert "Ingen stängd prognos än" in shown(run)
