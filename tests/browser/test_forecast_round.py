"""A controller finishes a round of thirty units by exception: returns one to its row, approves, closes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from core.enums import SubmissionState
from core.models import Comment
from tests.browser.conftest import open_as, serious, settle
from tests.browser.forecast_town import NAME, hand_in, plant, states, version
from tests.browser.round_town import FIRST, SECOND
from tests.browser.test_sign_in import MODES
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
PATIENT = 60_000


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("forecast"), plant=plant, mode="demo") as own:
        yield own


@pytest.mark.parametrize("options", MODES)
@pytest.mark.parametrize("address", ["/prognoslaget", "/prognoslaget?vy=namnder"])
def test_overview_has_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], options: dict[str, Any], address: str
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "sara", address)
    expect(page.get_by_role("heading", name="Prognosläget", level=1)).to_be_visible(timeout=PATIENT)
    settle(page)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_controller_finishes_a_round_of_thirty_units_by_exception(page: Page, server: Server) -> None:
    open_as(page, "sara", "/prognoslaget")
    expect(page.get_by_text("29 av 30 har lämnat in")).to_be_visible(timeout=PATIENT)

    _return(page, server)
    _approve(page, "Godkänn 28 enheter")
    assert sum(state is SubmissionState.APPROVED for state in states(server.database).values()) == 28

    hand_in(server.database, FIRST)
    hand_in(server.database, SECOND)
    page.reload()
    settle(page)
    _approve(page, "Godkänn 1 enhet")
    _approve_read(page)
    assert set(states(server.database).values()) == {SubmissionState.APPROVED}

    _close(page)
    with server.database.reading() as session:
        assert version(session).closed_at is not None


def _return(page: Page, server: Server) -> None:
    """Open the unit that has changed, and send it back to the row."""
    expect(page.get_by_role("button", name="29 enheter i ordning")).to_be_visible(timeout=PATIENT)
    page.get_by_role("button", name=f"Skola {FIRST}").click()
    expect(page.get_by_role("heading", name=f"Skola {FIRST}")).to_be_visible(timeout=PATIENT)
    page.get_by_role("button", name="Skicka tillbaka").first.click()
    page.get_by_label("Rad", exact=True).click()
    page.get_by_role("option", name="Timlöner och vikarier").click()
    page.get_by_label("Vad ska ändras?").fill("Är november med?")
    page.get_by_role("button", name="Skicka tillbaka").last.click()
    expect(page.get_by_text("Enheten ser vad som ska ändras.")).to_be_visible(timeout=PATIENT)
    settle(page)
    with server.database.reading() as session:
        asked = session.exec(select(Comment).where(Comment.asked)).all()
        assert [(row.cell, row.body) for row in asked] == [("timloner", "Är november med?")]


def _approve(page: Page, label: str) -> None:
    """Approve all that waits and is in order with one press."""
    page.get_by_role("button", name="väntar på ditt godkännande").click()
    page.get_by_role("button", name=label).click()
    expect(page.get_by_text("godkända.")).to_be_visible(timeout=PATIENT)
    settle(page)


def _approve_read(page: Page) -> None:
    """Approve the one that is in trouble, opened and read."""
    if not page.get_by_role("heading", name=f"Skola {FIRST}").is_visible():
        page.get_by_role("button", name=f"Skola {FIRST}").click()
    page.get_by_role("button", name="Godkänn", exact=True).click()
    expect(page.get_by_text("Prognosen är godkänd.")).to_be_visible(timeout=PATIENT)
    settle(page)


def _close(page: Page) -> None:
    page.goto("/omgangar")
    settle(page)
    page.get_by_role("button", name=NAME).first.click()
    page.get_by_role("button", name="Stäng omgången").first.click()
    page.get_by_role("button", name=f"Stäng {NAME}").click()
    expect(page.get_by_text("Stängd: 30 enheter är frysta.")).to_be_visible(timeout=PATIENT)
