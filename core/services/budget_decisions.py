"""Budget decisions in preparation: made, changed, dropped, and turned around to mend a wrong one.

    create_draft(session, actor, *, content, key) -> int
    change_draft(session, actor, *, decision_id, rev, content, key)
    drop(session, actor, *, decision_id, rev, reason, key)
    create_counter(session, actor, *, decision_id, key) -> int

Their rows are in `budget_decision_rows`, their adoption in `budget_decision_adoption`.
"""

from dataclasses import asdict, dataclass, replace

from sqlmodel import Session, col, select

from core.enums import BudgetDecisionKind, BudgetDecisionState, VersionKind
from core.errors import Conflict, RuleViolation
from core.models import BudgetDecision, DecisionEffect, PlanLine, Version
from core.periods import MONTHS
from core.queries import access
from core.queries.budget_decision_rights import home_of, require_prepare, visible_decision
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text, checked_title
from core.services import audit
from core.services.budget_decision_notices import tell_dropped
from core.services.decision_lines import NewLine, insert_lines, months_of
from core.services.requests import first_time, keep_result, result_of
from core.services.revised_budget import require_adopted
from core.texts import _

_CHANGEABLE = ("title", "financing", "effective_month", "permanent")
_LONGEST_FINANCING = 1000
_WAITING = frozenset({BudgetDecisionState.DRAFT, BudgetDecisionState.REQUESTED})


@dataclass(frozen=True, slots=True)
class DecisionContent:
    """What is said of a decision: `unit_id` is the nämnd or unit of an omdisponering, else not asked for."""

    kind: BudgetDecisionKind
    year: int
    title: str
    unit_id: int
    financing: str = ""
    effective_month: int = 1
    permanent: bool = False


def create_draft(session: Session, actor: Actor, *, content: DecisionContent, key: str) -> int:
    """Begin a decision and return its id; the same key begins it once."""
    require_prepare(session, actor, content.kind, content.unit_id)
    if not first_time(session, actor, key=key, action="budget_decision_created", subject=content):
        return int(result_of(session, key))
    made = insert_decision(session, actor, content=content)
    keep_result(session, key, made.id)
    return made.id or 0


def insert_decision(
    session: Session,
    actor: Actor,
    *,
    content: DecisionContent,
    state: BudgetDecisionState = BudgetDecisionState.DRAFT,
) -> BudgetDecision:
    """Store a decision with an empty version of its own. Part of services that have asked."""
    require_adopted(session, year=content.year)
    clean = _checked(content)
    version = Version(kind=VersionKind.DECISION, year=clean.year, name=_version_name(clean.title))
    session.add(version)
    session.flush()
    made = BudgetDecision(
        **asdict(replace(clean, unit_id=home_of(clean.kind, clean.unit_id, actor.top_unit_id))),
        state=state,
        version_id=version.id or 0,
        created_by_id=actor.user_id,
        created_at=session.info["database"].now(),
    )
    session.add(made)
    session.flush()
    audit.record(
        session, actor, "budget_decision_created", subject=("budget_decision", made.id), unit_id=made.unit_id,
        change=(None, asdict(clean)),
    )  # fmt: skip
    return made


def change_draft(
    session: Session, actor: Actor, *, decision_id: int, rev: int, content: DecisionContent, key: str
) -> None:
    """Change what is said of a draft; its kind, year and unit stand."""
    decision = own_draft(session, actor, decision_id=decision_id)
    subject = (decision_id, rev, content)
    if not first_time(session, actor, key=key, action="budget_decision_changed", subject=subject):
        return
    require_rev(decision, rev)
    clean = _checked(content)
    _require_later_rows(session, decision, clean.effective_month)
    old = {name: getattr(decision, name) for name in _CHANGEABLE}
    for name in _CHANGEABLE:
        setattr(decision, name, getattr(clean, name))
    version = session.get_one(Version, decision.version_id)
    version.name = _version_name(clean.title)
    session.add(version)
    _forget_effects(session, decision)
    touch(session, decision)
    audit.record(
        session, actor, "budget_decision_changed", subject=("budget_decision", decision_id),
        unit_id=decision.unit_id, change=(old, {name: getattr(clean, name) for name in _CHANGEABLE}),
    )  # fmt: skip


def drop(session: Session, actor: Actor, *, decision_id: int, rev: int, reason: str, key: str) -> None:
    """Drop a decision that is not adopted, with the reason; whoever asked for it is told.

    Whoever asked may take it back herself.
    """
    decision = visible_decision(session, actor, decision_id, lock=True)
    if decision.created_by_id == actor.user_id and decision.state is BudgetDecisionState.REQUESTED:
        access.require_write(session, actor, Action.EDIT_SUBMISSION, decision.unit_id)
    else:
        require_prepare(session, actor, decision.kind, decision.unit_id)
    if not first_time(
        session, actor, key=key, action="budget_decision_dropped", subject=(decision_id, rev, reason)
    ):
        return
    require_rev(decision, rev)
    if decision.state not in _WAITING:
        raise RuleViolation(_adopted_words(decision))
    cause = checked_text(reason, what=_("varför det inte blir av"), longest=500)
    before, decision.state = decision.state, BudgetDecisionState.DROPPED
    touch(session, decision)
    audit.record(
        session, actor, "budget_decision_dropped", subject=("budget_decision", decision_id),
        unit_id=decision.unit_id, change=(before, decision.state), cause=cause,
    )  # fmt: skip
    tell_dropped(session, actor, decision, cause)


def create_counter(session: Session, actor: Actor, *, decision_id: int, key: str) -> int:
    """Begin the decision that takes an adopted one back, with every sign turned; return its id."""
    wrong = visible_decision(session, actor, decision_id, lock=True)
    require_prepare(session, actor, wrong.kind, wrong.unit_id)
    if not first_time(session, actor, key=key, action="budget_decision_countered", subject=decision_id):
        return int(result_of(session, key))
    if wrong.state is not BudgetDecisionState.ADOPTED:
        raise RuleViolation(_("Beslutet är inte antaget. Ändra det direkt i stället."))
    title = _("Rättar beslut {number}: {title}").format(number=wrong.number, title=wrong.title)
    content = DecisionContent(
        wrong.kind, wrong.year, title[:200], wrong.unit_id, _turned_financing(wrong),
        wrong.effective_month, wrong.permanent,
    )  # fmt: skip
    made = insert_decision(session, actor, content=content)
    _copy_turned(session, wrong, made)
    keep_result(session, key, made.id)
    return made.id or 0


def own_draft(session: Session, actor: Actor, *, decision_id: int) -> BudgetDecision:
    """Return a draft that the actor may change, kept from others; `RuleViolation` when it is no draft."""
    decision = visible_decision(session, actor, decision_id, lock=True)
    require_prepare(session, actor, decision.kind, decision.unit_id)
    if decision.state is not BudgetDecisionState.DRAFT:
        raise RuleViolation(_adopted_words(decision))
    return decision


def require_rev(decision: BudgetDecision, rev: int) -> None:
    """Raise `Conflict` when a decision has changed since it was shown."""
    if decision.rev != rev:
        raise Conflict(_("Någon annan har ändrat beslutet. Så här står det nu."))


def touch(session: Session, decision: BudgetDecision) -> None:
    """Store a changed decision as one revision later."""
    decision.rev += 1
    session.add(decision)
    session.flush()


def _adopted_words(decision: BudgetDecision) -> str:
    return {
        BudgetDecisionState.ADOPTED: _("Beslutet är antaget och ändras inte. Rätta det med ett motbeslut."),
        BudgetDecisionState.DROPPED: _("Beslutet är nedlagt. Börja på ett nytt."),
        BudgetDecisionState.REQUESTED: _("Önskemålet antas eller läggs ned som det är."),
    }.get(decision.state, "")


def _checked(content: DecisionContent) -> DecisionContent:
    if content.effective_month not in MONTHS:
        raise RuleViolation(_("Välj från vilken månad beslutet gäller."))
    return replace(
        content,
        title=checked_title(content.title, what=_("vad beslutet gäller")),
        financing=checked_text(
            content.financing, what=_("finansieringen"), longest=_LONGEST_FINANCING, needed=False
        ),
    )


def _version_name(title: str) -> str:
    return _("Budgetbeslut: {title}").format(title=title)[:120]


def _require_later_rows(session: Session, decision: BudgetDecision, month: int) -> None:
    """Refuse a later month when rows already have money before it."""
    rows = session.exec(select(PlanLine).where(PlanLine.version_id == decision.version_id))
    if any(getattr(row, f"m{one}") for row in rows for one in range(1, month)):
        raise RuleViolation(
            _("Det finns rader med pengar före den månaden. Ta bort dem först, och lägg dem på nytt.")
        )


def _forget_effects(session: Session, decision: BudgetDecision) -> None:
    """Delete what a draft was said to mean later, since what it was computed from has changed."""
    for effect in session.exec(select(DecisionEffect).where(DecisionEffect.decision_id == decision.id)):
        session.delete(effect)
    session.flush()


def _turned_financing(wrong: BudgetDecision) -> str:
    if not wrong.financing:
        return ""
    return _("Tar tillbaka: {text}").format(text=wrong.financing)[:_LONGEST_FINANCING]


def _copy_turned(session: Session, wrong: BudgetDecision, made: BudgetDecision) -> None:
    """Copy the lines and later years of a decision into another one with every sign turned."""
    lines = session.exec(
        select(PlanLine).where(PlanLine.version_id == wrong.version_id).order_by(col(PlanLine.id))
    ).all()
    turned = [
        NewLine(line.unit_id, line.coding_id, _turned(months_of(line)), line.label, line.text)
        for line in lines
    ]
    insert_lines(session, made.version_id, turned)
    for effect in session.exec(select(DecisionEffect).where(DecisionEffect.decision_id == wrong.id)):
        session.add(
            DecisionEffect(
                decision_id=made.id or 0, unit_id=effect.unit_id, year=effect.year, amount=-effect.amount
            )
        )
    session.flush()


def _turned(months: tuple[int | None, ...]) -> tuple[int | None, ...]:
    return tuple(None if amount is None else -amount for amount in months)
