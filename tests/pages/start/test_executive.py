from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.models import ForecastReason
from core.queries.executive_measures import chosen_measures
from core.queries.forecast_words import WHOLE
from core.rules.executive_measures import MeasureKey
from tests.pages.conftest import Open
from tests.pages.executive_year import NAME, WORDS, plan_year
from tests.pages.forecast_round import close
from tests.pages.words import words_of
from tests.people import People

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "ledningsvy"


@pytest.fixture
def version(town: Database) -> int:
    return plan_year(town)


def press(run: AppTest, label: str) -> AppTest:
    return next(one for one in run.main.button if one.label == label).click().run()


def headers(run: AppTest) -> list[str]:
    return [header.value for header in run.main.header]


def test_executive_reads_the_result_what_calls_and_the_managers_words(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("executive")

    run = open_page(PATH)

    assert list(run.exception) == []
    assert [title.value for title in run.title] == ["Ledningsvy"]
    assert headers(run) == [
        "Det här behöver tas upp", "Läget i omgången", "Prognos per nämnd", "Förklaring till helheten",
        "Med chefernas egna ord",
    ]  # fmt: skip
    shown = words_of(run)
    assert "Årets resultat väntas bli" in shown
    assert WORDS in shown
    assert f"{NAME}, pågår till" in shown


def test_executive_opens_a_unit_with_rows_and_the_way_back(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("executive")

    run = open_page(PATH, enhet="411")

    assert [title.value for title in run.title] == ["Ledningsvy: Ekbackens skola"]
    assert headers(run) == ["Chefens förklaring", "Åtgärder"]
    shown = words_of(run)
    assert "mest vikarier i maj–augusti" in shown
    assert "Timlöner och vikarier" in shown
    run = press(run, "Tillbaka till Barn- och utbildningsnämnden")
    assert [title.value for title in run.title] == ["Ledningsvy: Barn- och utbildningsnämnden"]


def test_executive_lifts_a_managers_words_with_their_source(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("executive")

    run = press(open_page(PATH, enhet="411"), "Lyft till Ekarboda kommun")

    assert list(run.error) == []
    with town.reading() as session:
        text = session.exec(select(ForecastReason.text).where(ForecastReason.row_key == WHOLE)).one()
    assert text == f"Enligt Ekbackens skola: {WORDS}"


def test_executive_writes_an_explanation_of_the_whole(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("executive")
    run = open_page(PATH, enhet="4")

    next(area for area in run.main.text_area if area.label == "Med egna ord").input("Två skolor.")
    run = press(run, "Spara förklaringen")

    assert "Två skolor." in words_of(open_page(PATH, enhet="4"))


def test_controller_chooses_the_measures_of_an_area(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH)

    keys = [MeasureKey.VARIANCE, MeasureKey.EFFECT, MeasureKey.OUTCOME]
    next(one for one in run.main.multiselect if one.label == "Tre till fem mått").set_value(keys)
    run = press(run, "Spara måtten")

    assert list(run.error) == []
    with town.reading() as session:
        assert chosen_measures(session, ["4"])["4"] == tuple(sorted(keys, key=list(MeasureKey).index))


def test_all_figures_are_one_click_away(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    shown = words_of(open_page(PATH, vy="allt"))

    assert "Avvikelse hittills" in shown
    assert "Utfall 2025" in shown


def test_elected_official_reads_it_when_it_is_settled(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("elected_official")

    before = words_of(open_page(PATH))
    close(town, version)
    run = open_page(PATH)

    assert "Ingen prognos än" in before
    assert WORDS not in before
    shown = words_of(run)
    assert WORDS in shown
    assert "fastställd" in shown
    assert "Läget i omgången" not in headers(run)
    assert "Förklaring till helheten" not in headers(run)


def test_manager_sees_her_own_unit_and_never_the_neighbours(
    town: Database, version: int, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH, enhet="412")

    assert [title.value for title in run.title] == ["Ledningsvy: Ekbackens skola"]
    assert "Grannskolan" not in words_of(run)


def test_page_without_forecast_or_ledger_says_how_it_gets_filled(
    people: People, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    assert "Ingen huvudbok är inläst" in words_of(open_page(PATH))
