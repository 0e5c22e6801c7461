import pytest
from sqlmodel import Session, select

from core.enums import PeriodState, Role
from core.errors import NotAllowed, RuleViolation
from core.models import MonthStatus
from core.queries.versions import open_months
from core.rules.access import Actor
from core.services import periods
from tests.factories import make_actor, make_tree


def _controller(session: Session) -> Actor:
    units = make_tree(session, "1 K - Ekarboda\n4 N 1 Nämnden")
    return make_actor(session, Role.CONTROLLER, units["1"])


def _events(session: Session) -> list[tuple[str, str]]:
    events = session.info.get("rodret.events", [])
    return [(event.action, event.subject_id) for event in events if event.subject_kind == "period"]


def test_close_month_closes_it_and_opening_opens_it_again(session: Session) -> None:
    actor = _controller(session)

    periods.close_month(session, actor, year=2026, month=10)
    closed = open_months(session, 2026)
    periods.open_month(session, actor, year=2026, month=10)

    assert closed == frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12})
    assert open_months(session, 2026) == frozenset(range(1, 13))
    assert _events(session) == [("month_closed", "2026-10"), ("month_opened", "2026-10")]


def test_close_month_twice_and_open_an_open_one_change_nothing(session: Session) -> None:
    actor = _controller(session)

    periods.open_month(session, actor, year=2026, month=9)
    periods.close_month(session, actor, year=2026, month=10)
    periods.close_month(session, actor, year=2026, month=10)

    rows = session.exec(select(MonthStatus)).all()
    assert [(row.year, row.month, row.state) for row in rows] == [(2026, 10, PeriodState.CLOSED)]
    assert _events(session) == [("month_closed", "2026-10")]


@pytest.mark.parametrize("month", [0, 13])
def test_close_month_that_is_none_is_refused(session: Session, month: int) -> None:
    actor = _controller(session)

    with pytest.raises(RuleViolation, match="Välj en månad från januari till december"):
        periods.close_month(session, actor, year=2026, month=month)


def test_close_month_by_a_manager_is_refused(session: Session) -> None:
    actor = _controller(session)
    manager = make_actor(session, Role.MANAGER, actor.top_unit_id)

    with pytest.raises(NotAllowed):
        periods.close_month(session, manager, year=2026, month=10)
