"""Who may see and change a plan: the state of its round decides for those asked, finance has the rest.

plan_of(session, actor, *, version_id) -> Version          raises for what may not be seen
editing(session, actor, *, version, unit_id) -> Editing    with the reason in words
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import RoundState, VersionKind
from core.errors import NotAllowed, RuleViolation
from core.models import ClosedPart, Round, Submission, TreeUnit, Version
from core.queries import access
from core.queries.submission_rights import may_edit
from core.rules.access import Action, Actor, may_anywhere
from core.texts import _

PLANS = frozenset(
    {VersionKind.BUDGET, VersionKind.REVISED, VersionKind.FORECAST, VersionKind.PLAN, VersionKind.DECISION}
)
"""The kinds of versions that hold plan lines and can be opened as a sheet."""
_TYPED = frozenset({VersionKind.BUDGET, VersionKind.FORECAST, VersionKind.PLAN})


@dataclass(frozen=True, slots=True)
class Editing:
    """Whether a unit's part of a plan may be changed now, and why; the submission that decides, if any."""

    allowed: bool
    reason: str
    round_id: int | None = None
    asked_unit_id: int | None = None
    submission_id: int | None = None


def plan_of(session: Session, actor: Actor, *, version_id: int) -> Version:
    """Return a plan; one that is not adopted is only for those who take part in the process."""
    found = session.get(Version, version_id, populate_existing=True)
    if found is None or found.kind not in PLANS or not may_anywhere(actor, Action.VIEW_ECONOMY):
        raise NotAllowed(_("Budgeten finns inte, eller är inte din att se."), action=Action.VIEW_ECONOMY)
    if found.closed_at is None and not may_anywhere(actor, Action.VIEW_PLAN):
        raise NotAllowed(_("Budgeten är under arbete och visas när den är antagen."), action=Action.VIEW_PLAN)
    return found


def require_plan_unit(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> Version:
    """Return a plan whose figures the actor may see on a unit; `NotAllowed` otherwise."""
    version = plan_of(session, actor, version_id=version_id)
    action = Action.VIEW_ECONOMY if version.closed_at is not None else Action.VIEW_PLAN
    access.require(session, actor, action, unit_id)
    return version


def editing(session: Session, actor: Actor, *, version: Version, unit_id: int) -> Editing:
    """Return whether the actor may change a unit's part of a plan now."""
    if actor.read_only:
        return Editing(False, _("Du visar systemet som någon annan. Då går det bara att läsa."))
    closed = _closed_reason(session, actor, version, unit_id)
    if closed:
        return Editing(False, closed)
    asked = asked_submission(session, actor.tree_id, version, unit_id)
    if asked is not None:
        decision = may_edit(session, actor, asked)
        return Editing(decision.allowed, decision.reason, asked.round_id, asked.unit_id, asked.id)
    own = access.may(session, actor, Action.MANAGE_BUDGET, unit_id)
    if own.allowed:
        return Editing(True, own.reason)
    return Editing(False, _("Ingen omgång frågar efter enhetens siffror just nu."))


def asked_submission(session: Session, tree_id: int, version: Version, unit_id: int) -> Submission | None:
    """Return the submission that a unit's figures belong to: its own or the nearest above."""
    return asked_submissions(session, tree_id, version, (unit_id,)).get(unit_id)


def asked_submissions(
    session: Session, tree_id: int, version: Version, unit_ids: Collection[int]
) -> dict[int, Submission]:
    """Return the submission of each unit, its own or the nearest above, of the latest round; two queries."""
    places = session.exec(
        select(TreeUnit.unit_id, TreeUnit.lft).where(
            TreeUnit.tree_id == tree_id, col(TreeUnit.unit_id).in_(list(unit_ids))
        )
    ).all()
    if not places:
        return {}
    asked = session.exec(
        select(Submission, TreeUnit)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Submission.unit_id))
        .where(
            Round.version_id == version.id,
            Round.state != RoundState.PLANNED,
            TreeUnit.tree_id == tree_id,
            col(TreeUnit.lft) <= max(lft for _unit, lft in places),
            col(TreeUnit.rgt) >= min(lft for _unit, lft in places),
        )
        .order_by(col(TreeUnit.depth), col(Submission.id))
    ).all()
    return {
        unit_id: submission
        for unit_id, lft in places
        for submission, place in asked
        if place.lft <= lft <= place.rgt
    }


def require_typed(version: Version) -> None:
    """Raise `RuleViolation` unless the version is one that people type in and is still open."""
    if version.closed_at is not None:
        raise RuleViolation(_adopted(version))
    if version.kind is VersionKind.REVISED:
        raise RuleViolation(_("Den gällande budgeten ändras med ett beslut. Gör ett under Budgetbeslut."))
    if version.kind not in _TYPED:
        raise RuleViolation(_("Här går det inte att skriva direkt."))


def closed_units(session: Session, version_id: int) -> frozenset[int]:
    """Return the cost centers whose part of a version is adopted."""
    rows = session.exec(select(ClosedPart.unit_id).where(ClosedPart.version_id == version_id))
    return frozenset(rows)


def _closed_reason(session: Session, actor: Actor, version: Version, unit_id: int) -> str:
    """Return why nothing of a unit's part changes any more, or nothing when it may."""
    try:
        require_typed(version)
    except RuleViolation as refusal:
        reads = version.closed_at is not None and not _takes_part(session, actor, unit_id)
        return _adopted_words(version) if reads else refusal.message
    below = access.subtree(actor.tree_id, (unit_id,))
    adopted = select(ClosedPart.unit_id).where(
        ClosedPart.version_id == version.id, col(ClosedPart.unit_id).in_(below)
    )
    if session.exec(adopted).first() is None:
        return ""
    return _adopted(version) if _takes_part(session, actor, unit_id) else _adopted_words(version)


def _takes_part(session: Session, actor: Actor, unit_id: int) -> bool:
    """Return whether the actor ever changes the unit's figures, so that she is told where to do it now."""
    return any(
        access.may(session, actor, action, unit_id).allowed
        for action in (Action.EDIT_SUBMISSION, Action.MANAGE_BUDGET)
    )


def _adopted_words(version: Version) -> str:
    if version.kind is VersionKind.FORECAST:
        return _("{name} är stängd.").format(name=version.name)
    return _("{name} är antagen.").format(name=version.name)


def _adopted(version: Version) -> str:
    if version.kind is VersionKind.FORECAST:
        return _("{name} är stängd. Ta med ändringen i nästa prognos.").format(name=version.name)
    return _("{name} är antagen. Ändra den med ett beslut under Budgetbeslut.").format(name=version.name)
