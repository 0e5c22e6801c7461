from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.queries.audit_log import LogFilter, Place, read_log
from core.rules.access import Actor
from core.services import audit
from tests.conftest import NOW
from tests.factories import make_actor, make_tree

ANY = LogFilter()
EVERYTHING = ["e", "d", "c", "b", "a"]


@pytest.fixture
def auditor(session: Session) -> Actor:
    """An auditor and five events in three transactions, an hour between them."""
    units = make_tree(session, "1 K - Ekarboda\n4 N 1 Nämnden")
    auditor = make_actor(session, Role.AUDITOR, units["1"])
    audit.forget(session)
    seals: list[tuple[str, datetime]] = [
        ("ab", NOW),
        ("c", NOW + timedelta(hours=1)),
        ("de", NOW + timedelta(hours=2)),
    ]
    for letters, moment in seals:
        for letter in letters:
            audit.record(
                session,
                auditor if letter in "ac" else None,
                "changed" if letter in "ab" else "removed",
                subject=("thing" if letter != "e" else "other", letter),
                unit_id=units["4"] if letter == "d" else None,
                change=(None, {"letter": letter}),
                personal={"name": "Person b"} if letter == "b" else None,
            )
        audit.seal(session, moment)
    return auditor


def _subjects(session: Session, actor: Actor, wanted: LogFilter = ANY) -> list[str]:
    return [event.subject_id for event in read_log(session, actor, wanted=wanted).events]


def test_read_log_newest_first_with_everything_about_each(session: Session, auditor: Actor) -> None:
    page = read_log(session, auditor)

    assert [event.subject_id for event in page.events] == EVERYTHING
    assert page.after is None
    oldest, second = page.events[-1], page.events[-2]
    assert (oldest.place, oldest.at, oldest.user, oldest.action) == (
        Place(1, 0),
        NOW,
        auditor.name,
        "changed",
    )
    assert (oldest.old, oldest.new, oldest.personal) == (None, {"letter": "a"}, None)
    assert (second.user, second.personal) == ("", {"name": "Person b"})


def test_read_log_pages_join_without_gap_or_double(session: Session, auditor: Actor) -> None:
    found: list[str] = []
    after: Place | None = None
    for _page in range(3):
        page = read_log(session, auditor, after=after, limit=2)
        found.extend(event.subject_id for event in page.events)
        after = page.after

    assert found == EVERYTHING
    assert after is None


def test_read_log_last_page_that_is_just_full_has_no_next(session: Session, auditor: Actor) -> None:
    assert read_log(session, auditor, limit=5).after is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LogFilter(action="removed"), ["e", "d", "c"]),
        (LogFilter(subject_kind="thing"), ["d", "c", "b", "a"]),
        (LogFilter(subject_kind="thing", subject_id="b"), ["b"]),
        (LogFilter(first=NOW + timedelta(hours=1)), ["e", "d", "c"]),
        (LogFilter(end=NOW + timedelta(hours=1)), ["b", "a"]),
        (LogFilter(first=NOW + timedelta(hours=1), end=NOW + timedelta(hours=2)), ["c"]),
        (LogFilter(action="changed", subject_id="e"), []),
    ],
)
def test_read_log_keeps_what_is_wanted(
    session: Session, auditor: Actor, wanted: LogFilter, found: list[str]
) -> None:
    assert _subjects(session, auditor, wanted) == found


def test_read_log_of_a_person_and_of_a_unit(session: Session, auditor: Actor) -> None:
    unit_id = session.execute(text("SELECT id FROM unit WHERE code = '4'")).scalar_one()

    assert _subjects(session, auditor, LogFilter(user_id=auditor.user_id)) == ["c", "a"]
    assert _subjects(session, auditor, LogFilter(unit_id=unit_id)) == ["d"]


def test_read_log_erased_personal_data_are_gone(session: Session, auditor: Actor) -> None:
    session.execute(text("DELETE FROM audit_personal"))

    assert [event.personal for event in read_log(session, auditor).events] == [None] * 5


def test_read_log_names_whoever_was_looked_through(session: Session, auditor: Actor) -> None:
    other = make_actor(session, Role.MANAGER, auditor.top_unit_id)
    audit.record(session, replace(auditor, acting_as_id=other.user_id), "refused", subject=("action", "x"))
    audit.seal(session, NOW)

    event = read_log(session, auditor, limit=1).events[0]

    assert (event.user, event.acting_as) == (auditor.name, other.name)


def test_read_log_by_an_auditor_of_one_committee_is_refused(session: Session, auditor: Actor) -> None:
    unit_id = session.execute(text("SELECT id FROM unit WHERE code = '4'")).scalar_one()

    with pytest.raises(NotAllowed):
        read_log(session, make_actor(session, Role.AUDITOR, unit_id))
