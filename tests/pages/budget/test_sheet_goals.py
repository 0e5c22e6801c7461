"""A row of the budget sheet tells which goals it serves."""

from collections.abc import Callable

import pytest

from core.db import Database
from core.queries.steering import read_levels
from core.rules.goal_money import MoneyPart
from core.services.goal_money import add_money
from core.services.goal_store import GoalText, NewGoal
from core.services.goals import add_goal
from core.services.steering_models import start_from
from core.services.transaction import transaction
from tests import factories
from tests.pages.budget.test_sheet import Desk
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_chosen_row_shows_the_goals_that_it_serves(
    process_database: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    desk = Desk(process_database, sign_in_as, open_page)
    with transaction(process_database) as session:
        sara = actor_named(session, process_database, "sara")
        start_from(session, sara, model="three_levels", key="start")
        level = next(one.id for one in read_levels(session) if one.name == "Enhetens mål")
        unit_id = factories.unit_ids(session)["411"]
        goal = NewGoal(unit_id, level, GoalText("Fler läser flytande"), 2027)
        goal_id = add_goal(session, sara, goal=goal, key="goal")
        part = MoneyPart(unit_id, "50", share=2_500)
        add_money(session, sara, goal_id=goal_id, part=part, key="money")

    desk.enter({1: 10_000})

    said = words_of(desk.pick(desk.open_as("maria")))

    assert "Mål som raden går till (1)" in said
    assert "Fler läser flytande, 25\xa0%" in said
