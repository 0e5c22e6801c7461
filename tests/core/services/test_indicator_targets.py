from decimal import Decimal

import pytest
from sqlmodel import Session

from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import IndicatorUnit
from core.queries.indicators import read_targets
from core.services.indicator_targets import set_baseline, set_target
from tests.core.goals_town import make_town
from tests.core.indicators_town import SICK, put_indicator

SIX, FIVE = Decimal(6), Decimal("5.5")


def test_target_is_set_changed_and_taken_away_by_who_saw_it(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    at = {"indicator_id": sick, "unit_id": town.units["411"], "year": 2026}

    set_target(session, town.maria, **at, value=SIX, seen=None)
    set_target(session, town.maria, **at, value=FIVE, seen=SIX)

    assert read_targets(session, town.maria, years=[2026]) == {(sick, town.units["411"], 2026): FIVE}
    set_target(session, town.maria, **at, value=None, seen=FIVE)
    assert read_targets(session, town.maria, years=[2026]) == {}


def test_second_of_two_writers_is_told_what_stands_now_and_nothing_is_overwritten(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    at = {"indicator_id": sick, "unit_id": town.units["411"], "year": 2026}
    set_target(session, town.maria, **at, value=FIVE, seen=None)

    with pytest.raises(Conflict, match=r"Nu står 5,5 procent. Du skrev 6 procent, som inte är sparat"):
        set_target(session, town.sara, **at, value=SIX, seen=None)
    with pytest.raises(Conflict, match="Du skrev inget"):
        set_target(session, town.sara, **at, value=None, seen=SIX)

    assert read_targets(session, town.maria, years=[2026]) == {(sick, town.units["411"], 2026): FIVE}


def test_same_target_twice_is_no_conflict(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    at = {"indicator_id": sick, "unit_id": town.units["411"], "year": 2026}

    set_target(session, town.maria, **at, value=SIX, seen=None)
    set_target(session, town.maria, **at, value=SIX, seen=None)

    assert read_targets(session, town.maria, years=[2026]) == {(sick, town.units["411"], 2026): SIX}


def test_target_of_another_unit_year_or_place_is_refused(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")

    with pytest.raises(NotAllowed):
        set_target(
            session, town.nils, indicator_id=sick, unit_id=town.units["411"], year=2026, value=SIX, seen=None
        )
    with pytest.raises(RuleViolation, match="mäts inte"):
        set_target(
            session, town.nils, indicator_id=sick, unit_id=town.units["412"], year=2026, value=SIX, seen=None
        )
    with pytest.raises(RuleViolation, match="fyra siffror"):
        set_target(
            session, town.maria, indicator_id=sick, unit_id=town.units["411"], year=26, value=SIX, seen=None
        )


def test_start_is_kept_with_its_year_and_the_second_writer_is_told(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    at = {"indicator_id": sick, "unit_id": town.units["411"]}

    set_baseline(session, town.maria, **at, start=(2023, SIX), seen=(None, None))

    with pytest.raises(Conflict, match=r"Nu står 6 procent, 2023. Du skrev 5,5 procent, 2024"):
        set_baseline(session, town.sara, **at, start=(2024, FIVE), seen=(None, None))
    place = session.get_one(IndicatorUnit, (sick, town.units["411"]))
    assert (place.baseline_year, place.baseline) == (2023, SIX)
    set_baseline(session, town.sara, **at, start=(2024, None), seen=(2023, SIX))
    assert (place.baseline_year, place.baseline) == (None, None)
