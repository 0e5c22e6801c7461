"""The goals of Ekarboda for 2026, laid the way a municipality brings its history along.

Rows with the days that they had; the steering model itself is started through the service.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session, col, func, select

from core.db import Database
from core.enums import GoalState
from core.models import (
    MONTH_COLUMNS,
    AssessmentStep,
    Balance,
    Code,
    Coding,
    Goal,
    GoalAssessment,
    GoalLevel,
    GoalLink,
    GoalMoney,
    GoalTag,
)
from core.queries import trees
from core.queries.users import user_ids
from core.queries.versions import choose_versions
from core.rules.access import Actor
from core.rules.goal_money import WHOLE
from core.services.steering_models import start_from
from core.services.transaction import transaction
from demo.facts_goal_words import MONTHS, Said, committee_words, unit_goals
from demo.facts_goals import (
    ASSIGNMENT,
    ASSIGNMENTS,
    CLOSED,
    LAST_YEAR,
    MODEL,
    PLANNED,
    UNIT,
    YEAR,
    AssignmentFacts,
    GoalFacts,
    goals_above_units,
)
from demo.forecast_states import economist_of, manager_of
from demo.organisation import MUNICIPALITY, cost_centers

_DIRECTOR, _FINANCE = "annika.ferm", "petra.dahlgard"
_MADE = datetime(2025, 12, 15, 9, tzinfo=UTC)
_SAID_AT = {4: date(2026, 5, 12), 8: date(2026, 9, 11), 10: date(2026, 11, 5)}
_STEPS = {"o": "ok", "p": "part", "b": "bad"}
_PAY_PER_FTE = 64_000_000
"""What a full-time equivalent costs in a year, öre, on the mean."""
_HALF = Decimal("0.5")
_PAY = "50-57"
_MONEY: tuple[tuple[str, str, int], ...] = (
    ("41", _PAY, 8_000), ("42", _PAY, 8_000), ("43", _PAY, 6_000), ("44", _PAY, 6_000), ("45", _PAY, 5_000),
    ("46", "", 4_000), ("51", "", 7_500), ("52", "", 5_000), ("53", "", 5_000), ("61", "", 7_000),
    ("62", _PAY, 6_000), ("63", _PAY, 4_000), ("64", _PAY, 5_000), ("65", "", 3_000), ("31", "", 4_000),
    ("32", "", 4_000), ("711", "61-62", 10_000), ("721", "64", 5_000), ("722", "64", 5_000),
    ("73", "", 2_500), ("75", _PAY, 6_000), ("113", "", 6_000), ("131", "", 2_000),
)  # fmt: skip
"""Which part of a unit's money serves its goal: by the beginning of its code, accounts and share."""


@dataclass(frozen=True, slots=True)
class _Town:
    """What rows are made of: the ids of units, users, levels and steps."""

    units: Mapping[str, int]
    users: Mapping[str, int]
    levels: Mapping[str, int]
    steps: Mapping[str, int]


def lay(database: Database, actor: Actor) -> dict[str, int]:
    """Lay the steering model and every goal; return their ids by key, a unit's own goal by its code."""
    with transaction(database, actor) as session:
        start_from(session, actor, model=MODEL, key="demo-steering-model")
        town = _Town(
            trees.unit_ids(session), user_ids(session), _levels(session), _steps(session),
        )  # fmt: skip
        ids = _lay_goals(session, town)
        _lay_assignments(session, town, ids)
        _lay_words(session, town, ids)
        _lay_money(session, town, ids)
        _plan_next_year(session, ids)
    return ids


def _levels(session: Session) -> dict[str, int]:
    return {row.name: row.id or 0 for row in session.exec(select(GoalLevel))}


def _steps(session: Session) -> dict[str, int]:
    return {row.status: row.id or 0 for row in session.exec(select(AssessmentStep))}


def _lay_goals(session: Session, town: _Town) -> dict[str, int]:
    own = [GoalFacts(goal.unit, goal.unit, UNIT, goal.serves, goal.title) for goal in unit_goals()]
    facts = [*goals_above_units(), *own]
    rows = {one.key: _goal(one, position, town) for position, one in enumerate(facts, start=1)}
    session.add_all(rows.values())
    session.flush()
    ids = {key: row.id or 0 for key, row in rows.items()}
    session.add_all(
        GoalLink(goal_id=ids[one.key], serves_id=ids[serves]) for one in facts for serves in one.serves
    )
    session.add_all(GoalTag(goal_id=ids[one.key], tag_key=tag) for one in facts for tag in one.tags)
    for key, (day, why) in CLOSED.items():
        rows[key].state, rows[key].closed_on, rows[key].closed_why = GoalState.CLOSED, day, why
    for key in LAST_YEAR:
        rows[key].last_year = YEAR
    session.flush()
    return ids


def _goal(facts: GoalFacts, position: int, town: _Town) -> Goal:
    return Goal(
        unit_id=town.units[facts.unit], level_id=town.levels[facts.level], position=position,
        title=facts.title, text=facts.text, owner_id=town.users[_who(facts.unit)],
        first_year=YEAR, created_by_id=town.users[_writer(facts.unit)], created_at=_MADE,
    )  # fmt: skip


def _lay_assignments(session: Session, town: _Town, ids: Mapping[str, int]) -> None:
    for position, facts in enumerate(ASSIGNMENTS, start=1):
        row = _assignment(facts, position, town)
        session.add(row)
        session.flush()
        session.add_all(GoalLink(goal_id=row.id or 0, serves_id=ids[serves]) for serves in facts.serves)


def _assignment(facts: AssignmentFacts, position: int, town: _Town) -> Goal:
    return Goal(
        unit_id=town.units[facts.unit], level_id=town.levels[ASSIGNMENT], position=position,
        title=facts.title, text=facts.text, owner_id=town.users[facts.owner], first_year=YEAR,
        report_by=facts.report_by, state=GoalState.CLOSED if facts.closed else GoalState.ACTIVE,
        closed_on=facts.closed, closed_why=facts.closed_why,
        created_by_id=town.users[_writer(facts.unit)], created_at=_MADE,
    )  # fmt: skip


def _lay_words(session: Session, town: _Town, ids: Mapping[str, int]) -> None:
    said = {goal.unit: goal.said for goal in unit_goals()} | committee_words()
    rows = [row for n, (key, one) in enumerate(said.items()) for row in _assessments(key, one, n, town, ids)]
    rows.sort(key=_order)
    session.add_all(rows)
    session.flush()


def _order(row: GoalAssessment) -> tuple[datetime, int]:
    return row.at, row.goal_id


def _assessments(
    key: str, said: Said, number: int, town: _Town, ids: Mapping[str, int]
) -> list[GoalAssessment]:
    """Return what was said of a goal; without new words a step that stands is not said again in October."""
    unit = key if key in town.units else key.rstrip("0123456789")
    words = ("", said.august, said.october)
    rows = []
    for month, step, text in zip(MONTHS, said.steps, words, strict=True):
        if step not in _STEPS or (month == MONTHS[-1] and not text):
            continue
        at = datetime.combine(_SAID_AT[month], datetime.min.time(), UTC) + timedelta(minutes=420 + 5 * number)
        rows.append(
            GoalAssessment(
                goal_id=ids[key], year=YEAR, month=month, step_id=town.steps[_STEPS[step]], text=text,
                user_id=town.users[_who(unit)], at=at,
            )
        )  # fmt: skip
    return rows


def _lay_money(session: Session, town: _Town, ids: Mapping[str, int]) -> None:
    pay = _pay_by_unit(session)
    for goal in unit_goals():
        found = [(accounts, share) for prefix, accounts, share in _MONEY if goal.unit.startswith(prefix)]
        for accounts, share in found:
            fte = Decimal(pay.get(goal.unit, 0)) * share / WHOLE / _PAY_PER_FTE
            session.add(
                GoalMoney(
                    goal_id=ids[goal.unit], unit_id=town.units[goal.unit], accounts=accounts, share=share,
                    fte=(fte / _HALF).to_integral_value() * _HALF if accounts in {"", _PAY} else None,
                )
            )  # fmt: skip
    session.flush()


def _pay_by_unit(session: Session) -> dict[str, int]:
    """Return the year's budget for pay of every unit, öre, from the balances that the goals point at."""
    unit_of = {center.code: center.unit for center in cost_centers()}
    codes = {unit_id: code for code, unit_id in trees.unit_ids(session).items()}
    year = sum((col(getattr(Balance, month)) for month in MONTH_COLUMNS[1:]), col(Balance.m1))
    rows = session.exec(
        select(Balance.unit_id, func.sum(year))
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(Code, col(Code.id) == col(Coding.account_id))
        .where(
            Balance.version_id == choose_versions(session, YEAR).compared, col(Code.code).between("50", "58")
        )
        .group_by(col(Balance.unit_id))
    )
    found: dict[str, int] = {}
    for unit_id, amount in rows:
        unit = unit_of.get(codes[unit_id], "")
        found[unit] = found.get(unit, 0) + int(amount or 0)
    return found


def _plan_next_year(session: Session, ids: Mapping[str, int]) -> None:
    """Lay what is planned for the next year as rows of their own, with the same thread and money."""
    for key, title in PLANNED.items():
        now = session.get_one(Goal, ids[key])
        later = Goal(
            **now.model_dump(exclude={"id", "title", "first_year", "origin_id"}),
            title=title, first_year=YEAR + 1, origin_id=now.id,
        )  # fmt: skip
        now.last_year = YEAR
        session.add(later)
        session.flush()
        _follow(session, now.id or 0, later.id or 0)


def _follow(session: Session, old: int, new: int) -> None:
    links = session.exec(
        select(GoalLink.goal_id, GoalLink.serves_id).where(
            (col(GoalLink.goal_id) == old) | (col(GoalLink.serves_id) == old)
        )
    ).all()
    session.add_all(
        GoalLink(goal_id=new if a == old else a, serves_id=new if b == old else b) for a, b in links
    )
    money: Sequence[GoalMoney] = session.exec(select(GoalMoney).where(GoalMoney.goal_id == old)).all()
    session.add_all(GoalMoney(**one.model_dump(exclude={"id", "goal_id"}), goal_id=new) for one in money)
    session.flush()


def _who(unit: str) -> str:
    """Return who answers for a unit's goals."""
    return _DIRECTOR if unit == MUNICIPALITY else manager_of(unit)


def _writer(unit: str) -> str:
    """Return who put a unit's goals down."""
    return _FINANCE if unit == MUNICIPALITY else economist_of(unit)
