from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import Direction
from core.imports.kolada import read_groups, read_kpis, read_municipalities, read_values
from core.jobs import run_waiting
from core.queries.kolada import COMPARED_PLACE, OWN_PLACE
from core.services import kolada_store
from core.services.transaction import transaction
from tests import factories
from tests.core import kolada_town as known
from tests.core.kolada_server import Reply, answer, replaying
from tests.core.kolada_town import FIRST, GROUP, LATER, OWN, PAY, SICK
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "kolada"


@pytest.fixture
def filled(town: Database) -> Database:
    """Everything that Kolada knows is fetched, and the places are chosen."""
    with transaction(town) as session:
        kolada_store.keep_kpis(session, read_kpis(answer(known.KPIS).body).rows, FIRST)
        kolada_store.keep_places(session, read_municipalities(answer(known.PLACES).body).rows, FIRST)
        kolada_store.keep_places(session, read_groups(answer(known.GROUPS).body).rows, FIRST)
        kolada_store.keep_values(session, read_values(answer(known.VALUES).body).rows, FIRST)
        factories.set_setting(session, OWN_PLACE, OWN)
        factories.set_setting(session, COMPARED_PLACE, GROUP)
    return town


def shown(run: AppTest) -> str:
    assert list(run.exception) == []
    return words_of(run)


def labels(run: AppTest) -> list[str]:
    return [button.label for button in run.button]


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.button if button.label == label).click().run()


def test_page_without_anything_fetched_can_be_searched(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH)
    assert "Sök bland nyckeltalen" in shown(run)
    assert "Hämta registret" not in labels(run)

    assert "Elever i åk 9, meritvärde" in shown(press(run, "meritvärde"))


def test_key_figure_without_values_says_how_it_gets_filled(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    assert "Ekonomiavdelningen hämtar dem" in shown(open_page(PATH, nyckeltal="N15507"))

    sign_in_as("sara")
    run = open_page(PATH, nyckeltal="N15507")
    assert "Välj egen kommun eller jämförelse" in shown(run)
    assert "Hämta registret" in labels(run)
    assert "Hämta nu" not in labels(run)


def test_key_figure_with_values_is_told_drawn_and_listed(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH, nyckeltal=SICK)

    text = shown(run)
    assert "Källa: Kolada (N00090), 2024–2025. Hämtat 2026-11-02." in text
    assert "liknande kommuner har" in text
    assert "Ekarboda går från 7,0 % 2024 till 7,2 % 2025. Liknande har 7,0 % 2025." in text
    assert "ovägt medel räknat här där Kolada inget har, av 1–2 av 2 kommuner." in text
    assert "Kommun för kommun, 2025" in text
    assert "Norrberga" in text
    assert "Hämta nu" not in labels(run)


def test_key_figure_of_women_is_drawn_when_chosen(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH, nyckeltal=SICK, visa="kvinnor")

    assert "Ekarboda går från 8,0 % 2024 till 8,1 % 2025." in shown(run)


def test_key_figure_whose_last_fetch_failed_tells_its_age_and_why(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    with transaction(filled) as session:
        kolada_store.keep_fetch(session, SICK, LATER, problem="Kolada svarade inte i tid.")
    sign_in_as("maria")

    text = shown(open_page(PATH, nyckeltal=SICK))

    assert "Hämtat 2026-11-02; senaste försöket 9 nov misslyckades" in text
    assert "Kolada svarade inte i tid. Det som visas är det som hämtades sist." in text
    assert "7,2\u00a0%" in text or "7,2 %" in text


def test_fetch_now_is_run_as_a_job_and_told(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as("sara")
    with replaying() as replay:
        known.answers(replay)
        monkeypatch.setenv("RODRET_KOLADA_URL", replay.url)
        run = press(open_page(PATH, nyckeltal=SICK), "Hämta nu")
        assert "Hämtar från Kolada" in shown(run)

        run_waiting(filled)

    assert "13 rader är hämtade från Kolada." in shown(run.run())


def test_fetch_now_that_fails_is_told_with_what_still_stands(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as("sara")
    with replaying() as replay:
        replay.on("/data", Reply(status=404))
        monkeypatch.setenv("RODRET_KOLADA_URL", replay.url)
        run = press(open_page(PATH, nyckeltal=SICK), "Hämta nu")
        run_waiting(filled)

    text = shown(run.run())
    assert "Kolada svarade med fel 404. Det som är hämtat tidigare finns kvar." in text
    assert "Ekarboda går från 7,0 % 2024" in text


def test_places_are_chosen_and_kept(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH, nyckeltal=SICK)
    compared = next(box for box in run.selectbox if box.label == "Jämför med")
    assert compared.options[:3] == [
        "Ingen",
        "Liknande kommuner, övergripande, Ekarboda, 2025 (2 kommuner)",
        "Liknande kommuner, övergripande, Ekarboda, 2024 (1 kommun)",
    ]

    compared.select_index(compared.options.index("Söderskog"))
    run = press(run.run(), "Spara valet")

    assert "Söderskog har 8,0 % 2025." in shown(run)


def test_key_figure_that_is_unknown_or_of_another_kind_is_told(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    assert "Nyckeltalet i adressen finns inte här" in shown(open_page(PATH, nyckeltal="N1"))
    assert "Inga värden är hämtade än" in shown(open_page(PATH, nyckeltal=PAY))
    assert "Används inte längre" in shown(open_page(PATH, sok="äldreomsorgen"))
    assert "Inget nyckeltal har alla orden" in shown(open_page(PATH, sok="<script>"))


def test_key_figure_is_used_as_the_own_one_and_its_card_opens(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH, nyckeltal=SICK)
    direction = next(one for one in run.radio if one.label == "Vad är bra?")
    assert direction.value is Direction.LOWER

    opened = press(run, "Lägg till nyckeltalet")

    words = shown(opened)
    assert "Sjukfrånvaro totalt bland anställda" in words
    assert "Lågt är bra" in words
    assert "7,2\u00a0procent" in words
    again = open_page(PATH, nyckeltal=SICK)
    assert "Ni använder nyckeltalet." in shown(again)
    assert "Lägg till nyckeltalet" not in labels(again)


def test_manager_of_a_school_sees_no_way_to_use_it(
    filled: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    assert "Lägg till nyckeltalet" not in labels(open_page(PATH, nyckeltal=SICK))
