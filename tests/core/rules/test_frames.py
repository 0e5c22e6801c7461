"""The frames of Ekarboda (4.1 and 4.3), in mnkr, and BUN 2027 of the rulings 3.3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.enums import FrameItem, FramePart
from core.errors import RuleViolation, Severity
from core.rules.frame_distribution import Distribution, distributions, share_frame
from core.rules.frame_result import check_result, result_budget
from core.rules.frames import (
    FrameCell,
    frame_of,
    frame_years,
    frames_of,
    indexed,
    parts_of,
    starting_cells,
    thousands_that_add,
    to_thousands,
)

MNKR = 100_000_000
TKR = 100_000
NBSP = "\u00a0"
KB26 = {"KS": 159, "BUN": 898, "SON": 147, "VON": 634, "KFN": 88, "SBN": 100, "KF": 15}
LIFTED = {"BUN": -3 + 10, "VON": 3 + 11, "SON": 2, "KS": 2, "KFN": 1, "SBN": 1}
KB27 = {"KS": 160, "BUN": 922, "SON": 156, "VON": 671, "KFN": 89, "SBN": 102, "KF": 12}
CENTRAL = {
    2027: (0, 1_652, 503, 12, -23),
    2028: (0, 1_716, 506, 12, -24),
    2029: (0, 1_783, 510, 12, -25),
}
ITEMS = (
    FrameItem.FINANCE,
    FrameItem.TAX,
    FrameItem.GRANTS,
    FrameItem.FINANCIAL_REVENUE,
    FrameItem.FINANCIAL_COST,
)


def cells_of(mnkr: dict[str, int], year: int, part: FramePart = FramePart.START) -> list[FrameCell[str]]:
    return [FrameCell(unit, FrameItem.ALLOCATION, year, part, n * MNKR) for unit, n in mnkr.items()]


def central(year: int) -> list[FrameCell[str]]:
    return [
        FrameCell("Kommunen", item, year, FramePart.START, amount * MNKR)
        for item, amount in zip(ITEMS, CENTRAL[year], strict=True)
    ]


def test_frames_of_2027_sum_to_the_net_cost() -> None:
    frames = frames_of(cells_of(KB27, 2027), 2027)

    assert sum(frames.values()) == 2_112 * MNKR
    assert frames["BUN"] == 922 * MNKR


@pytest.mark.parametrize(
    ("year", "allocations", "operating", "net_result"),
    [(2027, 2_112, 43, 32), (2028, 2_178, 44, 32), (2029, 2_246, 47, 34)],
)
def test_result_budget_of_three_years_is_that_of_ekarboda(
    year: int, allocations: int, operating: int, net_result: int
) -> None:
    budget = result_budget([*cells_of({"Nämnder": allocations}, year), *central(year)], year)

    assert (budget.net_cost, budget.operating, budget.net_result) == (
        -allocations * MNKR,
        operating * MNKR,
        net_result * MNKR,
    )
    assert check_result(budget, net_result * MNKR, Decimal("0.01")) == []


def test_result_budget_2026_revised_has_the_central_net() -> None:
    cells = [
        *cells_of({"Nämnder": 2_068}, 2026),
        *(
            FrameCell("Kommunen", item, 2026, FramePart.START, amount * MNKR)
            for item, amount in zip(ITEMS, (19, 1_586, 500, 12, -20), strict=True)
        ),
    ]
    budget = result_budget(cells, 2026)

    assert (budget.net_cost, budget.operating, budget.net_result) == (-2_049 * MNKR, 37 * MNKR, 29 * MNKR)
    assert budget.share is not None
    assert round(budget.share, 3) == Decimal("0.014")


def test_check_result_says_by_how_much_it_misses() -> None:
    budget = result_budget([*cells_of(KB27, 2027), *central(2027)], 2027)

    problems = check_result(budget, 31 * MNKR)

    assert problems[0].message == (
        f"Resultatbudgeten för 2027 går inte ihop: raderna ger 32{NBSP}000{NBSP}tkr, men resultatet"
        f" är satt till 31{NBSP}000{NBSP}tkr. Det skiljer 1{NBSP}000{NBSP}tkr."
    )


def test_check_result_below_zero_and_below_the_goal_are_told() -> None:
    negative = result_budget([*cells_of({"Nämnder": 2_150}, 2027), *central(2027)], 2027)
    low = result_budget([*cells_of(KB27, 2027), *central(2027)], 2027)

    assert [(p.code, p.severity) for p in check_result(negative)] == [("negative", Severity.WARNING)]
    # 2 % of 2 155 is 43,1; 32 leaves 11,1.
    assert check_result(low, goal=Decimal("0.02"))[0].message.endswith(f"fattas 11{NBSP}100{NBSP}tkr.")


def test_result_budget_of_nothing_has_no_share() -> None:
    assert result_budget([], 2027).share is None


def test_starting_cells_lift_the_decisions_of_the_year() -> None:
    lifted = {(unit, 2027): amount * MNKR for unit, amount in LIFTED.items()}

    cells = starting_cells(cells_of(KB26, 2026), lifted, (2027,), {})

    assert frame_of(cells, "BUN", 2027) == 905 * MNKR
    assert sum(frames_of(cells, 2027).values()) == 2_068 * MNKR
    assert parts_of(cells, "VON", 2027) == {
        FramePart.START: 634 * MNKR,
        FramePart.DECISIONS: 14 * MNKR,
        FramePart.INDEXATION: 0,
        FramePart.CHANGE: 0,
    }


def test_starting_cells_use_the_plan_years_of_the_earlier_frame_and_index_on_index() -> None:
    earlier = [*cells_of({"KFN": 100}, 2026), *cells_of({"KFN": 102}, 2027)]

    cells = starting_cells(earlier, {("KFN", 2027): MNKR}, (2027, 2028), {2027: Decimal(2), 2028: Decimal(3)})

    # 2027: 102 + 1 = 103, and 2 % is 2,06. 2028: 103 + 2,06 = 105,06, and 3 % is 3,152.
    assert parts_of(cells, "KFN", 2027)[FramePart.INDEXATION] == 2_060 * TKR
    assert parts_of(cells, "KFN", 2028)[FramePart.INDEXATION] == (2_060 + 3_152) * TKR
    assert frame_of(cells, "KFN", 2028) == 108_212 * TKR


def test_starting_cells_a_unit_that_only_decisions_know_gets_them() -> None:
    cells = starting_cells([], {("NY", 2027): MNKR, ("NY", 2028): 2 * MNKR}, (2027, 2028, 2029), {})

    assert [frames_of(cells, year) for year in (2027, 2028, 2029)] == [
        {"NY": MNKR},
        {"NY": 2 * MNKR},
        {"NY": 2 * MNKR},
    ]


def test_frame_years_are_one_and_two_or_as_chosen() -> None:
    assert frame_years(2027) == (2027, 2028, 2029)
    assert len(frame_years(2027, 9)) == 10
    with pytest.raises(RuleViolation, match="högst 9 planår"):
        frame_years(2027, 10)


def test_indexed_is_in_whole_thousands() -> None:
    assert indexed(922 * MNKR, Decimal("2.4")) == 22_128 * TKR
    assert indexed(-1_500 * TKR, Decimal("0.1")) == -2 * TKR


@pytest.mark.parametrize(("ore", "tkr"), [(149_999, 1), (150_000, 2), (-150_000, -2), (49_999, 0)])
def test_to_thousands_rounds_half_away_from_zero(ore: int, tkr: int) -> None:
    assert to_thousands(ore) == tkr * TKR


def test_thousands_that_add_gives_the_rounded_sum() -> None:
    # 1,4 + 1,4 + 1,4 = 4,2: each alone would be 1, and 3 is not 4.
    assert thousands_that_add([140_000] * 3) == (1 * TKR, 1 * TKR, 2 * TKR)


def test_distribution_bun_2027_is_given_on_to_the_last_krona() -> None:
    bun = Distribution(922_000 * TKR, {"units": 915_400 * TKR}, 6_600 * TKR)

    assert (bun.left, bun.words()) == (0, "Allt är fördelat")


def test_distribution_words_say_left_and_too_much() -> None:
    left = Distribution(922_000 * TKR, {"units": 915_400 * TKR})
    over = Distribution(900 * TKR, {"a": 935 * TKR})

    assert left.words() == f"Kvar att fördela: 6{NBSP}600{NBSP}tkr"
    assert over.words() == f"Fördelat 35{NBSP}tkr för mycket"


def test_distributions_stand_at_every_level() -> None:
    frames = {"BUN": 922, "BUF": 915, "Skola A": 400, "Skola B": 500}
    children = {"BUN": ("BUF",), "BUF": ("Skola A", "Skola B", "Skola C"), "Skola A": ()}

    held = distributions(frames, children, {"BUN": 7, "BUF": 5})

    assert {node: one.left for node, one in held.items()} == {"BUN": 0, "BUF": 10}


def test_share_frame_by_pupils_is_in_thousands_and_exact() -> None:
    shared = share_frame(10_000 * TKR + 500_00, {"A": 310, "B": 302, "C": 0}, unallocated=1_000 * TKR)

    # 9 000 tkr by 310 and 302: 4 558,82 and 4 441,18.
    assert shared == {"A": 4_559 * TKR, "B": 4_441 * TKR + 500_00, "C": 0}


def test_share_frame_keeping_more_than_there_is_is_refused() -> None:
    with pytest.raises(RuleViolation, match="större än ramen"):
        share_frame(100 * TKR, {"A": 1}, unallocated=101 * TKR)


@pytest.mark.parametrize("weights", [{}, {"A": 0}])
def test_share_frame_without_weights_is_refused(weights: dict[str, int]) -> None:
    with pytest.raises(RuleViolation, match="inget att fördela efter"):
        share_frame(100 * TKR, weights)


@given(st.lists(st.integers(-(10**14), 10**14), max_size=20))
def test_thousands_that_add_any_amounts_are_exact_and_near(amounts: list[int]) -> None:
    rounded = thousands_that_add(amounts)

    assert sum(rounded) == to_thousands(sum(amounts))
    assert all(abs(new - old) < 2 * TKR for new, old in zip(rounded, amounts, strict=True))
    assert all(new % TKR == 0 for new in rounded)


@given(
    st.integers(0, 10**12).map(lambda kronor: kronor * 100),
    st.dictionaries(st.integers(0, 30), st.integers(0, 10**9), min_size=1).filter(
        lambda weights: any(weights.values())
    ),
)
def test_share_frame_any_weights_leave_nothing(frame: int, weights: dict[int, int]) -> None:
    shared = share_frame(frame, weights)

    assert Distribution(frame, shared).left == 0
    assert all(amount >= 0 for amount in shared.values())
