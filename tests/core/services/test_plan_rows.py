import pytest
from sqlmodel import Session, col, select

from core.enums import Dimension
from core.errors import RuleViolation
from core.models import PlanLine
from core.services.plan_rows import add_item, add_row, describe_row, lock_months
from tests.core.budget_town import Town, make_town
from tests.factories import make_code


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def lines(session: Session) -> list[tuple[int, str, str, int]]:
    rows = session.exec(select(PlanLine).order_by(col(PlanLine.id)).execution_options(populate_existing=True))
    return [(row.coding_id, row.label, row.text, row.locked) for row in rows]


def test_add_row_for_a_named_coding_is_done_once(session: Session, town: Town) -> None:
    codes = {Dimension.ACCOUNT: "6410", Dimension.FUNCTION: "440"}
    where = {"version_id": town.version_id, "unit_id": town.units["4110"]}

    first = add_row(session, town.maria, **where, codes=codes, label="Läslyftet", key="k")

    assert add_row(session, town.maria, **where, codes=codes, label="Läslyftet", key="k") == first
    assert lines(session) == [(town.material, "Läslyftet", "", 0)]


@pytest.mark.parametrize(
    ("account", "words"),
    [("9999", "finns inte"), ("", "Välj ett konto"), ("1510", "hör inte till resultatet")],
)
def test_add_row_with_a_code_that_is_not_budgeted_is_refused(
    session: Session, town: Town, account: str, words: str
) -> None:
    make_code(session, Dimension.ACCOUNT, "1510")

    with pytest.raises(RuleViolation, match=words):
        add_row(
            session, town.maria, version_id=town.version_id, unit_id=town.units["4110"],
            codes={Dimension.ACCOUNT: account}, key="k",
        )  # fmt: skip


def test_add_item_to_a_coding_without_lines_gives_it_its_own_line_too(session: Session, town: Town) -> None:
    add_item(
        session, town.maria, version_id=town.version_id, unit_id=town.units["4110"],
        coding_id=town.material, label="Läslyftet", key="k",
    )  # fmt: skip

    assert [(coding, label) for coding, label, _text, _locked in lines(session)] == [
        (town.material, ""),
        (town.material, "Läslyftet"),
    ]


def test_add_item_without_a_name_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="namn"):
        add_item(
            session, town.maria, version_id=town.version_id, unit_id=town.units["4110"],
            coding_id=town.material, label=" ", key="k",
        )  # fmt: skip


def test_describe_and_lock_keep_text_and_months_of_a_row(session: Session, town: Town) -> None:
    line_id = add_row(
        session, town.maria, version_id=town.version_id, unit_id=town.units["4110"],
        codes={Dimension.ACCOUNT: "6410", Dimension.FUNCTION: "440"}, key="k",
    )  # fmt: skip
    where = {"version_id": town.version_id, "line_id": line_id}

    describe_row(session, town.maria, **where, label=" Böcker ", text="Nya läromedel i svenska.")
    lock_months(session, town.maria, **where, months=frozenset({1, 12}))

    assert lines(session) == [(town.material, "Böcker", "Nya läromedel i svenska.", 1 + 2**11)]


def test_rows_of_a_line_that_does_not_exist_are_told(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="finns inte längre"):
        describe_row(session, town.sara, version_id=town.version_id, line_id=99, label="", text="")
