"""Users and their roles: made, changed and ended by whoever may manage users.

The functions named `…_at_console` have no actor: whoever runs the command line on the server
already holds the database. They are how the first administrator comes to be.
"""

from datetime import date, datetime

from sqlmodel import Session, select

from core.enums import Role
from core.errors import RuleViolation
from core.models import RoleAssignment, Unit, User
from core.queries.access import require_write
from core.queries.sessions import account_key
from core.rules.access import Action, Actor
from core.rules.people import checked_days, checked_email, checked_name
from core.services import audit, requests
from core.services.sessions import close_sessions
from core.texts import _

_CONSOLE = "console"


def create_user(
    session: Session,
    actor: Actor,
    *,
    username: str,
    name: str,
    now: datetime,
    email: str = "",
    password_hash: str = "",
    key: str = "",
) -> int:
    """Create a user who can sign in once she has a password, and return her id.

    `key` is that of the form: a second click gives the first one's user.
    """
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    if key and not requests.first_time(session, actor, key=key, action="create_user", subject=username):
        return int(requests.result_of(session, key))
    user_id = _create(session, actor, (username, name, email), password_hash, now)
    if key:
        requests.keep_result(session, key, user_id)
    return user_id


def change_user(session: Session, actor: Actor, *, user_id: int, name: str, email: str) -> bool:
    """Change a user's name and mail address; return whether anything was new."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    user = _user(session, user_id)
    wanted = (checked_name(name), checked_email(email))
    if (user.name, user.email) == wanted:
        return False
    old = {"name": user.name, "email": user.email}
    user.name, user.email = wanted
    new = {"name": user.name, "email": user.email}
    audit.record(session, actor, "change_user", subject=("user", user_id), personal={"old": old, "new": new})
    return True


def set_password_hash(session: Session, actor: Actor, *, user_id: int, password_hash: str) -> None:
    """Give a user another password, already hashed, and sign her out everywhere."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    _set_hash(session, actor, _user(session, user_id), password_hash)


def set_active(session: Session, actor: Actor, *, user_id: int, active: bool) -> None:
    """Let a user in again, or shut her out and end her sessions."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    user = _user(session, user_id)
    if not active and user_id == actor.user_id:
        raise RuleViolation(_("Du kan inte stänga av ditt eget konto. Be en annan administratör."))
    audit.record(session, actor, "set_active", subject=("user", user_id), change=(user.active, active))
    user.active = active
    if not active:
        close_sessions(session, user_id)


def assign_role(
    session: Session,
    actor: Actor,
    *,
    user_id: int,
    role: Role,
    unit_id: int,
    valid_from: date,
    valid_to: date | None = None,
    key: str = "",
) -> int:
    """Give a user a role on a unit and all below it; `valid_to` is the last day. Return its id.

    `key` is that of the form: a second click gives the first one's role.
    """
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    wanted = (user_id, role, unit_id, valid_from, valid_to)
    if key and not requests.first_time(session, actor, key=key, action="assign_role", subject=wanted):
        return int(requests.result_of(session, key))
    held_id = _assign(session, actor, _user(session, user_id), (role, unit_id), (valid_from, valid_to))
    if key:
        requests.keep_result(session, key, held_id)
    return held_id


def end_role(session: Session, actor: Actor, *, assignment_id: int, last_day: date) -> None:
    """End a role with its last day; a last day before its first one takes it back altogether."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    held = session.get(RoleAssignment, assignment_id)
    if held is None:
        raise RuleViolation(_("Rollen finns inte längre. Ladda om sidan."))
    if held.role is Role.ADMINISTRATOR and held.user_id == actor.user_id:
        raise RuleViolation(_("Du kan inte avsluta din egen administratörsroll. Be en annan administratör."))
    audit.record(
        session,
        actor,
        "end_role",
        subject=("user", held.user_id),
        unit_id=held.unit_id,
        change=({"role": held.role, "valid_to": held.valid_to}, {"role": held.role, "valid_to": last_day}),
    )
    if last_day < held.valid_from:
        session.delete(held)
    else:
        held.valid_to = last_day


def create_user_at_console(
    session: Session, *, username: str, name: str, now: datetime, email: str = "", password_hash: str = ""
) -> int:
    """Create a user from the command line and return her id."""
    return _create(session, None, (username, name, email), password_hash, now)


def set_password_hash_at_console(session: Session, *, username: str, password_hash: str) -> None:
    """Give a user another password from the command line, and sign her out everywhere."""
    _set_hash(session, None, _user_named(session, username), password_hash)


def assign_role_at_console(
    session: Session,
    *,
    username: str,
    role: Role,
    unit_code: str,
    valid_from: date,
    valid_to: date | None = None,
) -> int:
    """Give a user a role from the command line and return its id; `valid_to` is the last day."""
    user = _user_named(session, username)
    unit_id = session.exec(select(Unit.id).where(Unit.code == unit_code)).first()
    if unit_id is None:
        raise RuleViolation(_("Det finns ingen enhet med koden {code}.").format(code=unit_code))
    return _assign(session, None, user, (role, unit_id), (valid_from, valid_to))


def _create(
    session: Session,
    actor: Actor | None,
    who: tuple[str, str, str],
    password_hash: str,
    now: datetime,
) -> int:
    username = account_key(who[0])
    if not username or any(character.isspace() for character in username):
        raise RuleViolation(_("Ange ett användarnamn utan mellanslag."))
    name, email = checked_name(who[1]), checked_email(who[2])
    if session.exec(select(User.id).where(User.username == username)).first() is not None:
        raise RuleViolation(_("Användarnamnet {username} är upptaget.").format(username=username))
    user = User(username=username, name=name, email=email, password_hash=password_hash, created_at=now)
    session.add(user)
    session.flush()
    personal = {"username": username, "name": name}
    audit.record(
        session, actor, "create_user", subject=("user", user.id), cause=_cause(actor), personal=personal
    )
    return user.id or 0


def _set_hash(session: Session, actor: Actor | None, user: User, password_hash: str) -> None:
    user.password_hash = password_hash
    close_sessions(session, user.id or 0)
    audit.record(session, actor, "set_password", subject=("user", user.id), cause=_cause(actor))


def _assign(
    session: Session,
    actor: Actor | None,
    user: User,
    what: tuple[Role, int],
    days: tuple[date, date | None],
) -> int:
    (role, unit_id), (valid_from, valid_to) = what, days
    checked_days(role, valid_from, valid_to)
    if session.get(Unit, unit_id) is None:
        raise RuleViolation(_("Enheten finns inte."))
    held = RoleAssignment(
        user_id=user.id or 0, role=role, unit_id=unit_id, valid_from=valid_from, valid_to=valid_to
    )
    if _is_held(session, held):
        raise RuleViolation(_("Personen har redan den rollen på enheten från den dagen."))
    session.add(held)
    session.flush()
    given = {"role": role, "valid_from": valid_from, "valid_to": valid_to}
    audit.record(
        session,
        actor,
        "assign_role",
        subject=("user", user.id),
        unit_id=unit_id,
        change=(None, given),
        cause=_cause(actor),
    )
    return held.id or 0


def _is_held(session: Session, wanted: RoleAssignment) -> bool:
    """Return whether the same role on the same unit already starts that day."""
    same = select(RoleAssignment.id).where(
        RoleAssignment.user_id == wanted.user_id,
        RoleAssignment.role == wanted.role,
        RoleAssignment.unit_id == wanted.unit_id,
        RoleAssignment.valid_from == wanted.valid_from,
    )
    return session.exec(same).first() is not None


def _user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise RuleViolation(_("Personen finns inte längre. Ladda om sidan."))
    return user


def _user_named(session: Session, username: str) -> User:
    user = session.exec(select(User).where(User.username == account_key(username))).first()
    if user is None:
        raise RuleViolation(_("Det finns ingen användare som heter {username}.").format(username=username))
    return user


def _cause(actor: Actor | None) -> str:
    return "" if actor else _CONSOLE
