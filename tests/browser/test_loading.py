"""An economist's way: a file, its preview, the load, the figures, and back again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.enums import SourceKind
from core.models import ImportProfile
from core.services.transaction import transaction
from tests import loading_factories as lf
from tests.browser.conftest import open_as, settle
from tests.server_process import Server

pytestmark = pytest.mark.browser
# Each row is balanced by a line of its own in the file.
ROWS = [
    ("2025-02-05", "4110", "5030", 1_234_500),
    ("2025-03-05", "4110", "6420", 65_500),
]


@pytest.fixture(scope="module")
def server(town_server: Server) -> Server:
    with transaction(town_server.database) as session:
        session.add(ImportProfile(name="Ekonomisystem SIE", kind=SourceKind.LEDGER, dimensions=lf.DIMENSIONS))
    return town_server


def choose_source(page: Page) -> None:
    page.get_by_role("combobox", name="Källa").click()
    page.get_by_role("option", name="Ekonomisystem SIE").click()
    settle(page)


def test_economist_loads_a_file_sees_its_figures_and_takes_it_back(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "februari.se"
    file.write_bytes(lf.sie_file(ROWS, year=2025))
    open_as(page, "sara", "/inlasning")
    choose_source(page)

    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Läs filen och visa vad den ändrar").click()
    expect(page.get_by_role("heading", name="februari.se")).to_be_visible()
    expect(page.get_by_text("Debet och kredit är lika, till öret.")).to_be_visible()

    load = page.get_by_role("button", name="Läs in", exact=True)
    load.evaluate("button => { button.click(); button.click(); button.click(); }")
    expect(page.get_by_text("4 rader är inlästa.")).to_be_visible(timeout=30_000)

    page.goto("/transaktioner?period=2025-03&enhet=411")
    expect(page.locator(".r-answer")).to_have_text(re.compile(r"2 rader, sammanlagt −13.000,00 kr"))

    page.goto("/inlasning")
    settle(page)
    page.get_by_role("button", name="Ångra en inläsning").click()
    page.get_by_role("button", name="Ångra inläsningen").click()
    expect(page.get_by_text("Inläsningen är ångrad.")).to_be_visible(timeout=30_000)

    page.goto("/transaktioner?period=2025-03&enhet=411")
    expect(page.locator(".r-answer")).to_have_text("Det finns inga transaktioner bakom det du har valt.")


def test_file_of_another_kind_is_refused_in_swedish(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "bok.xlsx"
    file.write_bytes(b"PK\x03\x04")
    open_as(page, "sara", "/inlasning")

    page.locator("input[type=file]").set_input_files(file)

    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Filtypen kan inte läsas.")
    expect(page.get_by_role("button", name="Läs filen och visa vad den ändrar")).to_be_disabled()
