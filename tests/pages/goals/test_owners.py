"""Ägare som finns as each person meets it."""

from collections.abc import Callable

import pytest

from core.db import Database
from core.models import IndicatorUnit
from tests.pages.conftest import Open
from tests.pages.goals.test_indicator import Desk, press
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
