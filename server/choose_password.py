"""`/losenord/<token>`: the person of a link chooses her password, which nobody else ever knows.

The token in the address is all that is asked for, so the form needs no other proof that it is ours.
"""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.db import current_database
from core.errors import RuleViolation
from core.queries.sessions import owner_of_link
from core.services import password_links
from core.services.transaction import transaction
from core.texts import _
from server import passwords, sign_in_page
from server.sign_in import PAGE_HEADERS, PASSWORDS_AT_ONCE, small_form
from server.sign_in_page import Form


async def show_choose_password(request: Request) -> Response:
    """Show the form, or that the link does not hold."""
    token = request.path_params["token"]
    username = await to_thread.run_sync(_owner, token)
    return _ended() if username is None else _form(request, username)


async def choose_password(request: Request) -> Response:
    """Save the password and use the link up; what cannot be used is told on the form."""
    token = request.path_params["token"]
    form = await small_form(request)
    username = await to_thread.run_sync(_owner, token)
    if username is None:
        return _ended()
    password = str(form.get("password", ""))
    if password != str(form.get("again", "")):
        return _form(request, username, _("Lösenorden är inte lika. Skriv samma i båda fälten."))
    try:
        saved = await to_thread.run_sync(_save, token, password, limiter=PASSWORDS_AT_ONCE)
    except RuleViolation as refusal:
        return _form(request, username, refusal.message)
    page = sign_in_page.password_saved_html(username)
    return HTMLResponse(page, headers=PAGE_HEADERS) if saved else _ended()


def _owner(token: str) -> str | None:
    database = current_database()
    with database.reading() as session:
        return owner_of_link(session, token, database.now())


def _save(token: str, password: str) -> bool:
    """Hash outside the transaction, so that no lock is held meanwhile."""
    password_hash = passwords.hash_password(password)
    with transaction(current_database()) as session:
        return password_links.use_link(session, token=token, password_hash=password_hash)


def _form(request: Request, username: str, error: str = "") -> Response:
    form = Form(wanted=request.url.path, form_token="", error=error, username=username)
    status = 422 if error else 200
    return HTMLResponse(sign_in_page.choose_password_html(form), status_code=status, headers=PAGE_HEADERS)


def _ended() -> Response:
    return HTMLResponse(sign_in_page.link_ended_html(), status_code=410, headers=PAGE_HEADERS)
