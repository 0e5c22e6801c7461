"""Budget decisions and compared versions in a real browser: a manager asks, the controller approves."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import open_as, serious, settle
from tests.browser.test_sign_in import MODES
from tests.pages.budget.test_decisions import ask, draft
from tests.pages.budget_town import adopt_budget
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, where the budget of 2026 is adopted."""
    with running_server(tmp_path_factory.mktemp("decisions"), plant=plant, mode="demo") as own:
        adopt_budget(own.database)
        yield own


@pytest.fixture(scope="module")
def asked(server: Server) -> int:
    """What maria has asked to move; its id."""
    return ask(server.database)


@pytest.fixture(scope="module")
def drafted(server: Server) -> int:
    """A draft of sara's with two rows; its id."""
    return draft(server.database)


def test_controller_approves_what_the_manager_asked_for(page: Page, asked: int) -> None:
    open_as(page, "sara", f"/budgetbeslut?beslut={asked}")
    expect(page.get_by_text("Allt är klart för beslut")).to_be_visible()

    page.get_by_role("button", name="Anta beslutet").click()
    settle(page)

    heading = page.get_by_role("heading", name="Nr 1: Från Timlön till Månadslön")
    expect(heading).to_be_visible(timeout=30_000)


def test_manager_finds_where_to_move_money_by_keyboard(page: Page) -> None:
    open_as(page, "maria", "/budgetbeslut")

    page.get_by_role("button", name="Flytta pengar inom min enhet").press("Enter")

    expect(page.get_by_role("heading", name="Flytta pengar inom min enhet")).to_be_visible()
    expect(page.get_by_label("Från rad")).to_be_visible()


@pytest.mark.parametrize("options", MODES)
def test_pages_of_decisions_have_nothing_serious_for_axe(
    new_context: Callable[..., BrowserContext], asked: int, drafted: int, options: dict[str, Any]
) -> None:
    page = new_context(**options).new_page()
    open_as(page, "sara", "/budgetbeslut")
    for address in (
        "/budgetbeslut", f"/budgetbeslut?beslut={drafted}", "/budgetbeslut?gor=nytt",
        "/budgetbeslut?gor=flytta", "/jamfor?enhet=411", "/uppfoljning?forandring=ja",
    ):  # fmt: skip
        page.goto(address)
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
