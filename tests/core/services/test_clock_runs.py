from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from core.db import Database
from core.enums import Role
from core.models import Setting
from core.services.clock_runs import ask_daily, in_the_name_of
from core.services.transaction import transaction
from tests.core.process_town import Town, make_town

MARK = "last_trial"


@pytest.fixture
def town(database: Database) -> Town:
    with transaction(database) as session:
        return make_town(session)


class Asked:
    """What asks, and the days it was called for."""

    def __init__(self, answer: bool = True) -> None:
        self.days: list[date] = []
        self.answer = answer

    def __call__(self, _session: Session, today: date) -> bool:
        self.days.append(today)
        return self.answer


def _on(database: Database, month: int, day: int) -> None:
    database.now = lambda: datetime(2026, month, day, 7, tzinfo=UTC)  # type: ignore[method-assign]


def test_work_is_asked_for_the_first_time_of_each_day(database: Database, town: Town) -> None:
    asked = Asked()

    answers = []
    for day in (9, 9, 10):
        _on(database, 11, day)
        answers.append(ask_daily(database, mark=MARK, ask=asked))

    assert answers == [True, False, True]
    assert asked.days == [date(2026, 11, 9), date(2026, 11, 10)]
    with database.reading() as session:
        assert session.get_one(Setting, MARK).value == "2026-11-10"


def test_a_day_with_nothing_to_do_is_not_asked_about_again(database: Database, town: Town) -> None:
    asked = Asked(answer=False)

    answers = [ask_daily(database, mark=MARK, ask=asked) for _ in range(2)]

    assert answers == [False, False]
    assert len(asked.days) == 1


def test_nothing_is_asked_for_without_an_organisation(database: Database) -> None:
    asked = Asked()

    answer = ask_daily(database, mark=MARK, ask=asked)

    assert (answer, asked.days) == (False, [])


def test_a_refused_day_is_asked_for_again(database: Database, town: Town) -> None:
    def fail(_session: Session, _today: date) -> bool:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        ask_daily(database, mark=MARK, ask=fail)

    assert ask_daily(database, mark=MARK, ask=Asked()) is True


def test_system_acts_in_the_whole_municipality_and_is_known_as_the_clock(
    database: Database, town: Town
) -> None:
    with database.reading() as session:
        actor = in_the_name_of(session, town.users["maria"], Role.CONTROLLER)

    held = [(grant.role, grant.unit_id) for grant in actor.grants]
    assert (actor.user_id, actor.by_clock) == (town.users["maria"], True)
    assert held == [(Role.CONTROLLER, actor.top_unit_id)]
