from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.periods import Period
from core.queries.ledger import LineFilter, LinePage, LineRow, list_lines, sum_lines
from core.reports.follow_up import build
from core.reports.follow_up_view import FollowUpView
from core.rules.access import Actor
from tests import factories
from tests.core.reports import small_town
from tests.core.reports.small_town import Town, controller

KR = 100


def put(
    session: Session,
    town: Town,
    unit: str,
    account: str,
    amount: int,
    day: date,
    *,
    month: int | None = None,
    text: str = "",
    parts: dict[str, str] | None = None,
) -> int:
    """Add a line with an amount in kronor, report sign."""
    batch = factories.make_batch(session)
    coding = factories.make_coding(session, account, **(parts or {}))
    return factories.put_line(
        session, batch, town.actual, town.units[unit], coding, -amount * KR, day=day, month=month, text=text
    )


def all_pages(session: Session, actor: Actor, chosen: LineFilter, size: int) -> list[LineRow]:
    rows: list[LineRow] = []
    page: LinePage = list_lines(session, actor, chosen=chosen, size=size)
    rows += page.rows
    while page.next:
        page = list_lines(session, actor, chosen=chosen, after=page.next, size=size)
        rows += page.rows
    return rows


def ids(rows: Sequence[LineRow]) -> list[int]:
    return [row.id for row in rows]


def choose(town: Town, unit: str, **choices: object) -> LineFilter:
    return LineFilter(town.units[unit], 2025, **choices)  # type: ignore[arg-type]


def test_lines_come_newest_first_and_pages_join_without_gap(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    days = [date(2025, 3, 1), date(2025, 3, 9), date(2025, 1, 31), date(2025, 3, 9), date(2025, 12, 24)]
    lines = [
        put(session, town, unit, "5020", -10 - n, day)
        for n, day in enumerate(days)
        for unit in ("4110", "5110")
    ]
    newest_first = [lines[i] for i in (9, 8, 7, 6, 3, 2, 1, 0, 5, 4)]
    chosen = choose(town, "EKA")
    assert ids(all_pages(session, actor, chosen, 50)) == newest_first
    assert ids(all_pages(session, actor, chosen, 3)) == newest_first
    assert len(list_lines(session, actor, chosen=chosen, size=3).rows) == 3


def test_lines_behind_a_cell_sum_to_the_cell(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    put(session, town, "4110", "5030", -1_234, date(2025, 3, 1))
    put(session, town, "4010", "5040", -766, date(2025, 10, 31))
    put(session, town, "4110", "5030", -9_999, date(2025, 11, 1))
    put(session, town, "4110", "5020", -5_000, date(2025, 3, 1))
    put(session, town, "5110", "5030", -70_000, date(2025, 3, 1))
    view = FollowUpView(town.units["BUN"], Period(2025, 10), show_all=True)
    cell = build(session, actor, view=view).table.value("row:timloner", "actual")
    chosen = choose(town, "BUN", months=(1, 10), row="timloner")
    totals = sum_lines(session, actor, chosen=chosen)
    assert (totals.amount, totals.count, totals.more) == (cell, 2, False) == (-2_000 * KR, 2, False)
    assert sum(row.amount for row in list_lines(session, actor, chosen=chosen).rows) == cell


def test_period_13_is_inside_december_and_opening_only_when_asked(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    put(session, town, "4110", "5020", -100, date(2025, 12, 31), month=13)
    put(session, town, "4110", "5020", -10, date(2025, 12, 31))
    put(session, town, "4110", "1930", -7, date(2025, 1, 1), month=0)
    assert sum_lines(session, actor, chosen=choose(town, "41", months=(12, 12))).amount == -110 * KR
    everything = choose(town, "41")
    assert sum_lines(session, actor, chosen=everything).count == 2
    assert sum_lines(session, actor, chosen=replace(everything, opening=True)).amount == -117 * KR


def test_line_is_placed_by_its_period_not_by_its_day(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    late = put(session, town, "4110", "5020", -100, date(2025, 2, 3), month=1)
    assert ids(list_lines(session, actor, chosen=choose(town, "41", months=(1, 1))).rows) == [late]
    assert list_lines(session, actor, chosen=choose(town, "41", months=(2, 2))).rows == ()


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"accounts": "50-57"}, {"lön", "vikarie"}),
        ({"accounts": "6420, 5030"}, {"vikarie", "Läromedel ÅK 4"}),
        ({"function": "440"}, {"vikarie"}),
        ({"function": ""}, {"lön", "Läromedel ÅK 4", "hyra", "bank"}),
        ({"project": "30001"}, {"Läromedel ÅK 4"}),
        ({"counterparty": "170"}, {"hyra"}),
        ({"text": "åk 4"}, {"Läromedel ÅK 4"}),
        ({"text": "vikar"}, {"vikarie"}),
        ({"text": "100%"}, set()),
        ({"least": 300 * KR}, {"hyra", "bank"}),
        ({"least": 200 * KR, "most": 300 * KR}, {"vikarie", "Läromedel ÅK 4", "hyra"}),
        ({"operating": True}, {"lön", "vikarie", "Läromedel ÅK 4", "hyra"}),
        ({"row": "lokaler"}, {"hyra"}),
        ({"row": "kapital"}, set()),
        ({"function": "999"}, set()),
    ],
)
def test_filters_keep_what_they_say(session: Session, choices: dict[str, object], expected: set[str]) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    march = date(2025, 3, 1)
    put(session, town, "4110", "5020", -100, march, text="lön")
    put(session, town, "4110", "5030", -200, march, text="vikarie", parts={"function": "440"})
    put(session, town, "4110", "6420", -250, march, text="Läromedel ÅK 4", parts={"project": "30001"})
    put(session, town, "4110", "6090", -300, march, text="hyra", parts={"counterparty": "170"})
    put(session, town, "4110", "1930", 850, march, text="bank")
    for unit in ("41", "EKA"):
        chosen = choose(town, unit, **choices)
        rows = list_lines(session, actor, chosen=chosen).rows
        assert {row.text for row in rows} == expected
        totals = sum_lines(session, actor, chosen=chosen)
        assert (totals.count, totals.amount) == (len(rows), sum(row.amount for row in rows))


def test_lines_without_internal_rows_match_the_municipalitys_cell(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    march = date(2025, 3, 1)
    put(session, town, "4110", "6090", -300, march, text="internhyra", parts={"counterparty": "170"})
    put(session, town, "4110", "6010", -40, march, text="extern hyra")
    top = choose(town, "EKA", row="lokaler", eliminated_under=town.units["EKA"])
    assert [row.text for row in list_lines(session, actor, chosen=top).rows] == ["extern hyra"]
    own = choose(town, "41", row="lokaler", eliminated_under=town.units["41"])
    assert len(list_lines(session, actor, chosen=own).rows) == 2


def test_many_lines_are_counted_to_a_limit_and_summed_whole(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    for day in range(1, 9):
        put(session, town, "4110", "5020", -day, date(2025, 3, day))
    put(session, town, "4110", "5020", -1_000, date(2025, 12, 31), month=13)
    totals = sum_lines(session, actor, chosen=choose(town, "EKA"), count_limit=5)
    assert (totals.count, totals.more, totals.amount) == (5, True, -1_036 * KR)
    march = sum_lines(session, actor, chosen=choose(town, "41", months=(3, 3)), count_limit=5)
    assert (march.count, march.more, march.amount) == (5, True, -36 * KR)
    searched = sum_lines(session, actor, chosen=choose(town, "EKA", least=2 * KR), count_limit=5)
    assert (searched.count, searched.more, searched.amount) == (8, False, -1_035 * KR)


def test_line_tells_its_names_and_what_the_source_adds(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    batch = factories.make_batch(session)
    coding = factories.make_coding(session, "6420", counterparty="170")
    factories.put_line(
        session, batch, town.actual, town.units["4110"], coding, 123_45, day=date(2025, 3, 1),
        text="Böcker", number="4711", extra={"supplier": "Ekarboda Bokhandel"},
    )  # fmt: skip
    (row,) = list_lines(session, actor, chosen=choose(town, "41", text="4711")).rows
    assert (row.voucher, row.account, row.unit_code, row.counterparty, row.amount, row.extra) == (
        "A 4711", "6420", "4110", "170", -123_45, {"supplier": "Ekarboda Bokhandel"},
    )  # fmt: skip


def test_manager_never_gets_a_neighbours_lines(session: Session) -> None:
    town = small_town.plant(session)
    mine = put(session, town, "4110", "5020", -1, date(2025, 3, 1))
    put(session, town, "4010", "5020", -2, date(2025, 3, 1))
    manager = factories.make_actor(session, Role.MANAGER, town.units["41"])
    assert ids(list_lines(session, manager, chosen=choose(town, "41")).rows) == [mine]
    for unit in ("40", "BUN", "EKA"):
        with pytest.raises(NotAllowed):
            list_lines(session, manager, chosen=choose(town, unit))
        with pytest.raises(NotAllowed):
            sum_lines(session, manager, chosen=choose(town, unit))


def test_elected_member_sees_figures_but_no_lines(session: Session) -> None:
    town = small_town.plant(session)
    member = factories.make_actor(session, Role.ELECTED_OFFICIAL, town.units["EKA"])
    with pytest.raises(NotAllowed):
        list_lines(session, member, chosen=choose(town, "41"))


def test_year_without_ledger_has_no_lines(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    nothing = LineFilter(town.units["EKA"], 1999)
    assert list_lines(session, actor, chosen=nothing).rows == ()
    assert sum_lines(session, actor, chosen=nothing).count == 0
