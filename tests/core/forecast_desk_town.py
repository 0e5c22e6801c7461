"""The worked example: year budget −1 200, forecast −1 260, and what September does to it."""

from sqlmodel import Session

from core.reports.forecast_sheet import UnitForecast, build_forecasts
from core.rules.access import Actor
from core.rules.limits import LimitKey
from tests.core.forecast_town import KR, Town, make_town, put
from tests.core.services.test_forecast_proposals import open_forecast
from tests.factories import close_months, put_balance, set_setting

SPREAD = (96_250,) * 8 + (105_000, 105_000, 110_000, 110_000)
"""The budget of pay by month, kronor: 1 200 tkr, of which 430 from September on."""


def make_example(session: Session) -> Town:
    """A school whose pay has cost 830 tkr at August, and fees of 240 tkr as budgeted."""
    town = make_town(session)
    put(session, town.budget[2026], town.units["4110"], town.pay, SPREAD)
    put(session, town.actual[2026], town.units["4110"], town.pay, (105_000,) * 6 + (100_000,) * 2)
    put(session, town.budget[2026], town.units["4110"], town.fees, (-20_000,) * 12)
    put(session, town.actual[2026], town.units["4110"], town.fees, (-20_000,) * 8)
    return town


def open_example(session: Session, town: Town, name: str = "Prognos 2 2026") -> int:
    """Open a forecast round of both schools and return its version."""
    return open_forecast(session, town, name, "411", "412")


def book_september(session: Session, town: Town) -> None:
    """September comes in at −140 tkr, where −105 was planned, and is closed."""
    put_balance(session, town.actual[2026], town.units["4110"], town.pay, {9: 140_000 * KR})
    put_balance(session, town.actual[2026], town.units["4110"], town.fees, {9: -20_000 * KR})
    close_months(session, 2026, [9])


def tighten(session: Session, kronor: int = 50_000) -> None:
    """Let the limit be smaller, so that the example is over it."""
    set_setting(session, LimitKey.FORECAST_AMOUNT, str(kronor))


def unit_of(session: Session, actor: Actor, version_id: int, unit_id: int) -> UnitForecast:
    """Return a unit's forecast as its page shows it."""
    (found,) = build_forecasts(session, actor, version_id=version_id, unit_ids=[unit_id])
    return found
