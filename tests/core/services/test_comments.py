from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from core.db import Database
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditPersonal, Comment
from core.queries.access import load_actor
from core.queries.comments import Thread as CommentThread
from core.queries.comments import count_by_cell, list_open_threads, list_threads
from core.queries.notices import list_notices
from core.rules.subjects import Subject, SubjectKind, follow_up_subject, unit_subject
from core.services import comments
from core.services.transaction import transaction
from tests.core.side_town import COMMITTEE, OTHER, SCHOOL, Town, add_town, key, stored_town
from tests.factories import TODAY

XSS = '<script>alert("å")</script>\n{{ 7 * 7 }} \'; DROP TABLE comment; -- =1+1'


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def write(session: Session, town: Town, who: str, unit: str, body: str = "Varför?", n: int = 1) -> int:
    return comments.write_comment(
        session, town.actor(session, who), key=key(n), subject=unit_subject(town.units[unit]), body=body
    )


def threads(session: Session, town: Town, who: str, unit: str) -> list[CommentThread]:
    return list_threads(session, town.actor(session, who), subject=unit_subject(town.units[unit]))


def test_write_comment_and_answer_are_one_thread(session: Session, town: Town) -> None:
    thread_id = write(session, town, "sara", SCHOOL, "Varför är hyran hög?")
    comments.answer_comment(
        session, town.actor(session, "maria"), key=key(2), thread_id=thread_id, body="Dubbel faktura."
    )

    (thread,) = threads(session, town, "nils", SCHOOL)
    assert thread.id == thread_id
    assert [(one.user, one.body) for one in thread.comments] == [
        ("Sara Holm", "Varför är hyran hög?"),
        ("Maria Sandell", "Dubbel faktura."),
    ]
    assert thread.is_open


def test_write_comment_body_like_an_attack_is_stored_verbatim(session: Session, town: Town) -> None:
    write(session, town, "maria", SCHOOL, XSS)

    assert threads(session, town, "maria", SCHOOL)[0].comments[0].body == XSS


@pytest.mark.parametrize(
    ("who", "unit"),
    [("maria", OTHER), ("maria", COMMITTEE), ("bo", SCHOOL), ("eva", SCHOOL), ("ada", SCHOOL)],
)
def test_write_comment_outside_or_without_the_right_is_refused(
    session: Session, town: Town, who: str, unit: str
) -> None:
    with pytest.raises(NotAllowed):
        write(session, town, who, unit)

    assert session.exec(select(Comment)).all() == []


@pytest.mark.parametrize("who", ["maria", "dina", "nils", "sara", "siv"])
def test_write_comment_at_or_above_the_unit_is_written(session: Session, town: Town, who: str) -> None:
    write(session, town, who, SCHOOL)

    assert len(threads(session, town, who, SCHOOL)) == 1


def test_write_comment_second_click_gives_the_first_one(session: Session, town: Town) -> None:
    first = write(session, town, "maria", SCHOOL)
    second = write(session, town, "maria", SCHOOL)

    assert first == second
    assert len(threads(session, town, "maria", SCHOOL)) == 1


def test_write_comment_same_key_for_other_words_is_refused(session: Session, town: Town) -> None:
    write(session, town, "maria", SCHOOL)

    with pytest.raises(Conflict):
        write(session, town, "maria", SCHOOL, "Något annat")


def test_write_comment_from_four_threads_with_one_key_is_written_once(database: Database) -> None:
    town = stored_town(database)
    start = Barrier(4)
    ids: list[int] = []

    def click() -> None:
        start.wait()
        with transaction(database) as session:
            ids.append(write(session, town, "maria", SCHOOL))

    clicks = [Thread(target=click) for _n in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    with database.reading() as session:
        assert len(session.exec(select(Comment)).all()) == 1
    assert (len(ids), len(set(ids))) == (4, 1)


@pytest.mark.parametrize(
    ("body", "said"),
    [("   ", "Fyll i kommentaren."), ("\x00", "Fyll i kommentaren."), ("a" * 4003, "3 tecken för lång")],
)
def test_write_comment_empty_or_too_long_is_refused(
    session: Session, town: Town, body: str, said: str
) -> None:
    with pytest.raises(RuleViolation, match=said):
        write(session, town, "maria", SCHOOL, body)


@pytest.mark.parametrize(
    "subject",
    [
        lambda units: Subject(SubjectKind.UNIT, str(units[OTHER]), units[SCHOOL]),
        lambda units: Subject(SubjectKind.FOLLOW_UP, f"{units[OTHER]}/2026-10", units[SCHOOL]),
        lambda units: Subject(SubjectKind.SUBMISSION, "7", units[SCHOOL]),
        lambda units: Subject(SubjectKind.ROUND, "9" * 30, units[SCHOOL]),
        lambda units: Subject(SubjectKind.TASK, "x", units[SCHOOL]),
    ],
)
def test_write_comment_on_another_units_thing_is_refused(
    session: Session, town: Town, subject: Callable[[dict[str, int]], Subject]
) -> None:
    with pytest.raises(RuleViolation, match="finns inte längre"):
        comments.write_comment(
            session, town.actor(session, "maria"), key=key(1), subject=subject(town.units), body="Hej"
        )


def test_list_threads_of_a_neighbour_are_refused_and_never_leak_upwards_lists(
    session: Session, town: Town
) -> None:
    write(session, town, "bo", OTHER, "Hemligt för Ekbacken")
    write(session, town, "maria", SCHOOL, "Vårt", n=2)

    with pytest.raises(NotAllowed):
        threads(session, town, "maria", OTHER)
    with pytest.raises(NotAllowed):
        list_open_threads(session, town.actor(session, "maria"), unit_id=town.units[COMMITTEE])
    own = list_open_threads(session, town.actor(session, "maria"), unit_id=town.units[SCHOOL])
    above = list_open_threads(session, town.actor(session, "nils"), unit_id=town.units[COMMITTEE])
    assert [one.thread.comments[0].body for one in own] == ["Vårt"]
    assert [(one.unit, one.thread.comments[0].body) for one in above] == [
        ("Ekbackens skola", "Vårt"),
        ("Björkskolan", "Hemligt för Ekbacken"),
    ]
    assert above[0].address == "/?enhet=21"


def test_list_open_threads_kinds_without_the_right_are_left_out(session: Session, town: Town) -> None:
    cell = f"{town.units[SCHOOL]}/2026-10/ytd/report/report/lokaler/variance"
    comments.write_comment(
        session, town.actor(session, "maria"), key=key(1), subject=follow_up_subject(cell), body="Om pengar"
    )
    write(session, town, "maria", SCHOOL, "Om skolan", n=2)

    safety = list_open_threads(session, town.actor(session, "siv"), unit_id=town.units[SCHOOL])
    manager = list_open_threads(session, town.actor(session, "maria"), unit_id=town.units[SCHOOL])

    assert [one.thread.comments[0].body for one in safety] == ["Om skolan"]
    assert [one.thread.comments[0].body for one in manager] == ["Om skolan", "Om pengar"]
    assert manager[1].address.startswith("/uppfoljning?enhet=21&period=2026-10&cell=")


def test_count_by_cell_counts_open_threads_once_each(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    unit_id = town.units[SCHOOL]
    rent = follow_up_subject(f"{unit_id}/2026-10/ytd/rent/variance")
    staff = follow_up_subject(f"{unit_id}/2026-10/ytd/staff/variance")
    ids = [
        comments.write_comment(session, maria, key=key(n), subject=subject, body=f"{n}")
        for n, subject in enumerate((rent, rent, staff, staff))
    ]
    comments.answer_comment(session, maria, key=key(9), thread_id=ids[0], body="Svar")
    comments.resolve_thread(session, maria, thread_id=ids[3])

    assert count_by_cell(session, maria, subject=rent) == {"ytd/rent/variance": 2, "ytd/staff/variance": 1}
    assert [one.comments[0].body for one in list_threads(session, maria, subject=staff)] == ["2", "3"]
    assert len(list_threads(session, maria, subject=rent, every_cell=True)) == 4


def test_resolve_and_reopen_fold_a_thread_and_an_answer_opens_it(session: Session, town: Town) -> None:
    thread_id = write(session, town, "siv", SCHOOL)
    maria = town.actor(session, "maria")

    comments.resolve_thread(session, maria, thread_id=thread_id)
    resolved = threads(session, town, "siv", SCHOOL)[0]
    comments.reopen_thread(session, maria, thread_id=thread_id)
    reopened = threads(session, town, "siv", SCHOOL)[0]
    comments.resolve_thread(session, maria, thread_id=thread_id)
    comments.answer_comment(
        session, town.actor(session, "siv"), key=key(2), thread_id=thread_id, body="Nej, det är inte löst."
    )
    answered = threads(session, town, "siv", SCHOOL)[0]

    assert (resolved.is_open, resolved.resolved_by, resolved.comments[0].body) == (
        False,
        "Maria Sandell",
        "Varför?",
    )
    assert (reopened.is_open, answered.is_open, len(answered.comments)) == (True, True, 2)


@pytest.mark.parametrize("thread_id", [0, 99, -1])
def test_answer_unknown_thread_and_one_outside_are_refused_in_the_same_words(
    session: Session, town: Town, thread_id: int
) -> None:
    outside = write(session, town, "bo", OTHER)
    maria = town.actor(session, "maria")
    said = []
    for one in (thread_id, outside):
        with pytest.raises(NotAllowed) as refused:
            comments.answer_comment(session, maria, key=key(5), thread_id=one, body="Hej")
        said.append(refused.value.message)

    assert said[0] == said[1]


def test_mention_of_somebody_who_may_see_tells_her_without_the_words(session: Session, town: Town) -> None:
    comments.write_comment(
        session,
        town.actor(session, "maria"),
        key=key(1),
        subject=unit_subject(town.units[SCHOOL]),
        body="Kan du titta på Kalles lön?",
        mentions=[town.people["sara"], town.people["sara"], town.people["maria"]],
    )

    (notice,) = list_notices(session, town.actor(session, "sara"))
    assert notice.text == "Maria Sandell har nämnt dig i en kommentar: enhet, Ekbackens skola."
    assert notice.address == "/?enhet=21"
    assert threads(session, town, "sara", SCHOOL)[0].comments[0].mentioned == ("Maria Sandell", "Sara Holm")
    assert list_notices(session, town.actor(session, "maria")) == []


def test_mention_of_somebody_without_the_right_is_refused_and_nothing_is_written(
    session: Session, town: Town
) -> None:
    maria = town.actor(session, "maria")

    for who, said in (("bo", "Bo Berg har ingen roll"), (None, "Personen finns inte längre")):
        with pytest.raises(RuleViolation, match=said):
            comments.write_comment(
                session,
                maria,
                key=key(3 if who else 4),
                subject=unit_subject(town.units[SCHOOL]),
                body="Hej",
                mentions=[town.people[who] if who else 9999],
            )

    assert threads(session, town, "maria", SCHOOL) == []


def test_change_comment_within_a_quarter_keeps_the_old_words_in_the_log(database: Database) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        comment_id = write(session, town, "maria", SCHOOL, "Fel")
    with transaction(database) as session:
        comments.change_comment(session, town.actor(session, "maria"), comment_id=comment_id, body="Rätt")

    with database.reading() as session:
        assert threads(session, town, "maria", SCHOOL)[0].comments[0].body == "Rätt"
        assert [row.data for row in session.exec(select(AuditPersonal))] == [{"old": "Fel", "new": "Rätt"}]


@pytest.mark.parametrize(("minutes", "changeable"), [(15, True), (16, False)])
def test_change_comment_is_possible_for_a_quarter(database: Database, minutes: int, changeable: bool) -> None:
    town = stored_town(database)
    with transaction(database) as session:
        comment_id = write(session, town, "maria", SCHOOL, "Fel")
    database.now = lambda: datetime(2026, 11, 9, 7, 12, tzinfo=UTC) + timedelta(minutes=minutes)

    with database.writing() as session:
        assert threads(session, town, "maria", SCHOOL)[0].comments[0].changeable is changeable
        maria = town.actor(session, "maria")
        if changeable:
            comments.change_comment(session, maria, comment_id=comment_id, body="Rätt")
            assert threads(session, town, "maria", SCHOOL)[0].comments[0].body == "Rätt"
        else:
            with pytest.raises(RuleViolation, match="en kvart"):
                comments.change_comment(session, maria, comment_id=comment_id, body="Rätt")


def test_change_comment_of_somebody_else_is_refused(session: Session, town: Town) -> None:
    comment_id = write(session, town, "siv", SCHOOL)

    with pytest.raises(RuleViolation, match="den som skrev"):
        comments.change_comment(session, town.actor(session, "maria"), comment_id=comment_id, body="Nej")


def test_comment_through_anothers_eyes_is_refused(session: Session, town: Town) -> None:
    acting = load_actor(session, town.people["sara"], today=TODAY, acting_as_id=town.people["maria"])
    assert acting

    with pytest.raises(NotAllowed, match="bara att läsa"):
        comments.write_comment(
            session, acting, key=key(1), subject=unit_subject(town.units[SCHOOL]), body="Hej"
        )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(min_size=1, max_size=300))
def test_write_comment_any_text_is_stored_as_it_is_or_refused_as_empty(session: Session, body: str) -> None:
    nested = session.begin_nested()
    town = add_town(session)
    stored = body.replace("\x00", "").encode("utf-8", "ignore").decode().strip()
    try:
        write(session, town, "maria", SCHOOL, body)
        assert threads(session, town, "maria", SCHOOL)[0].comments[0].body == stored
    except RuleViolation:
        assert stored == ""
    nested.rollback()
    session.expunge_all()
