"""The cases of the access matrix for goals and the steering model."""

from datetime import date

from sqlmodel import Session

from core.enums import GoalKind
from core.models import Goal, GoalLevel, GoalMoney
from core.periods import Period
from core.queries import goal_mergers, goal_money_rows
from core.queries import goal_money as money_queries
from core.queries.goal_money_rows import Coding
from core.rules.access import Action, Actor
from core.rules.attainment import Weighing
from core.rules.goal_money import MoneyPart
from core.rules.steering import LevelDraft, StepDraft
from core.services import (
    goal_assessments,
    goal_ends,
    goal_links,
    goal_money,
    goal_moves,
    goals,
    steering,
    steering_models,
)
from core.services.goal_assessments import NewAssessment
from core.services.goal_moves import GoalPlace
from core.services.goal_store import GoalText, NewGoal
from core.table import Status
from tests import factories
from tests.architecture.access_world import Case, World

_DAY = date(2026, 6, 15)


def _level(session: Session) -> int:
    row = GoalLevel(position=1, name="Mål", kind=GoalKind.GOAL)
    session.add(row)
    session.flush()
    return row.id or 0


def put_target_goal(world: World, session: Session) -> int:
    """A goal of the target."""
    return _goal(world, session)


def _goal(world: World, session: Session, unit_id: int | None = None, origin_id: int | None = None) -> int:
    """A goal of the target unless another unit is named."""
    row = Goal(
        unit_id=unit_id or world.target, level_id=_level(session), title="Fler läser", origin_id=origin_id,
        first_year=2026, created_by_id=world.somebody, created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def _add(world: World, session: Session, actor: Actor) -> None:
    goal = NewGoal(world.target, _level(session), GoalText("Fler läser"), 2026)
    goals.add_goal(session, actor, goal=goal, key="k")


def _move(world: World, session: Session, actor: Actor) -> None:
    goal_id = _goal(world, session)
    place = GoalPlace(world.target, session.get_one(Goal, goal_id).level_id)
    goal_moves.move_goal(session, actor, goal_id=goal_id, rev=0, place=place)


def _reopen(world: World, session: Session, actor: Actor) -> None:
    goal_id = _goal(world, session)
    row = session.get_one(Goal, goal_id)
    row.state, row.closed_on = row.state.CLOSED, _DAY
    session.flush()
    goal_ends.reopen_goal(session, actor, goal_id=goal_id, rev=0)


def _take_back(world: World, session: Session, actor: Actor) -> None:
    origin = _goal(world, session)
    goal_id = _goal(world, session, origin_id=origin)
    session.get_one(Goal, origin).last_year = 2025
    session.flush()
    goal_moves.take_back_plan(session, actor, goal_id=goal_id, rev=0)


def _merge(world: World, session: Session, actor: Actor) -> None:
    into, goal_id = _goal(world, session), _goal(world, session)
    goal_ends.merge_goals(
        session, actor, goals=[(goal_id, 0)], into_id=into, day=_DAY, why="Samma sak.", key="k"
    )


def _split(world: World, session: Session, actor: Actor) -> None:
    parts = [GoalText("Läser"), GoalText("Räknar")]
    goal_moves.split_goal(
        session, actor, goal_id=_goal(world, session), rev=0, parts=parts, why="För brett.", key="k"
    )


def _assess(world: World, session: Session, actor: Actor) -> None:
    goal_assessments.assess_goal(
        session, actor, goal_id=_goal(world, session), period=Period(2026, 10),
        said=NewAssessment(None, "Går bra."), key="k",
    )  # fmt: skip


def _money(world: World, session: Session) -> tuple[int, MoneyPart]:
    row = GoalMoney(goal_id=_goal(world, session), unit_id=world.target)
    session.add(row)
    session.flush()
    return row.id or 0, MoneyPart(world.target)


def _change_money(world: World, session: Session, actor: Actor) -> None:
    money_id, part = _money(world, session)
    goal_money.change_money(session, actor, money_id=money_id, seen=part, part=part)


def _remove_money(world: World, session: Session, actor: Actor) -> None:
    money_id, part = _money(world, session)
    goal_money.remove_money(session, actor, money_id=money_id, seen=part)


def _scale(session: Session, actor: Actor) -> None:
    steps = [StepDraft("Ja", "Ja", Status.OK, 1), StepDraft("Nej", "Nej", Status.BAD, 0)]
    steering.save_scale(session, actor, seen=(), steps=[(None, step) for step in steps], key="k")


GOAL_CASES: dict[str, Case] = {
    "queries.goal_money.read_coverage": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: money_queries.read_coverage(s, a, unit_id=w.target, year=2026),
    ),
    "queries.goal_money_rows.goals_of_row": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: goal_money_rows.goals_of_row(
            s, a, year=2026, unit_id=w.target, coding=Coding("5020", "", "")
        ),
    ),
    "services.goal_money.add_money": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_money.add_money(s, a, goal_id=_goal(w, s), part=MoneyPart(w.target), key="k"),
    ),
    "services.goal_money.change_money": Case(Action.EDIT_GOALS, _change_money),
    "services.goal_money.remove_money": Case(Action.EDIT_GOALS, _remove_money),
    "services.goals.add_goal": Case(Action.EDIT_GOALS, _add),
    "services.goals.change_goal": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goals.change_goal(
            s, a, goal_id=_goal(w, s), rev=0, text=GoalText("Alla läser"), key="k"
        ),
    ),
    "services.goals.order_goals": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goals.order_goals(s, a, unit_id=w.target, goal_ids=[_goal(w, s)]),
    ),
    "services.goal_links.link_goals": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_links.link_goals(s, a, goal_id=_goal(w, s), serves_id=_goal(w, s, w.units["4"])),
    ),
    "services.goal_links.unlink_goals": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_links.unlink_goals(s, a, goal_id=_goal(w, s), serves_id=0),
    ),
    "services.goal_links.set_tags": Case(
        Action.EDIT_GOALS, lambda w, s, a: goal_links.set_tags(s, a, goal_id=_goal(w, s), tags=())
    ),
    "services.goal_ends.close_goal": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_ends.close_goal(s, a, goal_id=_goal(w, s), rev=0, day=_DAY, why="Klart."),
    ),
    "services.goal_ends.end_goal": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_ends.end_goal(s, a, goal_id=_goal(w, s), rev=0, last_year=2026),
    ),
    "services.goal_ends.reopen_goal": Case(Action.EDIT_GOALS, _reopen),
    "queries.goal_mergers.read_returning": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_mergers.read_returning(s, a, goal_id=_goal(w, s)),
        reads=True,
    ),
    "services.goal_ends.merge_goals": Case(Action.EDIT_GOALS, _merge),
    "services.goal_moves.move_goal": Case(Action.EDIT_GOALS, _move),
    "services.goal_moves.split_goal": Case(Action.EDIT_GOALS, _split),
    "services.goal_moves.plan_year": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: goal_moves.plan_year(
            s, a, goal_id=_goal(w, s), rev=0, year=2027, text=GoalText("Alla läser"), key="k"
        ),
    ),
    "services.goal_moves.take_back_plan": Case(Action.EDIT_GOALS, _take_back),
    "services.goal_assessments.assess_goal": Case(Action.EDIT_GOALS, _assess),
    "services.steering.save_levels": Case(
        Action.MANAGE_STEERING,
        lambda _w, s, a: steering.save_levels(
            s, a, seen=(), levels=[(None, LevelDraft("Mål", GoalKind.GOAL))], key="k"
        ),
    ),
    "services.steering.save_scale": Case(Action.MANAGE_STEERING, lambda _w, s, a: _scale(s, a)),
    "services.steering.choose_weighing": Case(
        Action.MANAGE_STEERING, lambda _w, s, a: steering.choose_weighing(s, a, weighing=Weighing.WORST)
    ),
    "services.steering_models.add_usual_tags": Case(
        Action.MANAGE_STEERING, lambda _w, s, a: steering_models.add_usual_tags(s, a)
    ),
    "services.steering_models.start_from": Case(
        Action.MANAGE_STEERING,
        lambda _w, s, a: steering_models.start_from(s, a, model="processes", key="k"),
    ),
    "services.steering.add_tag": Case(
        Action.MANAGE_STEERING, lambda _w, s, a: steering.add_tag(s, a, group="Eget", name="Landsbygd")
    ),
}
