"""Signing in and out: server-rendered forms in Swedish, without scripts."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.db import current_database
from core.queries import sessions as session_queries
from core.services import sessions
from core.services.transaction import transaction
from core.settings import Mode, Settings, load_settings
from core.texts import _
from server import cookies, passwords, sign_in_page
from server.addresses import client_address, safe_next
from server.headers import FORM_POLICY

PASSWORDS_AT_ONCE = CapacityLimiter(2)
"""A password takes a quarter of a second of a whole core to hash or check."""
_MOST_FORM_BYTES = 20_000
PAGE_HEADERS = {"content-security-policy": FORM_POLICY, "cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """The outcome of a sign-in: a token, or the seconds to wait before the next try."""

    token: str | None
    wait_seconds: int


async def show_sign_in(request: Request) -> Response:
    """Show the form. It is shown to those signed in too: they may want to be somebody else."""
    return await _form_page(request, safe_next(request.query_params.get("next")))


async def sign_in(request: Request) -> Response:
    """Check name and password and send the person to where she was going."""
    settings = load_settings()
    form = await small_form(request)
    wanted = safe_next(form.get("next"))
    if not _is_own_form(request, form):
        return await _form_page(request, wanted, _("Sidan var för gammal. Försök igen."), 403)
    username, password = str(form.get("username", "")), str(form.get("password", ""))
    address = client_address(request, settings)
    attempt = await to_thread.run_sync(
        _attempt, username, password, address, settings, limiter=PASSWORDS_AT_ONCE
    )
    if attempt.token is None:
        return await _refusal(request, wanted, attempt.wait_seconds, username)
    response = RedirectResponse(wanted, status_code=303, headers={"cache-control": "no-store"})
    await to_thread.run_sync(_end, cookies.session_cookie_of(request.scope))
    cookies.set_session(response, attempt.token, settings)
    return response


async def show_sign_out(request: Request) -> Response:
    """Ask whether to sign out, for those who come here by a link."""
    token = cookies.session_cookie_of(request.scope) or ""
    return HTMLResponse(sign_in_page.sign_out_html(sessions.form_token(token)), headers=PAGE_HEADERS)


async def sign_out(request: Request) -> Response:
    """End the session, in every tab, and show the sign-in page."""
    token = cookies.session_cookie_of(request.scope)
    form = await small_form(request)
    if not token or not hmac.compare_digest(str(form.get("form_token", "")), sessions.form_token(token)):
        return RedirectResponse("/logga-ut", status_code=303)
    await to_thread.run_sync(_end, token)
    response = RedirectResponse("/logga-in", status_code=303, headers={"cache-control": "no-store"})
    response.delete_cookie(sessions.SESSION_COOKIE)
    return response


async def small_form(request: Request) -> FormData:
    """Return the form. Anybody may send one, so what is too big is refused before it is read."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _MOST_FORM_BYTES:
        raise HTTPException(413, _("Formuläret är för stort."))
    return await request.form(max_files=0, max_fields=20)


def _attempt(username: str, password: str, address: str, settings: Settings) -> Attempt:
    """Try to sign in. The password is checked outside the transaction, so that no lock is held."""
    database = current_database()
    with database.reading() as session:
        candidate = session_queries.sign_in_candidate(
            session, username=username, address=address, now=database.now()
        )
    if candidate.wait_seconds:
        return Attempt(None, candidate.wait_seconds)
    password_ok = passwords.is_password(password, candidate.password_hash)
    with transaction(database) as session:
        token = sessions.sign_in(
            session,
            username=username,
            password_ok=password_ok,
            address=address,
            now=database.now(),
            lifetime=timedelta(hours=settings.session_hours),
        )
    return Attempt(token, 0)


def _end(token: str | None) -> None:
    with transaction(current_database()) as session:
        sessions.sign_out(session, token=token)


async def _refusal(request: Request, wanted: str, wait_seconds: int, username: str) -> Response:
    """Answer alike for an unknown name and a wrong password."""
    if wait_seconds:
        text = _("För många försök. Vänta {n} sekunder och försök igen.").format(n=wait_seconds)
        return await _form_page(request, wanted, text, 429, username)
    return await _form_page(request, wanted, _("Fel användarnamn eller lösenord."), 401, username)


async def _form_page(
    request: Request, wanted: str, error: str = "", status: int = 200, username: str = ""
) -> Response:
    settings = load_settings()
    value = request.cookies.get(cookies.FORM_COOKIE) or secrets.token_urlsafe(24)
    people = await to_thread.run_sync(_demo_people) if settings.mode is Mode.DEMO else []
    form = sign_in_page.Form(wanted=wanted, form_token=value, error=error, username=username)
    response = HTMLResponse(sign_in_page.sign_in_html(form, people), status_code=status, headers=PAGE_HEADERS)
    cookies.set_form(response, value, settings)
    return response


def _is_own_form(request: Request, form: FormData) -> bool:
    """Return whether the form carries the value of the cookie that came with it."""
    cookie, sent = request.cookies.get(cookies.FORM_COOKIE), form.get("form_token")
    return bool(cookie) and isinstance(sent, str) and hmac.compare_digest(sent.encode(), str(cookie).encode())


def _demo_people() -> list[session_queries.Person]:
    database = current_database()
    with database.reading() as session:
        return session_queries.people_with_roles(session, today=database.today())
