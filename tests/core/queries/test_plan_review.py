from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.enums import ActivityState
from core.errors import NotAllowed
from core.models import Activity
from core.queries.plan_review import planned_on, read_review
from core.rules.plan_review import PlanChoice, PlanItem
from core.services.plan_review import settle_plan
from core.services.unit_plans import Written, save_section
from tests.core.plan_town import MEANS, STATE, choose, make_plan_town


def test_everything_of_last_year_waits_for_a_choice(session: Session) -> None:
    place = make_plan_town(session)

    review = read_review(session, place.town.maria, unit_id=place.unit_id, year=2027)

    assert [(item.kind, item.title, item.goes_on) for item in review.items] == [
        (PlanItem.TEXT, "Uppdrag och verksamhet", False),
        (PlanItem.TEXT, "Läget inför året", False),
        (PlanItem.GOAL, "Fler läser", True),
        (PlanItem.GOAL, "Lugnare raster", True),
        (PlanItem.GOAL, "Kartlägg läsningen", True),
        (PlanItem.INDICATOR, "Sjukfrånvaro", True),
        (PlanItem.ACTIVITY, "Läslyft", False),
        (PlanItem.ACTIVITY, "Rastvärdar", True),
    ]
    figure, ending = review.items[5], review.items[6]
    assert (figure.target, ending.day) == (Decimal("6.5"), date(2026, 12, 18))


def test_what_is_done_written_or_chosen_waits_no_more(session: Session) -> None:
    place = make_plan_town(session)
    maria = place.town.maria
    save_section(session, maria, written=Written(place.plan_id, MEANS, 0, "Vi lär ut.", True))
    session.get_one(Activity, place.going).state = ActivityState.DONE
    choice = choose(PlanItem.ACTIVITY, place.ending, PlanChoice.CLOSE)
    settle_plan(session, maria, plan_id=place.plan_id, choices=[choice], key="k")

    review = read_review(session, maria, unit_id=place.unit_id, year=2027)

    assert [item.item for item in review.items if item.kind in {PlanItem.TEXT, PlanItem.ACTIVITY}] == [STATE]
    assert [(row.title, row.choice, row.user) for row in review.settled] == [
        ("Läslyft", PlanChoice.CLOSE, "Maria")
    ]


def test_year_end_knows_which_activities_the_plan_has_and_which_it_closes(session: Session) -> None:
    place = make_plan_town(session)
    choices = [
        choose(PlanItem.ACTIVITY, place.ending, PlanChoice.KEEP),
        choose(PlanItem.ACTIVITY, place.going, PlanChoice.KEEP),
    ]
    settle_plan(session, place.town.maria, plan_id=place.plan_id, choices=choices, key="k")

    assert planned_on(session, place.town.maria, year=2027) == {place.ending: PlanChoice.KEEP}
    assert planned_on(session, place.town.nils, year=2027) == {}


def test_another_units_plan_is_not_read(session: Session) -> None:
    place = make_plan_town(session)

    with pytest.raises(NotAllowed):
        read_review(session, place.town.nils, unit_id=place.unit_id, year=2027)
