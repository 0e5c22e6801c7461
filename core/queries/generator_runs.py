"""When a generator last ran in a budget, and whether what it read has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.models import GeneratorRun, User
from core.queries.assumptions import assumptions_held
from core.queries.plan_rights import plan_of
from core.rules.access import Actor


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run of a generator: how many lines, by whom, and whether an assumption is newer."""

    lines: int
    user: str
    at: datetime
    stale: bool


def last_run(
    session: Session, actor: Actor, *, version_id: int, generator: str, keys: Sequence[str]
) -> LastRun | None:
    """Return the last run of a generator in a budget that the actor may see; None when it never ran."""
    version = plan_of(session, actor, version_id=version_id)
    found = session.exec(
        select(GeneratorRun, User.name)
        .join(User, col(User.id) == col(GeneratorRun.user_id))
        .where(GeneratorRun.version_id == version_id, GeneratorRun.generator == generator)
        .order_by(col(GeneratorRun.id).desc())
    ).first()
    if found is None:
        return None
    run, name = found
    stale = run.inputs != inputs_of(session, keys, version.year)
    return LastRun(run.lines, name, run.at, stale)


def inputs_of(session: Session, keys: Sequence[str], year: int) -> dict[str, int | None]:
    """Return what a run reads: the row of each assumption of a year, None for a published value."""
    held = assumptions_held(session)
    return {f"{key}/{year}": held[key, year].row_id for key in keys if (key, year) in held}
