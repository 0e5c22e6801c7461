"""Versions of figures: a budget is made, filled, and closed when it has been adopted."""

from sqlmodel import Session, select

from core.enums import VersionKind
from core.errors import RuleViolation
from core.models import Version
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit
from core.texts import _


def create_version(session: Session, actor: Actor, *, kind: VersionKind, year: int, name: str) -> int:
    """Create an empty version; return its id. Actuals come with the files, so they are refused."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    if kind is VersionKind.ACTUAL:
        raise RuleViolation(_("Utfallet skapas när en huvudbok läses in."))
    if session.exec(select(Version.id).where(Version.year == year, Version.name == name)).first() is not None:
        raise RuleViolation(_("Det finns redan en version som heter {name}.").format(name=name))
    version = Version(kind=kind, year=year, name=name)
    session.add(version)
    session.flush()
    audit.record(
        session,
        actor,
        "version_created",
        subject=("version", version.id),
        change=(None, version.model_dump()),
    )
    if version.id is None:
        raise ValueError("a stored version has an id")
    return version.id


def close_version(session: Session, actor: Actor, *, version_id: int) -> None:
    """Close a version for ever: the database itself refuses every later change."""
    access.require_write(session, actor, Action.MANAGE_PERIODS, actor.top_unit_id)
    version = session.get(Version, version_id)
    if version is None:
        raise RuleViolation(_("Versionen finns inte."))
    if version.closed_at is not None:
        return
    version.closed_at = session.info["database"].now()
    session.add(version)
    session.flush()
    audit.record(
        session, actor, "version_closed", subject=("version", version_id), change=(None, version.name)
    )
