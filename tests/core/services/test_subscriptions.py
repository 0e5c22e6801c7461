import pytest
from sqlmodel import Session, select

from core.enums import ReportKind, ReportRhythm
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import ReportSubscription, User
from core.queries.subscriptions import list_own_subscriptions, list_subscriptions
from core.services.subscriptions import NewSubscription, end_subscription, subscribe
from tests.core import control_town
from tests.core.control_town import ControlTown

WEEKLY, MONTHLY = ReportRhythm.WEEKLY, ReportRhythm.MONTHLY


@pytest.fixture
def town(session: Session) -> ControlTown:
    town = control_town.plant(session)
    for user in session.exec(select(User)):
        user.email = f"{user.username}@ekarboda.example"
        session.add(user)
    session.flush()
    return town


def wanted(
    town: ControlTown,
    to: str = "maria",
    unit: str = "433",
    report: ReportKind = ReportKind.FOLLOW_UP,
    rhythm: ReportRhythm = MONTHLY,
) -> NewSubscription:
    weekday = 1 if rhythm is WEEKLY else None
    return NewSubscription(report, town.units[unit], town.people[to], rhythm, weekday)


def test_report_comes_from_the_next_time_on(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")

    subscribe(session, maria, wanted=wanted(town), key="k1")
    subscribe(session, maria, wanted=wanted(town, rhythm=WEEKLY), key="k2")

    held = session.exec(select(ReportSubscription.sent_for).order_by(ReportSubscription.id)).all()
    assert held == ["2026-10", "2026-W46"]
    assert [(row.report, row.unit, row.rhythm) for row in list_own_subscriptions(session, maria)] == [
        (ReportKind.FOLLOW_UP, "Norrängens skola F–6", MONTHLY),
        (ReportKind.FOLLOW_UP, "Norrängens skola F–6", WEEKLY),
    ]


def test_finance_lets_a_report_come_to_somebody_who_may_see_it(session: Session, town: ControlTown) -> None:
    sara = town.actor(session, "sara")

    subscribe(session, sara, wanted=wanted(town), key="k1")

    assert [row.user for row in list_subscriptions(session, sara, unit_id=town.units["1"])] == [
        "Maria Sandell"
    ]
    with pytest.raises(RuleViolation, match="Bo Berg har ingen roll"):
        subscribe(session, sara, wanted=wanted(town, "bo"), key="k2")


def test_nobody_orders_for_others_or_what_she_may_not_see(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")

    for asked in (wanted(town, "sara"), wanted(town, unit="432")):
        with pytest.raises(NotAllowed):
            subscribe(session, maria, wanted=asked, key="k1")
    with pytest.raises(NotAllowed):
        list_subscriptions(session, maria, unit_id=town.units["433"])


def test_without_a_mail_address_it_says_whom_to_ask(session: Session, town: ControlTown) -> None:
    user = session.get_one(User, town.people["maria"])
    user.email = ""
    session.add(user)
    session.flush()

    with pytest.raises(RuleViolation, match="ingen mejladress"):
        subscribe(session, town.actor(session, "maria"), wanted=wanted(town), key="k1")


def test_three_clicks_give_one_and_the_same_again_is_told(session: Session, town: ControlTown) -> None:
    maria = town.actor(session, "maria")

    ids = {subscribe(session, maria, wanted=wanted(town), key="k1") for _click in range(3)}

    assert len(ids) == 1
    with pytest.raises(Conflict, match="får redan"):
        subscribe(session, maria, wanted=wanted(town), key="k2")


def test_own_is_ended_by_oneself_others_by_finance_and_nobody_else(
    session: Session, town: ControlTown
) -> None:
    maria, sara, bo = (town.actor(session, name) for name in ("maria", "sara", "bo"))
    first = subscribe(session, maria, wanted=wanted(town), key="k1")
    second = subscribe(session, maria, wanted=wanted(town, rhythm=WEEKLY), key="k2")

    for subscription_id in (first, 999):
        with pytest.raises(NotAllowed):
            end_subscription(session, bo, subscription_id=subscription_id)
    end_subscription(session, maria, subscription_id=first)
    end_subscription(session, sara, subscription_id=second)

    assert list_own_subscriptions(session, maria) == []
    with pytest.raises(Conflict, match="redan avslutat"):
        end_subscription(session, maria, subscription_id=first)
