"""A forecast in the town of two schools that a manager has explained, for tests of what is read of it."""

from sqlmodel import select

from core.db import Database
from core.enums import ForecastCause
from core.models import Unit
from core.services.forecast_values import say_reason
from core.services.transaction import transaction
from tests.pages.forecast_round import open_forecast, say
from tests.pages.process_town import actor_named

WORDS = "Vikarier i maj–augusti."
NAME = "Prognos 3 2026"


def plan_year(database: Database) -> int:
    """Open a forecast, let hourly pay of a school be 200 tkr worse, and its manager say why; return it."""
    version_id = open_forecast(database, NAME)
    say(database, version_id, "timloner", -200)
    with transaction(database) as session:
        unit_id = session.exec(select(Unit.id).where(Unit.code == "411")).one() or 0
        for row in ("", "timloner"):
            say_reason(
                session, actor_named(session, database, "maria"), version_id=version_id, unit_id=unit_id,
                row_key=row, cause=ForecastCause.STAFFING, text=WORDS,
            )  # fmt: skip
    return version_id
