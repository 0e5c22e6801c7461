from decimal import Decimal

from sqlmodel import Session

from core.queries.forecast_limits import forecast_limit
from core.rules.limits import LimitKey
from core.rules.variance import Limit
from tests.factories import set_setting


def test_usual_limit_is_the_larger_of_one_per_cent_and_a_hundred_thousand(session: Session) -> None:
    limit = forecast_limit(session)

    assert (limit.of(-1_200_000_00), limit.of(-20_000_000_00)) == (100_000_00, 200_000_00)


def test_limit_is_the_municipalitys_own_where_it_is_set(session: Session) -> None:
    set_setting(session, LimitKey.FORECAST_SHARE, "0.02")
    set_setting(session, LimitKey.FORECAST_AMOUNT, "50000")

    assert forecast_limit(session) == Limit(Decimal("0.02"), 50_000_00)
