"""Frames in a browser: what is left to distribute moves as it is typed, and axe finds nothing serious."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.pages.frame_town import plant_frames
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
ADDRESSES = (
    "/ramar?del=namnder",
    "/ramar?del=resultat",
    "/ramar?del=fordelning&enhet=4",
    "/ramar?del=internbudget",
    "/budgetforutsattningar?rad=price_index",
)
MODES = [
    pytest.param(
        {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}"
    )
    for width in (1280, 390)
    for scheme in ("light", "dark")
]


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("frames"), plant=plant_frames, mode="demo") as own:
        yield own


def test_what_is_left_to_distribute_moves_as_it_is_typed_and_is_saved(page: Page) -> None:
    open_as(page, "sara", "/ramar?del=fordelning&enhet=4")
    field = page.get_by_label("Ekbackens skola (411)")
    field.fill("6 000")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Kvar att fördela: 4\u00a0000\u00a0tkr.")).to_be_visible()

    page.get_by_role("button", name="Spara fördelningen").click(click_count=3, delay=20)
    settle(page)

    page.reload()
    settle(page)
    expect(page.get_by_label("Ekbackens skola (411)")).to_have_value("6\u00a0000")


@pytest.mark.parametrize("options", MODES)
def test_frames_have_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], options: dict[str, object]
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "sara", ADDRESSES[0])
    for address in ADDRESSES:
        page.goto(address)
        settle(page)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
