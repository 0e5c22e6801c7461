import pytest
from sqlmodel import Session

from core.errors import Conflict, NotAllowed, RuleViolation
from core.queries.assumptions import assumptions_held, list_assumption_history, list_assumptions
from core.services.assumptions import set_assumption
from tests.core.frame_town import Town, make_town


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def write(
    session: Session, town: Town, value: str, *, seen: str = "", key: str = "a", who: str = "sara"
) -> int:
    return set_assumption(
        session, town.actors[who], place=("price_index", 2027), value=value, source="SKR okt 2026", seen=seen,
        key=key,
    )  # fmt: skip


def test_set_assumption_keeps_every_value_and_the_latest_holds(session: Session, town: Town) -> None:
    write(session, town, "2,1 %")
    write(session, town, "2,4", seen="2.1", key="b")

    held = list_assumptions(session, town.actors["maria"])["price_index", 2027]

    assert (held.value, held.source, held.user) == ("2.4", "SKR okt 2026", "Sara")
    history = list_assumption_history(session, town.actors["sara"], key="price_index", year=2027)
    assert [row.value for row in history] == ["2.4", "2.1"]


def test_set_assumption_with_the_same_key_writes_one_row(session: Session, town: Town) -> None:
    first = write(session, town, "2,1")

    assert write(session, town, "2,1") == first


def test_set_assumption_that_another_has_changed_is_refused(session: Session, town: Town) -> None:
    write(session, town, "2,1")

    with pytest.raises(Conflict, match="Prisindex, övriga kostnader 2027 har ändrats av någon annan"):
        write(session, town, "2,4", key="b")


def test_set_assumption_empty_takes_it_back(session: Session, town: Town) -> None:
    write(session, town, "2,1")
    write(session, town, "", seen="2.1", key="b")

    assert ("price_index", 2027) not in assumptions_held(session)


@pytest.mark.parametrize("value", ["två", "2,5,5", "900", "2,12345"])
def test_set_assumption_that_is_no_percent_says_what_to_write(
    session: Session, town: Town, value: str
) -> None:
    with pytest.raises(RuleViolation, match="Prisindex, övriga kostnader"):
        write(session, town, value)


def test_set_assumption_is_finances_alone(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        write(session, town, "2,1", who="bo")


def test_published_value_holds_until_the_municipality_writes_its_own(session: Session, town: Town) -> None:
    assert assumptions_held(session)["internal_interest", 2025].value == "2.5"

    set_assumption(
        session, town.actors["sara"], place=("internal_interest", 2025), value="2,25", source="Beslut KS",
        seen="2.5", key="a",
    )  # fmt: skip

    assert assumptions_held(session)["internal_interest", 2025].value == "2.25"


def test_unknown_assumption_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="finns inte"):
        set_assumption(
            session,
            town.actors["sara"],
            place=("lucky_number", 2027),
            value="7",
            source="-",
            seen="",
            key="a",
        )
