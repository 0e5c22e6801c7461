import pytest
from sqlmodel import Session, select

from core.enums import RoundState
from core.errors import NotAllowed, RuleViolation
from core.models import PlanChange, Round
from core.services.budget_workbook import LARGEST, drop_upload, keep_upload, kept_upload, save_rows
from core.services.plan_edits import CellEdit
from tests.core.budget_town import Town, make_town
from tests.core.overview_town import KR, enter

LONG = bytes(range(256)) * 1_000


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def where(town: Town, unit: str = "411") -> dict[str, int]:
    return {"version_id": town.version_id, "unit_id": town.units[unit]}


def test_upload_is_kept_whole_until_it_is_dropped(session: Session, town: Town) -> None:
    keep_upload(session, town.maria, **where(town), data=LONG)

    assert kept_upload(session, town.maria, **where(town)) == LONG
    drop_upload(session, town.maria, **where(town))
    assert kept_upload(session, town.maria, **where(town)) is None


def test_upload_takes_the_place_of_a_longer_one(session: Session, town: Town) -> None:
    keep_upload(session, town.maria, **where(town), data=LONG)
    keep_upload(session, town.maria, **where(town), data=b"kort")

    assert kept_upload(session, town.maria, **where(town)) == b"kort"


def test_upload_is_its_owners_alone(session: Session, town: Town) -> None:
    keep_upload(session, town.maria, **where(town), data=b"mitt")

    assert kept_upload(session, town.sara, **where(town)) is None


def test_upload_that_is_too_large_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="för stor"):
        keep_upload(session, town.maria, **where(town), data=b"0" * (LARGEST + 1))


def test_upload_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        keep_upload(session, town.maria, **where(town, "412"), data=b"x")


def test_rows_are_saved_with_their_cause_and_the_file_let_go(session: Session, town: Town) -> None:
    keep_upload(session, town.maria, **where(town), data=b"x")
    edit = CellEdit(None, town.units["4110"], town.pay, 1, None, 60_000 * KR)

    saved = save_rows(session, town.maria, **where(town), edits=[edit], key="k")

    change = session.exec(select(PlanChange)).one()
    assert (saved.cells, change.cause, change.new) == (1, "från Excel", 60_000 * KR)
    assert kept_upload(session, town.maria, **where(town)) is None


def test_rows_that_somebody_has_changed_meanwhile_are_left_alone(session: Session, town: Town) -> None:
    enter(session, town, "4110", town.pay, 7)
    edit = CellEdit(None, town.units["4110"], town.pay, 1, None, 60_000 * KR)

    saved = save_rows(session, town.maria, **where(town), edits=[edit], key="k")

    assert (saved.cells, [conflict.now for conflict in saved.conflicts]) == (0, [7 * KR])


def test_rows_of_a_closed_round_are_refused(session: Session, town: Town) -> None:
    session.get_one(Round, town.round_id).state = RoundState.CLOSED
    session.flush()
    edit = CellEdit(None, town.units["4110"], town.pay, 1, None, 60_000 * KR)

    with pytest.raises(RuleViolation, match="stängd"):
        save_rows(session, town.maria, **where(town), edits=[edit], key="k")


def test_rows_of_another_unit_are_not_allowed(session: Session, town: Town) -> None:
    edit = CellEdit(None, town.units["4120"], town.pay, 1, None, 1 * KR)

    with pytest.raises(NotAllowed):
        save_rows(session, town.maria, **where(town), edits=[edit], key="k")
