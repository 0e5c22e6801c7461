import pytest
from sqlmodel import Session, select

from core.enums import ForecastMethod, PlanOrigin, RoundState, SubmissionState, VersionKind
from core.errors import NotAllowed, RuleViolation
from core.models import (
    Balance,
    ForecastChoice,
    ForecastNomination,
    ForecastProposal,
    PlanLine,
    Round,
    Submission,
    Version,
)
from core.periods import MONTHS
from core.queries.forecast_versions import values_of
from core.services import commitments
from core.services.balances import find_faults
from core.services.forecast_proposals import propose
from core.services.round_opening import open_round
from tests.core.forecast_town import KR, TKR, Town, make_town, plan_round, put
from tests.factories import LOADED_AT, make_version


def book(session: Session) -> Town:
    """A school with pay −1 200 tkr, of which −830 is booked at August, and fees of 240 tkr."""
    town = make_town(session)
    units = town.units
    put(session, town.budget[2026], units["4110"], town.pay, (60_000,) * 12)
    put(session, town.budget[2026], units["4111"], town.pay, (40_000,) * 12)
    put(session, town.budget[2026], units["4110"], town.fees, (-20_000,) * 12)
    put(session, town.actual[2026], units["4110"], town.pay, (105_000,) * 6 + (100_000,) * 2)
    put(session, town.actual[2026], units["4110"], town.fees, (-20_000,) * 8)
    put(session, town.actual[2025], units["4110"], town.paper, (500,) * 12)
    return town


def open_forecast(session: Session, town: Town, name: str = "Prognos 2 2026", *codes: str) -> int:
    """Open a forecast round and return the id of its version."""
    round_id = plan_round(session, town, name, *(codes or ("411",)))
    open_round(session, town.sara, round_id=round_id, key=f"open {name}")
    return session.get_one(Round, round_id).version_id or 0


def proposals(session: Session, version_id: int) -> dict[str, ForecastProposal]:
    rows = session.exec(select(ForecastProposal).where(ForecastProposal.version_id == version_id))
    return {row.row_key: row for row in rows}


def line_of(session: Session, version_id: int, coding_id: int) -> PlanLine:
    return session.exec(
        select(PlanLine).where(PlanLine.version_id == version_id, PlanLine.coding_id == coding_id)
    ).one()


def test_opening_a_forecast_round_makes_its_version_and_proposes(session: Session) -> None:
    town = book(session)

    version_id = open_forecast(session, town)

    version = session.get_one(Version, version_id)
    assert (version.kind, version.year, version.name) == (VersionKind.FORECAST, 2026, "Prognos 2 2026")
    found = proposals(session, version_id)
    assert set(found) == {"loner", "avgifter"}
    assert found["loner"].method is ForecastMethod.REST_OF_BUDGET
    assert (found["loner"].amount, found["loner"].months_known) == (-1230 * TKR, 8)
    assert (found["loner"].low, found["loner"].high) == (-1230 * TKR, -1230 * TKR)
    assert found["loner"].explain == {
        "outcome": -830 * TKR, "budget": -1200 * TKR, "last_year": None, "last_year_so_far": None,
        "tested": False, "committed": None,
    }  # fmt: skip
    assert found["avgifter"].amount == 240 * TKR


def test_row_is_stored_on_the_coding_with_the_largest_budget_of_its_unit(session: Session) -> None:
    town = book(session)

    version_id = open_forecast(session, town)

    held = {
        row.row_key: (row.unit_id, row.ansvar_unit_id, row.coding_id)
        for row in session.exec(select(ForecastNomination))
    }
    unit, ansvar = town.units["411"], town.units["4110"]
    assert held == {
        "loner": (unit, ansvar, town.pay),
        "avgifter": (unit, ansvar, town.fees),
        "material": (unit, ansvar, town.paper),
    }
    pay = line_of(session, version_id, town.pay)
    assert pay.unit_id == ansvar
    assert pay.origin is PlanOrigin.PROPOSAL
    assert [getattr(pay, f"m{month}") for month in MONTHS] == [105 * TKR] * 6 + [100 * TKR] * 6
    assert pay.explain == {
        "unit": unit, "row": "loner", "months": 8, "outcome": -830 * TKR, "from": None,
    }  # fmt: skip


def test_balances_follow_the_lines(session: Session) -> None:
    town = book(session)

    version_id = open_forecast(session, town)
    propose(session, town.sara, version_id=version_id)

    fees = session.get_one(Balance, (version_id, town.units["4110"], town.fees))
    assert fees.m9 == -20 * TKR
    assert [fault for fault in find_faults(session) if fault.version_id == version_id] == []


def test_method_and_interval_are_those_of_the_back_test(session: Session) -> None:
    town = book(session)
    for unit_id, method in ((None, ForecastMethod.BUDGET), (town.units["411"], ForecastMethod.RUN_RATE)):
        session.add(
            ForecastChoice(
                row_key="loner", unit_id=unit_id, method=method, error=100, bias=0, coverage=8000,
                spread=[[-900, 500], [-300, 200], [-100, 100]], errors={}, at=LOADED_AT,
            )
        )  # fmt: skip
    session.flush()

    version_id = open_forecast(session, town)

    pay = proposals(session, version_id)["loner"]
    assert (pay.method, pay.amount) == (ForecastMethod.RUN_RATE, -1245 * TKR)
    assert (pay.low, pay.high) == (-1_282_350 * KR, -1_220_100 * KR)
    assert pay.explain["tested"] is True


def test_value_of_the_forecast_before_stands_beside_the_new_proposal(session: Session) -> None:
    town = book(session)
    before = make_version(session, VersionKind.FORECAST, 2026, "Prognos 1 2026")
    session.add(PlanLine(version_id=before, unit_id=town.units["4110"], coding_id=town.pay, m1=1260 * TKR))
    session.add(
        PlanLine(
            version_id=before, unit_id=town.units["4110"], coding_id=town.fees, m1=-9 * TKR,
            origin=PlanOrigin.ADJUSTMENT,
        )
    )  # fmt: skip
    session.flush()

    version_id = open_forecast(session, town)

    assert values_of(session, version_id=version_id) == {
        (town.units["4110"], town.pay): 1260 * TKR,
        (town.units["4110"], town.fees): -240 * TKR,
    }
    pay = line_of(session, version_id, town.pay)
    assert [pay.m8, pay.m9, pay.m10, pay.m11, pay.m12] == [100 * TKR] + [107_500 * KR] * 4
    assert (pay.origin_id, (pay.explain or {})["from"]) == (before, before)
    assert proposals(session, version_id)["loner"].amount == -1230 * TKR


def test_proposing_again_replaces_what_was_proposed_and_leaves_what_was_typed(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    typed = line_of(session, version_id, town.pay)
    typed.origin = PlanOrigin.MANUAL
    session.add(typed)
    put(session, town.actual[2026], town.units["4110"], town.fees, (-1_000,) * 8)

    done = propose(session, town.sara, version_id=version_id)

    assert (done.proposals, done.lines) == (2, 1)
    assert values_of(session, version_id=version_id) == {
        (town.units["4110"], town.pay): 1230 * TKR,
        (town.units["4110"], town.fees): -248 * TKR,
    }
    assert [fault for fault in find_faults(session) if fault.version_id == version_id] == []


def test_unit_that_has_handed_in_is_left_alone(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    row = session.exec(select(Submission)).one()
    row.state = SubmissionState.SUBMITTED
    session.add(row)
    session.flush()

    done = propose(session, town.sara, version_id=version_id)

    assert (done.proposals, done.lines) == (0, 0)
    assert set(proposals(session, version_id)) == {"loner", "avgifter"}


def test_every_round_has_a_version_of_its_own(session: Session) -> None:
    town = book(session)

    first = open_forecast(session, town, "Prognos 1 2026")
    second = open_forecast(session, town, "Prognos 2 2026")

    assert first != second
    assert session.exec(select(Round.state)).all() == [RoundState.OPEN] * 2
    assert (line_of(session, second, town.pay).explain or {})["from"] == first


def test_proposing_needs_the_right_and_an_open_forecast(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    with pytest.raises(NotAllowed):
        propose(session, town.maria, version_id=version_id)
    with pytest.raises(RuleViolation, match="öppen prognos"):
        propose(session, town.sara, version_id=town.budget[2026])


def test_later_modules_add_methods_of_their_own(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    def by_staff(_known: object) -> int:
        return -1111 * TKR

    methods = dict.fromkeys(ForecastMethod, by_staff)
    propose(session, town.sara, version_id=version_id, methods=methods)

    assert proposals(session, version_id)["loner"].amount == -1111 * TKR


def test_commitments_stand_beside_the_proposal_until_they_are_proved(session: Session) -> None:
    town = book(session)
    line = "ansvar;konto;belopp;till\n4110;5020;90 000;2026-12-10"
    commitments.load(
        session, town.sara, source="Avtal", file_name="avtal.csv", data=line.encode(), key="avtal"
    )

    version_id = open_forecast(session, town)

    pay = proposals(session, version_id)["loner"]
    assert pay.method is ForecastMethod.REST_OF_BUDGET
    assert pay.explain["committed"] == (-830 - 90) * TKR
    assert proposals(session, version_id)["avgifter"].explain["committed"] is None


def test_commitments_are_proposed_where_a_back_test_has_chosen_them(session: Session) -> None:
    town = book(session)
    line = "ansvar;konto;belopp;till\n4110;5020;90 000;2026-12-10"
    commitments.load(
        session, town.sara, source="Avtal", file_name="avtal.csv", data=line.encode(), key="avtal"
    )
    choice = ForecastChoice(
        row_key="loner", method=ForecastMethod.COMMITMENTS, error=0, bias=0, coverage=0, at=LOADED_AT
    )
    session.add(choice)
    session.flush()

    pay = proposals(session, open_forecast(session, town))["loner"]

    assert (pay.method, pay.amount) == (ForecastMethod.COMMITMENTS, (-830 - 90) * TKR)
