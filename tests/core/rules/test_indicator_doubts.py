from dataclasses import replace
from decimal import Decimal

import pytest

from core.enums import Aggregation, Sex
from core.money import NBSP
from core.rules.indicator_doubts import doubts
from core.rules.indicator_sums import Measured
from tests.core.indicators_town import READERS, SICK

PEOPLE = replace(SICK, code="personer", measure_unit="personer", decimals=0, aggregation=Aggregation.SUM)


def share(upper: str, lower: str) -> Measured:
    return Measured(None, Decimal(upper), Decimal(lower))


def count(value: str) -> Measured:
    return Measured(Decimal(value))


def _plain(words: tuple[str, ...]) -> list[str]:
    return [one.replace(NBSP, " ") for one in words]


def test_more_than_all_of_them_is_asked_about() -> None:
    found = doubts(READERS, {Sex.TOTAL: share("1234.5", "41")}, None)

    assert _plain(found) == ["1 234,5 av 41 är 3 011,0 procent. Har täljaren och nämnaren bytt plats?"]


def test_all_of_them_is_no_slip() -> None:
    assert doubts(READERS, {Sex.TOTAL: share("41", "41")}, None) == ()


def test_share_of_thousands_may_be_more_than_one() -> None:
    per_thousand = replace(READERS, factor=1_000, measure_unit="per 1 000 invånare")

    assert doubts(per_thousand, {Sex.TOTAL: share("1200", "1000")}, None) == ()


def test_women_and_men_who_are_not_all_are_asked_about() -> None:
    values = {Sex.TOTAL: count("100"), Sex.WOMEN: count("90"), Sex.MEN: count("20")}

    found = doubts(PEOPLE, values, None)

    assert _plain(found) == ["Kvinnor och män är tillsammans 110, men alla är 100. Stämmer det?"]


def test_parts_of_a_share_are_added_each() -> None:
    values = {Sex.TOTAL: share("27", "60"), Sex.WOMEN: share("10", "30"), Sex.MEN: share("16", "30")}

    found = doubts(READERS, values, None)

    assert _plain(found) == ["Kvinnor och män är tillsammans 26, men alla är 27. Stämmer det?"]


def test_women_and_men_who_are_all_or_a_mean_are_no_slip() -> None:
    parts = {Sex.TOTAL: count("100"), Sex.WOMEN: count("80"), Sex.MEN: count("20")}

    assert doubts(PEOPLE, parts, None) == ()
    assert doubts(SICK, {Sex.TOTAL: count("7"), Sex.WOMEN: count("8"), Sex.MEN: count("4")}, None) == ()
    assert doubts(PEOPLE, {Sex.TOTAL: count("100"), Sex.WOMEN: count("90")}, None) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("64", ["64,0 procent är tio gånger mer än det förra värdet, 6,4 procent. Stämmer det?"]),
        ("63.9", []),
        ("0.7", []),
        ("0.64", ["0,6 procent är tio gånger mindre än det förra värdet, 6,4 procent. Stämmer det?"]),
        ("0", []),
        ("-3", []),
    ],
)
def test_ten_times_the_latest_is_asked_about(value: str, expected: list[str]) -> None:
    assert _plain(doubts(SICK, {Sex.TOTAL: count(value)}, count("6.4"))) == expected


def test_first_value_and_one_after_nothing_are_no_leap() -> None:
    assert doubts(SICK, {Sex.TOTAL: count("64")}, None) == ()
    assert doubts(SICK, {Sex.TOTAL: count("64")}, count("0")) == ()
