"""The administrator's pages of users in a browser: a password by link, seeing as somebody else, axe."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from core.models import User
from tests.browser.conftest import open_as, serious, settle
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser

CHOSEN = "fyra ord efter varandra"
MODES = [
    pytest.param(
        {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}"
    )
    for width in (1280, 390)
    for scheme in ("light", "dark")
]
PARTS = ("", "?gor=ny", "?del=fil", "?del=enheter", "?del=ratt", "?del=post", "?del=forval")


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("users"), plant=plant, mode="demo") as own:
        yield own


def address_of(server: Server, username: str) -> str:
    with server.database.reading() as session:
        user_id = session.exec(select(User.id).where(User.username == username)).one()
    return f"/anvandare?person={user_id}"


def test_person_of_a_link_chooses_her_password_and_signs_in_with_it(
    page: Page, new_context: Callable[..., BrowserContext], server: Server
) -> None:
    open_as(page, "ada", address_of(server, "bodil"))
    page.get_by_role("button", name="Länk för nytt lösenord").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    hers = new_context().new_page()
    hers.goto(link)
    assert serious(hers) == []
    hers.get_by_label("Nytt lösenord").fill(CHOSEN)
    hers.get_by_label("Samma lösenord en gång till").fill(CHOSEN)
    hers.get_by_role("button", name="Spara lösenordet").click()
    hers.get_by_role("link", name="Logga in").click()
    hers.get_by_label("Användarnamn").fill("bodil")
    hers.get_by_label("Lösenord").fill(CHOSEN)
    hers.get_by_role("button", name="Logga in", exact=True).click()
    settle(hers)

    expect(hers.get_by_test_id("stSidebar").get_by_role("button", name="Bodil Ek")).to_be_visible()
    hers.goto(link)
    expect(hers.get_by_role("heading", level=1)).to_have_text("Länken gäller inte längre")


@pytest.mark.parametrize("options", MODES)
def test_seeing_as_somebody_else_is_told_on_every_page_until_it_is_ended(
    new_context: Callable[..., BrowserContext], server: Server, options: dict[str, object]
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "ada", address_of(server, "maria"))
    page.get_by_role("button", name="Visa som Maria Sandell").click()
    banner = page.get_by_text("Du ser systemet som Maria Sandell ser det.")
    expect(banner).to_be_visible()
    for address in ("/uppgifter", "/arshjul", "/min-behorighet"):
        page.goto(address)
        settle(page)
        expect(banner).to_be_visible()
        assert serious(page) == []

    page.get_by_role("button", name="Sluta visa som").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Användare och roller")
    expect(banner).to_have_count(0)


@pytest.mark.parametrize("options", MODES)
def test_pages_of_users_have_nothing_serious_for_axe_and_fit_their_window(
    new_context: Callable[..., BrowserContext], server: Server, options: dict[str, object]
) -> None:
    page = new_context(**options).new_page()
    person = address_of(server, "maria")
    open_as(page, "ada", person)
    for address in (person, "/min-behorighet", *(f"/anvandare{part}" for part in PARTS)):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        settle(page)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
