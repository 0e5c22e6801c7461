from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.errors import NotAllowed, RuleViolation
from core.periods import Period
from core.queries.goals import read_goals
from core.queries.indicator_due import list_asked_for
from core.queries.indicator_standing import judged_of_goals
from core.queries.indicators import list_places
from core.rules.indicator_sums import Measured
from core.services.indicator_ends import end_at_unit
from core.services.indicator_places import measure_goal, name_owner, place_indicator
from core.services.indicator_targets import set_target
from core.services.indicator_values import Place, ValueEdit, save_values
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import READERS, SICK, put_indicator


def _ended(session: Session) -> tuple[Town, int]:
    town = make_town(session)
    figure = put_indicator(session, town, SICK, "411")
    end_at_unit(session, town.maria, indicator_id=figure, unit_id=town.units["411"], last_year=2026)
    return town, figure


def _years(session: Session, town: Town) -> dict[int, int]:
    units = [town.units["411"]]
    return {year: len(list_places(session, town.maria, unit_ids=units, year=year)) for year in (2026, 2027)}


def test_figure_is_followed_at_the_unit_until_its_last_year(session: Session) -> None:
    town, _figure = _ended(session)

    assert _years(session, town) == {2026: 1, 2027: 0}


def test_figure_that_has_ended_judges_the_goal_in_its_last_year_only(session: Session) -> None:
    town, figure = _ended(session)
    unit_id = town.units["411"]
    goal_id = put_goal(session, town, "411", "unit", "Friskare")
    measure_goal(session, town.maria, goal_id=goal_id, indicator_id=figure)
    for year in (2026, 2027):
        set_target(
            session, town.maria, indicator_id=figure, unit_id=unit_id, year=year, value=Decimal(6), seen=None
        )
    edit = ValueEdit(Place(figure, unit_id, Period(2026, 10)), None, Measured(Decimal(5)))
    save_values(session, town.maria, edits=[edit], key="value")

    def judged(year: int, month: int) -> int:
        world = read_goals(session, town.maria, year=year)
        found = judged_of_goals(session, town.maria, world=world, year=year, month=month)
        return len(found.get(goal_id, []))

    assert (judged(2026, 10), judged(2027, 1)) == (1, 0)


def test_last_year_is_still_reported_after_it_and_the_next_is_not(session: Session) -> None:
    town = make_town(session)
    unit_id = town.units["411"]
    figure = put_indicator(session, town, READERS, "411")
    name_owner(session, town.maria, indicator_id=figure, unit_id=unit_id, owner_id=town.maria.user_id)

    def asked() -> int:
        return len(list_asked_for(session, town.maria, today=date(2026, 12, 1)))

    end_at_unit(session, town.maria, indicator_id=figure, unit_id=unit_id, last_year=2026)
    this_year = asked()
    end_at_unit(session, town.maria, indicator_id=figure, unit_id=unit_id, last_year=2025)

    assert (this_year, asked()) == (1, 0)


def test_figure_that_was_to_end_is_followed_on_when_it_is_placed_again(session: Session) -> None:
    town, figure = _ended(session)

    assert place_indicator(session, town.maria, indicator_id=figure, unit_ids=[town.units["411"]]) == 1

    assert _years(session, town) == {2026: 1, 2027: 1}


def test_other_manager_and_no_year_are_refused(session: Session) -> None:
    town, figure = _ended(session)

    with pytest.raises(NotAllowed):
        end_at_unit(session, town.nils, indicator_id=figure, unit_id=town.units["411"], last_year=None)
    with pytest.raises(RuleViolation, match="fyra siffror"):
        end_at_unit(session, town.maria, indicator_id=figure, unit_id=town.units["411"], last_year=26)
