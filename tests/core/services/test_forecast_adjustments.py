from dataclasses import replace

import pytest
from sqlmodel import Session

from core.errors import NotAllowed, RuleViolation
from core.models import Balance, PlanLine
from core.queries.forecast_versions import values_of
from core.services.balances import find_faults
from core.services.forecast_adjustments import Adjustment, add_adjustment, remove_adjustment
from core.services.forecast_proposals import propose
from tests.core.forecast_town import TKR, Town
from tests.core.services.test_forecast_proposals import book, open_forecast


def pension(town: Town) -> Adjustment:
    return Adjustment(town.units["4009"], town.pay, -400 * TKR, "Pension enligt KPA:s prognos")


def test_adjustment_lies_on_the_months_left_apart_from_the_units_values(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    own = values_of(session, version_id=version_id)

    first, second = (
        add_adjustment(session, town.sara, version_id=version_id, adjustment=pension(town), key="k")
        for _time in range(2)
    )
    propose(session, town.sara, version_id=version_id)

    line = session.get_one(PlanLine, first)
    assert first == second
    assert (line.m8, line.m9, line.m12) == (None, 100 * TKR, 100 * TKR)
    assert values_of(session, version_id=version_id) == own
    assert session.get_one(Balance, (version_id, town.units["4009"], town.pay)).m9 == 100 * TKR
    assert [fault for fault in find_faults(session) if fault.version_id == version_id] == []


def test_adjustment_taken_away_leaves_nothing(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    line_id = add_adjustment(session, town.sara, version_id=version_id, adjustment=pension(town), key="k")

    remove_adjustment(session, town.sara, line_id=line_id)
    remove_adjustment(session, town.sara, line_id=line_id)

    assert session.get(PlanLine, line_id) is None
    assert session.get(Balance, (version_id, town.units["4009"], town.pay)) is None


def test_adjustment_is_for_finance_with_words_on_an_ansvar(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    good = pension(town)

    with pytest.raises(NotAllowed):
        add_adjustment(session, town.maria, version_id=version_id, adjustment=good, key="a")
    for number, wrong in enumerate(
        (
            replace(good, text=" "),
            replace(good, amount=0),
            replace(good, amount=150),
            replace(good, ansvar_unit_id=town.units["411"]),
            replace(good, coding_id=999_999),
        )
    ):
        with pytest.raises(RuleViolation):
            add_adjustment(session, town.sara, version_id=version_id, adjustment=wrong, key=f"w{number}")
    with pytest.raises(RuleViolation, match="öppen prognos"):
        add_adjustment(session, town.sara, version_id=town.budget[2026], adjustment=good, key="b")
