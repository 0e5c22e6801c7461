from datetime import UTC, datetime

import pytest

from core.periods import Period
from core.reports.words import (
    Part,
    answer,
    freshness,
    large_amount,
    listed,
    lower_first,
    plain,
    preliminary,
    rest_line,
    sentence,
    verdict,
)
from core.rules.follow_up import Amounts, Span
from core.table import Status

MNKR = 100_000_000
TKR = 100_000
OCTOBER = Period(2026, 10)


def test_answer_says_how_much_worse_and_why_with_the_verdict_strong() -> None:
    total = Amounts(actual=-21_200 * TKR, budget=-20_000 * TKR)
    found = answer(
        total,
        status=Status.BAD,
        period=OCTOBER,
        span=Span.YTD,
        compared=True,
        reasons=["timlöner och vikarier"],
    )
    assert found == (
        Part("Utfallet t.o.m. oktober är "),
        Part("1,2\u00a0mnkr sämre än budget", strong=True),
        Part(", mest timlöner och vikarier."),
    )


def test_answer_within_the_limit_follows_the_budget() -> None:
    total = Amounts(actual=-900 * TKR, budget=-1_000 * TKR)
    found = answer(total, status=Status.OK, period=OCTOBER, span=Span.MONTH, compared=True)
    assert plain(found) == "Utfallet i oktober följer budgeten (+100\u00a0tkr)."


def test_verdict_is_better_or_worse_by_sign() -> None:
    assert verdict(-1_200 * TKR) == "1,2\u00a0mnkr sämre än budget"
    assert verdict(350 * TKR) == "350\u00a0tkr bättre än budget"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["lokaler"], "lokaler"),
        (["lokaler", "tjänster"], "lokaler och tjänster"),
        (["lokaler", "timlöner och vikarier"], "lokaler samt timlöner och vikarier"),
        (["lokaler", "tjänster", "avgifter"], "lokaler, tjänster och avgifter"),
    ],
)
def test_list_is_joined_so_that_each_item_is_heard(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_row_title_begins_small_in_a_sentence_unless_it_is_an_abbreviation() -> None:
    assert lower_first("Månadslöner") == "månadslöner"
    assert lower_first("PO") == "PO"


def test_rest_line_tells_how_many() -> None:
    assert rest_line(58) == "58 rader enligt plan"
    assert rest_line(1) == "1 rad enligt plan"


def test_freshness_has_period_and_local_time_of_the_load() -> None:
    loaded = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)
    assert freshness(OCTOBER, loaded) == "Utfall t.o.m. 2026-10, inläst 2026-11-09 08:12"
    assert freshness(OCTOBER, None) == "Utfall t.o.m. 2026-10"


def test_open_months_are_told_with_what_may_be_missing() -> None:
    assert preliminary([]) == ""
    assert preliminary([9, 10]).startswith("September och oktober är preliminära:")
    assert preliminary([10]).startswith("Oktober är preliminär:")


def test_large_amount_is_in_millions_from_one_million() -> None:
    assert large_amount(-1 * MNKR) == "−1,0\u00a0mnkr"
    assert large_amount(999 * TKR, signed=True) == "+999\u00a0tkr"


def test_sentence_keeps_text_in_order_around_its_strong_parts() -> None:
    assert sentence("{a} och {b}.", a="ett", b="två") == (
        Part("ett", strong=True), Part(" och "), Part("två", strong=True), Part("."),
    )  # fmt: skip
