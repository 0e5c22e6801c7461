"""What a goal gives the one that it is merged into, and what it gets back when it is opened again."""

from typing import Any

from sqlmodel import Session, col, delete, select, update

from core.models import Activity, Goal, GoalIndicator, GoalLink, GoalMoney, GoalTag
from core.queries.goal_mergers import Moved, Returning, money_facts, returning
from core.rules.access import Actor
from core.services.goal_links import all_links, write_links, write_tags


def take_over(session: Session, goal: Goal, into: Goal) -> dict[str, Any]:
    """Give a goal what one that is merged into it has; return what was moved, as the log keeps it.

    Links, marks and key figures stand on both; activities and money can only belong to one.
    """
    old, new = goal.id or 0, into.id or 0
    held = set(all_links(session))
    wanted = [(new if a == old else a, new if b == old else b) for a, b in held if old in (a, b)]
    links = [link for link in dict.fromkeys(wanted) if link != (new, new) and link not in held]
    write_links(session, links)
    return {
        "links": [list(link) for link in sorted(links)],
        "tags": _give_tags(session, old, new),
        "indicators": _give_indicators(session, old, new),
        "activities": _give_activities(session, old, new),
        "money": _give_money(session, old, new),
    }


def give_back(session: Session, actor: Actor, goal: Goal) -> Returning | None:
    """Give a merged goal back what it gave away, as far as it has not been changed since; return what."""
    found = returning(session, actor, goal)
    if found is None or not found.back:
        return found
    back, into = found.back, found.into_id
    for goal_id, serves_id in back.links:
        _delete(session, GoalLink, goal_id=goal_id, serves_id=serves_id)
    for key in back.tags:
        _delete(session, GoalTag, goal_id=into, tag_key=key)
    for indicator_id, _weight in back.indicators:
        _delete(session, GoalIndicator, goal_id=into, indicator_id=indicator_id)
    _return_rows(session, goal.id or 0, back)
    return found


def _return_rows(session: Session, goal_id: int, back: Moved) -> None:
    if back.activities:
        session.execute(
            update(Activity)
            .where(col(Activity.id).in_(back.activities))
            .values(goal_id=goal_id, rev=col(Activity.rev) + 1)
        )
    if back.money:
        session.execute(update(GoalMoney).where(col(GoalMoney.id).in_(back.money)).values(goal_id=goal_id))
    session.expire_all()


def _give_tags(session: Session, old: int, new: int) -> list[str]:
    held = set(session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == new)))
    given = set(session.exec(select(GoalTag.tag_key).where(GoalTag.goal_id == old))) - held
    write_tags(session, new, given)
    return sorted(given)


def _give_indicators(session: Session, old: int, new: int) -> list[list[int]]:
    held = set(session.exec(select(GoalIndicator.indicator_id).where(GoalIndicator.goal_id == new)))
    rows = session.exec(
        select(GoalIndicator).where(GoalIndicator.goal_id == old).order_by(col(GoalIndicator.indicator_id))
    ).all()
    given = [row for row in rows if row.indicator_id not in held]
    session.add_all(
        GoalIndicator(goal_id=new, indicator_id=row.indicator_id, weight=row.weight) for row in given
    )
    session.flush()
    return [[row.indicator_id, row.weight] for row in given]


def _give_activities(session: Session, old: int, new: int) -> list[int]:
    ids = session.exec(select(Activity.id).where(Activity.goal_id == old).order_by(col(Activity.id))).all()
    session.execute(
        update(Activity).where(col(Activity.goal_id) == old).values(goal_id=new, rev=col(Activity.rev) + 1)
    )
    return [one or 0 for one in ids]


def _give_money(session: Session, old: int, new: int) -> list[dict[str, Any]]:
    rows = session.exec(select(GoalMoney).where(GoalMoney.goal_id == old).order_by(col(GoalMoney.id))).all()
    given = [money_facts(row) for row in rows]
    for row in rows:
        row.goal_id = new
        session.add(row)
    session.flush()
    return given


def _delete(session: Session, table: type[Any], **key: object) -> None:
    session.exec(delete(table).where(*(col(getattr(table, name)) == value for name, value in key.items())))
