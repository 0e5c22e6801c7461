import pytest
from sqlmodel import Session, select

from core.errors import NotAllowed, RuleViolation
from core.models import CalendarFeed, User
from core.queries.access import load_actor
from core.queries.calendar_feeds import list_feeds, owner_of
from core.services import calendar_feeds
from tests.core.side_town import Town, add_town
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def test_create_feed_gives_a_token_that_is_not_stored(session: Session, town: Town) -> None:
    token = calendar_feeds.create_feed(session, town.actor(session, "maria"))

    (row,) = session.exec(select(CalendarFeed)).all()
    assert len(token) == 43
    assert token not in row.token_hash
    assert owner_of(session, token) == town.people["maria"]


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 44, "å" * 43, "A" * 42 + "\n"])
def test_owner_of_any_other_token_is_nobody(session: Session, town: Town, token: str) -> None:
    calendar_feeds.create_feed(session, town.actor(session, "maria"))

    assert owner_of(session, token) is None


def test_revoke_feed_closes_it_for_good(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    token, other = (calendar_feeds.create_feed(session, maria) for _n in range(2))
    key = calendar_feeds.token_digest(token)

    calendar_feeds.revoke_feed(session, maria, key=key)
    calendar_feeds.revoke_feed(session, maria, key=key)
    calendar_feeds.revoke_feed(session, maria, key="unknown")

    assert (owner_of(session, token), owner_of(session, other)) == (None, maria.user_id)
    assert sorted(row.revoked_at is None for row in list_feeds(session, maria)) == [False, True]


def test_revoke_feed_of_somebody_else_leaves_it_open(session: Session, town: Town) -> None:
    token = calendar_feeds.create_feed(session, town.actor(session, "maria"))
    sara = town.actor(session, "sara")

    calendar_feeds.revoke_feed(session, sara, key=calendar_feeds.token_digest(token))

    assert owner_of(session, token) == town.people["maria"]
    assert list_feeds(session, sara) == []


def test_owner_of_the_feed_of_one_who_has_left_is_nobody(session: Session, town: Town) -> None:
    token = calendar_feeds.create_feed(session, town.actor(session, "maria"))
    session.get_one(User, town.people["maria"]).active = False
    session.flush()

    assert owner_of(session, token) is None


def test_create_feed_beyond_five_open_ones_is_refused(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    for _n in range(5):
        calendar_feeds.create_feed(session, maria)

    with pytest.raises(RuleViolation, match="redan 5"):
        calendar_feeds.create_feed(session, maria)


def test_feed_through_anothers_eyes_is_refused(session: Session, town: Town) -> None:
    acting = load_actor(session, town.people["sara"], today=TODAY, acting_as_id=town.people["maria"])
    assert acting

    with pytest.raises(NotAllowed):
        calendar_feeds.create_feed(session, acting)
    with pytest.raises(NotAllowed):
        calendar_feeds.revoke_feed(session, acting, key="a")
    assert list_feeds(session, acting) == []
