from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.enums import Periodicity
from core.models import User
from core.periods import Period
from core.queries.indicator_due import list_asked_for
from core.queries.indicator_owners import Neglect, list_neglected, names_of_owners
from core.rules.indicator_sums import Measured
from core.services.indicator_places import name_owner
from core.services.indicator_values import Place, ValueEdit, save_values
from tests.core.goals_town import Town, make_town
from tests.core.indicators_town import READERS, SICK, put_indicator


def _tell(session: Session, town: Town, indicator_id: int, unit: str, month: int = 10) -> None:
    place = Place(indicator_id, town.units[unit], Period(2026, month))
    edit = ValueEdit(place, None, Measured(Decimal(5), Decimal(1), Decimal(20)))
    save_values(session, town.sara, edits=[edit], key=f"{indicator_id} {unit} {month}")


def _own(session: Session, town: Town, indicator_id: int, unit: str, user_id: int) -> None:
    name_owner(session, town.sara, indicator_id=indicator_id, unit_id=town.units[unit], owner_id=user_id)


def test_figure_is_listed_for_each_reason_until_it_is_owned_and_told(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    before = list_neglected(session, town.maria, days=90)

    _own(session, town, sick, "411", town.maria.user_id)
    _tell(session, town, sick, "411")
    after = list_neglected(session, town.maria, days=90)

    assert [row.reasons for row in before.rows] == [(Neglect.NO_OWNER, Neglect.NEVER)]
    assert before.counted == {town.units["411"]: (1, 1)}
    assert (after.rows, after.counted) == ((), {town.units["411"]: (1, 0)})


def test_owner_whose_account_is_closed_has_left(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    _own(session, town, sick, "411", town.maria.user_id)
    _tell(session, town, sick, "411")
    session.get_one(User, town.maria.user_id).active = False
    session.flush()

    (row,) = list_neglected(session, town.sara, days=90).rows

    assert (row.reasons, row.owner_id) == ((Neglect.LEFT,), town.maria.user_id)
    assert names_of_owners(session, town.sara)[town.maria.user_id]


def test_unit_above_is_as_fresh_as_those_below_where_values_are_added_up(session: Session) -> None:
    town = make_town(session)
    readers = put_indicator(session, town, replace(READERS, owner_id=town.sara.user_id), "411", "BUN")
    _tell(session, town, readers, "411")

    assert list_neglected(session, town.sara, days=90).rows == ()


def test_formula_needs_an_owner_but_no_value(session: Session) -> None:
    town = make_town(session)
    put_indicator(session, town, replace(SICK, code="dubbel", formula="2 * 3"), "411")

    (row,) = list_neglected(session, town.sara, days=90).rows

    assert row.reasons == (Neglect.NO_OWNER,)


def test_neighbours_figures_are_left_out(session: Session) -> None:
    town = make_town(session)
    put_indicator(session, town, SICK, "412")

    assert list_neglected(session, town.maria, days=90).rows == ()


def test_person_is_asked_for_what_she_reports_with_its_first_day(session: Session) -> None:
    town = make_town(session)
    day = date(2026, 11, 15)
    sick = put_indicator(session, town, replace(SICK, next_update=day), "411", "412")
    for unit, actor in (("411", town.maria), ("412", town.nils)):
        _own(session, town, sick, unit, actor.user_id)

    (asked,) = list_asked_for(session, town.maria, today=date(2026, 11, 9))
    _tell(session, town, sick, "411")

    assert (asked.unit_id, asked.titles, asked.due) == (town.units["411"], ("Sjukfrånvaro",), day)
    assert asked.period == Period(2026, 10)
    assert list_asked_for(session, town.maria, today=date(2026, 11, 9)) == []
    assert len(list_asked_for(session, town.nils, today=date(2026, 11, 9))) == 1


def test_yearly_figure_may_be_a_year_older(session: Session) -> None:
    town = make_town(session)
    made = replace(SICK, periodicity=Periodicity.YEAR, owner_id=town.sara.user_id)
    sick = put_indicator(session, town, made, "411")
    _tell(session, town, sick, "411", month=2)

    assert list_neglected(session, town.sara, days=0).rows == ()
