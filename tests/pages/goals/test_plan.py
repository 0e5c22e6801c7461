"""Verksamhetsplan as each person meets it."""

from collections.abc import Callable

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import UnitPlanState
from core.models import UnitPlan, UnitPlanText
from core.services.plan_templates import set_template, shipped_sections
from core.services.transaction import transaction
from core.services.unit_plans import Written, save_section
from tests.pages.conftest import Open
from tests.pages.goal_town import GoalTown, plant_goals
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Desk:
    """Plans in browsers of their own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        self.town: GoalTown = plant_goals(database)
        with transaction(database) as session:
            sara = actor_named(session, database, "sara")
            set_template(session, sara, year=2026, sections=shipped_sections())

    def open_as(self, username: str, unit: str = "411") -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("verksamhetsplan", enhet=unit, ar="2026")
        assert list(run.exception) == []
        return run

    def plan(self) -> UnitPlan:
        with self.database.reading() as session:
            row = session.exec(select(UnitPlan)).one()
            session.expunge(row)
            return row

    def texts(self) -> dict[str, tuple[str, bool]]:
        with self.database.reading() as session:
            rows = session.exec(select(UnitPlanText)).all()
            return {row.section_key: (row.body, row.ready) for row in rows}


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def _press(run: AppTest, label: str, *, key: str = "") -> AppTest:
    found = (one for one in run.button if one.label == label and (not key or one.key == key))
    done = next(found).click().run()
    assert list(done.exception) == []
    return done


def _begun(desk: Desk) -> AppTest:
    return _press(desk.open_as("maria"), "Börja planen")


def test_manager_begins_her_plan_with_what_is_known_already(desk: Desk) -> None:
    run = _begun(desk)

    words = words_of(run)
    assert "är kvar att skriva klart" in words
    assert "Fler läser flytande" in words
    assert "Vad har förändrats sedan förra planen?" in words
    assert desk.plan().state is UnitPlanState.DRAFT


def test_manager_writes_a_section_and_calls_it_ready(desk: Desk) -> None:
    run = _begun(desk)
    field = next(one for one in run.text_area if one.key and ":lage_" in one.key)

    field.set_value("Vi är tre lärare färre.").run()
    run = _press(run, "Spara och markera klar", key="ready_lage")

    assert desk.texts() == {"lage": ("Vi är tre lärare färre.", True)}
    assert "1 av 7 rubriker klara" in words_of(run)


def test_section_that_somebody_else_has_written_is_told_and_the_words_stay(desk: Desk) -> None:
    run = _begun(desk)
    field = next(one for one in run.text_area if one.key and ":lage_" in one.key)
    field.set_value("Mina ord").run()
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        save_section(
            session, sara, written=Written(desk.plan().id or 0, "lage", 0, "Saras ord", False))  # fmt: skip

    run = next(one for one in run.button if one.key == "keep_lage").click().run()

    assert desk.texts()["lage"] == ("Saras ord", False)
    assert any("Någon annan har skrivit här" in one.value for one in run.warning)
    field = next(one for one in run.text_area if one.key and ":lage_" in one.key)
    assert field.value == "Mina ord"
    assert "Saras ord" in words_of(run)


def test_controller_adopts_and_the_manager_opens_it_again_with_a_reason(desk: Desk) -> None:
    _begun(desk)
    run = desk.open_as("sara")
    next(one for one in run.text_input if one.label == "Vem har beslutat?").set_value("Rektor")

    run = _press(run, "Anta planen")

    assert desk.plan().state is UnitPlanState.ADOPTED
    assert "Planen är antagen" in words_of(run)
    assert "Antagen av Rektor 2026-" in words_of(run)
    run = desk.open_as("maria")
    assert [one.label for one in run.button if one.label == "Spara"] == []
    next(one for one in run.text_input if one.label == "Varför ändras planen?").set_value("Ny ram")
    _press(run, "Öppna")
    assert desk.plan().state is UnitPlanState.DRAFT


def test_committee_sees_how_far_the_plans_under_it_have_come(desk: Desk) -> None:
    _press(desk.open_as("maria"), "Börja planen")

    run = desk.open_as("sara", unit="4")

    words = words_of(run)
    assert "Planerna för 2026 under" in words
    assert "Under arbete" in words


def test_year_without_headings_says_who_chooses_them(desk: Desk) -> None:
    desk.sign_in_as("maria")

    run = desk.open_page("verksamhetsplan", enhet="411", ar="2027")

    assert "Inga rubriker för 2027 än" in words_of(run)
