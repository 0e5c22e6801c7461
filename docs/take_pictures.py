"""Take the pictures of the guide: python docs/take_pictures.py http://localhost:8501

The address is that of a server with the demo municipality. Each page is taken wide (1280 pixels)
and as on a phone (390), and is kept under 200 kB by holding fewer colours.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo.people import PASSWORD

FOLDER = Path(__file__).resolve().parent / "pictures"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
WIDTHS = (1280, 390)
TALLEST = 1500
HEIGHT = 900
COLOURS = 128
DRAWN = 1500
"""Milliseconds for the charts of a page to be drawn."""

PICTURES = (
    ("logg", "gunilla.tornbro", "/logg"),
    ("min_enhet", "fatima.norrlid", "/"),
    ("ledning", "annika.ferm", "/"),
    ("ledningsvy", "annika.ferm", "/ledningsvy"),
    ("ledningsvy_enhet", "annika.ferm", "/ledningsvy?enhet=611"),
    ("motesunderlag", "linda.starrbo", "/motesunderlag?enhet=611"),
    ("maluppfyllelse", "annika.ferm", "/maluppfyllelse"),
    ("maluppfyllelse_namnd", "eva.rosenholt", "/maluppfyllelse?enhet=BUF"),
    ("mal", "sara.lindhage", "/mal"),
    ("verksamhetsplan", "sara.lindhage", "/verksamhetsplan?ar=2027"),
    ("mal_pengar", "eva.rosenholt", "/mal?del=pengar"),
    ("aktiviteter", "eva.rosenholt", "/aktiviteter"),
    ("aktiviteter_gantt", "eva.rosenholt", "/aktiviteter?enhet=430&del=gantt"),
    ("styrmodell", "petra.dahlgard", "/styrmodell"),
    ("nyckeltal", "karin.skogsby", "/nyckeltal?enhet=434"),
    ("nyckeltalsvarden", "fatima.norrlid", "/nyckeltalsvarden?enhet=611&period=2026-11"),
    ("agare", "annika.ferm", "/agare"),
    ("kolada", "petra.dahlgard", "/kolada?sok=nettokostnad"),
    ("uppfoljning", "fatima.norrlid", "/uppfoljning"),
    ("rad", "fatima.norrlid", "/uppfoljning?rad=row%3Atimloner"),
    ("enheter", "anders.kvarnlid", "/uppfoljning?rader=enheter"),
    ("transaktioner", "fatima.norrlid", "/transaktioner?rad=row%3Amaterial"),
    ("kontrollista", "petra.dahlgard", "/kontrollista?enhet=433&period=2026-09"),
    ("ataganden", "petra.dahlgard", "/ataganden?enhet=430"),
    ("budget", "sara.lindhage", "/budget"),
    ("budgetlaget", "petra.dahlgard", "/budgetlaget"),
    ("ramar", "petra.dahlgard", "/ramar"),
    ("budgetbeslut", "petra.dahlgard", "/budgetbeslut"),
    ("jamfor", "petra.dahlgard", "/jamfor"),
    ("atgardsplan", "nils.ekvik", "/atgardsplan?enhet=VON"),
    ("prognos", "fatima.norrlid", "/prognos"),
    ("prognoslaget", "petra.dahlgard", "/prognoslaget"),
    ("namnder", "petra.dahlgard", "/prognoslaget?vy=namnder"),
    ("prognossakerhet", "sara.lindhage", "/prognossakerhet"),
    ("anvandare", "erik.lundvad", "/anvandare"),
    ("granser", "petra.dahlgard", "/granser"),
    ("inlasning", "petra.dahlgard", "/inlasning"),
    ("kallor", "petra.dahlgard", "/inlasning?del=kallor"),
    ("manader", "petra.dahlgard", "/inlasning?del=manader"),
)


def take_all(server: str) -> None:
    """Take every picture in every width."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, username, address in PICTURES:
            for width in WIDTHS:
                picture = _take(browser, server, username, address, width)
                (FOLDER / f"{name}_{width}.png").write_bytes(picture)
        browser.close()


def _take(browser: Browser, server: str, username: str, address: str, width: int) -> bytes:
    context = browser.new_context(
        locale="sv-SE", base_url=server, viewport={"width": width, "height": HEIGHT}, color_scheme="light"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Användarnamn").fill(username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    _wait(page)
    tall = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(tall, HEIGHT), TALLEST)})
    _wait(page)
    taken = page.screenshot()
    context.close()
    return _small(taken)


def _wait(page: Page) -> None:
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(DRAWN)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def _small(png: bytes) -> bytes:
    """Return the picture with few colours: a page holds hardly more than its tokens."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    take_all(sys.argv[1])
