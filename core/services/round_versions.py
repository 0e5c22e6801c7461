"""The figures that a round fills: a round of budget has the year's budget, made when there is none."""

from sqlmodel import Session, col, select

from core.enums import RoundKind, VersionKind
from core.models import Round, Version
from core.rules.access import Actor
from core.services import audit
from core.texts import _


def ensure_version(session: Session, actor: Actor, stored: Round) -> int | None:
    """Give a round of budget the year's budget that is not adopted, a new one when there is none.

    Rounds that ask for words have no figures. Part of opening a round, which has asked for the right.
    """
    if stored.version_id is not None or stored.kind is not RoundKind.BUDGET:
        return stored.version_id
    version = session.exec(
        select(Version)
        .where(
            Version.kind == VersionKind.BUDGET, Version.year == stored.year, col(Version.closed_at).is_(None)
        )
        .order_by(col(Version.id))
    ).first()
    if version is None:
        version = Version(
            kind=VersionKind.BUDGET, year=stored.year, name=_("Budget {year}").format(year=stored.year)
        )
        session.add(version)
        session.flush()
        audit.record(
            session, actor, "version_created", subject=("version", version.id),
            change=(None, version.model_dump()),
        )  # fmt: skip
    stored.version_id = version.id
    session.add(stored)
    session.flush()
    return version.id
