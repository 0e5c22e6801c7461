"""A manager goes through her month: reads why, answers with one press, and opens the lines behind."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from core.enums import ControlVerdict
from core.models import ControlAnswer, User
from core.services.transaction import transaction
from tests.browser.conftest import open_as, serious, settle
from tests.core.control_town import LICENCE, served
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("control"), plant=served, mode="demo") as own:
        yield own


def test_manager_answers_her_list_and_opens_the_transaction(page: Page, server: Server) -> None:
    open_as(page, "maria", "/kontrollista?period=2026-09")
    expect(page.get_by_text(re.compile(LICENCE)).first).to_be_visible()
    assert serious(page) == []

    page.get_by_role("button", name="Ska rättas").first.click()
    page.get_by_label("Kommentar").first.fill("Hör till Ekbacken.")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Ska rättas").click()
    settle(page)
    expect(page.get_by_text("Besvarat (1)")).to_be_visible()

    with server.database.reading() as session:
        held = session.exec(select(ControlAnswer.verdict, ControlAnswer.text)).one()
    assert held == (ControlVerdict.WRONG, "Hör till Ekbacken.")

    page.goto("/kontrollista?period=2026-10")
    settle(page)
    page.get_by_role("link", name="Se transaktionerna").first.click()
    settle(page)
    expect(page).to_have_url(re.compile(r"/transaktioner\?enhet=4330&period=2026-10&sok=Skrivarservice"))
    expect(page.locator(".r-answer")).to_have_text(re.compile("9 rader"))


def test_manager_orders_her_follow_up_by_mail_and_ends_it(page: Page, server: Server) -> None:
    with transaction(server.database) as session:
        maria = session.exec(select(User).where(User.username == "maria")).one()
        maria.email = "maria@ekarboda.example"
        session.add(maria)
    open_as(page, "maria", "/uppfoljning")

    page.get_by_role("button", name="Skicka till mig med mejl").click()
    page.get_by_role("button", name="Skicka så").click()
    expect(page.get_by_text("Rapporten kommer varje månad")).to_be_visible()
    page.goto("/uppgifter")
    settle(page)
    page.get_by_text("Rapporter som kommer med mejl").click()
    expect(
        page.get_by_text("Uppföljning, Norrängens skola F–6, varje månad, när den är stängd")
    ).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Avsluta").click()
    expect(page.get_by_text("Rapporter som kommer med mejl")).to_have_count(0)
