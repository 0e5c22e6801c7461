"""A nämnd adopts its internal budget: its part closes for ever, and with the last one the whole budget."""

from sqlalchemy import text
from sqlmodel import Session, select

from core.enums import SubmissionEventKind as Event
from core.enums import VersionKind
from core.errors import RuleViolation
from core.models import ClosedPart, Version
from core.money import ORE_PER_KRONA, format_number
from core.queries import access
from core.queries.council_frames import branches_of, council_frame
from core.queries.internal_budget import Readiness, open_ansvar_with_figures, readiness_of
from core.queries.plan_rights import plan_of
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.services import audit
from core.services.decisions import DecisionText, record_decision
from core.services.frame_adoption import sub_key
from core.services.requests import first_time, keep_result, result_of
from core.services.snapshots import keep_snapshot
from core.services.submission_events import happen
from core.services.submissions import decision_words
from core.table import Table
from core.texts import _


def adopt_internal_budget(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    committee_id: int,
    decision: DecisionText,
    table: Table,
    key: str,
) -> bool:
    """Note a nämnd's decision on its budget and close its part; return whether the whole budget closed.

    `table` is the budget as it was adopted, kept for ever. Raises `RuleViolation` when council has not
    adopted the frame, an asked unit is not approved, or the rows are not exactly the frame.
    """
    access.require_write(session, actor, Action.ADOPT_SUBMISSION, committee_id)
    version = _held_open(session, actor, version_id)
    subject = (version_id, committee_id, decision)
    if not first_time(session, actor, key=key, action="internal_budget_adopted", subject=subject):
        return bool(result_of(session, key))
    _hold_figures(session)
    ready = readiness_of(session, actor, version_id=version_id, committee_id=committee_id)
    _require_ready(session, actor, version, ready)
    decision_id = record_decision(
        session,
        actor,
        key=sub_key("internal budget decision", key),
        subject=Subject(SubjectKind.BUDGET, str(version_id), committee_id),
        text=decision,
    )
    for submission_id in ready.submissions:
        happen(session, actor, Event.ADOPT, submission_id, None, decision_words(decision))
    title = f"{version.name}, {ready.unit.name}"
    keep_snapshot(
        session, actor, unit_id=committee_id, subject=("budget", version_id), title=title, table=table
    )
    _close_part(session, actor, ready, version_id, decision_id)
    closed = _close_whole(session, actor, version)
    keep_result(session, key, closed)
    return closed


def _held_open(session: Session, actor: Actor, version_id: int) -> Version:
    """Return the budget, kept from every save while its part is closed."""
    plan_of(session, actor, version_id=version_id)
    found = session.exec(
        select(Version)
        .where(Version.id == version_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if found.kind is not VersionKind.BUDGET:
        raise RuleViolation(_("Bara en budget kan antas så här."))
    return found


def _hold_figures(session: Session) -> None:
    """Let no other transaction change a plan between the proof that it adds up and its closing.

    SQLite has one writer at a time already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE plan_line IN SHARE ROW EXCLUSIVE MODE"))


def _require_ready(session: Session, actor: Actor, version: Version, ready: Readiness) -> None:
    name = ready.unit.name
    branches = branches_of(session, actor.tree_id, actor.top_unit_id)
    if ready.unit.id not in {unit.id for unit in branches.all}:
        raise RuleViolation(_("Välj en nämnd. En budget antas av nämnden för allt som ligger under den."))
    if ready.adopted or version.closed_at is not None:
        raise RuleViolation(
            _("{name} har redan antagit sin budget. Ändra den med ett beslut under Budgetbeslut.").format(
                name=name
            )
        )
    if not ready.council_adopted or ready.gap is None:
        raise RuleViolation(
            _(
                "Fullmäktige har inte antagit ramarna för {year} än. Nämnden antar sin budget efter det."
            ).format(year=version.year)
        )
    if ready.missing:
        raise RuleViolation(
            _("De här enheterna är inte godkända än: {names}. Godkänn dem först.").format(
                names=", ".join(ready.missing)
            )
        )
    if ready.gap:
        raise RuleViolation(gap_words(ready.gap))


def gap_words(gap: int) -> str:
    """Return what is left of a frame (+) or over it (−) and what to do about it, in kronor."""
    amount = format_number(abs(gap) // ORE_PER_KRONA)
    if gap > 0:
        words = _("Budgeten är {amount} kr mindre än ramen. Lägg resten på ansvaret för ofördelat.")
    else:
        words = _("Budgeten är {amount} kr större än ramen. Minska den tills allt går jämnt upp.")
    return words.format(amount=amount)


def _close_part(session: Session, actor: Actor, ready: Readiness, version_id: int, decision_id: int) -> None:
    session.add_all(
        ClosedPart(
            version_id=version_id, unit_id=unit_id, committee_id=ready.unit.id, decision_id=decision_id
        )
        for unit_id in ready.cost_centers
    )
    session.flush()
    audit.record(
        session, actor, "internal_budget_adopted", subject=("version", version_id), unit_id=ready.unit.id,
        change=(None, {"net": ready.net, "ansvar": len(ready.cost_centers), "decision": decision_id}),
    )  # fmt: skip


def _close_whole(session: Session, actor: Actor, version: Version) -> bool:
    """Close the version when everybody who has a frame has adopted and nothing else holds figures."""
    council = council_frame(session, year=version.year, tree_id=actor.tree_id)
    adopted = set(
        session.exec(
            select(ClosedPart.committee_id).where(ClosedPart.version_id == version.id).distinct()
        ).all()
    )
    branches = set(council.by_branch) if council else set()
    if branches - adopted or open_ansvar_with_figures(session, version_id=version.id or 0):
        return False
    version.closed_at = session.info["database"].now()
    session.add(version)
    session.flush()
    audit.record(
        session, actor, "version_closed", subject=("version", version.id), change=(None, version.name)
    )
    return True
