"""Whether a nämnd can adopt its internal budget: every asked unit approved, and rows equal to the frame."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import RoundState, SubmissionState, UnitKind
from core.models import Balance, ClosedPart, Decision, Round, Submission, TreeUnit, Version
from core.queries import access
from core.queries.access import UnitRow
from core.queries.council_frames import branches_of, council_frame, short_decision
from core.queries.plan_rights import plan_of
from core.queries.plan_sums import net_by_ansvar
from core.rules.access import Action, Actor

_READY = frozenset({SubmissionState.APPROVED, SubmissionState.ADOPTED})


@dataclass(frozen=True, slots=True)
class Readiness:
    """A nämnd (or finansförvaltningen) before it adopts its budget, in öre, a net cost is positive.

    `frame` is None without a frame, `council_adopted` tells whether council has decided it; `missing`
    are the asked units that are not approved; `adopted` is the decision in words once it is taken.
    """

    unit: UnitRow
    frame: int | None
    council_adopted: bool
    net: int
    missing: tuple[str, ...]
    submissions: tuple[int, ...]
    cost_centers: tuple[int, ...]
    adopted: str

    @property
    def gap(self) -> int | None:
        """What is left of the frame (+) or over it (−); the budget is adopted at nought."""
        return None if self.frame is None else self.frame - self.net

    @property
    def ready(self) -> bool:
        """Whether it can be adopted now."""
        return self.council_adopted and self.gap == 0 and not self.missing and not self.adopted


def list_readiness(session: Session, actor: Actor, *, version_id: int) -> list[Readiness]:
    """Return how every nämnd in the actor's scope stands, finansförvaltningen last."""
    version = plan_of(session, actor, version_id=version_id)
    seen = {unit.id for unit in access.units_in_scope(session, actor, Action.VIEW_ECONOMY)}
    branches = branches_of(session, actor.tree_id, actor.top_unit_id)
    return [_readiness(session, actor, version, unit) for unit in branches.all if unit.id in seen]


def readiness_of(session: Session, actor: Actor, *, version_id: int, committee_id: int) -> Readiness:
    """Return how one nämnd stands; `NotAllowed` outside scope."""
    version = plan_of(session, actor, version_id=version_id)
    access.require(session, actor, Action.VIEW_ECONOMY, committee_id)
    (unit,) = access.unit_rows(session, actor.tree_id, col(TreeUnit.unit_id) == committee_id)
    return _readiness(session, actor, version, unit)


def open_ansvar_with_figures(session: Session, *, version_id: int) -> bool:
    """Return whether a budget has figures on an ansvar that no nämnd has adopted."""
    closed = select(ClosedPart.unit_id).where(ClosedPart.version_id == version_id)
    left = select(Balance.unit_id).where(
        Balance.version_id == version_id, col(Balance.unit_id).not_in(closed)
    )
    return session.exec(left).first() is not None


def _readiness(session: Session, actor: Actor, version: Version, unit: UnitRow) -> Readiness:
    version_id = version.id or 0
    council = council_frame(session, year=version.year, tree_id=actor.tree_id)
    net = net_by_ansvar(session, version_id=version_id, tree_id=actor.tree_id, unit_id=unit.id)
    asked = session.exec(
        select(Submission.id, Submission.state, Round.state, TreeUnit.name)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Submission.unit_id))
        .where(
            Round.version_id == version_id,
            TreeUnit.tree_id == actor.tree_id,
            col(TreeUnit.lft).between(unit.lft, unit.rgt),
        )
        .order_by(col(TreeUnit.lft))
        .execution_options(populate_existing=True)
    ).all()
    places = session.exec(
        select(TreeUnit.unit_id)
        .where(
            TreeUnit.tree_id == actor.tree_id,
            TreeUnit.kind == UnitKind.COST_CENTER,
            col(TreeUnit.lft).between(unit.lft, unit.rgt),
        )
        .order_by(col(TreeUnit.lft))
    )
    return Readiness(
        unit=unit,
        frame=council.by_branch.get(unit.id) if council else None,
        council_adopted=council is not None and council.adopted,
        net=sum(net.values()),
        missing=tuple(name for _id, state, _round, name in asked if state not in _READY),
        submissions=tuple(
            known or 0
            for known, state, of_round, _name in asked
            if state is SubmissionState.APPROVED and of_round is RoundState.OPEN
        ),
        cost_centers=tuple(places),
        adopted=_decision_words(session, version_id, unit.id),
    )


def _decision_words(session: Session, version_id: int, committee_id: int) -> str:
    decision = session.exec(
        select(Decision)
        .join(ClosedPart, col(ClosedPart.decision_id) == col(Decision.id))
        .where(ClosedPart.version_id == version_id, ClosedPart.committee_id == committee_id)
    ).first()
    return short_decision(decision) if decision else ""
