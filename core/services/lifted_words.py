"""A manager's words lifted to the level above: into that one's own explanation, with their source kept."""

from sqlmodel import Session, select

from core.enums import ForecastCause, VersionKind
from core.errors import RuleViolation
from core.models import ForecastReason, TreeUnit
from core.queries import access
from core.queries.codes import unit_names
from core.queries.forecast_words import WHOLE
from core.queries.plan_rights import plan_of, require_typed
from core.rules.access import Action, Actor
from core.rules.own_words import LONGEST_TEXT, lifted
from core.services import audit
from core.texts import _


def explain_node(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, cause: ForecastCause, text: str
) -> None:
    """Say for a whole node, with all below it, why its forecast deviates; the latest words hold.

    What a unit says of its own part stands beside it, untouched. Raises `RuleViolation` when the
    forecast is settled, or the text is empty or too long.
    """
    _require_node(session, actor, version_id, unit_id)
    words = text.strip()
    if len(words) > LONGEST_TEXT:
        raise RuleViolation(_("Texten är för lång. Korta den till 2 000 tecken."))
    if not words:
        raise RuleViolation(_("Skriv med en mening vad avvikelsen beror på."))
    held = session.get(ForecastReason, (version_id, unit_id, WHOLE), populate_existing=True)
    old = None if held is None else [held.cause, held.text]
    session.merge(
        ForecastReason(
            version_id=version_id, unit_id=unit_id, row_key=WHOLE, cause=cause, text=words,
            user_id=actor.user_id, at=session.info["database"].now(),
        )
    )  # fmt: skip
    audit.record(
        session, actor, "forecast_explained", subject=("version", version_id), unit_id=unit_id,
        change=(old, {"cause": cause, "text": words}),
    )  # fmt: skip


def lift_words(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, from_unit_id: int, row_key: str = ""
) -> str:
    """Add what a unit below says to a node's own explanation, once, with its name; return the explanation.

    Raises as `explain_node`, and `RuleViolation` when the unit is not below or has said nothing.
    """
    _require_node(session, actor, version_id, unit_id)
    _require_below(session, actor, unit_id, from_unit_id)
    source = session.get(ForecastReason, (version_id, from_unit_id, row_key))
    own = session.get(ForecastReason, (version_id, unit_id, WHOLE), populate_existing=True)
    name = unit_names(session, actor.tree_id, (from_unit_id,))[from_unit_id].name
    text = lifted(own.text if own is not None else "", name, source.text if source is not None else "")
    kept = own if own is not None else source
    cause = kept.cause if kept is not None else ForecastCause.OTHER
    explain_node(session, actor, version_id=version_id, unit_id=unit_id, cause=cause, text=text)
    return text


def may_explain(session: Session, actor: Actor, *, unit_id: int) -> bool:
    """Return whether the actor may explain a node: whoever may approve there."""
    return not actor.read_only and access.may(session, actor, Action.APPROVE_SUBMISSION, unit_id).allowed


def _require_node(session: Session, actor: Actor, version_id: int, unit_id: int) -> None:
    access.require_write(session, actor, Action.APPROVE_SUBMISSION, unit_id)
    version = plan_of(session, actor, version_id=version_id)
    if version.kind is not VersionKind.FORECAST:
        raise RuleViolation(_("Välj en öppen prognos."))
    require_typed(version)


def _require_below(session: Session, actor: Actor, unit_id: int, from_unit_id: int) -> None:
    """Refuse words from elsewhere: they explain nothing here, and may not be one's to read."""
    inside = select(TreeUnit.unit_id).where(
        TreeUnit.tree_id == actor.tree_id,
        TreeUnit.unit_id == from_unit_id,
        access.under(actor.tree_id, (unit_id,)),
    )
    if from_unit_id == unit_id or session.exec(inside).first() is None:
        raise RuleViolation(_("Välj en enhet under din egen."))
