"""The town of forecasts with two years that are over, each with two closed forecasts of school 411.

Budget −1 200 tkr. 2024 was said −10 and −80 and ended −60; 2025 was said 0 and −30 and ended +20.
"""

from datetime import UTC, datetime

from sqlmodel import Session

from core.enums import VersionKind
from core.models import Version
from tests.core.forecast_town import KR, Town, make_town, put
from tests.factories import close_months, make_version, put_balance

_SAID = {2024: (1_210, 1_280), 2025: (1_200, 1_230)}
_ENDED = {2024: 1_260, 2025: 1_180}
_CLOSED = ((5, "Prognos vår {year}"), (10, "Prognos höst {year}"))
_TKR = 1_000


def make_past(session: Session) -> Town:
    """Make the town, its outcomes and its closed forecasts; 2026 has one that is closed in May."""
    town = make_town(session)
    close_months(session, 2024, range(1, 13))
    ansvar = town.units["4110"]
    for year, thousands in _ENDED.items():
        put(session, town.budget[year], ansvar, town.pay, (100 * _TKR,) * 12)
        put(session, town.actual[year], ansvar, town.pay, (*(90 * _TKR,) * 11, (thousands - 990) * _TKR))
        for (month, name), said in zip(_CLOSED, _SAID[year], strict=True):
            close_forecast(session, town, name.format(year=year), (year, month), said)
    put(session, town.budget[2026], ansvar, town.pay, (100 * _TKR,) * 12)
    close_forecast(session, town, "Prognos vår 2026", (2026, 5), 1_250)
    return town


def close_forecast(session: Session, town: Town, name: str, closed: tuple[int, int], thousands: int) -> int:
    """Make a forecast of school 411's pay (tkr) that was closed in the middle of a month."""
    year, month = closed
    version_id = make_version(session, VersionKind.FORECAST, year, name)
    put_balance(session, version_id, town.units["4110"], town.pay, {12: thousands * _TKR * KR})
    session.get_one(Version, version_id).closed_at = datetime(year, month, 15, tzinfo=UTC)
    session.flush()
    return version_id
