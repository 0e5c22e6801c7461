"""A client that calls an ASGI application directly, as a browser's requests would reach it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocket

from core.settings import Settings
from server.routes import middleware, routes

SHELL_PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body>hemligt</body></html>'


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def cookie(self, name: str) -> str:
        """Return a cookie that the answer sets, without its attributes."""
        for key, value in self.headers:
            if key == "set-cookie" and value.startswith(f"{name}="):
                return value.split(";")[0].removeprefix(f"{name}=")
        return ""


@dataclass(slots=True)
class Browser:
    """Keeps its cookies from request to request; follows no redirects."""

    app: ASGIApp
    address: str = "192.0.2.7"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, target: str, **headers: str) -> Answer:
        return self.request("GET", target, headers={"accept": "text/html", **headers})

    def post(self, target: str, form: Mapping[str, str], **headers: str) -> Answer:
        sent = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self.request("POST", target, headers=sent, body=urlencode(form).encode())

    def request(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        sent = {"content-length": str(len(body)), **(headers or {})}
        messages = self._call(_scope("http", method, target, self._headers(sent), self.address), body)
        start = messages[0]
        answer = Answer(
            start["status"],
            [(name.decode(), value.decode("latin-1")) for name, value in start["headers"]],
            b"".join(message.get("body", b"") for message in messages[1:]).decode(),
        )
        self._keep(answer)
        return answer

    def websocket(self, target: str) -> list[str]:
        """Return the types of what the application answers to a handshake."""
        scope = _scope("websocket", "GET", target, self._headers({}), self.address)
        return [message["type"] for message in self._call(scope, b"")]

    def _call(self, scope: dict[str, Any], body: bytes) -> list[Message]:
        sent: list[Message] = []
        first = "websocket.connect" if scope["type"] == "websocket" else "http.request"
        incoming: list[Message] = [{"type": first, "body": body, "more_body": False}]

        async def receive() -> Message:
            return incoming.pop() if incoming else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        async def call() -> None:
            await self.app(scope, receive, send)

        anyio.run(call)
        return sent

    def _headers(self, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        own = {"host": "rodret.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            own["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return [(name.encode(), value.encode("latin-1")) for name, value in own.items()]

    def _keep(self, answer: Answer) -> None:
        for key, value in answer.headers:
            if key != "set-cookie":
                continue
            name, _, rest = value.partition("=")
            kept = rest.split(";")[0].strip('"')
            if kept:
                self.cookies[name] = kept
            else:
                self.cookies.pop(name, None)


def _scope(
    kind: str, method: str, target: str, headers: list[tuple[bytes, bytes]], address: str
) -> dict[str, Any]:
    path, _, query = target.partition("?")
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": (address, 50000),
        "server": ("rodret.example", 80),
        "subprotocols": [],
    }


async def _shell(_request: Request) -> HTMLResponse:
    return HTMLResponse(SHELL_PAGE)


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


def application(settings: Settings) -> Starlette:
    """Return our routes and middleware around a stand-in for Streamlit's own page and websocket."""
    own = [*routes(), WebSocketRoute("/_stcore/stream", _stream), Route("/{path:path}", _shell)]
    return Starlette(routes=own, middleware=middleware(settings))
