import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.periods import Period
from core.reports import words
from core.reports.my_unit import MyUnit, build, home_units
from core.rules.access import Actor
from core.table import Status
from tests import factories
from tests.core.reports import small_town
from tests.core.reports.small_town import TKR, Town, book, controller

MARCH = Period(2025, 3)


def plant_school(session: Session) -> Town:
    """A school planned at 1 000 tkr a month, with substitutes 400 over and fees 150 better in March."""
    town = small_town.plant(session)
    for month in range(1, 13):
        book(session, town, "4110", "5020", -1_000 * TKR, version=town.budget, month=month)
    for month in (1, 2, 3):
        book(session, town, "4110", "5020", -1_000 * TKR, month=month)
    book(session, town, "4110", "5030", -400 * TKR, month=2)
    book(session, town, "4110", "3130", 150 * TKR, month=3)
    return town


def page(session: Session, actor: Actor, town: Town, unit: str) -> MyUnit:
    return build(session, actor, unit_id=town.units[unit], period=MARCH)


def test_manager_meets_the_answer_the_box_and_the_largest_deviations(session: Session) -> None:
    town = plant_school(session)
    manager = factories.make_actor(session, Role.MANAGER, town.units["41"])
    found = page(session, manager, town, "41")
    assert words.plain(found.answer) == (
        "Utfallet t.o.m. mars är 250\u00a0tkr sämre än budget, mest timlöner och vikarier."
    )
    assert found.economy.status is Status.BAD
    assert found.economy.word == "Sämre än budget"
    assert found.economy.number == "−250\u00a0tkr"
    assert found.economy.line == "Utfall −3,3\u00a0mnkr av årets −12,0\u00a0mnkr"
    assert found.economy.spark == (0, -400 * TKR, 150 * TKR)
    assert [row.key for row in found.deviations.rows] == ["row:timloner", "row:avgifter"]
    assert found.units is None


def test_node_with_units_below_shows_them_as_rows(session: Session) -> None:
    town = plant_school(session)
    book(session, town, "4010", "5020", -5 * TKR, version=town.budget)
    found = page(session, controller(session, town), town, "BUN")
    assert found.units
    assert [row.drill for row in found.units.rows if row.drill] == [
        f"unit:{town.units['41']}", f"unit:{town.units['40']}",
    ]  # fmt: skip
    assert found.units.value("total", "variance") == -250 * TKR


def test_manager_of_several_units_gets_them_as_rows(session: Session) -> None:
    town = plant_school(session)
    book(session, town, "5110", "5020", -70 * TKR, month=1)
    manager = factories.make_actor(session, Role.MANAGER, town.units["41"], town.units["51"])
    found = page(session, manager, town, "41")
    assert found.units
    assert {row.cells[0]: row.cells[2] for row in found.units.rows} == {
        "Björkdalens skola": -3_250 * TKR,
        "Hemtjänst Norr": -70 * TKR,
    }


def test_home_units_are_the_highest_units_of_the_actor(session: Session) -> None:
    town = small_town.plant(session)
    manager = factories.make_actor(
        session, Role.MANAGER, town.units["BUN"], town.units["41"], town.units["51"]
    )
    assert [unit.code for unit in home_units(session, manager)] == ["BUN", "51"]


def test_unit_without_budget_is_not_judged(session: Session) -> None:
    town = small_town.plant(session)
    book(session, town, "4110", "5020", -500 * TKR, month=1, version=town.actual)
    session.delete(session.get(factories.Version, town.budget))
    found = page(session, controller(session, town), town, "41")
    assert (found.economy.status, found.economy.word) == (Status.NONE, "Ingen budget")
    assert found.deviations.rows == ()
    assert found.economy.spark == ()


def test_empty_unit_says_that_there_is_no_outcome(session: Session) -> None:
    town = small_town.plant(session)
    found = page(session, controller(session, town), town, "41")
    assert words.plain(found.answer) == "Det finns inget utfall t.o.m. mars än."
    assert found.economy.line == "Inget utfall än"


def test_neighbours_page_is_refused(session: Session) -> None:
    town = plant_school(session)
    manager = factories.make_actor(session, Role.MANAGER, town.units["51"])
    with pytest.raises(NotAllowed):
        page(session, manager, town, "41")
