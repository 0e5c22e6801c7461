import pytest
from sqlmodel import Session, select

from core.enums import ForecastCause, PlanOrigin, SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import ForecastReason, PlanChange, PlanLine, Submission
from core.services.balances import find_faults
from core.services.forecast_values import SavedValue, ValueEdit, save_value, say_reason
from core.services.plan_undo import undo
from tests.core.forecast_town import TKR, Town
from tests.core.services.test_forecast_proposals import book, line_of, open_forecast


def edit(town: Town, new: int, old: int | None = -1230 * TKR, row: str = "loner") -> ValueEdit:
    return ValueEdit(town.units["411"], row, old, new)


def rest(line: PlanLine) -> list[int | None]:
    return [line.m8, line.m9, line.m10, line.m11, line.m12]


def test_value_keeps_known_months_and_spreads_what_is_left(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    saved = save_value(session, town.maria, version_id=version_id, edit=edit(town, -1260 * TKR), key="k")

    assert saved == SavedValue(True, -1260 * TKR)
    pay = line_of(session, version_id, town.pay)
    assert rest(pay) == [100 * TKR] + [10_750_000] * 4
    assert pay.origin is PlanOrigin.MANUAL
    assert len(session.exec(select(PlanChange)).all()) == 4
    assert session.exec(select(Submission.state)).all() == [SubmissionState.WORKING]
    assert [fault for fault in find_faults(session) if fault.version_id == version_id] == []


def test_same_request_saves_once(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    first, second = (
        save_value(session, town.maria, version_id=version_id, edit=edit(town, -1260 * TKR), key="k")
        for _time in range(2)
    )

    assert first == second
    assert len(session.exec(select(PlanChange)).all()) == 4


def test_value_that_somebody_else_has_changed_is_left_and_told(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    save_value(session, town.sara, version_id=version_id, edit=edit(town, -1250 * TKR), key="sara")

    saved = save_value(session, town.maria, version_id=version_id, edit=edit(town, -1260 * TKR), key="maria")

    assert saved == SavedValue(False, -1250 * TKR)


def test_same_value_accepts_the_proposal(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    saved = save_value(session, town.maria, version_id=version_id, edit=edit(town, -1230 * TKR), key="k")

    assert saved.written
    assert line_of(session, version_id, town.pay).origin is PlanOrigin.MANUAL
    assert session.exec(select(PlanChange)).all() == []


def test_row_without_a_value_gets_one(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    save_value(
        session, town.maria, version_id=version_id, edit=edit(town, -12 * TKR, None, "material"), key="k"
    )

    assert line_of(session, version_id, town.paper).m12 == 1 * TKR


def test_saved_value_is_taken_back_by_undo(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    save_value(session, town.maria, version_id=version_id, edit=edit(town, -1260 * TKR), key="k")

    undo(session, town.maria, version_id=version_id, unit_id=town.units["411"], key="u")

    session.expire_all()
    assert rest(line_of(session, version_id, town.pay)) == [100 * TKR] * 5


def test_value_outside_ones_units_or_with_ore_is_refused(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    with pytest.raises(NotAllowed):
        save_value(session, town.nils, version_id=version_id, edit=edit(town, -1 * TKR), key="a")
    with pytest.raises(RuleViolation, match="hela kronor"):
        save_value(session, town.maria, version_id=version_id, edit=edit(town, -150), key="b")
    with pytest.raises(RuleViolation, match="kontering"):
        save_value(session, town.maria, version_id=version_id, edit=edit(town, 0, None, "bidrag"), key="c")
    with pytest.raises(RuleViolation, match="öppen prognos"):
        save_value(session, town.maria, version_id=town.budget[2026], edit=edit(town, 0), key="d")


def test_cause_is_kept_in_its_latest_words(session: Session) -> None:
    town = book(session)
    where = {"version_id": open_forecast(session, town), "unit_id": town.units["411"], "row_key": "loner"}

    say_reason(session, town.maria, **where, cause=ForecastCause.VOLUME, text="Fler elever.")
    say_reason(session, town.maria, **where, cause=ForecastCause.STAFFING, text=" Två vakanser. ")

    row = session.exec(select(ForecastReason)).one()
    assert (row.cause, row.text, row.user_id) == (
        ForecastCause.STAFFING,
        "Två vakanser.",
        town.maria.user_id,
    )


def test_cause_without_words_or_outside_ones_units_is_refused(session: Session) -> None:
    town = book(session)
    where = {"version_id": open_forecast(session, town), "unit_id": town.units["411"], "row_key": ""}

    with pytest.raises(RuleViolation, match="en mening"):
        say_reason(session, town.maria, **where, cause=ForecastCause.OTHER, text=" ")
    with pytest.raises(RuleViolation, match="för lång"):
        say_reason(session, town.maria, **where, cause=ForecastCause.PRICE, text="x" * 2001)
    with pytest.raises(NotAllowed):
        say_reason(session, town.nils, **where, cause=ForecastCause.PRICE, text="Dyrare el.")
