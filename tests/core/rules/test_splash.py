import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RuleViolation
from core.rules.splash import splash

KR = 100
ROWS = st.dictionaries(
    st.integers(0, 40),
    st.none() | st.integers(-(10**9), 10**9).map(lambda kronor: kronor * KR),
    min_size=1,
)


def kr(rows: dict[str, int | None]) -> dict[str, int | None]:
    return {key: None if amount is None else amount * KR for key, amount in rows.items()}


def test_splash_costs_keep_their_proportions() -> None:
    new = splash(kr({"5011": 600, "5021": 300, "5611": 100}), 1_100 * KR)

    assert new == kr({"5011": 660, "5021": 330, "5611": 110})


def test_splash_locked_row_is_left_alone() -> None:
    rows = kr({"rent": 500, "material": 300, "travel": 200})

    assert splash(rows, 900 * KR, frozenset({"rent"})) == kr({"material": 240, "travel": 160})


def test_splash_rest_goes_to_the_largest_fraction_then_the_last_row() -> None:
    assert splash(kr({"a": 1, "b": 1, "c": 1}), 100 * KR) == kr({"a": 33, "b": 33, "c": 34})


def test_splash_empty_rows_share_equally() -> None:
    assert splash(kr({"a": None, "b": 0}), 1_000 * KR) == kr({"a": 500, "b": 500})


def test_splash_empty_row_beside_a_filled_one_stays_empty() -> None:
    assert splash(kr({"a": 400, "b": None}), 1_000 * KR) == kr({"a": 1_000})


def test_splash_income_and_cost_both_move_the_way_asked_for() -> None:
    # A net cost of 100 that becomes 90: 10 by size, so the cost sinks and the income grows.
    assert splash(kr({"cost": 600, "income": -500}), 89 * KR) == kr({"cost": 594, "income": -505})


def test_splash_to_zero_empties_the_rows() -> None:
    assert splash(kr({"a": 400, "b": 100}), 0) == kr({"a": 0, "b": 0})


def test_splash_everything_locked_is_refused() -> None:
    with pytest.raises(RuleViolation, match="Lås upp en rad"):
        splash(kr({"a": 400}), 500 * KR, frozenset({"a"}))


def test_splash_that_turns_costs_into_income_is_refused() -> None:
    with pytest.raises(RuleViolation, match="minustecknet"):
        splash(kr({"a": 400, "b": 100}), -500 * KR)


def test_splash_below_what_is_locked_is_refused_with_the_amount() -> None:
    with pytest.raises(RuleViolation, match="redan 400\u00a0kr"):
        splash(kr({"a": 400, "b": 100}), 300 * KR, frozenset({"a"}))


def test_splash_odd_ore_is_refused() -> None:
    with pytest.raises(RuleViolation, match="hela kronor"):
        splash(kr({"a": 400}), 12_345)


@given(ROWS, st.integers(-(10**10), 10**10).map(lambda kronor: kronor * KR), st.data())
def test_splash_any_rows_sum_to_the_total_and_keep_their_signs(
    rows: dict[int, int | None], total: int, data: st.DataObject
) -> None:
    locked = frozenset(data.draw(st.sets(st.sampled_from(sorted(rows)))))
    try:
        new = splash(rows, total, locked)
    except RuleViolation:
        return

    whole = {**{key: amount or 0 for key, amount in rows.items()}, **new}
    assert sum(whole.values()) == total
    assert not set(new) & locked
    assert all(amount % KR == 0 for amount in new.values())
    assert all(amount * (rows[key] or 0) >= 0 for key, amount in new.items())
