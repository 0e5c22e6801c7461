"""Users from a file: read, shown with what each line would do, and saved whole or not at all."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.enums import Role, UnitState
from core.errors import RuleViolation
from core.imports.user_file import read_user_file
from core.models import RoleAssignment, TreeUnit, Unit, User
from core.queries.access import require_write
from core.queries.users import role_word
from core.rules.access import Action, Actor
from core.rules.user_plan import Known, KnownUser, RoleKey, UserPlan, plan_users
from core.services import requests, users
from core.texts import _


@dataclass(frozen=True, slots=True)
class LoadedUsers:
    """How many people were added, changed, and how many roles were given."""

    created: int
    changed: int
    roles: int


def preview_users(session: Session, actor: Actor, *, data: bytes) -> UserPlan:
    """Return what a file would do, with a problem for each line that is wrong; nothing is saved."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    words = {word: role for role in Role for word in (role_word(role).casefold(), role.value)}
    lines, problems = read_user_file(data, words)
    plan = plan_users(lines, _known(session, actor), today=session.info["database"].today())
    plan.problems.extend(problems)
    plan.problems.sort(key=lambda problem: problem.line or 0)
    return plan


def load_users(session: Session, actor: Actor, *, key: str, data: bytes) -> LoadedUsers:
    """Save what the file says; while a line is wrong nothing is saved at all."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    if not requests.first_time(session, actor, key=key, action="load_users", subject=data):
        return LoadedUsers(*requests.result_of(session, key))
    plan = preview_users(session, actor, data=data)
    if plan.errors:
        raise RuleViolation(_("Ingenting är sparat. Rätta raderna i filen och läs den igen."))
    ids = {name: user_id for name, user_id in session.exec(select(User.username, User.id)) if user_id}
    _save_people(session, actor, plan, ids)
    _save_roles(session, actor, plan, ids)
    loaded = LoadedUsers(len(plan.create), len(plan.change), len(plan.roles))
    requests.keep_result(session, key, [loaded.created, loaded.changed, loaded.roles])
    return loaded


def _save_people(session: Session, actor: Actor, plan: UserPlan, ids: dict[str, int]) -> None:
    now = session.info["database"].now()
    for username, line in plan.create.items():
        ids[username] = users.create_user(
            session, actor, username=username, name=line.name, now=now, email=line.email
        )
    for username, line in plan.change.items():
        held = session.get_one(User, ids[username])
        users.change_user(
            session, actor, user_id=ids[username], name=line.name, email=line.email or held.email
        )


def _save_roles(session: Session, actor: Actor, plan: UserPlan, ids: dict[str, int]) -> None:
    units = {code: unit_id for code, unit_id in session.exec(select(Unit.code, Unit.id)) if unit_id}
    for (username, role, unit_code), (first, last) in plan.roles.items():
        users.assign_role(
            session,
            actor,
            user_id=ids[username],
            role=role,
            unit_id=units[unit_code],
            valid_from=first,
            valid_to=last,
        )


def _known(session: Session, actor: Actor) -> Known:
    people = {
        user.username: KnownUser(user.name, user.email, user.active) for user in session.exec(select(User))
    }
    units = session.exec(
        select(Unit.code, TreeUnit.name)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Unit.id))
        .where(TreeUnit.tree_id == actor.tree_id, TreeUnit.state == UnitState.OPEN)
    )
    held = session.exec(
        select(User.username, Unit.code, RoleAssignment)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .join(Unit, col(Unit.id) == col(RoleAssignment.unit_id))
    )
    roles: dict[RoleKey, tuple[tuple[date, date | None], ...]] = {}
    for username, code, role in held:
        role_key = (username, Role(role.role), code)
        roles[role_key] = (*roles.get(role_key, ()), (role.valid_from, role.valid_to))
    return Known(people, dict(units.all()), roles)
