import pytest
from sqlmodel import Session, col, select

from core.enums import NoticeKind
from core.errors import NotAllowed
from core.models import AuditEvent, Notice, User
from core.queries.submission_duties import list_to_remind
from core.services import audit
from core.services.reminding import people_to_remind, remind_many
from tests.conftest import NOW
from tests.core.process_town import Town, do, new_key
from tests.factories import TODAY


def _remind(session: Session, town: Town, who: str, opened: int, code: str = "4", key: str = "") -> int:
    return remind_many(
        session,
        town.actor(session, who),
        round_id=opened,
        unit_id=town.units[code],
        name="Budget 2027",
        key=key or new_key(),
    )


def _told(session: Session) -> dict[str, str]:
    rows = session.exec(
        select(User.username, Notice.text)
        .join(User, col(User.id) == col(Notice.user_id))
        .where(Notice.kind == NoticeKind.REMINDER)
    )
    return dict(rows.all())


def test_reminding_tells_whoever_has_the_answer_now(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)

    assert _remind(session, town, "bo", opened) == 2
    assert _told(session).keys() == {"berit", "lars"}
    assert _told(session)["lars"] == "Budget 2027, Lindens skola: sista dag är 13 november."


def test_reminding_again_the_same_day_tells_nobody_twice(session: Session, town: Town, opened: int) -> None:
    first = _remind(session, town, "sara", opened, "1", key="k")
    assert _remind(session, town, "sara", opened, "1", key="k") == first
    _remind(session, town, "sara", opened, "1")

    assert session.exec(select(Notice.user_id).where(Notice.kind == NoticeKind.REMINDER)).all().__len__() == 4


def test_reminding_never_reminds_oneself(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    rows = list_to_remind(
        session, town.actor(session, "berit"), round_id=opened, unit_id=town.units["40"], today=TODAY
    )

    assert people_to_remind(rows, town.actor(session, "berit")) == 1
    assert _remind(session, town, "berit", opened, "40") == 1
    assert _told(session).keys() == {"lars"}


@pytest.mark.parametrize("who", ["rune", "ada", "hanna"])
def test_reminding_without_the_right_is_refused(session: Session, town: Town, opened: int, who: str) -> None:
    with pytest.raises(NotAllowed):
        _remind(session, town, who, opened)

    assert _told(session) == {}


def test_reminding_leaves_an_audit_event(session: Session, town: Town, opened: int) -> None:
    _remind(session, town, "bo", opened)
    audit.seal(session, NOW)

    event = session.exec(select(AuditEvent).where(AuditEvent.action == "reminded")).one()
    assert event.new == {"people": 3, "submissions": 2}
