"""Linking goals to money."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import GoalMoney
from core.rules.goal_money import MoneyPart
from core.services.goal_money import add_money, change_money, remove_money
from tests.core.goals_town import make_town, put_goal


def test_add_money_twice_with_the_same_key_adds_one(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    part = MoneyPart(town.units["411"], "50-57", share=2_500)

    ids = [add_money(session, town.maria, goal_id=goal_id, part=part, key="k1") for _click in range(2)]

    assert ids[0] == ids[1]
    assert [(row.accounts, row.share) for row in session.exec(select(GoalMoney))] == [("50-57", 2_500)]


def test_add_money_of_a_foreign_unit_or_to_a_foreign_goal_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")

    for goal_id, unit in ((own, "412"), (foreign, "411"), (own, "BUN")):
        with pytest.raises(NotAllowed):
            add_money(
                session, town.maria, goal_id=goal_id, part=MoneyPart(town.units[unit]), key=f"{goal_id}{unit}"
            )


def test_add_money_with_unreadable_accounts_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")

    with pytest.raises(RuleViolation):
        add_money(session, town.maria, goal_id=own, part=MoneyPart(town.units["411"], "5-"), key="k1")


def test_change_and_remove_money_that_somebody_else_has_changed_conflict(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")
    seen = MoneyPart(town.units["411"], "50-57")
    money_id = add_money(session, town.maria, goal_id=own, part=seen, key="k1")
    new = replace(seen, share=5_000)

    change_money(session, town.maria, money_id=money_id, seen=seen, part=new)

    with pytest.raises(Conflict):
        change_money(session, town.sara, money_id=money_id, seen=seen, part=replace(seen, share=1))
    with pytest.raises(Conflict):
        remove_money(session, town.sara, money_id=money_id, seen=seen)
    remove_money(session, town.maria, money_id=money_id, seen=new)
    assert session.exec(select(GoalMoney)).all() == []


def test_change_money_of_a_foreign_goal_is_refused_as_if_it_were_not_there(session: Session) -> None:
    town = make_town(session)
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")
    part = MoneyPart(town.units["412"])
    money_id = add_money(session, town.nils, goal_id=foreign, part=part, key="k1")

    messages = set()
    for one in (money_id, 9999):
        with pytest.raises(NotAllowed) as refusal:
            remove_money(session, town.maria, money_id=one, seen=part)
        messages.add(refusal.value.message)
    assert len(messages) == 1
