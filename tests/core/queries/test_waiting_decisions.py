"""Decisions about money in Mina uppgifter: whoever is to act has a card that opens its page until it is done.

VON goes towards −14,0; the clock of 30 days starts on 9 November, when its last unit reports.
"""

from datetime import date

from sqlmodel import Session, select

from core.enums import Role
from core.models import ActionPlan, RoleAssignment
from core.queries.access import load_actor
from core.queries.action_plans import list_action_plans
from core.queries.own_redistribution import list_own_rows
from core.queries.waiting import list_waiting
from core.queries.waiting_decisions import list_own_clocks, list_own_moves
from core.rules.access import Actor
from core.services import budget_decisions
from core.services.action_plans import record_plan_decision
from core.services.decisions import DecisionText
from core.services.own_redistribution import Move, request_move
from tests import factories
from tests.core import decisions_town, measures_town

_DAY = date(2026, 12, 9)


def _person(session: Session, town: measures_town.Town, name: str, role: Role, unit: str) -> Actor:
    user_id = factories.make_user(session, name)
    factories.give_role(session, user_id, role, town.units[unit])
    actor = load_actor(session, user_id, today=factories.TODAY)
    assert actor
    return actor


def _running(session: Session) -> tuple[measures_town.Town, int]:
    town = measures_town.make_town(session)
    for unit in ("611", "612"):
        measures_town.hand_in(session, town, unit, town.sara)
    plan = session.exec(select(ActionPlan)).one()
    return town, plan.id or 0


def _titles(session: Session, actor: Actor) -> list[tuple[str, date, str, str]]:
    cards = list_waiting(session, actor, today=factories.TODAY).cards
    return [(one.next.title, one.next.due, one.next.address, one.next.owner) for one in cards]


def test_running_clock_waits_for_the_director_and_the_nearest_economist(session: Session) -> None:
    town, _plan = _running(session)
    director = _person(session, town, "anders", Role.MANAGER, "VOF")

    assert _titles(session, director)[-1] == (
        "Lägg fram åtgärder mot underskottet", _DAY, "/atgardsplan?enhet=VOF&ar=2026", "",
    )  # fmt: skip
    assert _titles(session, town.lisa) == [
        ("Skriv in beslutet om åtgärder mot underskottet", _DAY, "/atgardsplan?enhet=VON&ar=2026", "")
    ]
    (clock,) = list_action_plans(session, director, unit_id=town.units["VOF"], year=2026)
    assert (clock.unit, clock.clock.due) == ("Vård- och omsorgsnämnden", _DAY)
    assert list_own_clocks(session, town.vera) == list_own_clocks(session, town.sara) == []


def test_members_of_the_body_are_told_once_the_forecast_is_closed(session: Session) -> None:
    town, _plan = _running(session)
    neighbour = _person(session, town, "yvonne", Role.ELECTED_OFFICIAL, "BUN")

    before = list_own_clocks(session, town.bo)
    measures_town.close_version(session, town.version_id)

    assert before == []
    assert [one[0] for one in _titles(session, town.bo)] == ["Besluta om åtgärder mot underskottet"]
    assert list_own_clocks(session, neighbour) == []


def test_deputy_of_the_director_sees_it_for_the_director_while_she_stands_in(session: Session) -> None:
    town, _plan = _running(session)
    _person(session, town, "anders", Role.MANAGER, "VOF")
    deputy = _person(session, town, "dora", Role.DEPUTY, "VOF")

    assert [one.owner for one in list_own_clocks(session, deputy)] == ["Anders"]
    held = session.exec(select(RoleAssignment).where(RoleAssignment.role == Role.DEPUTY)).one()
    held.valid_to = date(2026, 11, 8)
    session.flush()
    gone = load_actor(session, deputy.user_id, today=factories.TODAY)
    assert gone
    assert list_own_clocks(session, gone) == []


def test_clock_is_gone_when_the_body_has_decided(session: Session) -> None:
    town, plan_id = _running(session)
    text = DecisionText("Vård- och omsorgsnämnden", date(2026, 11, 9), "§ 12")

    record_plan_decision(session, town.lisa, plan_id=plan_id, text=text, key="decided")

    assert _titles(session, town.lisa) == []


def _asked(session: Session) -> tuple[decisions_town.Town, int]:
    town = decisions_town.plant(session)
    rows = list_own_rows(session, town.maria, year=2026, unit_id=town.units["411"])
    pay = next(row for row in rows if row.account == "5020")
    goods = next(row for row in rows if row.account == "6410")
    move = Move((goods.unit_id, goods.coding_id), (pay.unit_id, pay.coding_id), 50 * decisions_town.TKR, 11)
    made = request_move(session, town.maria, unit_id=town.units["411"], year=2026, move=move, key="move")
    return town, made


def test_move_that_a_manager_asks_for_waits_for_the_nearest_economist_only(session: Session) -> None:
    town, made = _asked(session)

    (card,) = list_waiting(session, town.bo, today=factories.TODAY).cards

    assert (card.next.unit, card.next.due, card.next.address) == (
        "Ekbackens skola", date(2026, 11, 16), f"/budgetbeslut?enhet=411&beslut={made}",
    )  # fmt: skip
    assert card.next.title.startswith("Godkänn flytt av pengar: Från ")
    assert list_own_moves(session, town.sara) == list_own_moves(session, town.maria) == []


def test_move_is_gone_when_it_is_adopted(session: Session) -> None:
    town, made = _asked(session)

    decisions_town.adopt(session, town.bo, made)

    assert list_own_moves(session, town.bo) == []


def test_move_is_gone_when_it_is_dropped(session: Session) -> None:
    town, made = _asked(session)
    (row,) = list_own_moves(session, town.bo)

    budget_decisions.drop(
        session, town.bo, decision_id=made, rev=0, reason="Behövs till läromedel.", key="no"
    )

    assert row.decision_id == made
    assert list_own_moves(session, town.bo) == []
