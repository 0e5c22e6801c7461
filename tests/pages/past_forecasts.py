"""Two years that are over in the town of two schools, each with two closed forecasts of Ekbackens skola.

Budget −1 440 tkr. 2024 was said 0 and −400 and ended −100; 2025 was said −300 and −200 and ended
+200: in the autumn the school is 350 tkr too gloomy.
"""

from datetime import UTC, datetime

from sqlmodel import select

from core.db import Database
from core.enums import VersionKind
from core.models import Unit, Version
from core.services.transaction import transaction
from tests.factories import close_months, make_coding, make_version, put_balance

TKR = 100_000
_BUDGET = 1_440
_SAID = {2024: (0, -400), 2025: (-300, -200)}
_ENDED = {2024: -100, 2025: 200}
_CLOSED = ((5, "Prognos vår {year}"), (10, "Prognos höst {year}"))


def plan_past(database: Database) -> None:
    """Book the years, and close their forecasts."""
    with transaction(database) as session:
        ansvar = session.exec(select(Unit.id).where(Unit.code == "4110")).one() or 0
        pay = make_coding(session, "5010")

        def put(kind: VersionKind, year: int, name: str, variance: int) -> int:
            version_id = make_version(session, kind, year, name)
            put_balance(session, version_id, ansvar, pay, {12: (_BUDGET - variance) * TKR})
            return version_id

        for year, ended in _ENDED.items():
            put(VersionKind.BUDGET, year, f"Budget {year}", 0)
            put(VersionKind.ACTUAL, year, f"Utfall {year}", ended)
            close_months(session, year, range(1, 13))
            for (month, name), said in zip(_CLOSED, _SAID[year], strict=True):
                version_id = put(VersionKind.FORECAST, year, name.format(year=year), said)
                session.get_one(Version, version_id).closed_at = datetime(year, month, 15, tzinfo=UTC)
