from datetime import timedelta

import pytest
from sqlmodel import Session

from core.enums import BatchState, Role
from core.errors import NotAllowed
from core.models import ImportBatch
from core.queries.loads import latest_load, list_loads
from tests import factories
from tests.core.reports import small_town


def test_latest_load_is_the_last_one_of_the_year_that_still_stands(session: Session) -> None:
    small_town.plant(session)
    day = timedelta(days=1)
    factories.make_batch(session, 2025, factories.LOADED_AT - day)
    factories.make_batch(session, 2025, factories.LOADED_AT)
    factories.make_batch(session, 2024, factories.LOADED_AT + day)
    undone = session.get(ImportBatch, factories.make_batch(session, 2025, factories.LOADED_AT + 2 * day))
    assert undone
    undone.state = BatchState.UNDONE
    session.add(undone)
    session.flush()
    assert latest_load(session, 2025) == factories.LOADED_AT
    assert latest_load(session, 2023) is None


def test_loads_are_listed_newest_first_for_those_who_load(session: Session) -> None:
    units = small_town.plant(session).units
    first, second = factories.make_batch(session), factories.make_batch(session)
    controller = factories.make_actor(session, Role.CONTROLLER, units["EKA"])
    rows = list_loads(session, controller)
    assert [row.id for row in rows] == [second, first]
    assert (rows[0].source, rows[0].file_name, rows[0].user_name) == (
        "Ekonomisystemet",
        "oktober.se",
        "Lo Ek",
    )
    assert len(list_loads(session, controller, most=1)) == 1
    manager = factories.make_actor(session, Role.CONTROLLER, units["BUN"])
    with pytest.raises(NotAllowed):
        list_loads(session, manager)
