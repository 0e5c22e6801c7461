import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from core.models import User
from core.services.transaction import transaction
from demo.people import PASSWORD
from tests.browser.conftest import settle, sign_in
from tests.server_process import Server

pytestmark = pytest.mark.browser

MODES = [
    pytest.param({"color_scheme": "light"}, id="light"),
    pytest.param({"color_scheme": "dark"}, id="dark"),
    pytest.param({"viewport": {"width": 390, "height": 844}}, id="phone"),
]


def path_of(page: Page, server: Server) -> str:
    return page.url.removeprefix(server.url)


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds serious or worse on the page, as (rule, impact)."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["impact"]) for rule in found if rule["impact"] in {"serious", "critical"}]


def complaints(page: Page) -> list[str]:
    """Return a list that fills with what the browser says about the page's policy and scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_deep_link_with_query_comes_back_after_sign_in(page: Page, server: Server) -> None:
    page.goto("/uppfoljning?konto=5021&visa=m%C3%A5nader")
    expect(page).to_have_title("Logga in – Rodret")

    sign_in(page, "sara")

    assert path_of(page, server) == "/uppfoljning?konto=5021&visa=m%C3%A5nader"
    expect(page).to_have_title("Uppföljning – Rodret")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uppföljning")


def test_wrong_password_says_so_and_keeps_the_wanted_page(page: Page, server: Server) -> None:
    page.goto("/uppfoljning")
    page.get_by_label("Användarnamn").fill("sara")
    page.get_by_label("Lösenord").fill("fel lösenord")
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Fel användarnamn eller lösenord.")
    expect(page.get_by_label("Användarnamn")).to_have_value("sara")

    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    settle(page)

    assert path_of(page, server) == "/uppfoljning"


def test_demo_person_signs_in_with_one_click(page: Page, server: Server) -> None:
    page.goto("/transaktioner")
    page.get_by_text("Chef", exact=False).first.click()
    page.get_by_role("button", name="Maria Sandell").click()
    settle(page)

    assert path_of(page, server) == "/transaktioner"
    expect(page.get_by_role("button", name="Maria Sandell")).to_be_visible()


def test_application_runs_under_its_policy_in_swedish(page: Page) -> None:
    said = complaints(page)
    page.goto("/")
    sign_in(page, "sara")
    page.get_by_role("button", name="Sara Holm").click()
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()

    assert said == []
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.evaluate("document.fonts.check('16px Hanken')") is True


def test_menu_shows_one_link_a_group_and_the_pages_of_the_open_one(page: Page) -> None:
    page.goto("/uppfoljning")
    sign_in(page, "sara")
    menu = page.get_by_test_id("stSidebar")

    economy = ("Uppföljning", "Transaktioner", "Kontrollista", "Åtaganden")
    words = ("Start", "Mål", *economy, "Budget", "Prognos", "Rapporter", "Administration")
    labels = [re.compile(f"{word}$") for word in words]
    expect(menu.get_by_role("link")).to_have_text(labels)


def test_page_outside_ones_role_is_not_shown(page: Page, server: Server) -> None:
    page.goto("/inlasning")
    sign_in(page, "maria")

    expect(page.get_by_role("heading", name="Inläsning")).to_have_count(0)


def test_sign_out_in_one_tab_ends_the_other_at_the_next_click(
    context: BrowserContext, server: Server
) -> None:
    first, second = context.new_page(), context.new_page()
    first.goto("/")
    sign_in(first, "sara")
    second.goto("/uppfoljning")
    settle(second)

    first.get_by_role("button", name="Sara Holm").click()
    first.get_by_role("button", name="Logga ut").click()
    expect(first).to_have_title("Logga in – Rodret")
    second.get_by_role("link", name="Transaktioner").click()

    expect(second).to_have_title("Logga in – Rodret")
    sign_in(second, "sara")
    assert path_of(second, server) == "/transaktioner"


def test_removed_user_is_out_at_the_next_click(page: Page, server: Server) -> None:
    page.goto("/uppfoljning")
    sign_in(page, "maria")
    with transaction(server.database) as session:
        session.get_one(User, server.people.manager).active = False

    page.get_by_role("link", name="Transaktioner").click()

    expect(page).to_have_title("Logga in – Rodret")
    with transaction(server.database) as session:
        session.get_one(User, server.people.manager).active = True


def test_session_cookie_cannot_be_read_by_a_script(page: Page) -> None:
    page.goto("/")
    sign_in(page, "sara")

    assert "rodret_session" not in page.evaluate("document.cookie")


def test_sign_in_works_by_keyboard_alone(page: Page, server: Server) -> None:
    page.goto("/uppfoljning")
    expect(page.get_by_label("Användarnamn")).to_be_focused()
    page.keyboard.type("sara")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    settle(page)

    assert path_of(page, server) == "/uppfoljning"


@pytest.mark.parametrize("options", MODES)
def test_sign_in_page_has_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    page.goto("/logga-in")
    for summary in page.locator("summary").all():
        summary.click()

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("options", MODES)
def test_shell_has_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    page.goto("/uppfoljning")
    sign_in(page, "sara")

    assert serious(page) == []
