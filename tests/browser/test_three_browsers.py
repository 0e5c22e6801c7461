"""A round of thirty units from opening to adoption: controller, manager, head and deputy, a browser each."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as
from tests.browser.round_town import (
    CODES,
    FIRST,
    LATE,
    NAME,
    SECOND,
    UNITS,
    Live,
    adopt,
    hand_in,
    planted,
)
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("thirty"), plant=planted, mode="demo") as own:
        yield own


@dataclass(frozen=True, slots=True)
class Room:
    """The four at their browsers, and the round in the database that they share."""

    live: Live
    sara: Page
    maria: Page
    berit: Page
    eva: Page

    @property
    def round_page(self) -> str:
        """The round, for the controller."""
        return f"/omgangar?omgang={self.live.round_id}"

    @property
    def state_page(self) -> str:
        """How the round goes."""
        return f"/laget?omgang={self.live.round_id}"


@pytest.fixture
def room(new_context: Callable[..., BrowserContext], server: Server) -> Room:
    return Room(Live(server.database), *(new_context().new_page() for _n in range(4)))


def press(page: Page, label: str) -> None:
    """Press a button of the page's own part."""
    page.get_by_role("button", name=label, exact=True).click()


def send(page: Page, **fields: str) -> None:
    """Fill in the form that stands open, by its labels, and send it."""
    for label, text in fields.items():
        page.get_by_label(label).fill(text)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


def answer(page: Page, text: str, button: str) -> None:
    """Write the unit's answer and press a button."""
    page.get_by_label("Svar", exact=True).fill(text)
    press(page, button)


def shows(page: Page, text: str) -> None:
    """Wait until the page says something."""
    expect(page.get_by_text(text).first).to_be_visible(timeout=20_000)


def test_round_of_thirty_units_goes_from_opening_to_adoption_in_four_browsers(room: Room) -> None:
    controller_opens(room)
    manager_answers(room)
    deputy_answers(room)
    one_unit_is_late(room)
    head_unlocks_without_sending_back(room)
    head_returns_and_the_deputy_answers_again(room)
    head_approves_all(room)
    controller_notes_the_decision(room)
    controller_closes_and_the_manager_sees_what_was_kept(room)


def controller_opens(room: Room) -> None:
    open_as(room.sara, "sara", room.round_page)
    press(room.sara, "Öppna omgången")
    press(room.sara, f"Öppna för {UNITS} enheter")
    expect(room.sara.get_by_role("button", name="Stäng omgången")).to_be_visible(timeout=20_000)
    assert Counter(room.live.states().values()) == {"not_started": UNITS}


def manager_answers(room: Room) -> None:
    open_as(room.maria, "maria", "/uppgifter")
    shows(room.maria, f"{NAME} har öppnat för Skola {FIRST}.")
    room.maria.goto(room.live.address(FIRST))
    answer(room.maria, "Två klasser fler.", "Lämna in")
    shows(room.maria, "Inlämnat. Godkänns senast")


def deputy_answers(room: Room) -> None:
    open_as(room.eva, "eva", room.live.address(SECOND))
    answer(room.eva, "Inget nytt.", "Lämna in")
    shows(room.eva, "Eva Ek lämnade in för Lars Lind.")


def one_unit_is_late(room: Room) -> None:
    room.live.each("mona", CODES[2:-1], hand_in)
    room.sara.goto(room.state_page)
    shows(room.sara, "29 av 30 enheter")
    shows(room.sara, "1 är sen")
    assert room.live.states()[LATE] == "not_started"


def head_unlocks_without_sending_back(room: Room) -> None:
    open_as(room.berit, "berit", room.live.address(FIRST))
    press(room.berit, "Lås upp för enheten")
    send(room.berit)
    shows(room.berit, "Berit Berg låste upp för enheten.")
    room.maria.goto(room.live.address(FIRST))
    answer(room.maria, "Två klasser fler, och en lärare.", "Spara svaret")
    shows(room.maria, "1 tidigare version")
    assert room.live.states()[FIRST] == "submitted"
    room.berit.goto(room.live.address(FIRST))
    shows(room.berit, "Två klasser fler, och en lärare.")
    press(room.berit, "Lås för enheten")
    shows(room.berit, "Berit Berg låste för enheten.")


def head_returns_and_the_deputy_answers_again(room: Room) -> None:
    room.berit.goto(room.live.address(SECOND))
    press(room.berit, "Lämna tillbaka")
    send(room.berit, **{"Vad ska ändras?": "Räkna på bussarna."})
    shows(room.berit, "Återlämnat. Lämnas in igen senast")
    room.eva.goto(room.live.address(SECOND))
    shows(room.eva, "Räkna på bussarna.")
    answer(room.eva, "Bussarna kostar 84 tkr.", "Lämna in")
    shows(room.eva, "Inlämnat. Godkänns senast")


def head_approves_all(room: Room) -> None:
    room.live.each("mona", [LATE], hand_in)
    room.berit.goto(room.state_page)
    press(room.berit, f"Godkänn {UNITS} enheter")
    expect(room.berit.get_by_role("heading", name="Att granska")).to_be_hidden(timeout=20_000)
    assert Counter(room.live.states().values()) == {"approved": UNITS}


def controller_notes_the_decision(room: Room) -> None:
    room.sara.goto(room.live.address(FIRST))
    press(room.sara, "Lägg in beslut")
    send(room.sara, **{"Vem har beslutat?": "Barn- och utbildningsnämnden", "Paragraf": "98"})
    shows(room.sara, "Beslutat: ")
    room.live.each("sara", CODES[1:], adopt)
    assert Counter(room.live.states().values()) == {"adopted": UNITS}


def controller_closes_and_the_manager_sees_what_was_kept(room: Room) -> None:
    room.sara.goto(room.round_page)
    press(room.sara, "Stäng omgången")
    press(room.sara, f"Stäng {NAME}")
    expect(room.sara.get_by_role("button", name="Stäng omgången")).to_be_hidden(timeout=20_000)
    room.maria.goto(room.live.address(FIRST))
    room.maria.get_by_role("link", name="Sparat ").click()
    shows(room.maria, "Två klasser fler, och en lärare.")
    shows(room.maria, "kontrollsumman stämmer")
