from datetime import date
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.enums import Role, TaskStatus
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Task
from core.queries.notices import list_notices
from core.queries.tasks import (
    TaskRow,
    list_delegated_tasks,
    list_own_tasks,
    list_tasks,
    list_tasks_of,
    task_of,
)
from core.rules.subjects import Subject, SubjectKind, unit_subject
from core.rules.tasks import TaskText
from core.services import tasks
from core.services.transaction import transaction
from tests.core.side_town import COMMITTEE, OTHER, SCHOOL, TOP, Town, add_town, key, stored_town
from tests.factories import give_role

DUE = date(2026, 11, 20)
TEXT = TaskText("Se över städavtalet", DUE, "Ring leverantören.")


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def make(session: Session, town: Town, who: str, owner: str, unit: str = SCHOOL, n: int = 1) -> int:
    return tasks.create_task(
        session,
        town.actor(session, who),
        key=key(n),
        subject=unit_subject(town.units[unit]),
        text=TEXT,
        owner_id=town.people[owner],
    )


def read(session: Session, town: Town, who: str, task_id: int) -> TaskRow:
    row = task_of(session, town.actor(session, who), task_id=task_id)
    assert row
    return row


def test_create_task_is_the_owners_and_she_is_told(session: Session, town: Town) -> None:
    task_id = make(session, town, "sara", "maria")

    (own,) = list_own_tasks(session, town.actor(session, "maria"))
    (notice,) = list_notices(session, town.actor(session, "maria"))
    assert (own.id, own.title, own.body, own.due, own.owner, own.created_by, own.rev) == (
        task_id,
        "Se över städavtalet",
        "Ring leverantören.",
        DUE,
        "Maria Sandell",
        "Sara Holm",
        0,
    )
    assert (own.unit, own.address) == ("Ekbackens skola", "/?enhet=21")
    assert notice.text == "Sara Holm har gett dig en uppgift: Se över städavtalet, Ekbackens skola."


def test_create_task_second_click_makes_one(session: Session, town: Town) -> None:
    assert make(session, town, "sara", "maria") == make(session, town, "sara", "maria")

    assert len(session.exec(select(Task)).all()) == 1
    assert len(list_notices(session, town.actor(session, "maria"))) == 1


@pytest.mark.parametrize(
    ("who", "unit"),
    [("maria", OTHER), ("maria", COMMITTEE), ("siv", SCHOOL), ("eva", SCHOOL), ("ada", TOP)],
)
def test_create_task_outside_or_without_the_right_is_refused(
    session: Session, town: Town, who: str, unit: str
) -> None:
    with pytest.raises(NotAllowed):
        make(session, town, who, who, unit)


@pytest.mark.parametrize("owner", ["maria", "nils", "sara", "siv", "dina"])
def test_create_task_for_somebody_at_the_unit_or_above_is_made(
    session: Session, town: Town, owner: str
) -> None:
    task_id = make(session, town, "sara", owner)

    assert read(session, town, owner, task_id).owner_id == town.people[owner]


def test_create_task_for_somebody_beside_is_refused_with_her_name(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="Bo Berg har ingen roll"):
        make(session, town, "sara", "bo")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TaskText("  ", DUE), "Fyll i vad som ska göras."),
        (TaskText("a" * 201, DUE), "Vad som ska göras är 1 tecken för lång"),
        (TaskText("a", DUE, "b" * 4001), "Beskrivningen är 1 tecken för lång"),
    ],
)
def test_create_task_without_title_or_too_long_is_refused(
    session: Session, town: Town, text: TaskText, said: str
) -> None:
    with pytest.raises(RuleViolation, match=said):
        tasks.create_task(
            session,
            town.actor(session, "maria"),
            key=key(1),
            subject=unit_subject(town.units[SCHOOL]),
            text=text,
            owner_id=town.people["maria"],
        )


def test_change_task_from_an_old_reading_is_refused_and_the_first_stands(
    session: Session, town: Town
) -> None:
    task_id = make(session, town, "sara", "maria")
    first = TaskText("Säg upp städavtalet", DUE)

    rev = tasks.change_task(session, town.actor(session, "maria"), task_id=task_id, rev=0, text=first)
    with pytest.raises(Conflict, match="Någon annan har ändrat"):
        tasks.change_task(session, town.actor(session, "sara"), task_id=task_id, rev=0, text=TEXT)

    assert (rev, read(session, town, "sara", task_id).title) == (1, "Säg upp städavtalet")


def test_two_people_finish_one_task_at_once_and_one_is_told(database: Database) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        task_id = make(session, town, "sara", "maria")
    start = Barrier(2)
    said: list[str] = []

    def finish(who: str) -> None:
        start.wait()
        try:
            with transaction(database) as session:
                actor = town.actor(session, who)
                tasks.finish_task(session, actor, task_id=task_id, rev=0, outcome=f"Klart av {who}")
            said.append("klar")
        except (Conflict, RuleViolation):
            said.append("nej")

    people = [Thread(target=finish, args=(who,)) for who in ("maria", "sara")]
    for one in people:
        one.start()
    for one in people:
        one.join()

    with database.reading() as session:
        row = read(session, town, "maria", task_id)
    assert sorted(said) == ["klar", "nej"]
    assert (row.status, row.rev, row.outcome in {"Klart av maria", "Klart av sara"}) == (
        TaskStatus.DONE,
        1,
        True,
    )


def test_delegate_task_moves_it_tells_the_new_owner_and_stays_in_sight(session: Session, town: Town) -> None:
    task_id = make(session, town, "sara", "nils")

    tasks.delegate_task(
        session, town.actor(session, "nils"), task_id=task_id, rev=0, owner_id=town.people["maria"]
    )

    assert list_own_tasks(session, town.actor(session, "nils")) == []
    assert [row.id for row in list_own_tasks(session, town.actor(session, "maria"))] == [task_id]
    assert len(list_notices(session, town.actor(session, "maria"))) == 1


def test_list_delegated_tasks_shows_what_one_made_or_handed_over(database: Database) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        task_id = make(session, town, "sara", "nils")
    with transaction(database) as session:
        nils = town.actor(session, "nils")
        tasks.delegate_task(session, nils, task_id=task_id, rev=0, owner_id=town.people["maria"])

    with database.reading() as session:
        found = {
            who: [(row.id, row.owner) for row in list_delegated_tasks(session, town.actor(session, who))]
            for who in ("nils", "sara", "maria", "bo")
        }
    held = [(task_id, "Maria Sandell")]
    assert found == {"nils": held, "sara": held, "maria": [], "bo": []}


def test_delegate_task_to_somebody_without_a_role_there_is_refused(session: Session, town: Town) -> None:
    task_id = make(session, town, "sara", "maria")

    with pytest.raises(RuleViolation, match="Bo Berg"):
        tasks.delegate_task(
            session, town.actor(session, "maria"), task_id=task_id, rev=0, owner_id=town.people["bo"]
        )

    assert read(session, town, "maria", task_id).rev == 0


def test_owner_without_the_right_to_manage_ends_her_own_but_cannot_rewrite_it(
    session: Session, town: Town
) -> None:
    task_id = make(session, town, "maria", "siv")
    siv = town.actor(session, "siv")

    with pytest.raises(NotAllowed):
        tasks.change_task(session, siv, task_id=task_id, rev=0, text=TEXT)
    with pytest.raises(NotAllowed):
        tasks.drop_task(session, siv, task_id=task_id, rev=0, reason="Vill inte")
    tasks.finish_task(session, siv, task_id=task_id, rev=0, outcome="Rond gjord.")

    assert read(session, town, "maria", task_id).outcome == "Rond gjord."


@pytest.mark.parametrize("who", ["bo", "eva", "ada"])
def test_change_unknown_task_and_one_outside_are_refused_in_the_same_words(
    session: Session, town: Town, who: str
) -> None:
    task_id = make(session, town, "maria", "maria")
    said = []
    for one in (task_id, 999):
        with pytest.raises(NotAllowed) as refused:
            tasks.finish_task(session, town.actor(session, who), task_id=one, rev=0, outcome="x")
        said.append(refused.value.message)

    assert said[0] == said[1]


def test_task_of_a_neighbour_is_not_there(session: Session, town: Town) -> None:
    task_id = make(session, town, "maria", "maria")

    assert task_of(session, town.actor(session, "bo"), task_id=task_id) is None
    with pytest.raises(NotAllowed):
        list_tasks(session, town.actor(session, "bo"), unit_id=town.units[SCHOOL])
    with pytest.raises(NotAllowed):
        list_tasks_of(session, town.actor(session, "bo"), subject=unit_subject(town.units[SCHOOL]))


def test_keep_task_quiet_until_after_its_last_day_is_refused(session: Session, town: Town) -> None:
    task_id = make(session, town, "maria", "maria")
    maria = town.actor(session, "maria")

    tasks.keep_task_quiet(session, maria, task_id=task_id, rev=0, until=DUE)
    with pytest.raises(RuleViolation, match="längst till sin sista dag"):
        tasks.keep_task_quiet(session, maria, task_id=task_id, rev=1, until=date(2026, 11, 21))

    assert read(session, town, "maria", task_id).quiet_until == DUE


def test_finish_drop_and_reopen_follow_each_other(session: Session, town: Town) -> None:
    task_id = make(session, town, "maria", "maria")
    maria = town.actor(session, "maria")

    with pytest.raises(RuleViolation, match="Fyll i vad det ledde till"):
        tasks.finish_task(session, maria, task_id=task_id, rev=0, outcome=" ")
    with pytest.raises(RuleViolation, match="är öppen"):
        tasks.reopen_task(session, maria, task_id=task_id, rev=0)
    rev = tasks.finish_task(session, maria, task_id=task_id, rev=0, outcome="Nytt avtal.")
    with pytest.raises(RuleViolation, match="redan klar"):
        tasks.drop_task(session, maria, task_id=task_id, rev=rev, reason="Nej")
    done = read(session, town, "maria", task_id)
    rev = tasks.reopen_task(session, maria, task_id=task_id, rev=rev)
    opened = read(session, town, "maria", task_id)
    tasks.drop_task(session, maria, task_id=task_id, rev=rev, reason="Skolan läggs ner.")
    with pytest.raises(RuleViolation, match="struken"):
        tasks.finish_task(session, maria, task_id=task_id, rev=3, outcome="x")
    dropped = read(session, town, "maria", task_id)

    assert (done.status, done.outcome, done.ended_at is not None) == (TaskStatus.DONE, "Nytt avtal.", True)
    assert (opened.status, opened.outcome, opened.ended_at) == (TaskStatus.OPEN, "", None)
    assert (dropped.status, dropped.outcome, dropped.rev) == (TaskStatus.DROPPED, "Skolan läggs ner.", 3)


def test_list_tasks_of_a_unit_and_below_in_order_of_their_days(session: Session, town: Town) -> None:
    later = make(session, town, "sara", "bo", OTHER)
    sooner = tasks.create_task(
        session,
        town.actor(session, "maria"),
        key=key(2),
        subject=Subject(
            SubjectKind.TASK, str(make(session, town, "maria", "maria", n=3)), town.units[SCHOOL]
        ),
        text=TaskText("Ring", date(2026, 11, 10)),
        owner_id=town.people["maria"],
    )

    rows = list_tasks(session, town.actor(session, "nils"), unit_id=town.units[COMMITTEE])

    assert [row.id for row in rows] == [sooner, later, later + 1]
    assert rows[0].address == f"/uppgifter?enhet=21&uppgift={later + 1}"
    everything = list_tasks(session, town.actor(session, "nils"), unit_id=town.units[COMMITTEE], status=None)
    assert len(everything) == 3


def test_list_own_tasks_deputy_has_what_her_manager_has_there(session: Session, town: Town) -> None:
    make(session, town, "sara", "maria")
    give_role(session, town.people["maria"], Role.MANAGER, town.units[OTHER])
    make(session, town, "sara", "maria", OTHER, n=2)

    deputy = list_own_tasks(session, town.actor(session, "dina"))

    assert [(row.unit, row.owner) for row in deputy] == [("Ekbackens skola", "Maria Sandell")]
    assert len(list_own_tasks(session, town.actor(session, "maria"))) == 2


def test_list_own_tasks_on_a_unit_that_is_not_hers_any_more_are_gone(session: Session, town: Town) -> None:
    make(session, town, "sara", "bo", OTHER)
    actor = town.actor(session, "maria")
    session.exec(select(Task)).one().owner_id = actor.user_id
    session.flush()

    assert list_own_tasks(session, actor) == []
