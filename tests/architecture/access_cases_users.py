"""The cases of the access matrix for users: links, files, deputies, erasing, and who may do what."""

from datetime import date

from sqlmodel import Session

from core.enums import NoticeKind, Role
from core.models import User
from core.queries import notices as notice_queries
from core.queries import people, rights
from core.rules.access import Action, Actor
from core.rules.reminders import MailChoice
from core.services import deputies, erasing, notices, password_links, user_files, users
from tests import factories
from tests.architecture.access_world import Case, World

FILE = "användarnamn;namn\nny;Ny Person\n".encode()


def _appoint(world: World, session: Session, actor: Actor) -> int:
    manager = factories.make_user(session, "managing")
    held = factories.give_role(session, manager, Role.MANAGER, world.target)
    return deputies.appoint_deputy(
        session,
        actor,
        key="k",
        assignment_id=held,
        user_id=world.somebody,
        first=factories.TODAY,
        last=date(2026, 12, 31),
    )


def _erase(world: World, session: Session, actor: Actor) -> None:
    session.get_one(User, world.somebody).active = False
    erasing.erase_user(session, actor, user_id=world.somebody)


USER_CASES: dict[str, Case] = {
    "services.deputies.appoint_deputy": Case(Action.MANAGE_USERS, _appoint),
    "services.erasing.erase_user": Case(Action.MANAGE_USERS, _erase),
    "services.notices.set_mail_default": Case(
        Action.MANAGE_USERS,
        lambda _w, s, a: notices.set_mail_default(s, a, kind=NoticeKind.APPROVED, choice=MailChoice.AT_ONCE),
    ),
    "services.password_links.create_link": Case(
        Action.MANAGE_USERS, lambda w, s, a: password_links.create_link(s, a, user_id=w.somebody)
    ),
    "services.password_links.create_links": Case(
        Action.MANAGE_USERS, lambda w, s, a: password_links.create_links(s, a, user_ids=[w.somebody])
    ),
    "services.user_files.preview_users": Case(
        Action.MANAGE_USERS, lambda _w, s, a: user_files.preview_users(s, a, data=FILE)
    ),
    "services.user_files.load_users": Case(
        Action.MANAGE_USERS, lambda _w, s, a: user_files.load_users(s, a, key="k", data=FILE)
    ),
    "services.users.change_user": Case(
        Action.MANAGE_USERS,
        lambda w, s, a: users.change_user(s, a, user_id=w.somebody, name="Nytt Namn", email=""),
    ),
    "queries.notices.count_own_choices": Case(
        Action.MANAGE_USERS, lambda _w, s, a: notice_queries.count_own_choices(s, a)
    ),
    "queries.people.read_person": Case(
        Action.MANAGE_USERS, lambda w, s, a: people.read_person(s, a, user_id=w.somebody)
    ),
    "queries.rights.who_may": Case(
        Action.MANAGE_USERS,
        lambda w, s, a: rights.who_may(s, a, action=Action.VIEW_UNIT, unit_id=w.target),
    ),
}
