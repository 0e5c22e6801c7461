from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from core.db import Database
from core.enums import NoticeKind
from core.models import Notice, RoleAssignment
from core.queries.access import load_actor
from core.queries.notices import count_unread, list_notices, mail_choices
from core.rules.reminders import USUAL_CHOICES, MailChoice
from core.services import notices, preferences
from core.services.transaction import transaction
from tests.core.side_town import Town, add_town, stored_town
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def tell(session: Session, town: Town, *who: str, key: str = "k", text: str = "Hej") -> int:
    return notices.tell(
        session,
        user_ids=[town.people[one] for one in who],
        kind=NoticeKind.MENTIONED,
        text=text,
        address="/?enhet=21",
        key=key,
    )


def test_tell_reaches_each_once_however_often_it_is_told(session: Session, town: Town) -> None:
    told = [
        tell(session, town, "maria"),
        tell(session, town, "maria", "sara"),
        tell(session, town, "maria", "maria", "sara"),
        tell(session, town),
        tell(session, town, "maria", key="another"),
    ]

    assert told == [1, 1, 0, 0, 1]
    assert [count_unread(session, town.actor(session, who)) for who in ("maria", "sara", "bo")] == [2, 1, 0]


def test_tell_from_four_threads_at_once_is_told_once(database: Database) -> None:
    town = stored_town(database)
    start = Barrier(4)

    def ask() -> None:
        start.wait()
        with transaction(database) as session:
            tell(session, town, "maria", "sara")

    threads = [Thread(target=ask) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert len(session.exec(select(Notice)).all()) == 2


def test_tell_long_text_is_cut_and_one_line(session: Session, town: Town) -> None:
    tell(session, town, "maria", text="a\nb" + "c" * 500)

    (row,) = list_notices(session, town.actor(session, "maria"))
    assert (len(row.text), row.text[:3]) == (400, "a b")


def test_mark_read_reads_ones_own_only(session: Session, town: Town) -> None:
    tell(session, town, "maria", "sara")
    maria, sara = town.actor(session, "maria"), town.actor(session, "sara")
    ids = [row.id for who in (maria, sara) for row in list_notices(session, who)]

    notices.mark_read(session, maria, notice_ids=[*ids, 999])

    assert (count_unread(session, maria), count_unread(session, sara)) == (0, 1)
    assert [row.is_read for row in list_notices(session, maria, unread=False)] == [True]


def test_mark_all_read_leaves_nothing_unread(session: Session, town: Town) -> None:
    for number in range(3):
        tell(session, town, "maria", key=str(number))
    maria = town.actor(session, "maria")

    notices.mark_all_read(session, maria)

    assert count_unread(session, maria) == 0


def test_list_notices_about_a_unit_that_is_not_ones_own_any_more_are_gone(
    session: Session, town: Town
) -> None:
    tell(session, town, "maria")
    held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == town.people["maria"])).one()
    session.delete(held)
    session.flush()

    assert list_notices(session, town.actor(session, "maria")) == []


def test_list_notices_through_anothers_eyes_are_none_and_stay_unread(session: Session, town: Town) -> None:
    tell(session, town, "maria", "sara")
    acting = load_actor(session, town.people["sara"], today=TODAY, acting_as_id=town.people["maria"])
    assert acting

    notices.mark_all_read(session, acting)

    assert list_notices(session, acting) == []
    assert count_unread(session, town.actor(session, "sara")) == 1


def test_mail_choices_are_the_usual_until_one_chooses(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")

    before = mail_choices(session, maria)
    notices.choose_mail(session, maria, kind=NoticeKind.MENTIONED, choice=MailChoice.AT_ONCE)
    preferences.keep_preference(session, maria, key="mail_approved", value="nonsense")

    assert before == USUAL_CHOICES
    assert mail_choices(session, maria) == {**USUAL_CHOICES, NoticeKind.MENTIONED: MailChoice.AT_ONCE}
    assert mail_choices(session, town.actor(session, "sara")) == USUAL_CHOICES
