"""Key figures in the municipality of goals, for tests."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.enums import Aggregation, Direction, Periodicity
from core.rules.indicator_texts import Definition
from core.services.indicators import add_indicator
from tests.core.goals_town import Town

READERS = Definition(
    code="lasare", title="Elever som läser säkert i årskurs 1", measure_unit="procent", decimals=1,
    direction=Direction.HIGHER, periodicity=Periodicity.YEAR, aggregation=Aggregation.RATIO, factor=100,
    partly=Decimal(5), next_update=date(2026, 12, 1),
)  # fmt: skip
SICK = Definition(
    code="sjukfranvaro", title="Sjukfrånvaro", measure_unit="procent", decimals=1,
    direction=Direction.LOWER, periodicity=Periodicity.MONTH, aggregation=Aggregation.MEAN,
    partly=Decimal("0.5"),
)  # fmt: skip


def put_indicator(session: Session, town: Town, definition: Definition, *units: str) -> int:
    """Define a key figure that is measured at units."""
    return add_indicator(
        session, town.sara, definition=definition, unit_ids=[town.units[unit] for unit in units],
        key=f"{definition.code} {definition.title}"[:36],
    )  # fmt: skip
