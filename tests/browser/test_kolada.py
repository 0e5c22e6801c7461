"""From nothing to a value beside others: the register, the choice, the search and the fetch, for real."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from tests.browser.conftest import serious, settle, sign_in
from tests.browser.test_sign_in import MODES
from tests.core import kolada_town as known
from tests.core.kolada_server import Replay, Reply, answer, replaying, value
from tests.core.kolada_town import GROUP, NORTH, OWN, SICK, SOUTH
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
_JOB = 60_000
"""Milliseconds that a job may take to be claimed, run in a process of its own and told."""
_ATTEMPTS, _A_WHILE = 5, 3_000
"""How many times a list is opened, and for how many milliseconds its options are waited for."""
PLACES = ((OWN, 7.4), (NORTH, 6.4), (SOUTH, 6.9), (GROUP, 6.7))


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    """Kolada, which knows the sick leave of ten years."""
    with replaying() as own:
        known.answers(own)
        years = [
            value(SICK, place, year, T=last - (2025 - year) % 4 * 0.2, K=last + 0.8, M=last - 2.1)
            for place, last in PLACES
            for year in range(2016, 2026)
        ]
        own.on("/data/kpi", answer(years))
        yield own


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory, replay: Replay) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("kolada")
    with running_server(folder, plant=plant, mode="demo", kolada_url=replay.url) as own:
        yield own


def _choose(page: Page, label: str, typed: str) -> None:
    """Choose in a list; a run of the page that begins late closes it, and then it is opened again."""
    box = page.get_by_role("combobox", name=label)
    option = page.get_by_role("option").filter(has_text=typed).first
    for _attempt in range(_ATTEMPTS):
        settle(page)
        box.click()
        box.fill(typed)
        try:
            option.click(timeout=_A_WHILE)
        except TimeoutError:
            continue
        settle(page)
        return
    raise AssertionError(f"{typed} could not be chosen")


def _use(page: Page) -> None:
    """Make the figure the municipality's own: its card opens with the value that is fetched already."""
    offer = page.get_by_text("Använd som nyckeltal")
    expect(offer).to_have_count(1)
    offer.click()
    page.get_by_role("button", name="Lägg till nyckeltalet").click()
    settle(page)
    page.wait_for_url("**/nyckeltal?**")
    settle(page)
    expect(page.get_by_text("7,4\u00a0procent").first).to_be_visible()


def test_key_figure_is_fetched_seen_beside_others_and_kept_when_kolada_is_away(
    page: Page, replay: Replay
) -> None:
    page.goto("/kolada")
    sign_in(page, "sara")
    page.get_by_role("button", name="Hämta registret").click()
    expect(page.get_by_text("13 rader är hämtade från Kolada.")).to_be_visible(timeout=_JOB)
    page.get_by_role("button", name="Stäng").click()
    _choose(page, "Egen kommun", "Ekarboda")
    _choose(page, "Jämför med", "2025")
    page.get_by_role("button", name="Spara valet").click()
    expect(page.get_by_text("Valet är sparat.")).to_be_visible()
    settle(page)
    page.get_by_label("Sök nyckeltal").fill("SJUKFRÅNVARO totalt")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sjukfrånvaro totalt").click()
    expect(page.get_by_text("Inga värden är hämtade för nyckeltalet än.")).to_be_visible()

    page.get_by_role("button", name="Hämta nu").click()

    expect(page.get_by_text("120 rader är hämtade från Kolada.")).to_be_visible(timeout=_JOB)
    expect(page.locator(".r-answer")).to_have_text("Ekarboda har 7,4 % 2025, liknande kommuner har 6,7 %.")
    expect(page.get_by_text("Kommun för kommun, 2025")).to_be_visible()
    page.goto(f"/kolada?nyckeltal={SICK}")
    settle(page)
    _use(page)
    page.goto(f"/kolada?nyckeltal={SICK}")
    settle(page)
    expect(page.get_by_text("Ni använder nyckeltalet.")).to_be_visible()
    replay.on("/data/kpi", Reply(status=404))

    page.get_by_role("button", name="Hämta nu").click()

    expect(page.get_by_text("Kolada svarade med fel 404. Det som visas")).to_be_visible(timeout=_JOB)
    expect(page.locator(".r-fresh")).to_contain_text("misslyckades")
    expect(page.locator(".r-answer")).to_contain_text("Ekarboda har 7,4 % 2025")


@pytest.mark.parametrize("options", MODES)
def test_kolada_has_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    page.goto("/kolada")
    sign_in(page, "sara")
    for address in ("/kolada", "/kolada?sok=kommun", f"/kolada?nyckeltal={SICK}"):
        page.goto(address)
        settle(page)
        expect(page.get_by_role("heading", name="Kolada", level=1)).to_be_visible()

        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
