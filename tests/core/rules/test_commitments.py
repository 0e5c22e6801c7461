from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.enums import CommitmentKind
from core.rules.commitments import kind_words, left_after, months_of_year

CONTRACT, ORDER = CommitmentKind.CONTRACT, CommitmentKind.ORDER
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def test_contract_is_spread_evenly_over_its_months_to_the_ore() -> None:
    months = months_of_year(100_00, date(2026, 11, 15), date(2027, 1, 31), kind=CONTRACT, year=2026)

    assert months == (0,) * 10 + (33_33, 33_34)
    assert months_of_year(100_00, date(2026, 11, 15), date(2027, 1, 31), kind=CONTRACT, year=2027) == (
        33_33,
        *(0,) * 11,
    )


def test_order_falls_in_the_month_of_its_delivery() -> None:
    assert months_of_year(42_500_00, date(2026, 9, 1), date(2026, 12, 10), kind=ORDER, year=2026) == (
        *(0,) * 11,
        42_500_00,
    )
    assert months_of_year(42_500_00, date(2026, 9, 1), date(2027, 1, 10), kind=ORDER, year=2026) == (0,) * 12


@given(st.integers(-(10**12), 10**12), DAYS, DAYS, st.sampled_from(list(CommitmentKind)))
def test_all_years_together_are_the_amount(amount: int, one: date, other: date, kind: CommitmentKind) -> None:
    first, last = min(one, other), max(one, other)

    years = [months_of_year(amount, first, last, kind=kind, year=year) for year in range(2024, 2030)]

    assert sum(map(sum, years)) == amount


def test_what_is_left_is_the_months_that_are_not_closed() -> None:
    left = left_after([(1,) * 12, (0,) * 11 + (100,)])

    assert (left[0], left[8], left[11], left[12]) == (112, 104, 101, 0)
    assert left_after([]) == (0,) * 13


def test_every_kind_has_words() -> None:
    assert {kind_words(kind) for kind in CommitmentKind} == {"Beställning", "Avtal"}
