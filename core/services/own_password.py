"""One's own password: changed by whoever knows the present one, and felt in every other session of hers."""

from dataclasses import dataclass, field

from sqlmodel import Session, select

from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Request, User
from core.queries.sessions import account_key
from core.rules.access import Action, Actor
from core.services import audit
from core.services.mail_rows import prepare_password_mail
from core.services.requests import first_time
from core.services.sessions import close_sessions, forget_failures, note_failure
from core.texts import _

_CHANGED, _REFUSED = "password_changed", "password_change_refused"


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A new password as its hash, and the hash that the present one was checked against."""

    hash: str = field(repr=False)
    checked: str = field(repr=False)


def own_account(session: Session, actor: Actor, *, lock: bool = False) -> User:
    """Return one's own row; `NotAllowed` through another's eyes, `RuleViolation` without a password here.

    With `lock` others who change it wait for the transaction.
    """
    if actor.read_only:
        raise NotAllowed(
            _("Du ser systemet som någon annan. Sluta visa som, så kan du byta ditt eget lösenord."),
            action=Action.VIEW_UNIT,
        )
    own = select(User).where(User.id == actor.user_id)
    options = {"populate_existing": True}
    user = session.exec(own.with_for_update() if lock else own, execution_options=options).one()
    if not user.password_hash:
        raise RuleViolation(_("Ditt konto har inget lösenord i Rodret. Fråga din administratör."))
    return user


def changed_before(session: Session, actor: Actor, *, key: str) -> bool:
    """Return whether the form with this key has already changed one's password: a second click."""
    held = session.get(Request, key)
    return held is not None and (held.user_id, held.action) == (actor.user_id, _CHANGED)


def change_own_password(
    session: Session, actor: Actor, *, new: NewPassword, token: str, address: str, by_mail: bool, key: str
) -> int:
    """Give oneself another password; return how many other sessions and links that ended.

    The session of `token` stands. `Conflict` when the password was changed since it was checked.
    """
    user = own_account(session, actor, lock=True)
    if not first_time(session, actor, key=key, action=_CHANGED, subject=actor.user_id):
        return 0
    if user.password_hash != new.checked:
        raise Conflict(_("Ditt lösenord har just bytts på ett annat ställe. Använd det nya och försök igen."))
    user.password_hash = new.hash
    session.add(user)
    forget_failures(session, account_key(user.username), address)
    ended = close_sessions(session, actor.user_id, but=token)
    if by_mail:
        prepare_password_mail(session, user)
    audit.record(
        session, actor, _CHANGED, subject=("user", actor.user_id), change=(None, {"sessions": ended})
    )
    return ended


def note_wrong_password(session: Session, actor: Actor, *, address: str) -> None:
    """Count a wrong present password as a failed sign-in, so that nobody guesses at an open screen.

    Nothing is raised, so that the failure is committed.
    """
    user = own_account(session, actor, lock=True)
    account = account_key(user.username)
    note_failure(session, account, address, session.info["database"].now())
    audit.record(
        session, actor, _REFUSED, subject=("user", actor.user_id),
        personal={"username": account, "address": address},
    )  # fmt: skip
