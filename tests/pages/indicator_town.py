"""The two schools with key figures: maria's sick leave (red), her readers (a share), and the neighbour's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.db import Database
from core.enums import Aggregation, Direction, Periodicity
from core.periods import Period
from core.rules.indicator_sums import Measured
from core.rules.indicator_texts import Definition
from core.services.indicator_places import measure_goal, name_owner
from core.services.indicator_targets import set_target
from core.services.indicator_values import Place, ValueEdit, save_values
from core.services.indicators import add_indicator
from core.services.transaction import transaction
from tests.pages.goal_town import GoalTown, plant_goals
from tests.pages.process_town import actor_named

OCTOBER = Period(2026, 10)
SICK = Definition(
    code="sjukfranvaro", title="Sjukfrånvaro", measure_unit="procent", decimals=1, text="Sjuktimmar.",
    source="Lönesystemet", direction=Direction.LOWER, periodicity=Periodicity.MONTH,
    aggregation=Aggregation.MEAN, partly=Decimal("0.5"), next_update=date(2026, 11, 12),
)  # fmt: skip
READERS = Definition(
    code="lasare", title="Elever som läser säkert", measure_unit="procent", decimals=1,
    direction=Direction.HIGHER, periodicity=Periodicity.YEAR, aggregation=Aggregation.RATIO, factor=100,
)  # fmt: skip
BROKEN = Definition(
    code="trasigt", title="Trasigt nyckeltal", measure_unit="kr", formula="1 / (sjukfranvaro - sjukfranvaro)"
)
OWNERLESS = Definition(code="glomt", title="Glömt nyckeltal", measure_unit="antal")


@dataclass(frozen=True, slots=True)
class IndicatorTown:
    """The goals' town, and the ids of key figures by their codes."""

    goals: GoalTown
    ids: dict[str, int]


def plant_indicators(database: Database, password_hash: str = "") -> IndicatorTown:
    """Plant the key figures; sick leave is 7,0 in September and red against 6,0 at maria's school."""
    town = plant_goals(database, password_hash)
    unit, other = town.units["411"], town.units["412"]
    with transaction(database) as session:
        sara = actor_named(session, database, "sara")
        maria = actor_named(session, database, "maria")
        ids = {
            said.code: add_indicator(session, sara, definition=said, unit_ids=units, key=f"new {said.code}")
            for said, units in (
                (SICK, [unit, other]), (READERS, [unit, other]), (BROKEN, [unit]), (OWNERLESS, [unit]),
            )
        }  # fmt: skip
        for code in ("sjukfranvaro", "lasare", "trasigt"):
            name_owner(session, sara, indicator_id=ids[code], unit_id=unit, owner_id=maria.user_id)
        for year in (2025, 2026):
            set_target(
                session,
                sara,
                indicator_id=ids["sjukfranvaro"],
                unit_id=unit,
                year=year,
                value=Decimal(6),
                seen=None,
            )
        edits = [
            ValueEdit(Place(ids["sjukfranvaro"], where, Period(2026, month)), None, Measured(value))
            for where, month, value in (
                (unit, 8, Decimal("6.5")), (unit, 9, Decimal("7")), (other, 9, Decimal("3.3")),
            )
        ]  # fmt: skip
        save_values(session, sara, edits=edits, key="planted")
        measure_goal(session, sara, goal_id=town.goals["Fler läser flytande"], indicator_id=ids["lasare"])
    return IndicatorTown(town, ids)
