import pytest
from sqlmodel import Session, select

from core.errors import RuleViolation
from core.models import PlanLine
from core.services.plan_edits import CellEdit, save_cells
from core.services.plan_undo import redo, undo
from tests.core.budget_town import Town, make_town

KR = 100


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def save(session: Session, town: Town, old: int | None, new: int | None, key: str, month: int = 1) -> None:
    change = CellEdit(None, town.units["4110"], town.material, month, old, new)
    save_cells(session, town.maria, version_id=town.version_id, edits=[change], key=key)


def months(session: Session) -> tuple[int | None, int | None]:
    row = session.exec(select(PlanLine).execution_options(populate_existing=True)).one()
    return row.m1, row.m2


def test_undo_and_redo_walk_back_and_forth_over_own_saves(session: Session, town: Town) -> None:
    where = {"version_id": town.version_id, "unit_id": town.units["411"]}
    save(session, town, None, 5 * KR, "a")
    save(session, town, None, 7 * KR, "b", month=2)

    undo(session, town.maria, key="u1", **where)
    assert months(session) == (5 * KR, None)
    undo(session, town.maria, key="u2", **where)
    assert months(session) == (None, None)
    redo(session, town.maria, key="r1", **where)
    assert months(session) == (5 * KR, None)
    redo(session, town.maria, key="r2", **where)
    assert months(session) == (5 * KR, 7 * KR)
    undo(session, town.maria, key="u3", **where)

    assert months(session) == (5 * KR, None)


def test_undo_pressed_twice_with_one_key_takes_back_one_save(session: Session, town: Town) -> None:
    where = {"version_id": town.version_id, "unit_id": town.units["411"]}
    save(session, town, None, 5 * KR, "a")
    save(session, town, None, 7 * KR, "b", month=2)

    undo(session, town.maria, key="u1", **where)
    undo(session, town.maria, key="u1", **where)

    assert months(session) == (5 * KR, None)


def test_undo_leaves_what_somebody_changed_since_and_tells(session: Session, town: Town) -> None:
    save(session, town, None, 5 * KR, "a")
    change = CellEdit(None, town.units["4110"], town.material, 1, 5 * KR, 6 * KR)
    save_cells(session, town.sara, version_id=town.version_id, edits=[change], key="s")

    result = undo(session, town.maria, version_id=town.version_id, unit_id=town.units["411"], key="u1")

    assert result.cells == 0
    assert [conflict.now for conflict in result.conflicts] == [6 * KR]
    assert months(session) == (6 * KR, None)


def test_redo_after_a_new_save_is_refused(session: Session, town: Town) -> None:
    where = {"version_id": town.version_id, "unit_id": town.units["411"]}
    save(session, town, None, 5 * KR, "a")
    undo(session, town.maria, key="u1", **where)
    save(session, town, None, 8 * KR, "b")

    with pytest.raises(RuleViolation, match="inget att göra om"):
        redo(session, town.maria, key="r1", **where)


def test_undo_without_any_save_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="inget att ångra"):
        undo(session, town.maria, version_id=town.version_id, unit_id=town.units["411"], key="u1")
