"""The figures that a round fills: budgets have the year's budget, a forecast a version of its own."""

from sqlmodel import Session, col, select

from core.enums import RoundKind, RoundState, VersionKind
from core.models import Round, Version
from core.rules.access import Actor
from core.services import audit
from core.services.forecast_proposals import propose
from core.texts import _


def ensure_version(session: Session, actor: Actor, stored: Round) -> int | None:
    """Give a round of budget the year's budget that is not adopted, a new one when there is none.

    A round of forecast gets a version of its own, with a proposal on every row. Rounds that ask for
    words have no figures. Part of opening a round, which has asked for the right.
    """
    if stored.version_id is not None:
        return stored.version_id
    if stored.kind is RoundKind.FORECAST:
        version = _new_version(session, actor, VersionKind.FORECAST, stored.year, stored.name)
        _keep(session, stored, version)
        propose(session, actor, version_id=version.id or 0)
        return version.id
    if stored.kind is not RoundKind.BUDGET:
        return None
    version = _open_budget(session, stored.year) or _new_version(
        session, actor, VersionKind.BUDGET, stored.year, _("Budget {year}").format(year=stored.year)
    )
    _keep(session, stored, version)
    return version.id


def close_forecast(session: Session, actor: Actor, stored: Round) -> None:
    """Close the forecast of a round that is closed, unless another round still fills it.

    Rounds are never opened again, and neither is a version: what has happened since belongs to the
    next forecast. Part of closing a round, which has asked for the right.
    """
    if stored.kind is not RoundKind.FORECAST or stored.version_id is None:
        return
    others = select(Round.id).where(
        Round.version_id == stored.version_id, Round.id != stored.id, Round.state != RoundState.CLOSED
    )
    version = session.get_one(Version, stored.version_id, populate_existing=True, with_for_update=True)
    if session.exec(others).first() is not None or version.closed_at is not None:
        return
    version.closed_at = session.info["database"].now()
    session.add(version)
    session.flush()
    audit.record(
        session, actor, "version_closed", subject=("version", version.id), change=(None, version.name)
    )


def _open_budget(session: Session, year: int) -> Version | None:
    return session.exec(
        select(Version)
        .where(Version.kind == VersionKind.BUDGET, Version.year == year, col(Version.closed_at).is_(None))
        .order_by(col(Version.id))
    ).first()


def _new_version(session: Session, actor: Actor, kind: VersionKind, year: int, name: str) -> Version:
    version = Version(kind=kind, year=year, name=name)
    session.add(version)
    session.flush()
    audit.record(
        session, actor, "version_created", subject=("version", version.id),
        change=(None, version.model_dump()),
    )  # fmt: skip
    return version


def _keep(session: Session, stored: Round, version: Version) -> None:
    stored.version_id = version.id
    session.add(stored)
    session.flush()
