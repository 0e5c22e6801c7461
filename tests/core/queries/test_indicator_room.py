from dataclasses import replace

from sqlmodel import Session

from core.models import Setting
from core.queries.indicator_room import Room, read_room
from core.rules.limits import LimitKey
from core.services.indicators import close_indicator
from tests.core.goals_town import make_town
from tests.core.indicators_town import READERS, SICK, put_indicator


def test_room_counts_what_the_unit_follows_now_beside_the_limit(session: Session) -> None:
    town = make_town(session)
    put_indicator(session, town, READERS, "411", "412")
    put_indicator(session, town, SICK, "411")
    closed = put_indicator(session, town, replace(SICK, code="moten", title="Möten"), "411")
    close_indicator(session, town.sara, indicator_id=closed, rev=0, why="Mäts inte")

    usual = read_room(session, town.maria, unit_id=town.units["411"])
    session.add(Setting(key=LimitKey.INDICATOR_MOST, value="2"))
    session.flush()
    narrow = read_room(session, town.maria, unit_id=town.units["411"])

    titles = ("Elever som läser säkert i årskurs 1", "Sjukfrånvaro")
    assert (usual, usual.full) == (Room(titles, 20), False)
    assert (narrow, narrow.full) == (Room(titles, 2), True)


def test_no_limit_always_has_room() -> None:
    assert not Room(("Sjukfrånvaro",) * 50, 0).full
