from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from core.enums import ChangeStep, PlanOrigin, SubmissionState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Balance, PlanChange, PlanLine, Submission, Version
from core.services import balances
from core.services.plan_edits import CellConflict, CellEdit, save_cells
from tests.core.budget_town import Town, hand_in, make_town

KR = 100


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def edit(
    town: Town, new: int | None, *, old: int | None = None, unit: str = "4110", month: int = 1
) -> CellEdit:
    return CellEdit(None, town.units[unit], town.material, month, old, new)


def line(session: Session) -> PlanLine:
    return session.exec(select(PlanLine).execution_options(populate_existing=True)).one()


def test_save_first_amount_makes_line_balance_and_history(session: Session, town: Town) -> None:
    saved = save_cells(
        session, town.maria, version_id=town.version_id, edits=[edit(town, 12_000 * KR)], key="k1"
    )

    assert (saved.cells, saved.conflicts) == (1, ())
    assert line(session).m1 == 12_000 * KR
    balance = session.get_one(Balance, (town.version_id, town.units["4110"], town.material))
    assert balance.m1 == 12_000 * KR
    change = session.exec(select(PlanChange)).one()
    assert (change.month, change.old, change.new) == (1, None, 12_000 * KR)
    assert (change.step, change.request_key, change.for_user_id) == (ChangeStep.DO, "k1", None)
    assert balances.find_faults(session) == []


def test_save_begins_the_submission_of_the_unit(session: Session, town: Town) -> None:
    save_cells(session, town.maria, version_id=town.version_id, edits=[edit(town, KR)], key="k1")

    states = dict(session.exec(select(Submission.unit_id, Submission.state)).all())
    assert states[town.units["411"]] is SubmissionState.WORKING
    assert states[town.units["412"]] is SubmissionState.NOT_STARTED


def test_save_twice_with_one_key_writes_once(session: Session, town: Town) -> None:
    edits = [edit(town, 5 * KR)]
    first = save_cells(session, town.maria, version_id=town.version_id, edits=edits, key="k1")

    again = save_cells(session, town.maria, version_id=town.version_id, edits=edits, key="k1")

    assert again == first
    assert len(session.exec(select(PlanChange)).all()) == 1
    with pytest.raises(Conflict):
        save_cells(session, town.maria, version_id=town.version_id, edits=[edit(town, 6 * KR)], key="k1")


def test_save_stale_cell_is_left_with_both_values_and_the_rest_written(session: Session, town: Town) -> None:
    save_cells(session, town.maria, version_id=town.version_id, edits=[edit(town, 5 * KR)], key="k1")
    stale, fresh = edit(town, 7 * KR), edit(town, 9 * KR, month=2)

    saved = save_cells(session, town.maria, version_id=town.version_id, edits=[stale, fresh], key="k2")

    assert saved.cells == 1
    assert saved.conflicts == (CellConflict(stale, 5 * KR),)
    assert (line(session).m1, line(session).m2) == (5 * KR, 9 * KR)


def test_save_two_people_in_different_cells_both_succeed(session: Session, town: Town) -> None:
    save_cells(session, town.maria, version_id=town.version_id, edits=[edit(town, 5 * KR)], key="k1")
    save_cells(session, town.sara, version_id=town.version_id, edits=[edit(town, 3 * KR, month=2)], key="k2")

    assert (line(session).m1, line(session).m2) == (5 * KR, 3 * KR)
    changes = session.exec(select(PlanChange).order_by(col(PlanChange.id))).all()
    assert [change.for_user_id for change in changes] == [None, town.maria.user_id]


def test_save_to_nothing_empties_the_cell_and_drops_the_balance(session: Session, town: Town) -> None:
    save_cells(session, town.maria, version_id=town.version_id, edits=[edit(town, 5 * KR)], key="k1")

    save_cells(
        session, town.maria, version_id=town.version_id, edits=[edit(town, None, old=5 * KR)], key="k2"
    )

    assert line(session).m1 is None
    assert session.exec(select(Balance)).all() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"new": 1_050}, "hela kronor"),
        ({"new": 10**13 + 100}, "för stort"),
        ({"month": 13}, "Månaden"),
        ({"coding_id": 99_999}, "Konteringen"),
        ({"line_id": 99_999}, "Raden finns inte"),
    ],
)
def test_save_bad_cell_is_refused_in_words_and_writes_nothing(
    session: Session, town: Town, change: dict[str, int], words: str
) -> None:
    bad = replace(edit(town, 5 * KR), **change)

    with pytest.raises(RuleViolation, match=words):
        save_cells(
            session, town.maria, version_id=town.version_id, edits=[edit(town, KR, month=3), bad], key="k1"
        )

    assert session.exec(select(PlanChange)).all() == []


def test_save_on_another_managers_ansvar_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        save_cells(
            session, town.maria, version_id=town.version_id, edits=[edit(town, KR, unit="4120")], key="k1"
        )


def test_save_with_a_line_of_another_unit_is_refused(session: Session, town: Town) -> None:
    save_cells(session, town.nils, version_id=town.version_id, edits=[edit(town, KR, unit="4120")], key="k1")
    foreign = replace(edit(town, 9 * KR, old=KR), line_id=line(session).id)

    with pytest.raises(RuleViolation, match="Raden finns inte"):
        save_cells(session, town.maria, version_id=town.version_id, edits=[foreign], key="k2")

    assert line(session).m1 == KR


def test_save_what_is_handed_in_is_refused_to_the_manager(session: Session, town: Town) -> None:
    hand_in(session, town, "411", SubmissionState.SUBMITTED, 1)

    with pytest.raises(RuleViolation, match="inlämnat"):
        save_cells(session, town.maria, version_id=town.version_id, edits=[edit(town, KR)], key="k1")


def test_save_on_undistributed_ansvar_is_for_finance(session: Session, town: Town) -> None:
    own = edit(town, 6_600_000 * KR, unit="4009")

    saved = save_cells(session, town.sara, version_id=town.version_id, edits=[own], key="k1")

    assert saved.cells == 1
    assert session.exec(select(PlanChange)).one().for_user_id is None


def test_save_in_a_closed_version_is_refused(session: Session, town: Town) -> None:
    version = session.get_one(Version, town.version_id)
    version.closed_at = session.info["database"].now()
    session.add(version)
    session.flush()

    with pytest.raises(RuleViolation, match="antagen"):
        save_cells(session, town.sara, version_id=town.version_id, edits=[edit(town, KR)], key="k1")


def test_save_on_a_line_that_the_system_fills_in_is_refused(session: Session, town: Town) -> None:
    made = PlanLine(
        version_id=town.version_id, unit_id=town.units["4110"], coding_id=town.pay,
        origin=PlanOrigin.PERSONNEL, m1=100 * KR,
    )  # fmt: skip
    session.add(made)
    session.flush()
    change = CellEdit(made.id, town.units["4110"], town.pay, 1, 100 * KR, 0)

    with pytest.raises(RuleViolation, match="fylls i av systemet"):
        save_cells(session, town.maria, version_id=town.version_id, edits=[change], key="k1")
