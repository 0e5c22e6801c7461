from sqlmodel import Session

from core.enums import PeriodState, Role, VersionKind
from core.periods import Period
from core.queries.periods import MonthState, list_months
from tests.factories import close_months, make_actor, make_tree, make_version


def test_list_months_has_every_month_of_the_years_with_actuals(session: Session) -> None:
    units = make_tree(session, "1 K - Ekarboda")
    actor = make_actor(session, Role.CONTROLLER, units["1"])
    for kind, year in ((VersionKind.ACTUAL, 2026), (VersionKind.ACTUAL, 2025), (VersionKind.BUDGET, 2027)):
        make_version(session, kind, year)
    close_months(session, 2025, range(1, 13))
    close_months(session, 2026, [1])

    months = list_months(session, actor)

    assert len(months) == 24
    assert months[0] == MonthState(Period(2025, 1), PeriodState.CLOSED)
    assert months[11:14] == [
        MonthState(Period(2025, 12), PeriodState.CLOSED),
        MonthState(Period(2026, 1), PeriodState.CLOSED),
        MonthState(Period(2026, 2), PeriodState.OPEN),
    ]


def test_list_months_without_actuals_is_empty(session: Session) -> None:
    units = make_tree(session, "1 K - Ekarboda")

    assert list_months(session, make_actor(session, Role.CONTROLLER, units["1"])) == []
