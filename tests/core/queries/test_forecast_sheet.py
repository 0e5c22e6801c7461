import pytest
from sqlmodel import Session

from core.enums import ForecastCause, ForecastMethod
from core.errors import NotAllowed
from core.queries.forecast_sheet import Proposal, read_sheet, read_sheets
from core.rules.forecast import SetAt, left_of
from core.services.forecast_values import ValueEdit, save_value, say_reason
from tests.core.forecast_town import TKR
from tests.core.services.test_forecast_proposals import book, open_forecast


def test_sheet_holds_value_proposal_outcome_and_budget_of_each_row(session: Session) -> None:
    town = book(session)
    first = open_forecast(session, town, "Prognos 1 2026")
    where = {"version_id": open_forecast(session, town), "unit_id": town.units["411"]}
    edit = ValueEdit(town.units["411"], "loner", -1230 * TKR, -1260 * TKR)
    save_value(session, town.maria, version_id=where["version_id"], edit=edit, key="k")
    say_reason(
        session, town.maria, **where, row_key="loner", cause=ForecastCause.STAFFING, text="En vikarie."
    )

    sheet = read_sheet(session, town.maria, **where)

    fees, pay, paper = sheet.rows
    assert first != where["version_id"]
    assert (sheet.months, sheet.cause) == (8, None)
    assert (pay.row_key, pay.value, pay.touched, pay.previous) == ("loner", -1260 * TKR, True, -1230 * TKR)
    assert pay.proposal == Proposal(
        ForecastMethod.REST_OF_BUDGET, -1230 * TKR, -1230 * TKR, -1230 * TKR, tested=False
    )
    assert (pay.outcome, pay.budget, pay.last_year) == (-830 * TKR, -1200 * TKR, None)
    assert pay.set_at == SetAt(8, -830 * TKR)
    assert left_of(pay.value or 0, pay.outcome) == -430 * TKR
    assert (pay.cause, pay.text) == (ForecastCause.STAFFING, "En vikarie.")
    assert (fees.value, fees.touched) == (240 * TKR, False)
    assert (paper.value, paper.proposal, paper.outcome, paper.last_year) == (None, None, 0, -6 * TKR)


def test_sheet_of_a_unit_outside_ones_own_is_refused(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    with pytest.raises(NotAllowed):
        read_sheet(session, town.nils, version_id=version_id, unit_id=town.units["411"])


def test_sheets_of_several_units_are_those_of_each(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town, "Prognos 2 2026", "411", "412")
    ids = (town.units["411"], town.units["412"])

    sheets = read_sheets(session, town.sara, version_id=version_id, unit_ids=ids)

    assert sheets == {one: read_sheet(session, town.sara, version_id=version_id, unit_id=one) for one in ids}
    with pytest.raises(NotAllowed):
        read_sheets(session, town.nils, version_id=version_id, unit_ids=ids)
