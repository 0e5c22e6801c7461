import pytest
from sqlmodel import Session

from core.errors import RuleViolation
from core.queries.access import load_actor
from core.queries.favourites import list_favourites
from core.rules.access import Actor
from core.services import favourites
from tests.core.side_town import Town, add_town
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def titles(session: Session, actor: Actor) -> list[str]:
    return [row.title for row in list_favourites(session, actor)]


def test_add_favourite_comes_last_and_twice_renames_it(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    for address, title in (("/", "Min enhet"), ("/uppfoljning", "Ekonomi"), ("/", "Skolan")):
        favourites.add_favourite(session, maria, address=address, title=title)

    assert titles(session, maria) == ["Skolan", "Ekonomi"]
    assert titles(session, town.actor(session, "sara")) == []


def test_order_and_remove_favourites_keep_the_others(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    for address in ("/a", "/b", "/c"):
        favourites.add_favourite(session, maria, address=address, title=address)

    favourites.order_favourites(session, maria, order=["/c", "/x", "/a"])
    ordered = titles(session, maria)
    favourites.remove_favourite(session, maria, address="/a")
    favourites.remove_favourite(session, maria, address="/nothing")

    assert ordered == ["/c", "/a", "/b"]
    assert titles(session, maria) == ["/c", "/b"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com",
        "//example.com",
        "/\\example.com",
        "javascript:alert(1)",
        "",
        "/a\nb",
        "/" + "a" * 400,
    ],
)
def test_add_favourite_outside_the_system_is_refused(session: Session, town: Town, address: str) -> None:
    with pytest.raises(RuleViolation, match="Bara sidor i Rodret"):
        favourites.add_favourite(session, town.actor(session, "maria"), address=address, title="a")


def test_add_favourite_beyond_thirty_is_refused(session: Session, town: Town) -> None:
    maria = town.actor(session, "maria")
    for number in range(30):
        favourites.add_favourite(session, maria, address=f"/{number}", title="a")

    with pytest.raises(RuleViolation, match="Högst 30"):
        favourites.add_favourite(session, maria, address="/30", title="a")


def test_favourites_through_anothers_eyes_are_neither_seen_nor_changed(session: Session, town: Town) -> None:
    sara = town.actor(session, "sara")
    favourites.add_favourite(session, sara, address="/a", title="a")
    acting = load_actor(session, sara.user_id, today=TODAY, acting_as_id=town.people["maria"])
    assert acting

    favourites.add_favourite(session, acting, address="/b", title="b")
    favourites.remove_favourite(session, acting, address="/a")
    favourites.order_favourites(session, acting, order=["/b"])

    assert list_favourites(session, acting) == []
    assert titles(session, sara) == ["a"]
