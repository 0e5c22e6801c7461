"""The frames of the demo: the figures of the page of figures, adopted or proposed, let down to the units."""

from collections.abc import Iterator

import pytest

from core.queries.council_frames import council_frame
from core.queries.frames import budget_version_of, list_frames, read_frame
from core.queries.unit_frames import distribution_of
from core.rules.frame_result import result_budget
from core.rules.frames import frames_of
from demo.facts import BUDGET_2024, BUDGET_2025, BUDGET_2026, NET
from demo.facts_frames import ALLOCATION, FINANCE_NET, INVESTMENT, NET_RESULT, RESULT_ROWS
from tests.demo.built import Reader, build_once, reader_of

MNKR, TKR = 100_000_000, 100_000
NET_COST = {2024: -1911, 2025: -1972, 2026: -2049, 2027: -2112, 2028: -2178, 2029: -2246}
NET_INVESTMENT = {2026: 210, 2027: 225}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    database = build_once(tmp_path_factory)
    with database.reading() as session:
        yield reader_of(session)
    database.dispose()


@pytest.mark.parametrize("year", sorted(NET_COST))
def test_facts_lead_to_the_net_cost_and_the_result_of_the_year(year: int) -> None:
    net_cost = FINANCE_NET[year] - sum(ALLOCATION[year].values())

    assert net_cost == NET_COST[year]
    assert net_cost + sum(RESULT_ROWS[year]) == NET_RESULT[year]


@pytest.mark.parametrize(("year", "budget"), [(2024, BUDGET_2024), (2025, BUDGET_2025), (2026, BUDGET_2026)])
def test_facts_are_the_net_of_the_budgets(year: int, budget: dict[str, tuple[int, ...]]) -> None:
    assert ALLOCATION[year] == {code: -row[NET] for code, row in budget.items() if code != "FIN"}
    assert FINANCE_NET[year] == budget["FIN"][NET]


@pytest.mark.parametrize("year", sorted(NET_INVESTMENT))
def test_facts_of_investments_are_the_years(year: int) -> None:
    assert sum(INVESTMENT[year].values()) == NET_INVESTMENT[year]


def test_frames_of_the_years_past_are_adopted_and_the_next_is_proposed(reader: Reader) -> None:
    rows = list_frames(reader.session, reader.actor)

    assert [(row.year, row.adopted) for row in rows] == [
        (2027, False), (2026, True), (2025, True), (2024, True),
    ]  # fmt: skip


def test_proposed_frame_is_that_of_the_tables(reader: Reader) -> None:
    row = list_frames(reader.session, reader.actor)[0]
    cells = read_frame(reader.session, reader.actor, frame_id=row.id).cells
    codes = {unit_id: code for code, unit_id in reader.units.items()}

    for year in row.years:
        held = {codes[unit]: amount // MNKR for unit, amount in frames_of(cells, year).items()}
        assert held == ALLOCATION[year]
        assert result_budget(cells, year).net_result == NET_RESULT[year] * MNKR


def test_frames_are_handed_on_whole_with_what_bun_keeps(reader: Reader) -> None:
    version = budget_version_of(reader.session, 2027)
    council = council_frame(reader.session, year=2027, tree_id=reader.actor.tree_id)
    assert version
    assert council

    left = {
        code: distribution_of(
            reader.session, reader.actor, version_id=version.id or 0, unit_id=reader.units[code]
        ).frame.to_distribute
        for code in (*ALLOCATION[2027], "BUF", "VOF", "430", "610")
    }

    assert set(left.values()) == {0}
    bun = distribution_of(
        reader.session, reader.actor, version_id=version.id or 0, unit_id=reader.units["BUN"]
    )
    buf = distribution_of(
        reader.session, reader.actor, version_id=version.id or 0, unit_id=reader.units["BUF"]
    )
    kept = [
        child.amount or 0 for child in (*bun.children, *buf.children) if child.unit.code in {"4009", "4019"}
    ]
    assert council.by_branch[reader.units["BUN"]] == 922_000 * TKR
    assert sum(kept) == 6_600 * TKR
