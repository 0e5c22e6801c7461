from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.queries.limits import read_limits
from core.rules.limits import LimitKey
from core.services.limits import change_limit
from core.services.transaction import transaction
from tests.factories import set_setting
from tests.pages.conftest import Open
from tests.pages.words import words_of
from tests.people import People, actor_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "granser"
AMOUNT = LimitKey.FORECAST_AMOUNT


@pytest.fixture
def as_sara(people: People, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("sara")


def words(run: AppTest) -> str:
    return words_of(run).replace("\u00a0", " ")


def labels(run: AppTest) -> list[str]:
    return [button.label for button in run.main.button]


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.main.button if button.label == label).click().run()


def write(run: AppTest, value: str, why: str = "Beslutat i budgetberedningen") -> None:
    fields = {one.label: one for one in run.main.text_input}
    fields["Prognosen behöver förklaras, belopp (kr)"].set_value(value)
    fields["Varför ändras den?"].set_value(why)


def held(database: Database) -> int:
    with database.reading() as session:
        return read_limits(session).ore(AMOUNT)


def test_manager_reads_what_governs_her_and_changes_nothing(
    people: People, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH)

    shown = words(run)
    assert "Alla <b>30 gränser</b> har sitt ursprungliga värde." in shown
    assert "Med 50,0 mnkr är det 500 000 kr." in shown
    assert "Ursprungligt värde." in shown
    assert "Ändra" not in labels(run)
    assert not run.exception


@pytest.mark.usefixtures("as_sara")
def test_controller_changes_a_limit_and_everybody_sees_who_and_why(
    process_database: Database, open_page: Open
) -> None:
    run = open_page(PATH, andra=AMOUNT)
    write(run, "50 tkr")

    run = press(run, "Spara")

    assert held(process_database) == 50_000_00
    shown = words(run)
    assert "<b>1 gräns är er egen</b>. De andra 29 har sitt ursprungliga värde." in shown
    assert "Sara Holm ändrade" in shown
    assert "Sara Holm: från 100 000 kr till 50 000 kr. Beslutat i budgetberedningen" in shown
    assert "Spara" not in labels(run)


@pytest.mark.usefixtures("as_sara")
def test_what_cannot_be_read_is_told_and_stays_in_the_form(
    process_database: Database, open_page: Open
) -> None:
    run = open_page(PATH, andra=AMOUNT)
    write(run, "mycket")

    run = press(run, "Spara")

    assert "”mycket” är inget belopp" in run.main.error[0].value
    assert [one.value for one in run.main.text_input] == ["mycket", "Beslutat i budgetberedningen"]
    assert held(process_database) == 100_000_00


@pytest.mark.usefixtures("as_sara")
def test_change_that_somebody_else_was_before_is_told_with_both_values(
    process_database: Database, people: People, open_page: Open
) -> None:
    run = open_page(PATH, andra=AMOUNT)
    write(run, "50 000")
    with transaction(process_database) as session:
        other = actor_of(session, people.controller)
        change_limit(session, other, limit=AMOUNT, value="75 000", seen="100000", why="Annat", key="other")

    run = press(run, "Spara")

    told = run.main.warning[0].value.replace("\u00a0", " ")
    assert "har ändrats till 75 000 kr sedan du öppnade sidan. Du ville ha 50 000 kr." in told
    assert held(process_database) == 75_000_00
    assert next(iter(run.main.text_input)).value.replace("\u00a0", " ") == "75 000"


@pytest.mark.usefixtures("as_sara")
def test_own_limit_goes_back_to_the_usual_one(process_database: Database, open_page: Open) -> None:
    with transaction(process_database) as session:
        set_setting(session, AMOUNT, "50000")
    run = open_page(PATH, andra=AMOUNT)
    write(run, "50 000", "Som förut")

    run = press(run, "Återställ till 100\u00a0000\u00a0kr")

    assert held(process_database) == 100_000_00
    assert "Som förut" in words(run)


@pytest.mark.usefixtures("as_sara")
def test_cancel_leaves_everything_as_it_was(process_database: Database, open_page: Open) -> None:
    run = open_page(PATH, andra=AMOUNT)
    write(run, "5")

    run = press(run, "Avbryt")

    assert held(process_database) == 100_000_00
    assert "Spara" not in labels(run)


def test_administrator_changes_the_municipality_and_not_the_money(
    people: People, process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("ada")
    assert "Ändra" not in labels(open_page(PATH, del_="x"))
    run = open_page(PATH, **{"del": "kommunen"}, andra=LimitKey.NAME)
    fields = {one.label: one for one in run.main.text_input}
    fields["Kommunens namn"].set_value("Ekarboda kommun")
    fields["Varför ändras den?"].set_value("Nytt system")

    press(run, "Spara")

    with process_database.reading() as session:
        assert read_limits(session).text(LimitKey.NAME) == "Ekarboda kommun"


@pytest.mark.usefixtures("as_sara")
@pytest.mark.parametrize("group", ["atgardsplan", "budget", "kontrollista", "mal", "aktiviteter", "kommunen"])
def test_every_group_opens(open_page: Open, group: str) -> None:
    run = open_page(PATH, **{"del": group})

    assert not run.exception
    assert not run.main.error
