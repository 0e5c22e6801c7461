from collections.abc import Callable

import pytest

from core.db import Database
from tests.pages.conftest import Open
from tests.pages.executive_year import WORDS, plan_year
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_manager_reads_her_year_with_her_own_words(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_year(town)
    sign_in_as("maria")

    run = open_page("")

    shown = words_of(run).replace("\u00a0", " ")
    # hourly pay is 100 over so far and is said to be 200 more; goods of 17 in ten months make 20 in the year
    assert "Prognosen är <b>320 tkr sämre än budget</b>, mest vikarier i maj–augusti." in shown
    assert "Helårsprognos mot budget" in shown
    assert "Prognos 3 2026, pågår." in shown
    assert WORDS in shown
    assert "Sedan sist" in [header.value for header in run.main.header]


def test_executive_sees_the_units_of_the_year_as_rows(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_year(town)
    sign_in_as("executive")

    shown = words_of(open_page(""))

    assert "Enhet och chefens egna ord" in shown
    assert WORDS in shown


def test_what_others_have_done_is_told_once_a_day_has_passed(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    plan_year(town)
    sign_in_as("maria")

    shown = words_of(open_page(""))

    assert "Prognos 3 2026 har öppnats, svara senast" in shown
