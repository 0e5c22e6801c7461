"""The two cookies: the session's, and the sign-in form's. Neither can be read by a script."""

from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response
from starlette.types import Scope

from core.services.sessions import SESSION_COOKIE
from core.settings import Settings

FORM_COOKIE = "rodret_form"
_FORM_MINUTES = 60


def session_cookie_of(scope: Scope) -> str | None:
    """Return the session token that a request carries, if any."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            token = _read(value.decode("latin-1"), SESSION_COOKIE)
            if token:
                return token
    return None


def set_session(response: Response, token: str, settings: Settings) -> None:
    """Let the browser keep a session token for as long as the session lasts."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=settings.session_hours * 3600,
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )


def set_form(response: Response, value: str, settings: Settings) -> None:
    """Let the browser keep what the sign-in form must send back."""
    response.set_cookie(
        FORM_COOKIE,
        value,
        max_age=_FORM_MINUTES * 60,
        path="/logga-in",
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )


def _read(header: str, name: str) -> str | None:
    """Return one cookie. Another site on the host may have set one that cannot be read: skip those."""
    for part in header.split(";"):
        try:
            cookie = SimpleCookie(part.strip())
        except CookieError:
            continue
        if name in cookie:
            return cookie[name].value
    return None
