from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import RoundState
from core.errors import NotAllowed
from core.models import RoleAssignment
from core.queries.rounds import (
    burden_of,
    list_rounds,
    list_rounds_between,
    preview_copy,
    preview_opening,
    read_round,
)
from core.rules.burden import Burden
from core.rules.trees import Move
from core.services.organisation import reorganise
from tests.core.process_town import BUDGET, Town, make_town, plan, plan_and_open
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("maria", ["412"]),
        ("berit", ["412", "413"]),
        ("sol", ["512"]),
        ("sara", ["412", "413", "512"]),
        ("ada", ["412", "413", "512"]),
        ("rune", ["412", "413", "512"]),
    ],
)
def test_round_shows_the_units_that_one_may_see(
    session: Session, town: Town, who: str, units: list[str]
) -> None:
    round_id = plan(session, town)
    row = read_round(session, town.actor(session, who), round_id=round_id)
    assert [unit_id for unit_id, _day in row.units] == [town.units[code] for code in units]


def test_round_that_asks_others_is_not_there(session: Session, town: Town) -> None:
    round_id = plan(session, town, codes="412")
    lars = town.actor(session, "lars")
    assert list_rounds(session, lars) == []
    with pytest.raises(NotAllowed):
        read_round(session, lars, round_id=round_id)
    with pytest.raises(NotAllowed):
        read_round(session, lars, round_id=999)


def test_rounds_are_listed_by_year_state_and_days(session: Session, town: Town) -> None:
    sara = town.actor(session, "sara")
    early = plan(session, town, replace(BUDGET, name="Tidig", opens=date(2026, 8, 1)))
    opened = plan_and_open(session, town)
    assert [row.id for row in list_rounds(session, sara)] == [early, opened]
    assert [row.id for row in list_rounds(session, sara, state=RoundState.OPEN)] == [opened]
    assert list_rounds(session, sara, year=2026) == []
    august = list_rounds_between(session, sara, first=date(2026, 8, 1), last=date(2026, 8, 31))
    assert [row.id for row in august] == [early]
    assert list_rounds_between(session, sara, first=date(2026, 12, 19), last=date(2027, 1, 31)) == []


def test_round_stays_with_the_step_when_the_unit_moves(session: Session, town: Town) -> None:
    opened = plan_and_open(session, town, codes="412")
    reorganise(session, town.actor(session, "ada"), valid_from=TODAY, changes=[Move("412", "50")])
    assert [row.id for row in list_rounds(session, town.actor(session, "berit"))] == [opened]


def test_preview_of_opening_shows_steps_and_what_is_skipped(session: Session, town: Town) -> None:
    rows = preview_opening(
        session, town.actor(session, "sara"), round_id=plan(session, town, codes="412 612")
    )
    assert [(row.unit.name, len(row.steps), len(row.skipped)) for row in rows] == [
        ("Ekbackens skola", 2, 0),
        ("Biblioteket", 1, 1),
    ]


@pytest.mark.parametrize("who", ["maria", "bo", "disa", "rune"])
def test_previews_are_for_those_who_manage_rounds(session: Session, town: Town, who: str) -> None:
    round_id = plan(session, town)
    actor = town.actor(session, who)
    with pytest.raises(NotAllowed):
        preview_opening(session, actor, round_id=round_id)
    with pytest.raises(NotAllowed):
        preview_copy(session, actor, year_from=2027, year_to=2028)


def test_burden_counts_each_manager_once_and_upward_where_none_is(session: Session, town: Town) -> None:
    round_id, sara = plan(session, town), town.actor(session, "sara")
    assert burden_of(session, sara, round_id=round_id, today=TODAY) == Burden(3, 38)
    for code in ("412", "413"):
        for held in session.exec(select(RoleAssignment).where(RoleAssignment.unit_id == town.units[code])):
            session.delete(held)
    session.flush()
    assert burden_of(session, sara, round_id=round_id, today=TODAY) == Burden(2, 38)
