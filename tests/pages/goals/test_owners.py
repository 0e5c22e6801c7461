"""Ägare som finns as each person meets it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from core.db import Database
from core.models import Activity, ActivityCheck, IndicatorUnit
from core.rules.activities import ActivityText
from core.services.activities import add_activity
from core.services.transaction import transaction
from tests import factories
from tests.pages.conftest import Open
from tests.pages.goals.test_indicator import Desk, press
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def test_figure_without_owner_or_value_is_listed_with_why(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", "agare", enhet="411"))

    assert "Glömt nyckeltal" in words
    assert "Ingen ägare. Aldrig uppdaterat" in words
    assert "Elever som läser säkert" in words  # hers, but never updated


def test_taking_over_names_oneself_at_the_unit(desk: Desk) -> None:
    run = desk.open_as("maria", "agare", enhet="411")

    after = press(run, "Ta över")

    owners = {row.indicator_id: row.owner_id for row in desk.stored(IndicatorUnit)}
    assert owners[desk.town.ids["glomt"]] is not None
    assert "Ingen ägare" not in words_of(after)


def test_neighbours_figures_are_not_hers_to_see(desk: Desk) -> None:
    words = words_of(desk.open_as("maria", "agare", enhet="412"))

    assert words.count("Elever som läser säkert") == 1  # her own, not the neighbour's


def test_activity_that_nobody_has_moved_is_taken_over_or_closed(desk: Desk) -> None:
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        unit_id = factories.unit_ids(session)["411"]
        text = ActivityText("Läslyftet", date(2026, 1, 12), date(2026, 12, 18), owner_id=sara.user_id)
        add_activity(session, sara, unit_id=unit_id, goal_id=None, text=text, key="lyft")
    run = desk.open_as("maria", "agare", enhet="411")
    assert "Ekbackens skola. Aldrig uppdaterat. Sara Holm" in words_of(run)

    button = next(one for one in run.button if str(one.key).startswith("take_activity_"))
    after = button.click().run()

    assert list(after.exception) == []
    (row,) = desk.stored(Activity)
    assert row.owner_id == desk.town.goals.people.manager
    assert "Läslyftet" not in words_of(after)


def test_activity_with_a_ticked_reconciliation_has_moved(desk: Desk) -> None:
    with transaction(desk.database) as session:
        maria = actor_named(session, desk.database, "maria")
        unit_id = factories.unit_ids(session)["411"]
        text = ActivityText("Läslyftet", date(2026, 1, 12), date(2026, 12, 18), owner_id=maria.user_id)
        activity_id = add_activity(session, maria, unit_id=unit_id, goal_id=None, text=text, key="lyft")
        ticked = datetime(2026, 3, 2, tzinfo=UTC)
        session.add(
            ActivityCheck(
                activity_id=activity_id, day=date(2026, 3, 1), done_at=ticked, done_by_id=maria.user_id
            )
        )

    assert "Läslyftet" not in words_of(desk.open_as("maria", "agare", enhet="411"))
