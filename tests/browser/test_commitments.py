"""Finance reads a file of commitments, and the manager sees what her unit is bound to."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.core.control_town import served
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
FILE = "ansvar;konto;leverantör;text;belopp;till\n4330;6310;Möbler AB;Bord;42 500;2026-12-10\n"


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("commitments"), plant=served, mode="demo") as own:
        yield own


def test_file_is_shown_read_and_seen_by_the_manager(
    page: Page, new_context: Callable[..., BrowserContext]
) -> None:
    open_as(page, "sara", "/ataganden")
    page.get_by_label("Källa").fill("Inköp")
    page.get_by_label("Källa").press("Enter")
    settle(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "inkop.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    expect(page.get_by_text(re.compile("Filen har 1 rad"))).to_be_visible()
    page.get_by_role("button", name="Läs in", exact=True).click()
    settle(page)
    expect(page.get_by_text(re.compile("inkop.csv, 1 rad"))).to_be_visible()

    hers = new_context().new_page()
    open_as(hers, "maria", "/ataganden")
    expect(hers.get_by_text("Möbler AB")).to_be_visible()
    expect(hers.locator(".r-answer")).to_have_text(re.compile("beställt eller avtalat för resten av 2026"))
    assert serious(hers) == []
