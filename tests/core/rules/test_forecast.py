from hypothesis import given
from hypothesis import strategies as st

from core.money import NBSP
from core.rules.forecast import (
    Measures,
    OpenReason,
    Question,
    RowState,
    SetAt,
    lay_out,
    left_of,
    month_mode,
    needs_cause,
    open_reasons,
    pace_of,
    question_words,
    questions,
    rows_with_cause,
)
from core.rules.variance import Limit

TKR = 100_000
AUGUST = (-105 * TKR,) * 6 + (-100 * TKR,) * 2


def test_year_value_stands_and_only_what_is_left_moves_with_the_outcome() -> None:
    value, august, september = -1260 * TKR, -830 * TKR, -970 * TKR

    assert left_of(value, august) == -430 * TKR
    assert left_of(value, september) == -290 * TKR


def test_pace_after_a_dear_month_is_told_beside_the_planned_one() -> None:
    set_at = SetAt(8, -830 * TKR)

    unmoved = pace_of(-1260 * TKR, -830 * TKR, 8, set_at)
    pace = pace_of(-1260 * TKR, -970 * TKR, 9, set_at)

    assert unmoved is not None
    assert not unmoved.flagged
    assert pace is not None
    assert pace.flagged
    assert (pace.left, pace.per_month, pace.planned) == (-290 * TKR, -96_667_00, -107_500_00)
    assert pace.words() == "kvar 97 per månad, planerat 108"


def test_pace_when_the_year_is_over_is_none() -> None:
    assert pace_of(-1260 * TKR, -1260 * TKR, 12, SetAt(8, -830 * TKR)) is None


def test_month_mode_replaces_known_months_and_keeps_the_rest() -> None:
    planned = (*AUGUST, -105 * TKR, -105 * TKR, -110 * TKR, -110 * TKR)
    known = (*AUGUST, -140 * TKR)

    assert sum(planned) == -1260 * TKR
    assert month_mode(known, planned) == -1295 * TKR


def test_lay_out_keeps_known_months_and_spreads_what_is_left_by_the_profile() -> None:
    year = lay_out(-1260 * TKR, AUGUST, (0,) * 8 + (1, 1, 1, 2))

    assert year[:8] == AUGUST
    assert year[8:] == (-86 * TKR, -86 * TKR, -86 * TKR, -172 * TKR)


def test_lay_out_of_a_year_that_is_over_lets_december_take_the_difference() -> None:
    year = lay_out(-1300 * TKR, (-105 * TKR,) * 12, (None,) * 12)

    assert year == (*((-105 * TKR,) * 11), -145 * TKR)


@given(
    st.integers(-(10**9), 10**9),
    st.lists(st.integers(-(10**11), 10**11), max_size=12),
    st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), min_size=12, max_size=12),
)
def test_lay_out_sums_to_the_value_in_whole_kronor(
    kronor: int, known: list[int], profile: list[int | None]
) -> None:
    year = lay_out(kronor * 100, known, profile)

    assert len(year) == 12
    assert sum(year) == kronor * 100
    assert all(month % 100 == 0 for month in year)


def test_cause_is_needed_above_the_larger_of_a_share_and_an_amount() -> None:
    limit = Limit()

    assert not needs_cause(-1300 * TKR, -1200 * TKR, limit)
    assert needs_cause(-1301 * TKR, -1200 * TKR, limit)
    assert needs_cause(-1099 * TKR, -1200 * TKR, limit)
    assert not needs_cause(-20_200 * TKR, -20_000 * TKR, limit)
    assert needs_cause(-20_201 * TKR, -20_000 * TKR, limit)


def test_cause_is_asked_of_the_net_and_of_each_row() -> None:
    rows = {"loner": (-5090 * TKR, -5000 * TKR), "avgifter": (900 * TKR, 1000 * TKR), "lokaler": (0, None)}

    assert rows_with_cause(rows, Limit()) == (True, ())
    assert rows_with_cause({**rows, "lokaler": (-200 * TKR, None)}, Limit()) == (True, ("lokaler",))


def test_measures_give_the_variance_before_and_after() -> None:
    measures = Measures(before=-140_000_00, effect=35_000_00, realised=12_000_00)

    assert measures.after == -105_000_00
    assert measures.to_come == 23_000_00


def test_questions_are_asked_below_booked_and_at_ten_times_last_year() -> None:
    assert questions(-1260 * TKR, -830 * TKR, -1100 * TKR) == ()
    assert questions(-800 * TKR, -830 * TKR, -1100 * TKR) == (Question.BELOW_BOOKED,)
    assert questions(10 * TKR, -830 * TKR, None) == (Question.BELOW_BOOKED,)
    assert questions(-11_000 * TKR, -830 * TKR, -1100 * TKR) == (Question.TEN_TIMES,)
    assert questions(0, 0, 0) == ()
    assert "redan är bokfört" in question_words(Question.BELOW_BOOKED)
    assert "nollor" in question_words(Question.TEN_TIMES)


def test_row_stands_open_when_uncertain_over_the_limit_or_changed() -> None:
    calm = RowState(-1200 * TKR, -1200 * TKR, -1240 * TKR, -1160 * TKR, -1200 * TKR)

    assert open_reasons(calm, Limit()) == ()
    assert open_reasons(RowState(-1200 * TKR, -1200 * TKR, -1260 * TKR, -1140 * TKR), Limit()) == (
        OpenReason.UNCERTAIN,
    )
    assert open_reasons(RowState(-1320 * TKR, -1200 * TKR, previous=-1260 * TKR), Limit()) == (
        OpenReason.OVER_LIMIT,
        OpenReason.CHANGED,
    )


def test_pace_words_are_swedish_numbers() -> None:
    pace = pace_of(-24_000 * TKR, -6_000 * TKR, 6, SetAt(3, -6_000 * TKR))

    assert pace is not None
    assert pace.words() == f"kvar 3{NBSP}000 per månad, planerat 2{NBSP}000"
