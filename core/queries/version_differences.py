"""Where two versions differ on a unit, row by row, and who made it so and why.

Amounts are öre in report sign (revenue +).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.enums import Dimension, PlanOrigin
from core.models import Balance, BudgetDecision, Code, Coding, PlanChange, PlanLine, User
from core.periods import CLOSING_PERIOD, MONTHS
from core.queries.access import subtree
from core.queries.comparable_versions import require_comparable
from core.rules.access import Actor

_MOST = 100


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is as it is: a budget decision (number and title), or somebody's change with its cause."""

    version_id: int
    who: str
    at: datetime | None
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """An ansvar's coding with its year in both versions, and the reasons, the decisions first."""

    unit_id: int
    coding_id: int
    one: int | None
    other: int | None
    reasons: tuple[Reason, ...] = ()

    @property
    def change(self) -> int:
        """The other version less the first, + when better."""
        return (self.other or 0) - (self.one or 0)


@dataclass(frozen=True, slots=True)
class Where:
    """What is looked into: a unit, the two versions, an account or a function, and months first–last."""

    unit_id: int
    one: int
    other: int
    dimension: Dimension
    code: str
    months: tuple[int, int]


def list_differences(session: Session, actor: Actor, *, where: Where) -> list[Difference]:
    """Return the codings that differ, the largest first and at most a hundred, with their reasons."""
    for version_id in (where.one, where.other):
        require_comparable(session, actor, version_id=version_id, unit_id=where.unit_id)
    sums: dict[tuple[int, int], dict[int, int]] = {}
    for row in session.exec(_balances(actor, where)):
        sums.setdefault((row.unit_id, row.coding_id), {})[row.version_id] = _amount(row, where.months)
    found = [
        Difference(unit_id, coding_id, held.get(where.one), held.get(where.other))
        for (unit_id, coding_id), held in sums.items()
    ]
    differing = sorted((row for row in found if row.change), key=lambda row: -abs(row.change))[:_MOST]
    reasons = _reasons(session, where, differing)
    return [
        Difference(
            row.unit_id, row.coding_id, row.one, row.other,
            tuple(reasons.get((row.unit_id, row.coding_id), ())),
        )
        for row in differing
    ]  # fmt: skip


def _balances(actor: Actor, where: Where) -> SelectOfScalar[Balance]:
    part = Coding.account_id if where.dimension is Dimension.ACCOUNT else Coding.function_id
    return (
        select(Balance)
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(Code, col(Code.id) == col(part))
        .where(
            col(Balance.version_id).in_((where.one, where.other)),
            col(Balance.unit_id).in_(subtree(actor.tree_id, (where.unit_id,))),
            Code.code == where.code,
        )
    )


def _amount(row: Balance, months: tuple[int, int]) -> int:
    """Return the months first–last in report sign; period 13 belongs to December."""
    first, last = months
    stop = CLOSING_PERIOD if last == MONTHS[-1] else last
    total: int = sum(getattr(row, f"m{month}") for month in range(first, stop + 1))
    return -total


def _reasons(
    session: Session, where: Where, rows: Collection[Difference]
) -> dict[tuple[int, int], list[Reason]]:
    found: dict[tuple[int, int], list[Reason]] = {}
    wanted = {(row.unit_id, row.coding_id) for row in rows}
    for key, reason in (*_decided(session, where, wanted), *_changed(session, where, wanted)):
        found.setdefault(key, []).append(reason)
    return found


def _decided(
    session: Session, where: Where, wanted: Collection[tuple[int, int]]
) -> list[tuple[tuple[int, int], Reason]]:
    """Return the decisions behind lines: those copied in, and those whose own version is compared."""
    statement = (
        select(PlanLine, BudgetDecision, User.name)
        .join(
            BudgetDecision,
            (col(BudgetDecision.id) == col(PlanLine.origin_id))
            & (col(PlanLine.origin) == PlanOrigin.DECISION)
            | (col(BudgetDecision.version_id) == col(PlanLine.version_id)),
        )
        .join(User, col(User.id) == col(BudgetDecision.created_by_id))
        .where(
            col(PlanLine.version_id).in_((where.one, where.other)),
            col(PlanLine.unit_id).in_({unit for unit, _coding in wanted}),
            col(PlanLine.coding_id).in_({coding for _unit, coding in wanted}),
        )
        .order_by(col(BudgetDecision.number), col(PlanLine.id))
    )
    return [
        (
            (line.unit_id, line.coding_id),
            Reason(line.version_id, name, None, line.text or decision.title, decision.number),
        )
        for line, decision, name in session.exec(statement)
        if (line.unit_id, line.coding_id) in wanted
    ]


def _changed(
    session: Session, where: Where, wanted: Collection[tuple[int, int]]
) -> list[tuple[tuple[int, int], Reason]]:
    """Return the latest change of each row in each version."""
    statement = (
        select(PlanChange, User.name)
        .join(User, col(User.id) == col(PlanChange.user_id))
        .where(
            col(PlanChange.version_id).in_((where.one, where.other)),
            col(PlanChange.unit_id).in_({unit for unit, _coding in wanted}),
            col(PlanChange.coding_id).in_({coding for _unit, coding in wanted}),
        )
        .order_by(col(PlanChange.id).desc())
    )
    latest: dict[tuple[int, int, int], tuple[tuple[int, int], Reason]] = {}
    for change, name in session.exec(statement):
        key = (change.unit_id, change.coding_id)
        if key in wanted:
            reason = Reason(change.version_id, name, change.at, change.cause)
            latest.setdefault((change.version_id, *key), (key, reason))
    return list(latest.values())
