"""The grid in Chromium: opening 2,000 rows × 19 columns, and one edit in them.

    python -m bench.w_grid [rows]

Opening is counted from the arrival of the rows in the browser until the table stands; an edit from
the Enter key until cell, sums and status line are laid out anew. The rows are those of the browser test.
"""

import json
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
OPENINGS = 5
EDITS = 40

_OPENED = "() => performance.getEntriesByName('rodret.grid.open')[0].duration"
_EDIT = """(at) => {
  const frame = document.querySelector('.rg-frame');
  const press = (key) => frame.firstElementChild.contains(document.activeElement) && document.activeElement
    .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  press('F2');
  document.querySelector('.rg-input').value = String(7000 + at);
  const began = performance.now();
  press('Enter');
  frame.offsetHeight;
  return performance.now() - began;
}"""


def open_page(browser: Browser, address: str) -> tuple[Page, dict[str, float]]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector('.rg[data-ready="true"]', timeout=60_000)
    whole = (time.perf_counter() - began) * 1000
    return page, {"open_ms": page.evaluate(_OPENED), "page_ms": whole}


def edits(page: Page) -> list[float]:
    """Return the milliseconds of edits down the first column of months."""
    page.locator('[id$="-r0-0-2"]').click()
    times = []
    for at in range(EDITS):
        times.append(page.evaluate(_EDIT, at))
        page.wait_for_timeout(30)
    return times


def measure(address: str) -> dict[str, float]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        opened = [open_page(browser, address) for _ in range(OPENINGS)]
        typed = sorted(edits(opened[-1][0]))
        browser.close()
    return {
        "open_ms": round(statistics.median(times["open_ms"] for _page, times in opened)),
        "open_first_ms": round(opened[0][1]["open_ms"]),
        "page_ms": round(statistics.median(times["page_ms"] for _page, times in opened)),
        "edit_ms": round(statistics.median(typed), 1),
        "edit_p95_ms": round(typed[int(len(typed) * 0.95)], 1),
    }


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "tests.browser.grid_page.app:app", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--log-level", "warning", "--no-access-log"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        result = {"rows": rows, **measure(f"http://127.0.0.1:{port}/?rader={rows}")}
    finally:
        server.terminate()
        server.wait()
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "w_grid.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    print(json.dumps(result, indent=1))


def _wait_for(address: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(address, timeout=2).read()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
