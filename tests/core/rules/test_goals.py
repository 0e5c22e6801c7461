from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RuleViolation
from core.rules.goals import check_link, covers_month, divide_share, is_in_force, threads_of

COUNCIL, COMMITTEE, SCHOOL, OTHER = 1, 2, 3, 4


def test_thread_goes_up_and_down_through_every_level_once() -> None:
    threads = threads_of([(COMMITTEE, COUNCIL), (SCHOOL, COMMITTEE), (OTHER, COMMITTEE), (OTHER, COUNCIL)])

    assert threads.above(SCHOOL) == (COMMITTEE, COUNCIL)
    assert threads.below(COUNCIL) == (COMMITTEE, OTHER, SCHOOL)
    assert threads.above(OTHER) == (COMMITTEE, COUNCIL)
    assert threads.below(SCHOOL) == ()


@pytest.mark.parametrize(("goal", "serves"), [(COUNCIL, SCHOOL), (COUNCIL, COMMITTEE), (COUNCIL, COUNCIL)])
def test_link_that_makes_a_circle_is_refused(goal: int, serves: int) -> None:
    threads = threads_of([(COMMITTEE, COUNCIL), (SCHOOL, COMMITTEE)])

    with pytest.raises(RuleViolation, match=r"cirkel|självt"):
        check_link(threads, goal, serves)


def test_goal_may_serve_several_others() -> None:
    threads = threads_of([(COMMITTEE, COUNCIL), (SCHOOL, COMMITTEE)])

    check_link(threads, SCHOOL, COUNCIL)


@pytest.mark.parametrize(
    ("first", "last", "year", "expected"),
    [
        (2024, None, 2026, True),
        (2024, 2025, 2026, False),
        (2027, None, 2026, False),
        (2026, 2026, 2026, True),
    ],
)
def test_goal_is_in_force_between_its_years(first: int, last: int | None, year: int, expected: bool) -> None:
    assert is_in_force(first, last, year) is expected


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=40))
def test_links_that_pass_the_check_never_make_a_circle(pairs: list[tuple[int, int]]) -> None:
    held: list[tuple[int, int]] = []
    for goal, serves in pairs:
        try:
            check_link(threads_of(held), goal, serves)
        except RuleViolation:
            continue
        held.append((goal, serves))

    threads = threads_of(held)

    assert all(not set(threads.above(goal)) & set(threads.below(goal)) for goal in range(1, 13))


def test_follow_up_covers_the_months_that_are_over_when_it_is_due() -> None:
    covered = [month for month in range(1, 13) if covers_month(2026, date(2026, 9, 15), month)]

    assert covered == [1, 2, 3, 4, 5, 6, 7, 8]
    assert covers_month(2026, date(2027, 1, 20), 12)
    assert not covers_month(2026, date(2026, 12, 20), 12)


def test_share_in_equal_parts_adds_up_exactly() -> None:
    whole, nobody = divide_share(10_000, Decimal("1.5"), 3), divide_share(5_001, None, 2)

    assert whole == [(3_334, Decimal("0.5")), (3_333, Decimal("0.5")), (3_333, Decimal("0.5"))]
    assert nobody == [(2_501, None), (2_500, None)]
