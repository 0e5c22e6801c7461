from datetime import date

import pytest
from sqlmodel import Session

from core.enums import RoundKind, RoundState
from core.models import Round, RoundUnit
from core.queries.waiting import Card, list_waiting
from core.reports import calendar_feed, my_tasks
from core.rules.subjects import Subject, SubjectKind, unit_subject
from core.rules.tasks import TaskText
from core.services import tasks
from core.table import Status
from tests.core.side_town import OTHER, SCHOOL, Town, add_town, key

TODAY = date(2026, 11, 9)


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def give(
    session: Session, town: Town, owner: str, due: date, title: str = "Rond", *, n: int = 1,
    unit: str = SCHOOL, subject: Subject | None = None,
) -> int:  # fmt: skip
    return tasks.create_task(
        session,
        town.actor(session, "sara"),
        key=key(n),
        subject=subject or unit_subject(town.units[unit]),
        text=TaskText(title, due),
        owner_id=town.people[owner],
    )


def build(session: Session, town: Town, who: str) -> my_tasks.MyTasks:
    return my_tasks.build(session, town.actor(session, who), today=TODAY)


def plan_round(session: Session, town: Town, opens: date, unit: str = SCHOOL) -> None:
    planned = Round(
        kind=RoundKind.FORECAST, name="Prognos 3", year=2026, opens=opens, deadline=date(2026, 12, 20),
        closes=date(2026, 12, 31), state=RoundState.PLANNED,
    )  # fmt: skip
    session.add(planned)
    session.flush()
    assert planned.id
    session.add(RoundUnit(round_id=planned.id, unit_id=town.units[unit], deadline=date(2026, 12, 20)))
    session.flush()


def test_build_lists_next_deadline_first_with_words_unit_and_address(session: Session, town: Town) -> None:
    give(session, town, "maria", date(2026, 11, 20), "Senare")
    give(session, town, "maria", date(2026, 11, 6), "Sen", n=2)
    give(session, town, "maria", date(2026, 11, 10), "Nära", n=3)
    give(session, town, "bo", date(2026, 11, 1), "Grannens", n=4, unit=OTHER)

    found = build(session, town, "maria")

    assert [(card.title, card.when, card.status) for card in found.cards] == [
        ("Sen", "3 dagar sen", Status.BAD),
        ("Nära", "i morgon", Status.PARTLY),
        ("Senare", "senast 20 november", Status.NONE),
    ]
    assert (found.sentence, found.late) == ("3 saker att göra, 1 är sen.", 1)
    assert (found.cards[0].unit, found.cards[0].address, found.cards[0].whose) == (
        "Ekbackens skola",
        "/?enhet=21",
        "",
    )


def test_build_deputy_has_her_managers_things_with_her_name(session: Session, town: Town) -> None:
    give(session, town, "maria", date(2026, 11, 20))

    (card,) = build(session, town, "dina").cards

    assert card.whose == "för Maria Sandell"


def test_build_thing_with_several_deadlines_is_one_card(session: Session, town: Town) -> None:
    first = give(session, town, "maria", date(2026, 11, 20), "Handlingsplan")
    below = Subject(SubjectKind.TASK, str(first), town.units[SCHOOL])
    give(session, town, "maria", date(2026, 11, 12), "Delrapport", n=2, subject=below)
    give(session, town, "maria", date(2026, 11, 15), "Något annat", n=3)

    cards = build(session, town, "maria").cards

    assert [(card.title, [line.title for line in card.more]) for card in cards] == [
        ("Delrapport", ["Handlingsplan"]),
        ("Något annat", []),
    ]


def test_build_without_anything_says_so(session: Session, town: Town) -> None:
    found = build(session, town, "maria")

    assert (found.sentence, found.cards, found.next_day) == ("Inget att göra.", (), None)


def test_build_quiet_task_and_coming_round_say_until_when(session: Session, town: Town) -> None:
    task_id = give(session, town, "maria", date(2026, 12, 24))
    maria = town.actor(session, "maria")
    plan_round(session, town, date(2026, 12, 1), OTHER)
    tasks.keep_task_quiet(session, maria, task_id=task_id, rev=0, until=date(2026, 12, 15))

    quiet = build(session, town, "maria")
    plan_round(session, town, date(2026, 12, 2))
    round_first = build(session, town, "maria")
    awake = my_tasks.build(session, maria, today=date(2026, 12, 15))

    assert quiet.sentence == "Inget att göra till 15 december."
    assert round_first.sentence == "Inget att göra till 2 december."
    assert [card.title for card in awake.cards] == ["Rond"]


def test_build_shows_what_one_has_handed_to_others(session: Session, town: Town) -> None:
    give(session, town, "maria", date(2026, 11, 20))

    found = build(session, town, "sara")

    assert (found.cards, [row.owner for row in found.delegated]) == ((), ["Maria Sandell"])


def test_list_waiting_is_empty_for_whoever_has_nothing(session: Session, town: Town) -> None:
    give(session, town, "maria", date(2026, 11, 20))

    cards: tuple[Card, ...] = list_waiting(session, town.actor(session, "bo"), today=TODAY).cards

    assert cards == ()


def test_calendar_feed_holds_ones_days_with_links_when_the_address_is_known(
    session: Session, town: Town
) -> None:
    give(session, town, "maria", date(2026, 11, 20), "B")
    give(session, town, "maria", date(2026, 11, 12), "A", n=2)
    maria = town.actor(session, "maria")

    linked = calendar_feed.build(session, maria, today=TODAY, public_url="https://rodret.example/")
    bare = calendar_feed.build(session, maria, today=TODAY)

    assert [(one.title, one.day, one.text, one.address) for one in linked] == [
        ("A", date(2026, 11, 12), "Ekbackens skola", "https://rodret.example/?enhet=21"),
        ("B", date(2026, 11, 20), "Ekbackens skola", "https://rodret.example/?enhet=21"),
    ]
    assert [one.address for one in bare] == ["", ""]
    assert calendar_feed.build(session, town.actor(session, "bo"), today=TODAY) == ()
