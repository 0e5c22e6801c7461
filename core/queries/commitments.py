"""Known commitments as they hold now: of a unit, by source, and what they bind of a year by report row.

The latest load of each source that is not taken back holds; what it replaced is kept beneath it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from core.enums import CommitmentKind
from core.models import Commitment, CommitmentLoad, Unit, User
from core.periods import MONTHS, STOCKHOLM, Period
from core.queries.access import require, subtree
from core.queries.columns import columns_of
from core.queries.forecast_homes import Homes
from core.queries.forecast_series import row_classes
from core.queries.rollup import NOBODY
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor
from core.rules.commitments import left_after, months_of_year

_CLOSING_DAYS = timedelta(days=15)
"""A month is closed so long after its end: what was loaded until then was known when it was."""


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment as it is read, with its amount and what is left of the year (öre, cost +)."""

    unit_code: str
    account: str
    function: str
    kind: CommitmentKind
    supplier: str
    text: str
    amount: int
    first: date
    last: date
    left: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What holds of a source: the file, its rows and sum, by whom and when (UTC)."""

    load_id: int
    source: str
    file_name: str
    rows: int
    amount: int
    user: str
    at: datetime


def list_commitments(session: Session, actor: Actor, *, unit_id: int, period: Period) -> list[CommitmentRow]:
    """Return what binds a unit and all below it after a month of a year, the most first."""
    require(session, actor, Action.VIEW_TRANSACTIONS, unit_id)
    rows = session.exec(
        select(Commitment, Unit.code)
        .join(Unit, col(Unit.id) == col(Commitment.unit_id))
        .where(
            col(Commitment.load_id).in_(_loads_at(session, session.info["database"].now()).values()),
            col(Commitment.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
            Commitment.last_day > period.last_day,
            Commitment.first_day <= date(period.year, 12, 31),
        )
    ).all()
    codings = columns_of(session, ()).codings
    found = [
        CommitmentRow(
            code, codings.code.get(int(codings.account[row.coding_id]), ""),
            codings.code.get(int(codings.function[row.coding_id]), ""), row.kind, row.supplier, row.text,
            row.amount, row.first_day, row.last_day, sum(_months(row, period.year)[period.month :]),
        )
        for row, code in rows
    ]  # fmt: skip
    return sorted(
        (row for row in found if row.left), key=lambda row: (-abs(row.left), row.supplier, row.text)
    )


def list_sources(session: Session, actor: Actor) -> list[SourceRow]:
    """Return what holds of every source, in the order of their names."""
    require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    held = _loads_at(session, session.info["database"].now()).values()
    rows = session.exec(
        select(CommitmentLoad, User.name)
        .join(User, col(User.id) == col(CommitmentLoad.user_id))
        .where(col(CommitmentLoad.id).in_(held))
        .order_by(col(CommitmentLoad.source))
    )
    return [
        SourceRow(load.id or 0, load.source, load.file_name, load.rows, load.amount, name, load.at)
        for load, name in rows
    ]


def committed(
    session: Session, *, tree_id: int, unit_ids: Sequence[int], year: int, as_then: bool = False
) -> dict[tuple[int, str], tuple[int, ...]]:
    """Return by unit and report row what is bound of a year after 0–12 months, in öre, report sign.

    With `as_then` each place holds what was known when so many months were closed, so that a
    back-test is fair. Not narrowed by rights: callers narrow.
    """
    now: datetime = session.info["database"].now()
    moments = [_known_at(year, closed) if as_then else now for closed in range(len(MONTHS) + 1)]
    by_moment = {moment: frozenset(_loads_at(session, moment).values()) for moment in set(moments)}
    held = [by_moment[moment] for moment in moments]
    loads = frozenset().union(*held)
    actual = choose_versions(session, year).actual
    if not loads or actual is None:
        return {}
    places = _places(session, tree_id, unit_ids, actual, loads)
    found = {}
    for place, rows in places.items():
        bound = [
            left_after([_months(row, year) for row in rows if row.load_id in known])[closed]
            for closed, known in enumerate(held)
        ]
        if any(bound):
            found[place] = tuple(-amount for amount in bound)
    return found


def _places(
    session: Session, tree_id: int, unit_ids: Sequence[int], version_id: int, loads: frozenset[int]
) -> dict[tuple[int, str], list[Commitment]]:
    """Return the commitments of some loads by the asked unit and the report row that they belong to."""
    columns = columns_of(session, [version_id])
    shape, classes = columns.trees[tree_id], row_classes(session, columns)
    homes = Homes(shape, unit_ids)
    found: dict[tuple[int, str], list[Commitment]] = {}
    for row in session.exec(select(Commitment).where(col(Commitment.load_id).in_(loads))):
        position = int(shape.position[row.unit_id]) if row.unit_id < len(shape.position) else NOBODY
        home = int(homes.of_position[position]) if position >= 0 else NOBODY
        line = int(classes.of_coding[row.coding_id]) if row.coding_id < len(classes.of_coding) else NOBODY
        if home >= 0 and 0 <= line < len(classes.keys) - 1:
            found.setdefault((homes.unit_ids[home], classes.keys[line]), []).append(row)
    return found


def _known_at(year: int, closed: int) -> datetime:
    """Return the moment when so many months of a year were closed."""
    last = Period(year, closed).last_day if closed else date(year - 1, 12, 31)
    return datetime.combine(last + _CLOSING_DAYS, time.max, tzinfo=STOCKHOLM)


def _loads_at(session: Session, moment: datetime) -> Mapping[str, int]:
    """Return by source the load that held at a moment."""
    rows = session.exec(
        select(CommitmentLoad).where(CommitmentLoad.at <= moment).order_by(col(CommitmentLoad.id))
    )
    return {
        row.source: row.id
        for row in rows
        if row.id is not None and (row.undone_at is None or row.undone_at > moment)
    }


def _months(row: Commitment, year: int) -> tuple[int, ...]:
    return months_of_year(row.amount, row.first_day, row.last_day, kind=row.kind, year=year)
