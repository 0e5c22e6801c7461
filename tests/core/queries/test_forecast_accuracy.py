from sqlmodel import Session

from core.queries.forecast_accuracy import band_for, read_accuracy
from core.rules.forecast_accuracy import Band, PastYear, SaidVariance
from tests.core.accuracy_town import make_past
from tests.core.forecast_town import TKR, make_town


def said(name: str, months: int, tkr: int) -> SaidVariance:
    return SaidVariance(name, months, tkr * TKR)


def test_every_closed_forecast_stands_against_how_its_year_ended(session: Session) -> None:
    town = make_past(session)
    school = town.units["411"]

    found = read_accuracy(session, town.maria, unit_ids=[school])

    budget, cost = -1_200 * TKR, 1_200 * TKR
    assert found[school] == (
        PastYear(2024, budget, cost, (said("Prognos vår 2024", 4, -10), said("Prognos höst 2024", 9, -80)),
                 -60 * TKR),
        PastYear(2025, budget, cost, (said("Prognos vår 2025", 4, 0), said("Prognos höst 2025", 9, -30)),
                 20 * TKR),
        PastYear(2026, budget, cost, (said("Prognos vår 2026", 4, -50),), None),
    )  # fmt: skip


def test_unit_above_sums_its_subtree_and_one_that_nobody_asked_has_said_nothing(session: Session) -> None:
    town = make_past(session)
    units = [town.units[code] for code in ("411", "BUN", "412")]

    found = read_accuracy(session, town.sara, unit_ids=units)

    school, committee, other = (found[unit] for unit in units)
    assert committee == school
    assert [past.said for past in other] == [(), (), ()]


def test_unit_outside_ones_own_is_left_out(session: Session) -> None:
    town = make_past(session)
    school, committee = town.units["411"], town.units["BUN"]

    assert set(read_accuracy(session, town.maria, unit_ids=[school, committee])) == {school}
    assert read_accuracy(session, town.nils, unit_ids=[school]) == {}


def test_band_is_made_of_the_years_that_are_over(session: Session) -> None:
    town = make_past(session)
    school = town.units["411"]

    assert band_for(session, town.maria, unit_id=school, month=9) == Band(9, 0, 50 * TKR, 2)
    assert band_for(session, town.maria, unit_id=school, month=5) == Band(4, -50 * TKR, 20 * TKR, 2)
    assert band_for(session, town.nils, unit_id=school, month=9) is None


def test_without_any_closed_forecast_there_is_nothing_to_judge(session: Session) -> None:
    town = make_town(session)
    school = town.units["411"]

    assert read_accuracy(session, town.maria, unit_ids=[school]) == {school: ()}
    assert band_for(session, town.maria, unit_id=school, month=9) is None
