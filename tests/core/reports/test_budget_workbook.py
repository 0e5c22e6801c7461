import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session, select

from core.enums import VersionKind
from core.errors import NotAllowed, RuleViolation
from core.exports.budget_workbook import budget_workbook
from core.models import PlanLine
from core.periods import local_time
from core.reports.budget_workbook import Comparison, build_workbook, compare_workbook
from core.reports.workbook_table import comparison_table
from core.rules.plan_workbook import FIRST_MONTH, HEAD_ROW, KEY_COLUMN, WorkbookLine, WorkbookMeta
from core.rules.three_way import Side
from tests.conftest import fixed_now
from tests.core.budget_town import Town, make_town, open_budget_round
from tests.core.overview_town import KR, enter
from tests.factories import make_version


@pytest.fixture
def town(session: Session) -> Town:
    town = make_town(session)
    enter(session, town, "4110", town.pay, 60_000)
    enter(session, town, "4110", town.fees, -45_000)
    return town


def take_out(session: Session, town: Town, unit: str = "411") -> Workbook:
    data = build_workbook(session, town.sara, version_id=town.version_id, unit_id=town.units[unit])
    return load_workbook(io.BytesIO(data))


def read_in(session: Session, town: Town, data: bytes, unit: str = "411") -> Comparison:
    return compare_workbook(
        session, town.sara, version_id=town.version_id, unit_id=town.units[unit], data=data
    )


def line_of(session: Session, coding_id: int) -> PlanLine:
    return session.exec(select(PlanLine).where(PlanLine.coding_id == coding_id)).one()


def bytes_of(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def row_number(book: Workbook, account: str) -> int:
    sheet = book.worksheets[0]
    return next(n for n in range(HEAD_ROW + 1, sheet.max_row + 1) if sheet.cell(n, 2).value == account)


def write(book: Workbook, account: str, month: int, amount: int) -> None:
    book.worksheets[0].cell(row_number(book, account), FIRST_MONTH + month - 1).value = amount


def test_workbook_taken_out_and_in_again_is_the_same(session: Session, town: Town) -> None:
    book = take_out(session, town)

    found = read_in(session, town, bytes_of(book))

    sheet = book.worksheets[0]
    assert sheet.cell(row_number(book, "5020"), FIRST_MONTH).value == 60_000
    assert sheet.cell(row_number(book, "3110"), FIRST_MONTH).value == 45_000
    assert (found.rows, found.problems) == ((), ())


def test_workbook_change_of_mine_is_mine_alone(session: Session, town: Town) -> None:
    book = take_out(session, town)
    write(book, "5020", 2, 1_000)
    write(book, "3110", 1, 50_000)

    found = read_in(session, town, bytes_of(book))

    assert [(row.code, row.side) for row in found.rows] == [
        ("3110, 425", Side.YOURS), ("5020, 440", Side.YOURS),
    ]  # fmt: skip
    assert [(c.month, c.base, c.yours, c.now) for row in found.rows for c in row.cells] == [
        (1, -45_000 * KR, -50_000 * KR, -45_000 * KR),
        (2, None, 1_000 * KR, None),
    ]


def test_workbook_tells_what_others_have_changed_since(session: Session, town: Town) -> None:
    book = take_out(session, town)
    write(book, "5020", 1, 70_000)
    lines = {line.coding_id: line for line in session.exec(select(PlanLine))}
    lines[town.pay].m1 = 65_000 * KR
    lines[town.fees].m1 = -44_000 * KR
    session.flush()

    found = read_in(session, town, bytes_of(book))

    assert [(row.code, row.side) for row in found.rows] == [
        ("5020, 440", Side.BOTH), ("3110, 425", Side.THEIRS),
    ]  # fmt: skip
    assert [row.cells[2:6] for row in comparison_table(found).rows] == [
        ("Både du och någon annan", 60_000 * KR, 70_000 * KR, 65_000 * KR),
        ("Bara någon annan", 45_000 * KR, 45_000 * KR, 44_000 * KR),
    ]


def test_workbook_that_both_made_the_same_is_equal(session: Session, town: Town) -> None:
    book = take_out(session, town)
    write(book, "5020", 1, 70_000)
    line_of(session, town.pay).m1 = 70_000 * KR
    session.flush()

    found = read_in(session, town, bytes_of(book))

    assert [(row.side, row.to_save) for row in found.rows] == [(Side.SAME, ())]


def test_workbook_row_taken_away_is_told_and_deletes_nothing(session: Session, town: Town) -> None:
    book = take_out(session, town)
    book.worksheets[0].delete_rows(row_number(book, "5020"))

    found = read_in(session, town, bytes_of(book))

    assert found.rows == ()
    assert [problem.code for problem in found.problems] == ["removed"]


def test_workbook_of_another_unit_is_refused(session: Session, town: Town) -> None:
    book = take_out(session, town, "411")

    with pytest.raises(RuleViolation, match="Ekbackens skola"):
        read_in(session, town, bytes_of(book), "412")


def test_workbook_of_another_round_is_refused(session: Session, town: Town) -> None:
    data = bytes_of(take_out(session, town))
    open_budget_round(session, town.version_id, [town.units["411"]], town.units["BUF"])

    with pytest.raises(RuleViolation, match="en annan omgång"):
        read_in(session, town, data)


def forged(town: Town, key: str) -> bytes:
    return forged_for(town.version_id, town.round_id, key)


def forged_for(version_id: int, round_id: int, key: str) -> bytes:
    """A workbook that says that it is 411's, with a row that is not."""
    meta = WorkbookMeta(version_id, round_id, "411", "Ekbackens skola", 2027, local_time(fixed_now()))
    line = WorkbookLine(key, "Annan", "5020", "Löner", "440", "", (None,) * 12)
    return budget_workbook(meta, [line])


def test_workbook_with_another_units_line_is_not_allowed(session: Session, town: Town) -> None:
    enter(session, town, "4120", town.pay, 5)
    other = session.exec(select(PlanLine).where(PlanLine.unit_id == town.units["4120"])).one()

    with pytest.raises(NotAllowed, match="inte hör till Ekbackens skola"):
        read_in(session, town, forged(town, f"L{other.id}"))


def test_workbook_with_a_line_of_another_version_is_not_allowed(session: Session, town: Town) -> None:
    version_id = make_version(session, VersionKind.BUDGET, 2028)
    line = PlanLine(version_id=version_id, unit_id=town.units["4110"], coding_id=town.pay)
    session.add(line)
    session.flush()

    with pytest.raises(NotAllowed):
        read_in(session, town, forged(town, f"L{line.id}"))


@pytest.mark.parametrize("key", ["C999999.1", "trams", "L1 OR 1=1"])
def test_workbook_with_a_made_up_key_is_not_allowed(session: Session, town: Town, key: str) -> None:
    with pytest.raises(NotAllowed):
        read_in(session, town, forged(town, key))


def test_workbook_with_a_line_that_is_gone_is_told(session: Session, town: Town) -> None:
    found = read_in(session, town, forged(town, "L987654"))

    assert [problem.code for problem in found.problems] == ["gone"]


def test_workbook_key_stands_in_a_hidden_column(session: Session, town: Town) -> None:
    book = take_out(session, town)

    key = book.worksheets[0].cell(row_number(book, "5020"), KEY_COLUMN).value

    line = line_of(session, town.pay)
    assert key == f"L{line.id}"


def test_workbook_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        build_workbook(session, town.maria, version_id=town.version_id, unit_id=town.units["412"])
