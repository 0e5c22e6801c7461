"""What one's own activities ask, in Mina uppgifter and in the calendar."""

from datetime import date

from sqlmodel import Session, select

from core.enums import Role
from core.models import RoleAssignment
from core.queries.access import load_actor
from core.queries.activity_duties import list_own_duties
from core.queries.waiting import list_waiting
from core.reports import calendar_feed, my_tasks
from core.rules.access import Actor
from core.rules.activities import ActivityText
from core.services.activities import add_activity
from core.services.activity_days import plan_checks
from tests import factories
from tests.core.goals_town import Town, make_town

_TODAY = date(2026, 12, 8)


def _add(session: Session, town: Town) -> int:
    text = ActivityText("Läslyft", date(2026, 8, 17), date(2026, 12, 18), owner_id=town.maria.user_id)
    activity_id = add_activity(
        session, town.sara, unit_id=town.units["411"], goal_id=None, text=text, key="a"
    )
    plan_checks(session, town.sara, activity_id=activity_id, days=[date(2026, 12, 10), date(2027, 3, 1)])
    return activity_id


def test_own_activity_is_one_card_with_its_near_days(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)

    waiting = list_waiting(session, town.maria, today=_TODAY)

    (card,) = waiting.cards
    assert [(one.title, one.due) for one in card.deadlines] == [
        ("Sätt i gång: Läslyft", date(2026, 8, 17)),
        ("Stäm av: Läslyft", date(2026, 12, 10)),
        ("Avsluta: Läslyft", date(2026, 12, 18)),
    ]
    assert card.next.address == f"/aktiviteter?enhet=411&aktivitet={activity_id}&gor=lage"
    assert waiting.next_day == date(2027, 2, 15)


def test_others_activity_asks_nothing_of_me(session: Session) -> None:
    town = make_town(session)
    _add(session, town)

    assert list_own_duties(session, town.nils) == list_own_duties(session, town.sara) == []


def _deputy(session: Session, town: Town, *, until: date | None = None) -> Actor:
    user_id = factories.make_user(session, "dora")
    factories.give_role(session, user_id, Role.DEPUTY, town.units["411"])
    if until is not None:
        held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == user_id)).one()
        held.valid_to = until
        session.flush()
    actor = load_actor(session, user_id, today=factories.TODAY)
    assert actor
    return actor


def test_deputy_is_asked_for_the_manager_whom_she_stands_in_for(session: Session) -> None:
    town = make_town(session)
    _add(session, town)
    deputy = _deputy(session, town)

    found = my_tasks.build(session, deputy, today=_TODAY)

    assert [(card.title, card.whose) for card in found.cards] == [("Sätt i gång: Läslyft", "för Maria")]
    days = calendar_feed.build(session, deputy, today=_TODAY)
    assert {day.text for day in days} == {"Ekbackens skola, för Maria"}


def test_deputy_whose_time_is_over_and_the_deputy_of_another_unit_are_asked_nothing(
    session: Session,
) -> None:
    town = make_town(session)
    _add(session, town)
    other = factories.make_user(session, "otto")
    factories.give_role(session, other, Role.DEPUTY, town.units["412"])
    neighbour = load_actor(session, other, today=factories.TODAY)
    assert neighbour

    former = _deputy(session, town, until=date(2026, 11, 8))

    assert list_own_duties(session, former) == list_own_duties(session, neighbour) == []


def test_calendar_holds_every_day_of_own_activities(session: Session) -> None:
    town = make_town(session)
    _add(session, town)

    days = calendar_feed.build(session, town.maria, today=_TODAY, public_url="https://rodret.exempel")

    assert [(one.day, one.title) for one in days] == [
        (date(2026, 8, 17), "Sätt i gång: Läslyft"),
        (date(2026, 12, 10), "Stäm av: Läslyft"),
        (date(2026, 12, 18), "Avsluta: Läslyft"),
        (date(2027, 3, 1), "Stäm av: Läslyft"),
    ]
    assert days[0].address.startswith("https://rodret.exempel/aktiviteter?enhet=411")
