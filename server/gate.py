"""The gate: nothing is answered to anybody without a live session, except what is needed to sign in."""

import re
from urllib.parse import quote

from anyio import to_thread
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.db import current_database
from core.queries import sessions
from core.texts import _
from server.addresses import CHANGE_PASSWORD
from server.cookies import session_cookie_of

OPEN_PATHS = frozenset({"/logga-in", "/halsa", "/_stcore/health", "/favicon.png", "/favicon.ico"})
OPEN_FOLDERS = ("/bibliotek/typsnitt/", "/bibliotek/inloggning/")
_CALENDAR = re.compile(r"/kalender/[^/]+\.ics")
"""A calendar asks without a cookie; the token in the address is what opens it."""
_PASSWORD_LINK = re.compile(r"/losenord/[^/]+")
"""So with a link for choosing a password."""

_PARTS_OF_A_PAGE = ("/_stcore/", "/static/", "/media/", "/component/", "/app/", "/bibliotek/")
_LONGEST_NEXT = 2000


class Gate:
    """ASGI middleware that asks the database for the session of every request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or turn it away."""
        if scope["type"] == "lifespan" or _is_open(scope) or await _is_signed_in(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: 403
        else:
            await _turn_away(scope)(scope, receive, send)


def _is_open(scope: Scope) -> bool:
    path = scope["path"]
    if scope["type"] != "http":
        return False
    by_token = _CALENDAR.fullmatch(path) or _PASSWORD_LINK.fullmatch(path)
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS) or by_token is not None


async def _is_signed_in(scope: Scope) -> bool:
    token = session_cookie_of(scope)
    if token is None:
        return False
    return await to_thread.run_sync(_is_live, token)


def _is_live(token: str) -> bool:
    database = current_database()
    with database.reading() as session:
        return sessions.user_of_token(session, token, database.now()) is not None


def _turn_away(scope: Scope) -> Response:
    """Return 401 for parts of a page, and the way to the sign-in page for a page."""
    sends = scope["method"] not in {"GET", "HEAD"} and scope["path"] != CHANGE_PASSWORD
    if sends or scope["path"].startswith(_PARTS_OF_A_PAGE):
        return PlainTextResponse(_("Du är inte inloggad."), status_code=401)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"]) + (f"?{query}" if query else "")
    suffix = f"?next={quote(wanted, safe='')}" if wanted != "/" and len(wanted) <= _LONGEST_NEXT else ""
    return RedirectResponse(f"/logga-in{suffix}", status_code=303, headers={"cache-control": "no-store"})
