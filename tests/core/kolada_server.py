"""Kolada on this machine: answers what a test has written, in the format of the v3 API, with its faults."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from core.services.kolada_client import KoladaClient

TIMEOUT = 0.3


@dataclass(slots=True)
class Reply:
    """One answer: its status and body, only the first `cut` bytes of it, after a wait that may be long."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hangs: bool = False


@dataclass(slots=True)
class Replay:
    """What is answered below each path, in turn; the last one again and again. `asked` is what was asked."""

    url: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    def on(self, path: str, *replies: Reply) -> None:
        """Answer what is asked at or below a path."""
        self.replies[path] = list(replies)

    def client(self) -> KoladaClient:
        """Return a client that waits for nothing."""
        return KoladaClient(self.url, timeout=TIMEOUT, pause=0)

    def take(self, asked: str) -> Reply:
        """Return the next answer: of the whole address when it has its own, else of the longest path."""
        self.asked.append(asked)
        path = urlsplit(asked).path.removeprefix("/v3")
        known = [one for one in self.replies if asked.removeprefix("/v3") == one or path.startswith(one)]
        if not known:
            return Reply(status=404)
        turn = self.replies[max(known, key=len)]
        return turn.pop(0) if len(turn) > 1 else turn[0]


def answer(rows: Sequence[Any], next_url: str | None = None, **more: Any) -> Reply:
    """Return an answer with rows as Kolada gives them."""
    body = {"values": list(rows), "count": len(rows), "next_url": next_url, "previous_url": None, **more}
    return Reply(json.dumps(body).encode())


def kpi(kpi_id: str, title: str, **more: Any) -> dict[str, Any]:
    """Return a key figure in the fields of v3."""
    return {
        "id": kpi_id, "title": title, "description": "Källa: SCB.", "is_divided_by_gender": False,
        "municipality_type": "K", "auspice": "E", "operating_area": "Kommunen, övergripande",
        "perspective": "Resurser", "prel_publication_date": None, "publication_date": "2026-08-28",
        "publ_period": "2025", "has_ou_data": False, **more,
    }  # fmt: skip


def value(kpi_id: str, place_id: str, period: int, **by_sex: float | None) -> dict[str, Any]:
    """Return the values of a key figure at a place in a year, by sex (`T`, `K`, `M`)."""
    values = [
        {"gender": sex, "count": 1, "status": "" if one is not None else "Missing", "value": one}
        | {"isdeleted": False}
        for sex, one in by_sex.items()
    ]
    return {"kpi": kpi_id, "municipality": place_id, "period": period, "values": values}


@contextmanager
def replaying() -> Iterator[Replay]:
    """Run the server as long as the block lasts."""
    replay = Replay("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            reply = replay.take(self.path)
            if reply.hangs:
                replay.stopped.wait(TIMEOUT * 20)
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, text in reply.headers.items():
                self.send_header(name, text)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut])
            self.close_connection = reply.cut is not None

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    replay.url = f"http://127.0.0.1:{server.server_address[1]}/v3"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield replay
    finally:
        replay.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
