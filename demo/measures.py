"""The measures of 2026 and the clocks of its reported deficits, laid as history with the days they had."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, select

from core.db import Database
from core.enums import TaskStatus, VersionKind
from core.models import ActionPlan, Decision, Measure, MeasureFollowUp, Task, Version
from core.money import ORE_PER, MoneyUnit
from core.queries import trees
from core.queries.action_plan_limits import plan_limits
from core.queries.forecast_nodes import node_of
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.measures import start_clock
from core.rules.subjects import action_plan_subject
from core.services.transaction import transaction
from demo.facts_forecast import CLOSED_ROUNDS, RoundFacts
from demo.facts_measures import CLOCKS, MEASURES, YEAR, ClockFacts, MeasureFacts
from demo.forecast_states import economist_of
from demo.organisation import branch_of

_TKR = ORE_PER[MoneyUnit.TKR]
_HOUR = 9
_ROUNDS = {facts.key: facts for facts in CLOSED_ROUNDS if facts.year == YEAR}


def lay(database: Database, actor: Actor) -> None:
    """Lay every measure and every clock, after the forecasts that they belong to."""
    with transaction(database, actor) as session:
        units, users = trees.unit_ids(session), user_ids(session)
        for facts in MEASURES:
            _measure(session, facts, units, users)
        for clock in CLOCKS:
            _clock(session, actor, clock, units, users)


def _measure(session: Session, facts: MeasureFacts, units: dict[str, int], users: dict[str, int]) -> None:
    status = TaskStatus.OPEN
    if facts.ended:
        status = TaskStatus.DROPPED if facts.dropped else TaskStatus.DONE
    subject = action_plan_subject(units[facts.unit], YEAR)
    task = Task(
        unit_id=subject.unit_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        title=facts.title,
        body=facts.body,
        owner_id=users[facts.owner],
        due=facts.due,
        status=status,
        outcome=facts.ended,
        created_by_id=users[economist_of(facts.unit)],
        created_at=_moment(facts.made),
        ended_at=_moment(facts.due - timedelta(days=1)) if facts.ended else None,
    )
    session.add(task)
    session.flush()
    measure = Measure(
        task_id=task.id or 0, year=YEAR, row_key=facts.row, effect=_ore(facts.effect),
        from_month=facts.from_month, realised=_ore(facts.realised), rev=int(facts.realised is not None),
    )  # fmt: skip
    session.add(measure)
    session.flush()
    if facts.realised is not None and facts.followed is not None:
        session.add(
            MeasureFollowUp(
                task_id=measure.task_id, n=measure.rev, amount=measure.realised or 0, text=facts.words,
                user_id=task.owner_id, at=_moment(facts.followed),
            )
        )  # fmt: skip
        session.flush()


def _clock(
    session: Session, actor: Actor, clock: ClockFacts, units: dict[str, int], users: dict[str, int]
) -> None:
    """Lay a clock with what its latest report said, and the decision that stopped it."""
    reported, latest = _ROUNDS[clock.reported], _ROUNDS[clock.latest]
    unit_id = units[clock.committee]
    said = node_of(session, version=version_of(session, latest), tree_id=actor.tree_id, unit_id=unit_id)
    effect = _effect_on(clock.committee, latest.closes)
    started = start_clock(reported.closes, plan_limits(session).days)
    plan = ActionPlan(
        unit_id=unit_id, version_id=version_of(session, reported).id or 0, deficit=-said.variance,
        effect=effect, reported_on=started.reported_on, due=started.due,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    if clock.decided is not None:
        _decide(session, plan, clock.decided, users[economist_of(clock.committee)])


def _effect_on(committee: str, day: date) -> int:
    """Return what the measures that a nämnd had on a day were to give, öre."""
    return sum(
        _ore(facts.effect) or 0
        for facts in MEASURES
        if branch_of()[facts.unit] == committee and facts.made <= day and not facts.dropped
    )


def _decide(session: Session, plan: ActionPlan, decided: tuple[date, str, str, str], user_id: int) -> None:
    day, paragraph, number, text = decided
    subject = action_plan_subject(plan.unit_id, YEAR)
    decision = Decision(
        unit_id=plan.unit_id, subject_kind=subject.kind, subject_id=subject.id, body=_BODIES[number[:3]],
        day=day, paragraph=paragraph, diary_number=number, text=text, user_id=user_id,
        at=_moment(day + timedelta(days=2)),
    )  # fmt: skip
    session.add(decision)
    session.flush()
    plan.decision_id, plan.ended_on, plan.ended_by_id = decision.id, day, user_id
    session.add(plan)
    session.flush()


_BODIES = {"SON": "Socialnämnden", "VON": "Vård- och omsorgsnämnden"}


def version_of(session: Session, facts: RoundFacts) -> Version:
    """Return the forecast of a round that is over, by its year and name."""
    return session.exec(
        select(Version).where(
            Version.kind == VersionKind.FORECAST, Version.year == facts.year, Version.name == facts.name
        )
    ).one()


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, _HOUR, tzinfo=UTC)


def _ore(tkr: int | None) -> int | None:
    return None if tkr is None else tkr * _TKR
