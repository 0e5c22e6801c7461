"""`/byt-losenord`: whoever has signed in changes her own password, which nobody else ever knows.

The present password is asked for and counted as a sign-in is, so that nobody guesses at an open
screen. What is typed is never shown again, and never stored but as a hash.
"""

import hmac
from dataclasses import dataclass, field
from uuid import uuid4

from anyio import to_thread
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.db import current_database
from core.errors import NotSignedIn, RodretError, RuleViolation
from core.queries import access
from core.queries.sessions import sign_in_candidate, user_of_token
from core.rules.access import Actor
from core.services import own_password, sessions
from core.services.own_password import NewPassword
from core.services.transaction import transaction
from core.settings import load_settings
from core.texts import _
from server import cookies, passwords
from server.addresses import CHANGE_PASSWORD, client_address, safe_next
from server.change_password_page import (
    ChangeForm,
    change_password_html,
    not_possible_html,
    password_changed_html,
)
from server.sign_in import PAGE_HEADERS, PASSWORDS_AT_ONCE, small_form


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, and the key of the form."""

    present: str = field(repr=False)
    password: str = field(repr=False)
    again: str = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of it: nothing to say when the password is changed, else words and the answer's status."""

    error: str = ""
    status: int = 200


_NOTHING_YET = _Outcome()


async def show_change_password(request: Request) -> Response:
    """Show the form, or why it is not for this account or this moment."""
    token = cookies.session_cookie_of(request.scope) or ""
    return await _shown(token, safe_next(request.query_params.get("next")), _NOTHING_YET)


async def change_password(request: Request) -> Response:
    """Change the password and say so; what cannot be done is told on the form, with empty fields."""
    token = cookies.session_cookie_of(request.scope) or ""
    form = await small_form(request)
    wanted, sent = safe_next(form.get("next")), str(form.get("form_token", ""))
    if not hmac.compare_digest(sent.encode(), sessions.form_token(token).encode()):
        return await _shown(token, wanted, _Outcome(_("Sidan var för gammal. Försök igen."), 403))
    typed = _Typed(*(str(form.get(name, "")) for name in ("present", "password", "again", "key")))
    address = client_address(request, load_settings())
    outcome = await to_thread.run_sync(_attempt, token, typed, address, limiter=PASSWORDS_AT_ONCE)
    if outcome.error:
        return await _shown(token, wanted, outcome)
    return HTMLResponse(password_changed_html(wanted), headers=PAGE_HEADERS)


async def _shown(token: str, wanted: str, outcome: _Outcome) -> Response:
    """Show the form with what came of it; who has been signed out meanwhile signs in first."""
    try:
        username = await to_thread.run_sync(_username, token)
    except NotSignedIn:
        return RedirectResponse(f"/logga-in?next={CHANGE_PASSWORD}", status_code=303)
    except RodretError as refusal:
        page = not_possible_html(refusal.message, wanted)
        return HTMLResponse(page, status_code=403, headers=PAGE_HEADERS)
    form = ChangeForm(username, sessions.form_token(token), str(uuid4()), wanted, outcome.error)
    return HTMLResponse(change_password_html(form), status_code=outcome.status, headers=PAGE_HEADERS)


def _username(token: str) -> str:
    with current_database().reading() as session:
        return own_password.own_account(session, _actor(session, token)).username


def _actor(session: Session, token: str) -> Actor:
    """Return whose session it is; `NotSignedIn` when it has ended."""
    database = current_database()
    user = user_of_token(session, token, database.now())
    if user is not None:
        actor = access.load_actor(
            session, user.user_id, today=database.today(), acting_as_id=user.acting_as_id
        )
        if actor is not None:
            return actor
    raise NotSignedIn(_("Du är inte inloggad. Logga in och försök igen."))


def _attempt(token: str, typed: _Typed, address: str) -> _Outcome:
    """Try to change it; what cannot be used is told in words."""
    try:
        return _changed(token, typed, address)
    except RodretError as refusal:
        return _Outcome(refusal.message, 422)


def _changed(token: str, typed: _Typed, address: str) -> _Outcome:
    """Check and hash outside the transaction, so that no lock is held meanwhile."""
    database = current_database()
    with database.reading() as session:
        actor = _actor(session, token)
        username = own_password.own_account(session, actor).username
        if own_password.changed_before(session, actor, key=typed.key):
            return _NOTHING_YET
        held = sign_in_candidate(session, username=username, address=address, now=database.now())
    if held.wait_seconds:
        words = _("För många försök. Vänta {n} sekunder och försök igen.")
        return _Outcome(words.format(n=held.wait_seconds), 429)
    _check(typed)
    if not passwords.is_password(typed.present, held.password_hash):
        with transaction(database, actor) as session:
            own_password.note_wrong_password(session, actor, address=address)
        return _Outcome(_("Det nuvarande lösenordet stämmer inte. Försök igen."), 401)
    new = NewPassword(passwords.hash_password(typed.password), held.password_hash)
    with transaction(database, actor) as session:
        own_password.change_own_password(
            session, actor, new=new, token=token, address=address, by_mail=load_settings().sends_mail,
            key=typed.key,
        )  # fmt: skip
    return _NOTHING_YET


def _check(typed: _Typed) -> None:
    """Refuse what cannot be the new password, before the present one is looked at."""
    if typed.password != typed.again:
        raise RuleViolation(_("De nya lösenorden är inte lika. Skriv samma i båda fälten."))
    if typed.password == typed.present:
        raise RuleViolation(_("Välj ett annat lösenord än det du har."))
    passwords.check_new_password(typed.password)
