import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.imports.files import read_ledger_file
from core.reports.budget_file import budget_sie
from core.reports.internal_budget import budget_table
from tests.core.frame_town import TKR, Town, make_town, put_plan
from tests.factories import make_coding


@pytest.fixture
def town(session: Session) -> Town:
    made = make_town(session)
    put_plan(session, made, {"4110": 500_000, "4120": 415_400, "4009": 6_600, "6110": 1})
    fees = make_coding(session, "3110", function="425")
    put_plan(session, made, {"4111": -250}, coding_id=fees)
    return made


def test_budget_file_is_read_back_as_the_same_budget(session: Session, town: Town) -> None:
    data = budget_sie(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])

    read = read_ledger_file(data, "budget.se")
    rows = {}
    for row in read.budget:
        combination = read.combinations[row.combination]
        rows[combination.account, combination.objects, row.month] = row.amount
    assert rows == {
        ("3110", (("1", "4111"), ("20", "425")), 1): -250 * TKR,
        ("5020", (("1", "4110"), ("20", "440")), 1): 500_000 * TKR,
        ("5020", (("1", "4120"), ("20", "440")), 1): 415_400 * TKR,
        ("5020", (("1", "4009"), ("20", "440")), 1): 6_600 * TKR,
    }


def test_budget_file_of_a_unit_outside_scope_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        budget_sie(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["VON"])


def test_budget_table_sums_to_the_net_of_the_committee(session: Session, town: Town) -> None:
    table = budget_table(session, town.actors["bo"], version_id=town.version_id, unit_id=town.units["BUN"])

    assert table.value("total", "year") == 921_750 * TKR
    assert len(table.rows) == 5
