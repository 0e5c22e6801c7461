"""Mål och medel, hand-worked: what serves each goal agrees with the ledger to the öre.

Ekbacken (4110) has pay 100 000,01 kr and material 20 000 kr, fees of −5 000 kr, in January–March
each month; Björkdalen (4120) pay 50 000 kr. The budget of the year is twelve times a round 100 000,
20 000, −5 000 and 50 000 kr. Amounts below are öre in report sign, so costs are negative.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core.enums import Role, VersionKind
from core.errors import NotAllowed
from core.models import Activity, GoalLink, GoalMoney, RowLine, Version
from core.queries.goal_money import (
    GoalSums,
    list_money,
    list_overlaps,
    money_of,
    money_through,
    read_coverage,
)
from core.queries.goals import read_goals
from core.services.goal_ends import close_goal
from tests.core.goals_town import Town, make_town, put_goal
from tests.factories import LOADED_AT, make_actor, make_coding, make_version, put_balance

KR = 100
MARCH = 3
CLOSED = datetime(2025, 12, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Books:
    town: Town
    goal: int
    other: int


def _books(session: Session, *, after_school: bool = False) -> Books:
    town = make_town(session)
    session.add_all(
        RowLine(definition="report", key=key, position=n, title=key, accounts=accounts)
        for n, (key, accounts) in enumerate((("avgifter", "31"), ("loner", "50-57"), ("material", "64")))
    )
    actual = make_version(session, VersionKind.ACTUAL, 2026)
    budget = make_version(session, VersionKind.BUDGET, 2026)
    pay, material, fees = (
        make_coding(session, "5020", function="440"),
        make_coding(session, "6410", function="440"),
        make_coding(session, "3110", function="425"),
    )
    for unit, coding, booked, planned in (
        ("4110", pay, 100_000 * KR + 1, 100_000 * KR),
        ("4110", material, 20_000 * KR, 20_000 * KR),
        ("4110", fees, -5_000 * KR, -5_000 * KR),
        ("4120", pay, 50_000 * KR, 50_000 * KR),
        *((("4110", make_coding(session, "5030", function="425"), 25_000 * KR, 25_000 * KR),) * after_school),
    ):
        put_balance(session, actual, town.units[unit], coding, dict.fromkeys((1, 2, 3), booked))
        put_balance(session, budget, town.units[unit], coding, dict.fromkeys(range(1, 13), planned))
    session.get_one(Version, budget).closed_at = CLOSED
    session.flush()
    return Books(
        town,
        put_goal(session, town, "411", "unit", "Fler läser"),
        put_goal(session, town, "411", "unit", "Trivsel"),
    )


def _link(session: Session, books: Books, goal_id: int, unit: str = "411", **part: object) -> int:
    row = GoalMoney(goal_id=goal_id, unit_id=books.town.units[unit], **part)  # type: ignore[arg-type]
    session.add(row)
    session.flush()
    return row.id or 0


def _sums(session: Session, books: Books, goal_id: int) -> GoalSums:
    return money_of(session, books.town.maria, goal_ids=[goal_id], year=2026, upto_month=MARCH)[goal_id]


def test_all_of_a_unit_is_its_ledger_to_the_ore(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal)

    sums = _sums(session, books, books.goal)

    assert sums.actual == -3 * (115_000 * KR + 1)
    assert sums.period_budget == -3 * 115_000 * KR
    assert sums.budget == -12 * 115_000 * KR


def test_accounts_and_function_choose_the_rows(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal, accounts="50-57, 64", function="44")
    _link(session, books, books.other, accounts="3")

    assert _sums(session, books, books.goal).actual == -3 * (120_000 * KR + 1)
    assert _sums(session, books, books.other).actual == 3 * 5_000 * KR


def test_shares_of_two_goals_come_to_the_whole_row_exactly(session: Session) -> None:
    """Three months' pay is 30 000 003 öre: 33,33 % of it, in whole öre, is 9 999 000."""
    books = _books(session)
    _link(session, books, books.goal, accounts="50", share=3_333)
    _link(session, books, books.other, accounts="50", share=6_667)

    one, two = (_sums(session, books, goal_id).actual for goal_id in (books.goal, books.other))

    assert one == -9_999_000
    assert (one or 0) + (two or 0) == -30_000_003


def test_no_krona_is_counted_twice_and_the_overlap_is_told(session: Session) -> None:
    """70 % and then 50 % of the pay: the second gets the 30 % that are left."""
    books = _books(session)
    first = _link(session, books, books.goal, accounts="50", share=7_000)
    second = _link(session, books, books.other, accounts="50-57", share=5_000)

    sums = [_sums(session, books, goal_id).budget for goal_id in (books.goal, books.other)]

    assert sums == [-12 * 70_000 * KR, -12 * 30_000 * KR]
    pairs = list_overlaps(session, books.town.maria, year=2026)
    assert [(one.id, other.id) for one, other in pairs] == [(first, second)]


def test_links_that_meet_exactly_do_not_overlap(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal, accounts="50", share=5_000)
    _link(session, books, books.other, share=5_000)

    assert list_overlaps(session, books.town.maria, year=2026) == []


def test_money_of_a_unit_whose_economy_one_does_not_see_is_left_out_and_told(session: Session) -> None:
    books = _books(session)
    above = put_goal(session, books.town, "BUN", "committee", "Alla når målen")
    _link(session, books, above, unit="412")

    seen = _sums(session, books, above)
    everything = money_of(session, books.town.sara, goal_ids=[above], year=2026, upto_month=MARCH)[above]

    assert (seen.actual, seen.hidden) == (None, True)
    assert (everything.actual, everything.hidden) == (-3 * 50_000 * KR, False)


def test_goal_of_a_sibling_gives_nothing(session: Session) -> None:
    books = _books(session)
    foreign = put_goal(session, books.town, "412", "unit", "Lugnare raster")
    _link(session, books, foreign, unit="412")

    assert money_of(session, books.town.maria, goal_ids=[foreign], year=2026, upto_month=MARCH) == {}
    assert list_money(session, books.town.maria, goal_id=foreign, year=2026, upto_month=MARCH) == []


def test_people_and_activities_are_added_up(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal, accounts="50", share=2_500, fte=Decimal("1.5"))
    _link(session, books, books.goal, accounts="64", share=0, fte=Decimal("0.25"))
    session.add_all(
        Activity(
            unit_id=books.town.units["411"], goal_id=books.goal, title=title, starts=starts, cost=cost,
            created_by_id=books.town.maria.user_id, created_at=LOADED_AT,
        )
        for title, starts, cost in (
            ("Läsgrupp", date(2026, 2, 1), 40_000 * KR),
            ("Bibliotek", date(2026, 9, 1), 10_000 * KR),
            ("Nästa år", date(2027, 1, 1), 99_000 * KR),
        )
    )  # fmt: skip
    session.flush()

    sums = _sums(session, books, books.goal)

    assert (sums.fte, sums.cost_of_activities) == (Decimal("1.75"), 50_000 * KR)
    assert sums.budget == -12 * 25_000 * KR


def test_goal_without_money_has_none(session: Session) -> None:
    books = _books(session)

    assert _sums(session, books, books.goal) == GoalSums()


def test_forecast_of_whole_report_rows_is_told_as_it_is_said(session: Session) -> None:
    """The forecast says pay of 1 300 000 kr for 4110; a quarter of it is 325 000 kr."""
    books = _books(session)
    _link(session, books, books.goal, accounts="50-57", share=2_500)
    forecast = make_version(session, VersionKind.FORECAST, 2026)
    pay, unit = make_coding(session, "5020", function="440"), books.town.units["4110"]
    put_balance(session, forecast, unit, pay, {12: 1_300_000 * KR})

    sums = _sums(session, books, books.goal)

    assert (sums.forecast, sums.estimated) == (-325_000 * KR, False)


def _with_after_school(session: Session) -> Books:
    """Pay of 425 too: 25 000 kr booked in January–March, 25 000 planned in each month, at 4110.

    So pay is expected to come to 300 000,03 + 900 000 of 440 and 75 000 + 225 000 of 425, together
    1 500 000,03 kr, of which 425 is 300 000.
    """
    books = _books(session, after_school=True)
    forecast = make_version(session, VersionKind.FORECAST, 2026)
    for account, function, amount in (
        ("5030", "425", 1_600_000), ("6410", "440", 250_000), ("3110", "425", -60_000),
    ):  # fmt: skip
        coding = make_coding(session, account, function=function)
        put_balance(session, forecast, books.town.units["4110"], coding, {12: amount * KR})
    return books


def test_forecast_of_part_of_a_row_is_its_share_of_what_the_row_is_expected_to_be(session: Session) -> None:
    """Pay is forecast at 1 600 000 kr: 425 gets 1 600 000 × 300 000 / 1 500 000,03 kr, told as 320 000."""
    books = _with_after_school(session)
    _link(session, books, books.goal, accounts="50-57", function="425")
    _link(session, books, books.other, accounts="50-57", function="425", share=0, fte=Decimal(1))

    sums = _sums(session, books, books.goal)

    assert (sums.forecast, sums.estimated) == (-320_000 * KR, True)
    assert _sums(session, books, books.other).forecast is None


def test_half_of_a_part_has_half_of_its_estimate(session: Session) -> None:
    books = _with_after_school(session)
    _link(session, books, books.goal, accounts="50-57", function="425", share=5_000)

    assert _sums(session, books, books.goal).forecast == -160_000 * KR


def test_part_with_a_whole_row_and_some_of_another_is_an_estimate(session: Session) -> None:
    """425 is all of the fees, forecast at 60 000 kr of revenue, and a fifth of the pay."""
    books = _with_after_school(session)
    _link(session, books, books.goal, function="425")

    sums = _sums(session, books, books.goal)

    assert (sums.forecast, sums.estimated) == (60_000 * KR - 320_000 * KR, True)


def test_part_that_pulls_against_its_row_has_no_estimate(session: Session) -> None:
    """A repayment of 2 000 000 kr turns the row round: nothing in it is a share of it any more."""
    books = _with_after_school(session)
    actual = session.exec(select(Version.id).where(Version.kind == VersionKind.ACTUAL)).one() or 0
    repaid = make_coding(session, "5040", function="440")
    put_balance(session, actual, books.town.units["4110"], repaid, {2: -2_000_000 * KR})
    _link(session, books, books.goal, accounts="50-57", function="425")

    sums = _sums(session, books, books.goal)

    assert (sums.forecast, sums.estimated) == (None, False)


def test_without_an_adopted_budget_nothing_is_estimated(session: Session) -> None:
    books = _with_after_school(session)
    _link(session, books, books.goal, accounts="50-57", function="425")

    later = money_of(session, books.town.maria, goal_ids=[books.goal], year=2027, upto_month=1)

    assert later[books.goal].forecast is None


def test_sum_with_an_estimate_is_one(session: Session) -> None:
    books = _with_after_school(session)
    _link(session, books, books.goal, accounts="64")
    _link(session, books, books.goal, accounts="50-57", function="425")

    sums = _sums(session, books, books.goal)

    assert sums.estimated
    assert sums.forecast == -250_000 * KR - 320_000 * KR


def test_budget_in_preparation_is_for_those_who_see_plans(session: Session) -> None:

    books = _books(session)
    later = put_goal(session, books.town, "411", "unit", "Nästa år", first_year=2027)
    _link(session, books, later)
    version = make_version(session, VersionKind.BUDGET, 2027)
    put_balance(session, version, books.town.units["4110"], make_coding(session, "5020"), {1: 100 * KR})
    elected = make_actor(session, Role.ELECTED_OFFICIAL, books.town.units["EKA"])

    budgets = [
        money_of(session, actor, goal_ids=[later], year=2027, upto_month=1)[later].budget
        for actor in (books.town.sara, elected)
    ]

    assert budgets == [-100 * KR, None]


def test_revised_budget_is_for_everybody_though_it_stays_open(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal)
    revised = make_version(session, VersionKind.REVISED, 2026)
    pay = make_coding(session, "5020", function="440")
    put_balance(session, revised, books.town.units["4110"], pay, {1: 90_000 * KR})
    session.flush()
    elected = make_actor(session, Role.ELECTED_OFFICIAL, books.town.units["EKA"])

    found = money_of(session, elected, goal_ids=[books.goal], year=2026, upto_month=MARCH)

    assert (found[books.goal].budget, found[books.goal].period_budget) == (-90_000 * KR, -90_000 * KR)


def test_closed_goals_money_counts_in_its_year_only(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal, accounts="50")
    close_goal(session, books.town.maria, goal_id=books.goal, rev=0, day=date(2026, 6, 15), why="Klart.")

    assert _sums(session, books, books.goal).actual == -30_000_003
    after = money_of(session, books.town.maria, goal_ids=[books.goal], year=2027, upto_month=1)
    assert after[books.goal].budget is None


def test_coverage_of_each_unit_adds_up_to_the_net_budget(session: Session) -> None:
    """BUN's net is 1 380 000 + 600 000 kr a year; half of Ekbacken's pay, 600 000 kr, serves a goal."""
    books = _books(session)
    _link(session, books, books.goal, accounts="50", share=5_000)

    rows = read_coverage(session, books.town.sara, unit_id=books.town.units["BUF"], year=2026)

    found = {row.code: (row.net, row.served, row.cost, row.served_cost) for row in rows}
    assert found == {
        "BUF": (-1_980_000 * KR, -600_000 * KR, -2_040_000 * KR, -600_000 * KR),
        "411": (-1_380_000 * KR, -600_000 * KR, -1_440_000 * KR, -600_000 * KR),
        "412": (-600_000 * KR, 0, -600_000 * KR, 0),
        "4009": (0, 0, 0, 0),
    }
    assert [row.unserved for row in rows if row.code == "411"] == [-840_000 * KR]


def test_coverage_outside_scope_is_refused(session: Session) -> None:
    books = _books(session)

    with pytest.raises(NotAllowed):
        read_coverage(session, books.town.maria, unit_id=books.town.units["BUF"], year=2026)


def test_list_money_names_the_unit_and_its_own_sums(session: Session) -> None:
    books = _books(session)
    _link(session, books, books.goal, accounts="64", text="Böcker")

    rows = list_money(session, books.town.maria, goal_id=books.goal, year=2026, upto_month=MARCH)

    assert [(row.unit_code, row.part.text, row.sums.actual) for row in rows] == [
        ("411", "Böcker", -3 * 20_000 * KR)
    ]


def test_money_of_the_goals_below_counts_once_in_each_goal_above(session: Session) -> None:
    """Both unit goals serve the nämnd's, one the council's too: 100 000 and 20 000 kr a month."""
    books = _books(session)
    council = put_goal(session, books.town, "EKA", "council", "Lyfta skolan")
    committee = put_goal(session, books.town, "BUN", "committee", "Alla når målen", council)
    session.add_all(
        GoalLink(goal_id=goal_id, serves_id=serves)
        for goal_id, serves in (
            (books.goal, committee), (books.other, committee), (books.goal, council),
        )
    )  # fmt: skip
    _link(session, books, books.goal, accounts="50")
    _link(session, books, books.other, accounts="64")

    world = read_goals(session, books.town.sara, year=2026)
    sums = money_through(session, books.town.sara, world=world, upto_month=MARCH)

    assert {goal_id: sums[goal_id].budget for goal_id in (council, committee, books.other)} == {
        council: -12 * 120_000 * KR,
        committee: -12 * 120_000 * KR,
        books.other: -12 * 20_000 * KR,
    }
