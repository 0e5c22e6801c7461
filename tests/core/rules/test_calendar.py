from datetime import date

import pytest

from core.queries.calendar import shipped_holidays, shipped_legal_rules
from core.rules.calendar import (
    LegalRule,
    Years,
    holidays_in,
    in_other_year,
    is_election_year,
    is_workday,
    legal_dates_in,
    workday_by,
)

HOLIDAYS = shipped_holidays()
RULES = shipped_legal_rules()

HOLIDAYS_OF_2027 = {
    date(2027, 1, 1): "Nyårsdagen",
    date(2027, 1, 6): "Trettondedag jul",
    date(2027, 3, 26): "Långfredagen",
    date(2027, 3, 28): "Påskdagen",
    date(2027, 3, 29): "Annandag påsk",
    date(2027, 5, 1): "Första maj",
    date(2027, 5, 6): "Kristi himmelsfärdsdag",
    date(2027, 5, 16): "Pingstdagen",
    date(2027, 6, 6): "Nationaldagen",
    date(2027, 6, 25): "Midsommarafton",
    date(2027, 6, 26): "Midsommardagen",
    date(2027, 11, 6): "Alla helgons dag",
    date(2027, 12, 24): "Julafton",
    date(2027, 12, 25): "Juldagen",
    date(2027, 12, 26): "Annandag jul",
    date(2027, 12, 31): "Nyårsafton",
}


def test_holidays_of_a_year_are_the_almanacs() -> None:
    assert holidays_in(HOLIDAYS, [2027]) == HOLIDAYS_OF_2027


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 13), date(2026, 11, 13)),  # a Friday
        (date(2026, 10, 31), date(2026, 10, 30)),  # Saturday, Alla helgons dag
        (date(2027, 3, 29), date(2027, 3, 25)),  # Easter Monday: to Thursday before Good Friday
        (date(2027, 6, 27), date(2027, 6, 24)),  # Sunday after midsummer
        (date(2028, 1, 1), date(2027, 12, 30)),  # over the new year
    ],
)
def test_workday_by_is_the_day_or_the_working_day_before_it(day: date, before: date) -> None:
    assert workday_by(day, HOLIDAYS) == before
    assert is_workday(before, HOLIDAYS)


def test_workday_by_keeps_the_order_of_days() -> None:
    days = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2031, 1, 1).toordinal())]
    moved = [workday_by(day, HOLIDAYS) for day in days]
    assert moved == sorted(moved)
    assert all(is_workday(day, HOLIDAYS) for day in moved)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 11, 13), 1, date(2027, 11, 13)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
def test_date_in_another_year_is_the_same_date(day: date, years: int, expected: date) -> None:
    assert in_other_year(day, years) == expected


def test_elections_are_every_fourth_year() -> None:
    assert [year for year in range(2018, 2032) if is_election_year(year)] == [2018, 2022, 2026, 2030]


def test_legal_dates_of_the_election_year_2026() -> None:
    found = [(legal.day, legal.law, legal.key) for legal in legal_dates_in(RULES, 2026, HOLIDAYS)]

    assert found == [
        (date(2026, 4, 15), "KL 11:20", "accounts_handed_over"),
        (date(2026, 6, 30), "KL 5:24", "discharge"),
        (date(2026, 10, 15), "KL 5:9", "new_council"),
        (date(2026, 10, 31), "KL 11:8", "auditors_budget"),
        (date(2026, 10, 31), "KL 11:8", "budget_proposal"),
        (date(2026, 10, 31), "KL 11:16", "interim_report"),
        (date(2026, 11, 30), "KL 11:10", "budget_adopted_election"),
    ]


def test_legal_dates_of_2027_begin_with_the_new_board() -> None:
    found = [(legal.day, legal.key) for legal in legal_dates_in(RULES, 2027, HOLIDAYS)]

    assert found == [
        (date(2027, 1, 1), "new_board"),
        (date(2027, 4, 15), "accounts_handed_over"),
        (date(2027, 6, 30), "discharge"),
        (date(2027, 10, 31), "auditors_budget"),
        (date(2027, 10, 31), "budget_proposal"),
        (date(2027, 10, 31), "interim_report"),
        (date(2027, 11, 30), "budget_adopted"),
    ]


def test_legal_date_on_a_saturday_stands_but_names_the_working_day() -> None:
    proposal = {legal.key: legal for legal in legal_dates_in(RULES, 2026, HOLIDAYS)}["budget_proposal"]
    assert (proposal.day, proposal.work_by) == (date(2026, 10, 31), date(2026, 10, 30))


def test_legal_dates_before_the_law_are_none() -> None:
    assert legal_dates_in(RULES, 2017, HOLIDAYS) == ()


def test_legal_date_ends_with_its_rule() -> None:
    ended = LegalRule(
        "a", 4, 15, Years.ALL, "A", "KL 1", "", date(2018, 1, 1), date(2026, 12, 31), "SFS 2017:725"
    )
    assert [len(legal_dates_in([ended], year, HOLIDAYS)) for year in (2026, 2027)] == [1, 0]


def test_every_legal_date_has_its_law_and_source() -> None:
    assert all(rule.law.startswith("KL ") and rule.source == "SFS 2017:725" for rule in RULES)
