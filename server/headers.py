"""Response headers that keep foreign scripts and frames out, and the shell page's language.

The middleware stands outside Streamlit's compression: for a page it drops `accept-encoding`,
or it would have to rewrite compressed bytes.
"""

import base64
import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.\-:\[\]]+")
_REPLACED = (
    (b'<html lang="en">', b'<html lang="sv">'),
    (b"<title>Streamlit</title>", b"<title>Rodret</title>"),
)
_YEAR_SECONDS = 365 * 24 * 3600

FORM_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""For our own server-rendered pages, which hold no script at all."""

_FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SecureHeaders:
    """ASGI middleware that adds the headers and turns the shell page's language to Swedish."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https
        self.script_hashes = inline_script_hashes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its answer's headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_page = "text/html" in Headers(scope=scope).get("accept", "")
        if is_page:
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, _Answer(self, scope, send, is_page).send)

    def add(self, headers: MutableHeaders, scope: Scope) -> None:
        """Add what is not there yet: a page of our own may bring a stricter policy."""
        for name, value in _FIXED.items():
            headers.setdefault(name, value)
        headers.setdefault("content-security-policy", self._policy(scope))
        if self.https:
            headers.setdefault("strict-transport-security", f"max-age={_YEAR_SECONDS}")

    def _policy(self, scope: Scope) -> str:
        host = Headers(scope=scope).get("host", "")
        # Safari and older Firefox do not count the own websocket as 'self'.
        socket = f" ws{'s' if self.https else ''}://{host}" if _HOST.fullmatch(host) else ""
        return (
            f"default-src 'self'; script-src 'self' blob: {self.script_hashes}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            f"connect-src 'self'{socket}; worker-src 'self' blob:; media-src 'self' blob:; "
            "object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
        )


class _Answer:
    """One answer on its way out: an HTML page is held until it is whole, then rewritten."""

    def __init__(self, outer: SecureHeaders, scope: Scope, send: Send, is_page: bool) -> None:
        self.outer = outer
        self.scope = scope
        self.onward = send
        self.is_page = is_page
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            self.outer.add(headers, self.scope)
            if self.is_page and headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self.start)
            return
        await self.onward(message)

    async def _send_page(self, start: Message) -> None:
        for old, new in _REPLACED:
            self.body = self.body.replace(old, new)
        headers = MutableHeaders(scope=start)
        if self.scope["method"] != "HEAD":
            headers["content-length"] = str(len(self.body))
        await self.onward(start)
        await self.onward({"type": "http.response.body", "body": self.body})


@cache
def inline_script_hashes() -> str:
    """Return the CSP hashes of the scripts in the installed Streamlit's own page."""
    page = streamlit_page().read_text(encoding="utf-8")
    digests = [hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page)]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def streamlit_page() -> Path:
    """Return the page that the installed Streamlit serves for every address."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("streamlit")
    return Path(found.origin).parent / "static" / "index.html"
