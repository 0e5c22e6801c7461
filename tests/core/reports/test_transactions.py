from datetime import date

import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.periods import Period
from core.queries.ledger import LineFilter
from core.reports import follow_up
from core.reports.follow_up_view import FollowUpView, read_drill
from core.reports.transactions import build, choose
from core.rules.limits import LimitKey
from core.table import Table
from tests import factories
from tests.core.reports import small_town
from tests.core.reports.small_town import Town, controller


def book_a_year(session: Session, town: Town) -> None:
    """Lines of every sort: internal trade, functions, investments, balance accounts, period 13."""
    batch = factories.make_batch(session, 2025)
    for number, (unit, account, amount, month, parts) in enumerate(
        [
            ("4110", "5020", -400_000_37, 3, {"function": "440"}),
            ("4110", "5030", -90_000_01, 10, {"function": "440"}),
            ("4110", "5030", -7_000_00, 13, {}),
            ("4110", "6090", -132_000_00, 4, {"counterparty": "170"}),
            ("7110", "3490", 131_000_00, 4, {"counterparty": "140"}),
            ("4010", "4695", -28_000_00, 5, {"counterparty": "140"}),
            ("4110", "3390", 28_000_00, 5, {"counterparty": "140"}),
            ("7110", "4010", -500_000_00, 6, {"project": "90101"}),
            ("7110", "1930", -1_00, 6, {}),
            ("9010", "8010", 900_000_00, 7, {}),
            ("9010", "3995", -50_000_00, 7, {}),
            ("4110", "3995", 50_000_00, 7, {}),
        ]
    ):
        coding = factories.make_coding(session, account, **parts)
        day = date(2025, min(month, 12), 15)
        factories.put_line(
            session,
            batch,
            town.actual,
            town.units[unit],
            coding,
            -amount,
            day=day,
            month=month,
            number=str(number),
        )


CHOICES: list[dict[str, object]] = [
    {},
    {"rows": "result"},
    {"rows": "units"},
    {"rows": "units", "row": "lokaler"},
    {"rows": "functions"},
    {"rows": "accounts", "row": "timloner"},
    {"internal": False},
    {"internal": True},
]


@pytest.mark.parametrize("unit", ["EKA", "BUN", "41", "SBN"])
def test_lines_behind_every_row_sum_to_the_row(session: Session, unit: str) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    factories.set_setting(session, LimitKey.ALLOCATION_MODEL, "booked")
    factories.set_setting(session, LimitKey.ALLOCATION_ACCOUNTS, "3995")
    book_a_year(session, town)
    for choices in CHOICES:
        view = FollowUpView(town.units[unit], Period(2025, 12), show_all=True, **choices)  # type: ignore[arg-type]
        table = follow_up.build(session, actor, view=view).table
        for row in table.rows:
            if row.drill or row.key == "total":
                drill = read_drill(row.drill) if row.drill else None
                found = build(session, actor, chosen=choose(session, actor, view, drill))
                assert found.totals.amount == (table.value(row.key, "actual") or 0), (choices, row.key)
                assert sum_of(found.table) == found.totals.amount


def sum_of(table: Table) -> int:
    at = table.column("amount")
    return sum(int(str(row.cells[at])) for row in table.rows)


def test_columns_that_the_source_has_not_are_left_out(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    batch = factories.make_batch(session, 2025)
    coding = factories.make_coding(session, "6420")
    factories.put_line(
        session, batch, town.actual, town.units["4110"], coding, 1_50, day=date(2025, 3, 1), text="Böcker"
    )
    own = LineFilter(town.units["41"], 2025)
    found = build(session, actor, chosen=own)
    assert [column.key for column in found.table.columns] == [
        "day",
        "voucher",
        "text",
        "account",
        "unit",
        "amount",
    ]
    link = "https://arkiv.example/4711"
    factories.put_line(
        session, batch, town.actual, town.units["4110"], coding, 2_00, day=date(2025, 3, 2),
        extra={"supplier": "Bokhandeln", "scan_link": link},
    )  # fmt: skip
    found = build(session, actor, chosen=own)
    newest = found.table.rows[0].key
    assert found.table.value(newest, "supplier") == "Bokhandeln"
    assert found.table.value(newest, "scan_link") == link
    assert found.table.value(newest, "amount") == -2_00
    assert not found.without_vouchers


def test_reader_of_figures_only_gets_no_transactions(session: Session) -> None:
    town = small_town.plant(session)
    personnel = factories.make_actor(session, Role.HR, town.units["EKA"])
    with pytest.raises(NotAllowed):
        build(session, personnel, chosen=LineFilter(town.units["41"], 2025))
