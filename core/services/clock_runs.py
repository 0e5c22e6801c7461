"""What the clock wants once a day: the mark of the last day it was asked for, and the system as an actor."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session, select

from core.db import Database
from core.enums import Role
from core.models import Setting, Tree, User
from core.queries.access import tree_at, unit_rows
from core.rules.access import Actor, Grant
from core.rules.reminders import is_new_day
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn


def ask_daily(database: Database, *, mark: str, ask: Callable[[Session, date], bool]) -> bool:
    """Call `ask` with the turn of jobs held, the first time of a day; return what it says, else False.

    `mark` is the setting that keeps the last day, so that a restart repeats nothing.
    """
    today = database.today()
    with database.reading() as session:
        held = session.get(Setting, mark)
        if not is_new_day(held.value if held else "", today) or session.exec(select(Tree.id)).first() is None:
            return False
    with transaction(database) as session:
        take_turn(session, Turn.JOBS)
        row = session.get(Setting, mark, populate_existing=True) or Setting(key=mark)
        if not is_new_day(row.value, today):
            return False
        row.value = today.isoformat()
        session.add(row)
        return ask(session, today)


def in_the_name_of(session: Session, user_id: int, role: Role) -> Actor:
    """Return the system in somebody's name, with what a role may do in the whole municipality."""
    database: Database = session.info["database"]
    tree = tree_at(session, database.today())
    top = unit_rows(session, tree.id or 0)[0].id
    user = session.get_one(User, user_id)
    return Actor(user.id or 0, user.name, (Grant(role, top),), tree.id or 0, top, by_clock=True)
