"""Whoever only reads is not invited to write: no page of goals says to her what she may not do."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import Role
from core.services.plan_templates import set_template, shipped_sections
from core.services.transaction import transaction
from tests import people
from tests.pages.conftest import Open
from tests.pages.goal_town import GoalTown, plant_goals
from tests.pages.process_town import actor_named

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

EMPTY = {
    "aktiviteter": "när någon på enheten har lagt till det",
    "nyckeltal": "När enheten följer ett nyckeltal står det här.",
    "verksamhetsplan": "Här står den när enheten har börjat skriva den.",
}


class Desk:
    """The two schools, with an elected member who reads all of it."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.sign_in_as, self.open_page = sign_in_as, open_page
        self.town: GoalTown = plant_goals(database)
        with transaction(database) as session:
            sara = actor_named(session, database, "sara")
            set_template(session, sara, year=2026, sections=shipped_sections())
            user_id = people.add_user(session, "nadja", "Nadja Ek", database.now())
            people.add_role(session, user_id, Role.ELECTED_OFFICIAL, self.town.units["1"])

    def texts(self, username: str, page: str) -> str:
        """Return what is written on a page about a school that has nothing, but for the help."""
        self.sign_in_as(username)
        run = self.open_page(page, enhet="4", ar="2026", period="2026-10")
        assert list(run.exception) == []
        assert [one.value for one in run.error] == []
        return "\n".join(_of_main(run))


def _of_main(run: AppTest) -> list[str]:
    return [str(one.proto.body) for one in run.get("html")]


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


@pytest.mark.parametrize("page", ["aktiviteter", "nyckeltal", "verksamhetsplan"])
def test_reader_of_an_empty_page_is_told_how_it_gets_filled_and_not_asked_to(desk: Desk, page: str) -> None:
    words = desk.texts("nadja", page)

    assert EMPTY[page] in words
    assert not [one for one in ("Lägg till", "Skriv ", "Lägg in", "Du skriver") if one in words]


@pytest.mark.parametrize("page", ["aktiviteter", "nyckeltal"])
def test_whoever_may_write_is_asked_to(desk: Desk, page: str) -> None:
    assert "Lägg till" in desk.texts("sara", page)
