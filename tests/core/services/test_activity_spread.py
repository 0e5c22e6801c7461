from datetime import date

import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import ActivityState
from core.errors import NotAllowed, RuleViolation
from core.models import Activity, ActivitySpread, Job, Notice
from core.queries.activities import list_copies, read_activity
from core.queries.activity_origin import origin_of
from core.rules.activities import ActivityText
from core.services import activities, activity_runs
from core.services.activity_spread import spread_activity, take_over
from core.services.transaction import transaction
from tests.core.goals_town import Town, make_town

TEAM = ActivityText("Närvaroteam", date(2026, 8, 17), date(2026, 12, 18), "Varannan vecka", cost=10_000_00)


def _origin(session: Session, town: Town) -> int:
    return activities.add_activity(
        session, town.sara, unit_id=town.units["BUN"], goal_id=None, text=TEAM, key="origin"
    )


def _spread(session: Session, town: Town, activity_id: int, *, key: str = "s", later: bool = True) -> int:
    return spread_activity(
        session, town.sara, activity_id=activity_id, node_ids=[town.units["BUN"]], later_units=later, key=key
    )


def test_every_unit_below_gets_its_copy_once_and_its_manager_is_told(session: Session) -> None:
    town = make_town(session)
    origin = _origin(session, town)

    assert _spread(session, town, origin) == _spread(session, town, origin) == 2
    assert _spread(session, town, origin, key="again") == 0

    copies = list_copies(session, town.sara, activity_id=origin)
    assert [(row.unit_id, row.title, row.owner_id, row.cost) for row in copies] == [
        (town.units["411"], "Närvaroteam", town.maria.user_id, None),
        (town.units["412"], "Närvaroteam", town.nils.user_id, None),
    ]
    told = session.exec(select(Notice.user_id).order_by(col(Notice.user_id))).all()
    assert set(told) == {town.maria.user_id, town.nils.user_id}


def test_manager_may_not_spread_to_the_school_beside(session: Session) -> None:
    town = make_town(session)
    own = activities.add_activity(
        session, town.maria, unit_id=town.units["411"], goal_id=None, text=TEAM, key="own"
    )

    with pytest.raises(NotAllowed):
        spread_activity(
            session, town.maria, activity_id=own, node_ids=[town.units["412"]], later_units=False, key="x"
        )


def test_copy_is_not_spread_and_nothing_chosen_is_told(session: Session) -> None:
    town = make_town(session)
    origin = _origin(session, town)
    _spread(session, town, origin)
    copy = list_copies(session, town.sara, activity_id=origin)[0]

    with pytest.raises(RuleViolation, match="Det här är en kopia"):
        _spread(session, town, copy.id, key="copy")
    with pytest.raises(RuleViolation, match="Välj minst en enhet"):
        spread_activity(session, town.sara, activity_id=origin, node_ids=[], later_units=False, key="nothing")


def test_copy_goes_its_own_way_and_takes_over_new_words_when_its_unit_wants(session: Session) -> None:
    town = make_town(session)
    origin = _origin(session, town)
    _spread(session, town, origin)
    copy = list_copies(session, town.maria, activity_id=origin)[0]
    rev = activities.set_state(session, town.maria, activity_id=copy.id, rev=0, state=ActivityState.RUNNING)
    later = ActivityText("Närvaroteam varje vecka", TEAM.starts, TEAM.ends, "Varje tisdag")
    activities.change_activity(session, town.sara, activity_id=origin, rev=0, goal_id=None, text=later)

    offered = origin_of(session, town.maria, activity_id=copy.id)
    take_over(session, town.maria, activity_id=copy.id, rev=rev)

    assert offered is not None
    assert (offered.title, offered.text) == ("Närvaroteam varje vecka", "Varje tisdag")
    row = read_activity(session, town.maria, activity_id=copy.id)
    assert row is not None
    assert (row.title, row.state, row.owner_id) == (
        "Närvaroteam varje vecka", ActivityState.RUNNING, town.maria.user_id,
    )  # fmt: skip
    with pytest.raises(RuleViolation, match="ingen kopia"):
        take_over(session, town.sara, activity_id=origin, rev=1)


def test_unit_that_comes_later_gets_its_copy_by_the_day_run(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        origin = _origin(session, town)
        _spread(session, town, origin)
        gone = session.exec(select(Activity).where(Activity.unit_id == town.units["412"])).one()
        session.delete(gone)  # as if the school had come after the spreading

    assert activity_runs.ask_for_due(database)
    assert not activity_runs.ask_for_due(database)
    assert activity_runs.run_activities(database) == "1 aktiviteter spridda till nya enheter."
    assert activity_runs.run_activities(database) == "0 aktiviteter spridda till nya enheter."

    with database.reading() as session:
        assert session.exec(select(Job.kind)).all() == [activity_runs.ACTIVITIES]
        units = session.exec(select(Activity.unit_id).where(Activity.origin_id == origin)).all()
    assert set(units) == {town.units["411"], town.units["412"]}


def test_day_run_without_later_units_asks_for_nothing(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        _spread(session, town, _origin(session, town), later=False)
        assert session.exec(select(ActivitySpread.later_units)).all() == [False]

    assert not activity_runs.ask_for_due(database)
