from uuid import uuid4

import pytest
from sqlmodel import Session

from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Version
from core.queries.unit_frames import distribution_of
from core.services.unit_frames import FrameShare, distribute_frame
from tests.core.frame_town import LOADED_AT, TKR, Town, make_town, put_frame


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def share(town: Town, unit: str, old: int | None, new: int | None, note: str = "") -> FrameShare:
    return FrameShare(
        town.units[unit], None if old is None else old * TKR, None if new is None else new * TKR, note
    )


def give(session: Session, town: Town, who: str, parent: str, *shares: FrameShare) -> int:
    return distribute_frame(
        session, town.actors[who], version_id=town.version_id, parent_id=town.units[parent], shares=shares,
        key=str(uuid4()),
    )  # fmt: skip


def test_distribute_frame_hands_all_of_the_committees_frame_on(session: Session, town: Town) -> None:
    put_frame(session, town)

    given = give(
        session,
        town,
        "bo",
        "BUN",
        share(town, "BUF", None, 915_400),
        share(town, "4009", None, 6_600, "Rest"),
    )

    found = distribution_of(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])
    assert (given, found.frame.to_distribute) == (2, 0)
    assert [(child.unit.code, child.note) for child in found.children] == [("4009", "Rest"), ("BUF", "")]


def test_distribute_frame_over_the_frame_is_kept_and_shows_as_over(session: Session, town: Town) -> None:
    put_frame(session, town)

    give(session, town, "bo", "BUN", share(town, "BUF", None, 923_000))

    found = distribution_of(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])
    assert found.frame.to_distribute == -1_000 * TKR


def test_distribute_frame_takes_a_frame_back(session: Session, town: Town) -> None:
    give(session, town, "eva", "BUF", share(town, "411", None, 500_000))

    give(session, town, "eva", "BUF", share(town, "411", 500_000, None))

    found = distribution_of(
        session, town.actors["eva"], version_id=town.version_id, unit_id=town.units["BUF"]
    )
    assert {child.amount for child in found.children} == {None}


def test_distribute_frame_of_what_another_has_changed_is_refused(session: Session, town: Town) -> None:
    give(session, town, "eva", "BUF", share(town, "411", None, 500_000))

    with pytest.raises(Conflict, match="Ekbackens skola"):
        give(session, town, "eva", "BUF", share(town, "411", None, 400_000))


def test_distribute_frame_from_a_unit_that_is_not_ones_own_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        give(session, town, "eva", "BUN", share(town, "BUF", None, 1))


def test_distribute_frame_to_a_unit_further_down_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        give(session, town, "bo", "BUN", share(town, "411", None, 1))


def test_distribute_frame_of_the_municipality_is_councils(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="fullmäktige"):
        give(session, town, "sara", "EKA", share(town, "BUN", None, 1))


def test_distribute_frame_in_an_adopted_budget_is_refused(session: Session, town: Town) -> None:
    session.get_one(Version, town.version_id).closed_at = LOADED_AT
    session.flush()

    with pytest.raises(RuleViolation, match="Budgetbeslut"):
        give(session, town, "eva", "BUF", share(town, "411", None, 1))


def test_distribute_frame_with_the_same_key_gives_once(session: Session, town: Town) -> None:
    shares = [share(town, "411", None, 500_000)]
    call = {"version_id": town.version_id, "parent_id": town.units["BUF"], "shares": shares, "key": "same"}
    first = distribute_frame(session, town.actors["eva"], **call)

    again = distribute_frame(session, town.actors["eva"], **call)

    assert (first, again) == (1, 1)
