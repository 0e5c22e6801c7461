"""The month of a manager with six units and 61 rows: few clicks, the keyboard, the phone, axe."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlmodel import col, select

from core.enums import PlanOrigin
from core.models import PlanLine
from tests.browser.conftest import complaints, open_as, serious, settle
from tests.pages.forecast_town import CODES, TKR, open_forecast, plant_forecast, states, version_id
from tests.server_process import Server, running_server

pytestmark = pytest.mark.browser
PATIENT = 30_000
FEW = 15
ROWS = 61
_COUNT = """() => { window.clicks = 0;
    document.addEventListener('click', (event) => { if (event.detail > 0) window.clicks += 1; }, true); }"""


@pytest.fixture(scope="module")
def server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("forecast"), plant=plant_forecast, mode="demo") as own:
        yield own


@pytest.fixture(scope="module")
def december(server: Server) -> str:
    """The name of a second round, which everybody is asked for anew."""
    name = "Prognos december 2026"
    open_forecast(server.database, name)
    return name


def card(page: Page, code: str) -> Locator:
    return page.locator('[class*="st-key-card_unit_"]').filter(has_text=f"Skola {code}").first


def row(page: Page, code: str, title: str) -> Locator:
    return card(page, code).locator('[class*="st-key-frow_"]').filter(has_text=title).first


def explain(page: Page, code: str, title: str, cause: str) -> None:
    """Choose a cause, say it in words and save with Enter."""
    one = row(page, code, title)
    one.get_by_role("radio", name=cause).click()
    words = one.get_by_label("Med egna ord")
    words.focus()
    page.keyboard.type("Två vikarier sedan augusti.")
    page.keyboard.press("Enter")
    expect(one.get_by_text("Sparad", exact=True)).to_be_visible(timeout=PATIENT)
    settle(page)


def touched(server: Server) -> int:
    with server.database.reading() as session:
        lines = select(PlanLine.id).where(
            PlanLine.version_id == version_id(session), col(PlanLine.origin) == PlanOrigin.MANUAL
        )
        return len(session.exec(lines).all())


def test_manager_of_six_units_finishes_the_month_in_under_fifteen_clicks(page: Page, server: Server) -> None:
    said = complaints(page)
    open_as(page, "mona")
    page.evaluate(_COUNT)

    page.get_by_test_id("stSidebar").get_by_role("link", name="Prognos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prognos november 2026", timeout=PATIENT)
    for code in CODES:
        card(page, code).locator('[class*="st-key-frest_"]').get_by_role("button", name="Stämmer").click()
        expect(card(page, code).get_by_text("rader stämmer")).to_be_visible(timeout=PATIENT)
        settle(page)
    explain(page, "411", "Timlöner och vikarier", "Bemanning")
    explain(page, "413", "Månadslöner", "Bemanning")
    card(page, "411").get_by_label("Åtgärd", exact=True).focus()
    page.keyboard.type("Inga vikarier i december")
    card(page, "411").get_by_label("Ger i år, tkr").focus()
    page.keyboard.type("80")
    card(page, "411").get_by_role("button", name="Lägg till åtgärden").click()
    page.get_by_role("button", name="Lämna in 6 enheter").click()
    expect(page.get_by_text("Inlämnad", exact=True)).to_have_count(len(CODES), timeout=PATIENT)

    assert page.evaluate("window.clicks") < FEW
    assert touched(server) == ROWS
    with server.database.reading() as session:
        assert set(states(session).values()) == {"submitted"}
    assert said == []


def test_deviation_is_followed_to_its_row_by_its_link(
    new_context: Callable[..., BrowserContext], december: str
) -> None:
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    open_as(page, "mona", "/prognos?enhet=411")
    expect(page.get_by_role("heading", level=1)).to_contain_text(december, timeout=PATIENT)
    settle(page)

    page.get_by_role("link", name="Till raden").first.click()

    expect(page.locator("[id^='rad-'][id$='-timloner']")).to_be_in_viewport()
    assert page.url.endswith("-timloner")
    expect(page.get_by_label("Användarnamn")).to_have_count(0)


def test_value_is_typed_and_saved_by_enter_and_what_is_typed_stands_when_refused(
    page: Page, server: Server, december: str
) -> None:
    open_as(page, "sara", "/prognos?enhet=413")
    field = row(page, "413", "Månadslöner").get_by_label("Prognos, tkr")
    expect(field).to_have_value("−1\u00a0000", timeout=PATIENT)

    field.fill("ungefär 7")
    field.press("Enter")
    expect(page.get_by_text("är inget belopp")).to_be_visible(timeout=PATIENT)
    expect(field).to_have_value("ungefär 7")
    field.fill("1 010,5")
    field.press("Enter")

    expect(row(page, "413", "Månadslöner").get_by_text("Sparad", exact=True)).to_be_visible(timeout=PATIENT)
    settle(page)
    expect(field.last).to_have_value("−1\u00a0011", timeout=PATIENT)
    with server.database.reading() as session:
        latest = version_id(session, december)
        lines = session.exec(select(PlanLine).where(PlanLine.version_id == latest)).all()
        years = [sum(getattr(line, f"m{m}") or 0 for m in range(1, 13)) for line in lines]
    assert 1_010 * TKR + TKR // 2 in years


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
@pytest.mark.usefixtures("december")
def test_page_has_nothing_serious_for_axe_and_never_scrolls_sideways(
    new_context: Callable[..., BrowserContext], width: int, scheme: str
) -> None:
    page = new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    open_as(page, "mona", "/prognos")
    expect(card(page, "416")).to_be_visible(timeout=PATIENT)
    settle(page)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
