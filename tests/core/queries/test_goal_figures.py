"""The key figures of a goal: with target and latest value of its unit, only for those who see the unit."""

from decimal import Decimal

from sqlmodel import Session

from core.enums import Aggregation, Direction, Periodicity, Sex, ValueOrigin
from core.models import GoalIndicator, Indicator, IndicatorTarget, IndicatorValue
from core.periods import Period
from core.queries.goal_figures import list_figures
from core.queries.goals import read_goals
from core.reports.goal_figures import figures_table
from core.rules.indicator_sums import Measured
from core.services.indicator_places import measure_goal
from core.services.indicator_values import Place, ValueEdit, save_values
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import READERS, put_indicator
from tests.factories import LOADED_AT


def _figure(session: Session, town: Town, goal_id: int, unit: str) -> int:
    """Sick leave, low is good: 6,4 % in October against at most 6,0, partly within 0,5."""
    row = Indicator(
        code="sjuk", title="Sjukfrånvaro", measure_unit="%", decimals=1, direction=Direction.LOWER,
        periodicity=Periodicity.MONTH, aggregation=Aggregation.NONE, partly=Decimal("0.5"),
        created_by_id=town.sara.user_id, created_at=LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    indicator_id, unit_id = row.id or 0, town.units[unit]
    session.add(GoalIndicator(goal_id=goal_id, indicator_id=indicator_id))
    session.add(IndicatorTarget(indicator_id=indicator_id, unit_id=unit_id, year=2026, value=Decimal(6)))
    session.add(
        IndicatorValue(
            indicator_id=indicator_id, unit_id=unit_id, year=2026, month=10, sex=Sex.TOTAL,
            value=Decimal("6.4"), origin=ValueOrigin.TYPED, at=LOADED_AT,
        )
    )  # fmt: skip
    session.flush()
    return indicator_id


def test_figure_of_a_goal_has_its_target_value_and_status(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Friskare medarbetare")
    _figure(session, town, goal_id, "411")
    goal = read_goals(session, town.maria, year=2026).goals[goal_id]

    figures = list_figures(session, town.maria, goal=goal, year=2026, month=10)

    assert [(one.target, one.status) for one in figures] == [(Decimal(6), Status.PARTLY)]
    assert figures_table(figures, 2026).rows[0].cells == (
        "Sjukfrånvaro", "6,0 %", "6,4 %, oktober 2026", None,
    )  # fmt: skip


def test_figure_of_a_goal_above_has_no_value_for_whoever_does_not_see_the_unit(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "BUN", "committee", "Friskare medarbetare")
    _figure(session, town, goal_id, "BUN")
    goal = read_goals(session, town.maria, year=2026).goals[goal_id]

    figures = list_figures(session, town.maria, goal=goal, year=2026, month=10)

    assert [(one.target, one.latest, one.status) for one in figures] == [(None, None, Status.NONE)]


def test_figure_of_a_committees_goal_is_that_of_its_units(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "BUN", "committee", "Fler läser")
    readers = put_indicator(session, town, READERS, "411", "412", "BUN")
    measure_goal(session, town.sara, goal_id=goal_id, indicator_id=readers)
    for unit, upper, lower in (("411", 18, 20), ("412", 90, 150)):
        place = Place(readers, town.units[unit], Period(2026, 10))
        measured = Measured(None, Decimal(upper), Decimal(lower))
        save_values(session, town.sara, edits=[ValueEdit(place, None, measured)], key=f"value {unit}")
    goal = read_goals(session, town.bo, year=2026).goals[goal_id]

    figures = list_figures(session, town.bo, goal=goal, year=2026, month=10)

    assert figures_table(figures, 2026).rows[0].cells[2] == "63,5 procent, oktober 2026"


def test_goal_without_key_figures_has_none(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    goal = read_goals(session, town.maria, year=2026).goals[goal_id]

    assert list_figures(session, town.maria, goal=goal, year=2026, month=10) == []
