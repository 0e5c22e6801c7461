from sqlmodel import Session, col, select

from core.enums import NoticeKind
from core.models import Notice, User
from tests.core.process_town import (
    Town,
    do,
    submission,
)


def _told(session: Session, kind: NoticeKind) -> dict[str, str]:
    rows = session.exec(
        select(User.username, Notice.text)
        .join(User, col(User.id) == col(Notice.user_id))
        .where(Notice.kind == kind)
    )
    return dict(rows.all())


def test_opened_round_is_told_to_those_who_run_the_asked_units(
    session: Session, town: Town, opened: int
) -> None:
    told = _told(session, NoticeKind.ROUND_OPENED)

    assert told.keys() == {"maria", "eva", "lars", "hanna"}
    assert told["maria"] == "Budget 2027 har öppnat för Ekbackens skola. Sista dag är 2026-11-13."


def test_submitted_answer_is_told_to_the_step_that_it_waits_for(
    session: Session, town: Town, opened: int
) -> None:
    do(session, town, "maria", "submit", opened)
    assert _told(session, NoticeKind.TO_APPROVE) == {
        "berit": "Budget 2027 för Ekbackens skola väntar på dig."
    }

    do(session, town, "berit", "approve", opened)
    assert _told(session, NoticeKind.TO_APPROVE).keys() == {"berit", "bo"}


def test_returned_answer_is_told_to_the_unit(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    do(session, town, "berit", "return_submission", opened, reason="Raden för vikarier saknas.")

    told = _told(session, NoticeKind.RETURNED)
    assert told.keys() == {"maria", "eva"}
    assert told["maria"] == "Budget 2027 för Ekbackens skola har kommit tillbaka. Se vad som ska ändras."


def test_approved_answer_is_told_to_the_unit_and_never_to_oneself(
    session: Session, town: Town, opened: int
) -> None:
    for who, what in (("maria", "submit"), ("berit", "approve"), ("bo", "approve")):
        do(session, town, who, what, opened)

    assert _told(session, NoticeKind.APPROVED).keys() == {"maria", "eva"}
    assert "bo" not in _told(session, NoticeKind.APPROVED)


def test_notice_opens_the_submission(session: Session, town: Town, opened: int) -> None:
    held = submission(session, town, opened)

    address = session.exec(select(Notice.address).where(Notice.user_id == town.users["maria"])).one()

    assert address.startswith("/")
    assert f"inlamning={held.id}" in address
    assert "enhet=412" in address
