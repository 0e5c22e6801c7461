import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from core.enums import ForecastCause, Role
from core.errors import RuleViolation
from core.models import PlanLine, Round, Version
from core.queries.comparable_versions import list_comparable, require_comparable
from core.services.forecast_adjustments import Adjustment, add_adjustment, remove_adjustment
from core.services.forecast_proposals import propose
from core.services.forecast_values import ValueEdit, save_value, say_reason
from core.services.round_opening import close_round
from tests.core.forecast_town import TKR, Town
from tests.core.process_town import plain_table
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import LOADED_AT, make_actor


def close_forecast_round(session: Session, town: Town, version_id: int) -> int:
    """Close the round that fills a forecast; return its id."""
    round_id = session.exec(select(Round.id).where(Round.version_id == version_id)).one() or 0
    close_round(session, town.sara, round_id=round_id, key=f"close {round_id}", table_of=plain_table)
    return round_id


def test_forecast_is_closed_with_its_round_and_once(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    round_id = close_forecast_round(session, town, version_id)
    close_round(session, town.sara, round_id=round_id, key=f"close {round_id}", table_of=plain_table)

    assert session.get_one(Version, version_id).closed_at == LOADED_AT


def test_forecast_that_another_round_fills_stays_open(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    other = open_forecast(session, town, "Prognos 2 2026 för BUN", "412")
    late = session.exec(select(Round).where(Round.version_id == other)).one()
    late.version_id = version_id
    session.flush()
    first = session.exec(select(Round.id).where(Round.version_id == version_id).order_by(Round.id)).first()

    close_round(session, town.sara, round_id=first or 0, key="first", table_of=plain_table)

    assert session.get_one(Version, version_id).closed_at is None
    close_round(session, town.sara, round_id=late.id or 0, key="second", table_of=plain_table)
    assert session.get_one(Version, version_id).closed_at is not None


def test_nothing_of_a_closed_forecast_changes(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    pension = Adjustment(town.units["4009"], town.pay, -400 * TKR, "Pension")
    line_id = add_adjustment(session, town.sara, version_id=version_id, adjustment=pension, key="k")
    close_forecast_round(session, town, version_id)
    edit = ValueEdit(town.units["411"], "loner", -1230 * TKR, -1260 * TKR)
    where = {"version_id": version_id, "unit_id": town.units["411"]}
    cause = {"cause": ForecastCause.STAFFING, "text": "En vikarie."}

    for refused in (
        lambda: save_value(session, town.sara, version_id=version_id, edit=edit, key="a"),
        lambda: say_reason(session, town.sara, **where, row_key="loner", **cause),
        lambda: add_adjustment(session, town.sara, version_id=version_id, adjustment=pension, key="b"),
        lambda: remove_adjustment(session, town.sara, line_id=line_id),
        lambda: propose(session, town.sara, version_id=version_id),
    ):
        with pytest.raises(RuleViolation):
            refused()

    session.get_one(PlanLine, line_id).m12 = 100
    with pytest.raises(DatabaseError, match="closed version"), session.begin_nested():
        session.flush()


def test_closed_forecast_says_that_the_next_one_takes_the_change(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    close_forecast_round(session, town, version_id)
    edit = ValueEdit(town.units["411"], "loner", -1230 * TKR, -1260 * TKR)

    with pytest.raises(RuleViolation, match="2026 är stängd"):
        save_value(session, town.sara, version_id=version_id, edit=edit, key="a")


def test_closed_forecast_may_be_compared_by_those_who_see_the_economy(session: Session) -> None:
    town = book(session)
    version_id = open_forecast(session, town)
    reader = make_actor(session, Role.ELECTED_OFFICIAL, town.units["BUN"])
    before = [row.id for row in list_comparable(session, reader)]
    close_forecast_round(session, town, version_id)

    after = [row.id for row in list_comparable(session, reader)]

    assert version_id not in before
    assert version_id in after
    assert not require_comparable(session, reader, version_id=version_id, unit_id=town.units["BUN"]).open
