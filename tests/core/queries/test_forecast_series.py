from sqlmodel import Session

from core.queries.forecast_series import months_known, read_series, series_of
from tests.core.forecast_town import KR, Town, make_town, put
from tests.factories import put_balance

FLAT = (100,) * 12


def book(session: Session) -> Town:
    town = make_town(session)
    units = town.units
    put(session, town.actual[2025], units["4110"], town.pay, FLAT)
    put(session, town.actual[2025], units["4111"], town.pay, FLAT)
    put_balance(session, town.actual[2025], units["4110"], town.pay, {13: 7 * KR})
    put(session, town.actual[2026], units["4110"], town.pay, (110,) * 8)
    put(session, town.budget[2026], units["4110"], town.fees, (-20,) * 12)
    put(session, town.budget[2026], units["4009"], town.pay, (5,) * 12)
    return town


def test_series_are_months_in_report_sign_with_period_13_in_december(session: Session) -> None:
    town = book(session)

    fees, pay = series_of(session, tree_id=town.sara.tree_id, unit_ids=[town.units["411"]])

    assert (pay.unit_id, pay.row_key) == (town.units["411"], "loner")
    assert pay.actual == {2025: (-200 * KR,) * 11 + (-207 * KR,), 2026: (-110 * KR,) * 8 + (0,) * 4}
    assert pay.budget == {}
    assert fees.row_key == "avgifter"
    assert fees.budget == {2026: (20 * KR,) * 12}


def test_unit_inside_another_asked_unit_is_taken_off_it(session: Session) -> None:
    town = book(session)
    both = [town.units["BUF"], town.units["411"]]

    series = series_of(session, tree_id=town.sara.tree_id, unit_ids=both, years=[2026])

    assert [(one.unit_id, one.row_key, one.actual, one.budget) for one in series] == [
        (town.units["BUF"], "loner", {}, {2026: (-5 * KR,) * 12}),
        (town.units["411"], "avgifter", {}, {2026: (20 * KR,) * 12}),
        (town.units["411"], "loner", {2026: (-110 * KR,) * 8 + (0,) * 4}, {}),
    ]


def test_known_is_what_was_known_at_the_month(session: Session) -> None:
    town = book(session)
    pay = series_of(session, tree_id=town.sara.tree_id, unit_ids=[town.units["411"]])[1]

    assert pay.known(2026, 3).months == (-110 * KR,) * 3
    assert pay.known(2026, 3).earlier == (pay.actual[2025],)
    assert pay.known(2025, 12).earlier == ()
    assert pay.known(2027, 2).months == (0, 0)


def test_series_are_of_units_in_scope_only(session: Session) -> None:
    town = book(session)

    found = read_series(session, town.maria, unit_ids=list(town.units.values()))

    assert {one.unit_id for one in found} == {town.units["4110"], town.units["4111"]}


def test_months_known_are_the_closed_ones_from_january(session: Session) -> None:
    make_town(session)

    assert [months_known(session, year) for year in (2024, 2025, 2026)] == [0, 12, 8]
