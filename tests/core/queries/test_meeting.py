from datetime import date, timedelta

import pytest
from sqlmodel import Session

from core.enums import TaskStatus
from core.errors import NotAllowed, RuleViolation
from core.queries.meeting import list_promises
from core.queries.tasks import list_own_tasks, task_of
from core.rules.subjects import Subject, SubjectKind, meeting_subject
from core.rules.tasks import TaskText
from core.services.tasks import create_task, drop_task, finish_task
from tests.core.forecast_town import Town, make_town
from tests.factories import TODAY

MET = TODAY - timedelta(days=60)


def promise(session: Session, town: Town, title: str, due: date, met: date = MET, unit: str = "411") -> int:
    return create_task(
        session, town.sara, key=title, subject=meeting_subject(town.units[unit], met),
        text=TaskText(title=title, due=due), owner_id=town.maria.user_id,
    )  # fmt: skip


def test_promises_are_read_with_what_came_of_them_latest_meeting_first(session: Session) -> None:
    town = make_town(session)
    done = promise(session, town, "Ny bemanningsplan", TODAY - timedelta(days=30))
    promise(session, town, "Avtal om hyra", TODAY - timedelta(days=1))
    promise(session, town, "Samtal med fack", TODAY, met=TODAY)
    finish_task(session, town.maria, task_id=done, rev=0, outcome="Färre vikarier från oktober.")

    found = list_promises(session, town.maria, unit_id=town.units["411"], today=TODAY)

    assert [(one.title, one.owner, one.made_on, one.late(TODAY)) for one in found] == [
        ("Samtal med fack", "Maria", TODAY, False),
        ("Ny bemanningsplan", "Maria", MET, False),
        ("Avtal om hyra", "Maria", MET, True),
    ]
    assert (found[1].status, found[1].outcome) == (TaskStatus.DONE, "Färre vikarier från oktober.")


def test_promise_is_a_task_of_its_owner_that_opens_the_meeting(session: Session) -> None:
    town = make_town(session)

    task_id = promise(session, town, "Ny bemanningsplan", TODAY + timedelta(days=30))

    assert [task.id for task in list_own_tasks(session, town.maria)] == [task_id]
    task = task_of(session, town.maria, task_id=task_id)
    assert task
    assert task.address.startswith("/motesunderlag?enhet=411&mote=")


def test_dropped_old_and_neighbours_promises_are_left_out(session: Session) -> None:
    town = make_town(session)
    dropped = promise(session, town, "Struken", TODAY)
    drop_task(session, town.sara, task_id=dropped, rev=0, reason="Behövs inte.")
    promise(session, town, "För länge sedan", TODAY, met=TODAY - timedelta(days=400))
    mine = promise(session, town, "Min", TODAY)

    found = list_promises(session, town.sara, unit_id=town.units["411"], today=TODAY)
    below = list_promises(session, town.sara, unit_id=town.units["BUN"], today=TODAY, with_below=True)

    assert [one.task_id for one in found] == [one.task_id for one in below] == [mine]
    assert list_promises(session, town.sara, unit_id=town.units["BUN"], today=TODAY) == []
    with pytest.raises(NotAllowed):
        list_promises(session, town.nils, unit_id=town.units["411"], today=TODAY)


@pytest.mark.parametrize("subject_id", ["1", "1/i går", "999999/2026-11-09"])
def test_meeting_of_another_unit_or_no_day_is_refused(session: Session, subject_id: str) -> None:
    town = make_town(session)
    subject = Subject(SubjectKind.MEETING, subject_id, town.units["411"])

    with pytest.raises(RuleViolation):
        create_task(
            session, town.sara, key="k", subject=subject, text=TaskText(title="Något", due=TODAY),
            owner_id=town.maria.user_id,
        )  # fmt: skip
