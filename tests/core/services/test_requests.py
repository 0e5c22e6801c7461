from threading import Barrier, Thread

import pytest
from sqlmodel import Session

from core.db import Database
from core.enums import Role
from core.errors import Conflict
from core.rules.access import Actor
from core.services import requests
from core.services.transaction import transaction
from tests.factories import make_actor, make_tree

KEY = "5f0c1f0e-0000-4000-8000-000000000001"


def _actor(session: Session) -> Actor:
    units = make_tree(session, "1 K - Ekarboda")
    return make_actor(session, Role.CONTROLLER, units["1"])


def test_first_time_is_true_once_and_the_result_is_kept(session: Session) -> None:
    actor = _actor(session)

    first = requests.first_time(session, actor, key=KEY, action="load", subject=7)
    requests.keep_result(session, KEY, {"rows": 12})
    second = requests.first_time(session, actor, key=KEY, action="load", subject=7)

    assert (first, second) == (True, False)
    assert requests.result_of(session, KEY) == {"rows": 12}
    assert requests.result_of(session, "another key") is None


@pytest.mark.parametrize(("action", "subject"), [("undo", 7), ("load", 8)])
def test_first_time_key_used_for_something_else_is_refused(
    session: Session, action: str, subject: int
) -> None:
    actor = _actor(session)
    requests.first_time(session, actor, key=KEY, action="load", subject=7)

    with pytest.raises(Conflict, match="Sidan är inaktuell"):
        requests.first_time(session, actor, key=KEY, action=action, subject=subject)


def test_first_time_key_of_somebody_else_is_refused(session: Session) -> None:
    actor = _actor(session)
    other = make_actor(session, Role.CONTROLLER, actor.top_unit_id)
    requests.first_time(session, actor, key=KEY, action="load", subject=7)

    with pytest.raises(Conflict):
        requests.first_time(session, other, key=KEY, action="load", subject=7)


def test_first_time_of_a_transaction_that_failed_can_be_asked_again(database: Database) -> None:
    with transaction(database) as session:
        actor = _actor(session)

    def fail() -> None:
        with transaction(database, actor) as session:
            requests.first_time(session, actor, key=KEY, action="load", subject=7)
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        fail()

    with transaction(database, actor) as session:
        assert requests.first_time(session, actor, key=KEY, action="load", subject=7)


def test_first_time_asked_by_four_threads_at_once_is_true_for_one(database: Database) -> None:
    with transaction(database) as session:
        actor = _actor(session)
    start = Barrier(4)
    answers: list[bool] = []

    def ask() -> None:
        start.wait()
        with transaction(database, actor) as session:
            answers.append(requests.first_time(session, actor, key=KEY, action="load", subject=7))

    threads = [Thread(target=ask) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, False, False, True]
