import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.models import UnitFrame
from core.queries.unit_frames import FrameSource, distribution_of, frame_of, may_distribute
from tests.core.frame_town import LOADED_AT, TKR, Town, make_town, put_frame, put_plan
from tests.factories import make_coding


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def give(session: Session, town: Town, tkr: dict[str, int]) -> None:
    for unit, amount in tkr.items():
        session.add(UnitFrame(version_id=town.version_id, unit_id=town.units[unit], amount=amount * TKR))
    session.flush()


def test_frame_of_committee_is_councils_proposal_until_it_is_adopted(session: Session, town: Town) -> None:
    put_frame(session, town)

    found = frame_of(session, town.actors["sara"], version_id=town.version_id, unit_id=town.units["BUN"])

    assert (found.amount, found.source) == (922_000 * TKR, FrameSource.PROPOSED)
    assert found.given_by == "Ramar 2027, inte antagen än"


def test_frame_of_committee_is_what_council_has_adopted(session: Session, town: Town) -> None:
    put_frame(session, town, adopted=LOADED_AT)

    found = frame_of(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])

    assert (found.amount, found.source) == (922_000 * TKR, FrameSource.ADOPTED)


def test_frame_of_committee_says_what_is_entered_and_left(session: Session, town: Town) -> None:
    put_frame(session, town)
    put_plan(session, town, {"4110": 500_000, "4120": 415_400, "4009": 6_600})

    found = frame_of(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])

    assert (found.entered, found.left) == (922_000 * TKR, 0)


def test_frame_of_unit_over_its_frame_has_a_negative_left(session: Session, town: Town) -> None:
    give(session, town, {"411": 500_000})
    put_plan(session, town, {"4110": 500_000, "4111": 250})

    found = frame_of(session, town.actors["maria"], version_id=town.version_id, unit_id=town.units["411"])

    assert (found.amount, found.entered, found.left) == (500_000 * TKR, 500_250 * TKR, -250 * TKR)
    assert (found.source, found.given_by) == (FrameSource.PARENT, "Barn- och utbildningsförvaltningen")


def test_frame_of_unit_without_one_says_who_has_not_given_it(session: Session, town: Town) -> None:
    put_frame(session, town)

    found = frame_of(session, town.actors["maria"], version_id=town.version_id, unit_id=town.units["411"])

    assert (found.amount, found.left, found.source) == (None, None, FrameSource.NONE)
    assert found.given_by == "Barn- och utbildningsförvaltningen har inte fördelat någon ram än"


def test_frame_leaves_investments_out_of_what_is_entered(session: Session, town: Town) -> None:
    give(session, town, {"411": 100})
    put_plan(session, town, {"4110": 90})
    put_plan(session, town, {"4110": 40}, coding_id=make_coding(session, "4010"))

    found = frame_of(session, town.actors["maria"], version_id=town.version_id, unit_id=town.units["411"])

    assert found.entered == 90 * TKR


def test_frame_of_municipality_is_the_result_turned(session: Session, town: Town) -> None:
    put_frame(session, town)

    found = frame_of(session, town.actors["sara"], version_id=town.version_id, unit_id=town.units["EKA"])

    assert found.amount == -16_000 * TKR


def test_distribution_sums_what_the_units_below_have_got(session: Session, town: Town) -> None:
    put_frame(session, town)
    give(session, town, {"BUF": 915_400, "4009": 6_600})
    put_plan(session, town, {"4110": 500_000})

    found = distribution_of(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])

    assert (found.frame.handed_on, found.frame.to_distribute) == (922_000 * TKR, 0)
    assert [(child.unit.code, child.amount, child.entered) for child in found.children] == [
        ("4009", 6_600 * TKR, 0),
        ("BUF", 915_400 * TKR, 500_000 * TKR),
    ]


def test_distribution_of_unit_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        distribution_of(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["VON"])


def test_may_distribute_covers_ones_own_units_and_never_the_municipality(
    session: Session, town: Town
) -> None:
    may = {
        (name, unit): may_distribute(
            session, town.actors[name], version_id=town.version_id, unit_id=town.units[unit]
        )
        for name, unit in (("eva", "BUF"), ("eva", "BUN"), ("bo", "BUN"), ("sara", "EKA"), ("yvonne", "BUN"))
    }

    assert may == {
        ("eva", "BUF"): True,
        ("eva", "BUN"): False,
        ("bo", "BUN"): True,
        ("sara", "EKA"): False,
        ("yvonne", "BUN"): False,
    }
