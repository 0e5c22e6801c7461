import pytest
from sqlmodel import Session, select

from core.enums import BudgetDecisionState, NoticeKind
from core.errors import NotAllowed, RuleViolation
from core.models import BudgetDecision, Notice
from core.queries.budget_bases import bases_of
from core.queries.own_redistribution import list_own_rows
from core.services import budget_decisions
from core.services.own_redistribution import Move, request_move
from tests import factories
from tests.core import decisions_town as t
from tests.core.decisions_town import TKR


def _move(session: Session, town: t.Town, amount: int = 50 * TKR, month: int = 11) -> Move:
    rows = list_own_rows(session, town.maria, year=2026, unit_id=town.units["411"])
    pay = next(row for row in rows if row.account == "5020")
    material = next(row for row in rows if row.account == "6410")
    return Move(
        (material.unit_id, material.coding_id), (pay.unit_id, pay.coding_id), amount, month, "Vikarie"
    )


def _ask(session: Session, town: t.Town, move: Move, key: str = "move") -> int:
    return request_move(session, town.maria, unit_id=town.units["411"], year=2026, move=move, key=key)


def test_move_waits_for_approval_and_tells_the_controller(session: Session) -> None:
    town = t.plant(session)

    made = _ask(session, town, _move(session, town))

    decision = session.get_one(BudgetDecision, made)
    assert (decision.state, decision.number) == (BudgetDecisionState.REQUESTED, None)
    assert bases_of(session, 2026).revised is None
    told = session.exec(select(Notice)).all()
    assert [(one.user_id, one.kind) for one in told] == [(town.bo.user_id, NoticeKind.TO_APPROVE)]


def test_move_approved_by_the_controller_moves_the_money_and_tells_the_manager(session: Session) -> None:
    town = t.plant(session)
    made = _ask(session, town, _move(session, town))

    number = t.adopt(session, town.bo, made)

    revised = bases_of(session, 2026).revised or 0
    assert number == 1
    assert t.changes(session, town) == {}
    assert t.sums_of(session, revised)["4110"] == t.sums_of(session, town.budget)["4110"]
    told = session.exec(select(Notice).where(Notice.user_id == town.maria.user_id)).all()
    assert [one.kind for one in told] == [NoticeKind.APPROVED]


def test_move_by_the_free_setting_is_adopted_at_once(session: Session) -> None:
    town = t.plant(session)
    factories.set_setting(session, "own_redistribution", "free")

    made = _ask(session, town, _move(session, town))

    decision = session.get_one(BudgetDecision, made)
    assert (decision.state, decision.number) == (BudgetDecisionState.ADOPTED, 1)
    rows = list_own_rows(session, town.maria, year=2026, unit_id=town.units["411"])
    assert {row.account: sum(row.months) // TKR for row in rows} == {"5020": 20_050, "6410": 1_950}


def test_move_is_spread_over_the_months_that_are_left(session: Session) -> None:
    town = t.plant(session)
    factories.set_setting(session, "own_redistribution", "free")

    _ask(session, town, _move(session, town, amount=30 * TKR, month=10))

    material = next(
        row
        for row in list_own_rows(session, town.maria, year=2026, unit_id=town.units["411"])
        if row.account == "6410"
    )
    assert material.months[8:] == (16_666_700, *(16_666_700 - 10 * TKR,) * 3)


def test_move_of_more_than_the_row_has_left_says_how_much_it_has(session: Session) -> None:
    town = t.plant(session)

    with pytest.raises(RuleViolation, match="har 333\u00a0334\u00a0kr kvar"):
        _ask(session, town, _move(session, town, amount=400 * TKR))


def test_move_between_rows_of_another_unit_is_refused(session: Session) -> None:
    town = t.plant(session)
    theirs = list_own_rows(session, town.bo, year=2026, unit_id=town.units["412"])[0]
    move = _move(session, town)

    with pytest.raises(RuleViolation, match="Välj två rader i din enhets budget"):
        _ask(session, town, Move(move.source, (theirs.unit_id, theirs.coding_id), TKR, 11))


def test_rows_of_another_unit_are_not_for_its_neighbour(session: Session) -> None:
    town = t.plant(session)

    with pytest.raises(NotAllowed):
        list_own_rows(session, town.maria, year=2026, unit_id=town.units["412"])


def test_move_asked_twice_with_the_same_key_is_asked_once(session: Session) -> None:
    town = t.plant(session)
    move = _move(session, town)

    assert _ask(session, town, move) == _ask(session, town, move)


def test_move_dropped_with_a_reason_is_told_to_the_manager(session: Session) -> None:
    town = t.plant(session)
    made = _ask(session, town, _move(session, town))

    budget_decisions.drop(session, town.bo, decision_id=made, rev=0, reason="Lönerna ryms redan.", key="drop")

    told = session.exec(select(Notice).where(Notice.user_id == town.maria.user_id)).one()
    assert told.kind is NoticeKind.RETURNED
    assert told.text.endswith("Lönerna ryms redan.")


def test_move_is_taken_back_by_the_manager_herself(session: Session) -> None:
    town = t.plant(session)
    made = _ask(session, town, _move(session, town))

    budget_decisions.drop(session, town.maria, decision_id=made, rev=0, reason="Behövs inte.", key="drop")

    assert session.get_one(BudgetDecision, made).state is BudgetDecisionState.DROPPED


def test_move_is_not_approved_by_the_manager(session: Session) -> None:
    town = t.plant(session)
    made = _ask(session, town, _move(session, town))

    with pytest.raises(NotAllowed):
        t.adopt(session, town.maria, made)
