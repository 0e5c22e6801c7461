"""The server of the grid's own page, and where things are in it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from core.settings import ROOT

READY = '.rg[data-ready="true"]'


@dataclass(frozen=True, slots=True)
class GridServer:
    """Where the page answers."""

    url: str


@contextmanager
def grid_server() -> Iterator[GridServer]:
    """Give a server of the grid's own page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "tests.browser.grid_page.app:app", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--log-level", "warning"],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield GridServer(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(url)


def opened(page: Page, target: str = "/") -> Page:
    """Open the page, with leave to use the clipboard, and wait until the grid stands."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(target)
    page.wait_for_selector(READY, timeout=30_000)
    return page


def cell(page: Page, row: str, place: int) -> Locator:
    """Return a cell by its row and the place of its column; January is 2, the year 14."""
    return page.locator(f'[id$="-{row}-{place}"]')


def log(page: Page) -> Locator:
    """Return where the page writes the events that came."""
    return page.get_by_test_id("stCode")


def active(page: Page) -> str:
    """Return row and place of the cell that the grid points at."""
    pointed = page.get_by_role("treegrid").get_attribute("aria-activedescendant") or ""
    return pointed.partition("-")[2]
