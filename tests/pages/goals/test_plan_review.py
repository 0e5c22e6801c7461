"""Last year's plan gone through for the next, as each person meets it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import Role
from core.models import Activity, AuditEvent, Goal, UnitPlan, UnitPlanText
from core.rules.activities import ActivityText
from core.rules.plan_review import PlanChoice
from core.services.activities import add_activity
from core.services.goal_store import GoalText
from core.services.goals import change_goal
from core.services.plan_templates import set_template, shipped_sections
from core.services.transaction import transaction
from core.services.unit_plans import Written, save_section, start_plan
from tests import people
from tests.pages.conftest import Open
from tests.pages.goal_town import GoalTown, plant_goals
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Desk:
    """This year's plan of Ekbacken with a text, a goal and an activity that ends with the year."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        self.town: GoalTown = plant_goals(database)
        with transaction(database) as session:
            sara, maria = (actor_named(session, database, name) for name in ("sara", "maria"))
            for year in (2026, 2027):
                set_template(session, sara, year=year, sections=shipped_sections())
            unit_id = self.town.units["411"]
            plan_id = start_plan(session, maria, unit_id=unit_id, year=2026)
            save_section(session, maria, written=Written(plan_id, "lage", 0, "Vi är tre färre.", True))
            text = ActivityText("Läslyft", date(2026, 8, 17), date(2026, 12, 18))
            goal_id = self.town.goals["Fler läser flytande"]
            add_activity(session, maria, unit_id=unit_id, goal_id=goal_id, text=text, key="laslyft")

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("verksamhetsplan", enhet="411", ar="2027", **query)
        assert list(run.exception) == []
        return run

    def all(self, table: type[Activity] | type[Goal] | type[UnitPlanText]) -> list:
        with self.database.reading() as session:
            rows = list(session.exec(select(table)))
            session.expunge_all()
            return rows

    def planned(self) -> list[str]:
        """Return the titles of the activities that begin with next year."""
        return [row.title for row in self.all(Activity) if row.starts == date(2027, 1, 1)]


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def _press(run: AppTest, label: str) -> AppTest:
    done = next(one for one in run.button if one.label == label).click().run()
    assert list(done.exception) == []
    return done


def _choose(run: AppTest, title: str, what: PlanChoice) -> AppTest:
    radio = next(one for one in run.radio if one.label.startswith(f"{title}: "))
    done = radio.set_value(what).run()
    assert list(done.exception) == []
    return done


def _begun(desk: Desk) -> AppTest:
    return _press(desk.open_as("maria"), "Börja planen")


def test_manager_begins_from_last_year_and_keeps_everything_in_one_click(desk: Desk) -> None:
    run = _press(_begun(desk), "Behåll allt")

    words = words_of(run)
    assert "Så blir planen för 2027" in words
    assert "”Läslyft” pågår 2027-01-01 till 2027-12-18. Årets aktivitet ändras inte." in words
    assert desk.planned() == []
    run = _press(run, "Spara valen")
    assert "Allt i planen för 2026 är genomgånget." in words_of(run)
    assert desk.planned() == ["Läslyft"]
    field = next(one for one in run.text_area if one.key and ":lage_" in one.key)
    assert field.value == "Vi är tre färre."


def test_manager_changes_a_goal_and_closes_an_activity_and_the_rest_waits(desk: Desk) -> None:
    run = _choose(_begun(desk), "Fler läser flytande", PlanChoice.CHANGE)
    next(one for one in run.text_input if one.label == "Namn").set_value("Alla läser flytande").run()
    run = _choose(run, "Läslyft", PlanChoice.CLOSE)

    assert "Från 2027: ”Alla läser flytande”. Årets mål ändras inte." in words_of(run)
    assert "1 sak har inget val än" in words_of(run)
    run = _press(run, "Spara valen")
    goals = {row.title: (row.first_year, row.last_year) for row in desk.all(Goal)}
    assert goals["Fler läser flytande"] == (2026, 2026)
    assert goals["Alla läser flytande"] == (2027, None)
    assert desk.planned() == []
    assert [one.label for one in run.radio] == ["Läget inför året: vad händer 2027?"]


def test_choices_stand_when_somebody_else_was_first(desk: Desk) -> None:
    run = _press(_begun(desk), "Behåll allt")
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        goal_id = desk.town.goals["Fler läser flytande"]
        change_goal(session, sara, goal_id=goal_id, rev=0, text=GoalText("Många läser"), key="sara")

    run = _press(run, "Spara valen")

    assert any("”Många läser” har ändrats" in one.value for one in run.warning)
    assert [one.value for one in run.radio] == [PlanChoice.KEEP] * 3
    assert desk.planned() == []
    assert "Allt i planen för 2026 är genomgånget." in words_of(_press(run, "Spara valen"))
    assert desk.planned() == ["Läslyft"]


def test_manager_takes_everything_back_and_it_waits_again(desk: Desk) -> None:
    run = _press(_press(_begun(desk), "Behåll allt"), "Spara valen")

    run = _press(run, "Ta tillbaka alla val")

    assert "3 saker väntar på att du väljer" in words_of(run)
    field = next(one for one in run.text_area if one.key and ":lage_" in one.key)
    assert field.value == ""
    with desk.database.reading() as session:
        log = session.exec(select(AuditEvent.action).order_by(AuditEvent.n, AuditEvent.k)).all()
    assert [one for one in log if one.startswith("plan_review")] == [
        "plan_reviewed",
        "plan_review_taken_back",
    ]


def test_whoever_only_reads_is_not_asked_to_begin_or_choose(desk: Desk) -> None:
    with transaction(desk.database) as session:
        user_id = people.add_user(session, "nadja", "Nadja Ek", desk.database.now())
        people.add_role(session, user_id, Role.ELECTED_OFFICIAL, desk.town.units["4"])

    run = desk.open_as("nadja")

    assert "Planen är inte påbörjad" in words_of(run)
    assert not {"Börja planen", "Gå igenom förra årets plan"} & {one.label for one in run.button}
    assert "Här står den när enheten har börjat skriva den." in words_of(run)
    with desk.database.reading() as session:
        assert session.exec(select(UnitPlan).where(UnitPlan.year == 2027)).first() is None
