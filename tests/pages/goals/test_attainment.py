"""Måluppfyllelse as each person meets it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from tests.pages.conftest import Open
from tests.pages.goal_town import NEIGHBOURS_GOAL, GoalTown, plant_goals
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WORDS = "Speciallärare saknas i två klasser."


class Desk:
    """The map in browsers of its own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.sign_in_as, self.open_page = sign_in_as, open_page
        self.town: GoalTown = plant_goals(database)

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("maluppfyllelse", **query)
        assert list(run.exception) == []
        return run


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def test_executive_meets_the_council_goal_and_the_schools_own_words(desk: Desk) -> None:
    own = str(desk.town.goals["Fler läser flytande"])

    said = words_of(desk.open_as("executive", nod=own))

    assert "Alla barn lyckas i skolan" in said
    assert "behöver ett samtal" in said
    assert WORDS in said
    assert "Maria Sandell" in said


def test_cells_of_two_schools_open_different_words_and_money(desk: Desk) -> None:
    goal, units = desk.town.goals["88 procent blir behöriga"], desk.town.units

    ours = words_of(desk.open_as("executive", enhet="4", ruta=f"{goal}-{units['411']}"))
    theirs = words_of(desk.open_as("executive", enhet="4", ruta=f"{goal}-{units['412']}"))

    assert WORDS in ours
    assert WORDS not in theirs
    assert "Inga pengar är kopplade" in theirs
    assert "Enheten har inte skrivit något om målet än." in theirs


def test_manager_sees_her_goals_and_those_above_and_never_the_neighbours(desk: Desk) -> None:
    said = words_of(desk.open_as("maria"))

    assert "Fler läser flytande" in said
    assert "Alla barn lyckas i skolan" in said
    assert NEIGHBOURS_GOAL not in said


def test_address_of_a_goal_that_is_not_hers_opens_nothing_of_it(desk: Desk) -> None:
    theirs = desk.town.goals[NEIGHBOURS_GOAL]

    said = words_of(desk.open_as("maria", ruta=str(theirs), nod=str(theirs)))

    assert NEIGHBOURS_GOAL not in said


@pytest.mark.parametrize("view", ["karta", "avviker", "tabell", "nonsens"])
def test_every_view_shows_the_goal_that_is_not_reached(desk: Desk, view: str) -> None:
    said = words_of(desk.open_as("executive", vy=view))

    assert "Alla barn lyckas i skolan" in said
    assert "Nås ej" in said


def test_unit_with_no_goals_in_the_year_is_told_so(desk: Desk) -> None:
    said = words_of(desk.open_as("executive", period="2025-12"))

    assert "Måluppfyllelse" in said
