"""A real browser against a real server process. Without Chromium the tests are skipped, in CI refused."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from demo.people import PASSWORD
from tests.pages.small_town import plant
from tests.server_process import Server, running_server

OUTPUT = Path(__file__).resolve().parent / "output"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # two browsers and two servers share two cores
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def settle(page: Page) -> None:
    """Wait until the page's run has ended."""
    page.wait_for_selector(SETTLED, timeout=30_000)


def open_as(page: Page, username: str, address: str = "/") -> None:
    """Sign somebody in on the way to an address of the application."""
    page.goto(address)
    sign_in(page, username)


def serious(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return what axe finds serious or worse on the page: rule, impact and where."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], rule["impact"], [str(node["target"]) for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]


def complaints(page: Page) -> list[str]:
    """Return a list that fills with what the browser says about the page's policy and scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def sign_in(page: Page, username: str) -> None:
    """Fill in the sign-in form that the page shows, and wait for the page that was wanted."""
    page.get_by_label("Användarnamn").fill(username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    settle(page)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and os.environ.get("RODRET_REQUIRE_BROWSER") == "1":
        pytest.fail("RODRET_REQUIRE_BROWSER is 1, and there is no Chromium")
    if path is None:
        pytest.skip("no Chromium on this machine")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as own:
        yield own


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in demo mode with three people: maria (manager), sara (controller), ada (administrator)."""
    with running_server(tmp_path_factory.mktemp("server"), mode="demo") as own:
        yield own


@pytest.fixture(scope="session")
def town_server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in demo mode with the two schools of `small_town`, their figures and their people."""
    with running_server(tmp_path_factory.mktemp("town"), plant=plant, mode="demo") as own:
        yield own


@pytest.fixture
def new_context(chromium: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a browser profile of its own; its options are Playwright's."""
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        chosen: dict[str, object] = {"viewport": {"width": 1280, "height": 900}, **options}
        context = chromium.new_context(locale="sv-SE", base_url=server.url, **chosen)  # type: ignore[arg-type]
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
