"""Adding, changing and ordering goals."""

from datetime import date

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, Goal
from core.queries.goals import read_goal, read_goals
from core.services import goals
from core.services.goal_store import GoalText, NewGoal
from core.services.transaction import transaction
from tests.core.goals_town import Town, make_town, put_goal


def _new(
    town: Town, unit: str = "411", level: str = "unit", title: str = "Fler läser", **more: object
) -> NewGoal:
    return NewGoal(town.units[unit], town.levels[level], GoalText(title), 2026, **more)  # type: ignore[arg-type]


def test_add_goal_of_ones_own_unit_stores_links_and_marks(session: Session) -> None:
    town = make_town(session)
    above = put_goal(session, town, "BUN", "committee", "Alla elever når målen")

    goal_id = goals.add_goal(session, town.maria, goal=_new(town, serves=(above,), tags=("a4",)), key="k1")

    world = read_goals(session, town.maria, year=2026)
    assert world.goals[goal_id].title == "Fler läser"
    assert world.links == ((goal_id, above),)
    assert world.tags == {goal_id: ("a4",)}


def test_add_goal_twice_with_the_same_key_adds_one(session: Session) -> None:
    town = make_town(session)

    first = goals.add_goal(session, town.maria, goal=_new(town), key="k1")
    second = goals.add_goal(session, town.maria, goal=_new(town), key="k1")

    assert first == second
    assert len(session.exec(select(Goal)).all()) == 1


def test_add_goal_to_a_foreign_unit_is_refused(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(NotAllowed):
        goals.add_goal(session, town.maria, goal=_new(town, unit="412"), key="k1")
    with pytest.raises(NotAllowed):
        goals.add_goal(session, town.maria, goal=_new(town, unit="EKA", level="council"), key="k2")


def test_add_goal_that_serves_a_siblings_goal_is_refused_as_if_it_were_not_there(session: Session) -> None:
    town = make_town(session)
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")

    with pytest.raises(NotAllowed) as there:
        goals.add_goal(session, town.maria, goal=_new(town, serves=(foreign,)), key="k1")
    session.rollback()
    with pytest.raises(NotAllowed) as missing:
        goals.add_goal(session, make_town(session).maria, goal=_new(town, serves=(9999,)), key="k2")

    assert there.value.message == missing.value.message


def test_add_goal_beyond_the_limit_needs_a_reason_which_is_kept(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        for n in (1, 2):
            put_goal(session, town, "411", "unit", f"Mål {n}")

    with pytest.raises(RuleViolation) as refusal, transaction(database) as session:
        goals.add_goal(session, town.maria, goal=_new(town), key="k1")
    with transaction(database) as session:
        goals.add_goal(session, town.maria, goal=_new(town), key="k2", why="Nämnden har bett om det.")

    with database.reading() as session:
        cause = session.exec(select(AuditEvent.cause).where(AuditEvent.action == "goal_added")).one()
    assert refusal.value.message == (
        "Enheten har redan 2 på nivån Enhetens mål, och högst 2 är tänkt. "
        "Avsluta något av dem, eller skriv varför ett till behövs."
    )
    assert cause == "Nämnden har bett om det."


def test_goals_of_other_years_do_not_fill_the_limit(session: Session) -> None:
    town = make_town(session)
    for n in (1, 2):
        put_goal(session, town, "411", "unit", f"Mål {n}", first_year=2027)

    assert goals.add_goal(session, town.maria, goal=NewGoal(
        town.units["411"], town.levels["unit"], GoalText("Fler läser"), 2026, 2026
    ), key="k1")  # fmt: skip


@pytest.mark.parametrize(
    ("level", "text", "words"),
    [
        ("unit", GoalText("  "), "Fyll i målets rubrik."),
        ("unit", GoalText("Fler läser", weight=101), "Vikten är ett heltal mellan 0 och 100."),
        ("task", GoalText("Utred skolskjuts"), "Skriv vilken dag uppdraget ska återrapporteras."),
        (
            "unit",
            GoalText("Fler läser", report_by=date(2026, 12, 1)),
            "Bara uppdrag har en dag för återrapportering.",
        ),
    ],
)
def test_add_goal_says_in_words_what_cannot_hold(
    session: Session, level: str, text: GoalText, words: str
) -> None:
    town = make_town(session)
    goal = NewGoal(town.units["411"], town.levels[level], text, 2026)

    with pytest.raises(RuleViolation) as refusal:
        goals.add_goal(session, town.maria, goal=goal, key="k1")

    assert refusal.value.message == words


def test_add_goal_for_an_owner_without_a_role_there_is_refused(session: Session) -> None:
    town = make_town(session)
    goal = NewGoal(town.units["411"], town.levels["unit"], GoalText("X", owner_id=town.nils.user_id), 2026)

    with pytest.raises(RuleViolation) as refusal:
        goals.add_goal(session, town.maria, goal=goal, key="k1")

    assert refusal.value.message == "Nils har ingen roll som ger rätt att se det här. Välj någon annan."


def test_change_goal_from_an_old_rev_conflicts_and_loses_nothing(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")

    rev = goals.change_goal(
        session, town.maria, goal_id=goal_id, rev=0, text=GoalText("Alla läser"), key="k1"
    )
    with pytest.raises(Conflict):
        goals.change_goal(session, town.sara, goal_id=goal_id, rev=0, text=GoalText("Ingen läser"), key="k2")

    held = read_goal(session, town.maria, goal_id=goal_id, year=2026)
    assert held
    assert (rev, held.rev, held.title) == (1, 1, "Alla läser")


def test_change_goal_of_a_foreign_unit_is_refused(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "412", "unit", "Lugnare raster")

    with pytest.raises(NotAllowed):
        goals.change_goal(session, town.maria, goal_id=goal_id, rev=0, text=GoalText("Mitt"), key="k1")


def test_order_goals_puts_them_in_the_units_own_order(session: Session) -> None:
    town = make_town(session)
    one, two = (put_goal(session, town, "411", "unit", title) for title in ("Ett", "Två"))

    goals.order_goals(session, town.maria, unit_id=town.units["411"], goal_ids=[two, one])

    assert list(read_goals(session, town.maria, year=2026).goals) == [two, one]


def test_order_goals_of_another_unit_is_refused(session: Session) -> None:
    town = make_town(session)
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")

    with pytest.raises(RuleViolation):
        goals.order_goals(session, town.maria, unit_id=town.units["411"], goal_ids=[foreign])
