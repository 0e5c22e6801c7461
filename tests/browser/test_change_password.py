"""One's own password in a real browser: changed from the menu, felt elsewhere, and the old one no more."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from demo.people import PASSWORD
from tests.browser.conftest import complaints, serious, settle, sign_in
from tests.server_process import Server

pytestmark = pytest.mark.browser
CHOSEN = "fyra ord efter varandra"


def fill(page: Page, present: str, password: str, again: str = "") -> None:
    page.get_by_label("Nuvarande lösenord").fill(present)
    page.get_by_label("Nytt lösenord").fill(password)
    page.get_by_label("Samma lösenord en gång till").fill(again or password)
    page.get_by_role("button", name="Byt lösenord").click()


def enter(page: Page, password: str) -> None:
    page.get_by_label("Användarnamn").fill("maria")
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in", exact=True).click()


def test_own_password_is_changed_from_the_menu_and_the_old_one_is_no_more(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    here, elsewhere = new_context().new_page(), new_context().new_page()
    for page in (here, elsewhere):
        page.goto("/uppfoljning")
        sign_in(page, "maria")
    said = complaints(here)
    here.get_by_role("button", name="Maria Sandell").click()
    here.get_by_role("button", name="Byt lösenord").click()
    expect(here).to_have_title("Byt lösenord – Rodret")

    fill(here, "inte mitt lösenord", CHOSEN)
    expect(here.get_by_role("alert")).to_have_text("Det nuvarande lösenordet stämmer inte. Försök igen.")
    fill(here, PASSWORD, CHOSEN)
    expect(here.get_by_role("heading", level=1)).to_have_text("Lösenordet är bytt")
    here.get_by_role("link", name="Tillbaka till Rodret").click()
    settle(here)

    assert here.url.removeprefix(server.url) == "/uppfoljning"
    expect(here.get_by_role("button", name="Maria Sandell")).to_be_visible()
    assert said == []
    elsewhere.goto("/")
    expect(elsewhere).to_have_title("Logga in – Rodret")
    enter(elsewhere, PASSWORD)
    expect(elsewhere.get_by_role("alert")).to_have_text("Fel användarnamn eller lösenord.")
    enter(elsewhere, CHOSEN)
    settle(elsewhere)
    expect(elsewhere.get_by_role("button", name="Maria Sandell")).to_be_visible()


def test_whoever_sees_as_somebody_else_is_offered_no_password(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context().new_page()
    page.goto("/")
    sign_in(page, "ada")
    page.get_by_role("button", name="Ada Lind", exact=True).click()
    expect(page.get_by_role("button", name="Byt lösenord")).to_be_visible()
    page.goto("/anvandare?person=2")
    settle(page)
    page.get_by_role("button", name="Visa som").first.click()
    settle(page)
    expect(page.get_by_text("Du ser systemet som")).to_be_visible()

    page.get_by_role("button", name="Ada Lind", exact=True).click()
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()
    expect(page.get_by_role("button", name="Byt lösenord")).to_have_count(0)
    page.goto("/byt-losenord")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det går inte att byta lösenord här")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_page_is_accessible_and_no_wider_than_the_screen(
    new_context: Callable[..., BrowserContext], width: int, scheme: str
) -> None:
    page = new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.goto("/byt-losenord")
    sign_in_here(page)
    assert serious(page) == []
    fill(page, "inte mitt lösenord", CHOSEN, "något annat långt")
    expect(page.get_by_role("alert")).to_have_text(
        "De nya lösenorden är inte lika. Skriv samma i båda fälten."
    )

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def sign_in_here(page: Page) -> None:
    """Sign sara in on the way to the form, which is no page of the application."""
    page.get_by_label("Användarnamn").fill("sara")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).to_have_title("Byt lösenord – Rodret")
