"""The rows of a plan beside their amounts: new rows and line items, their texts, and locked months."""

from sqlmodel import Session, select

from core.enums import Dimension, PlanOrigin
from core.errors import RuleViolation
from core.models import Coding, PlanLine
from core.periods import MONTHS
from core.queries.plan_lines import bits_of_months
from core.queries.plan_rights import plan_of
from core.rules.access import Actor
from core.services import audit
from core.services.chosen_coding import chosen_coding
from core.services.plan_guard import require_editable
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST_LABEL, _LONGEST_TEXT = 120, 500


def add_row(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    unit_id: int,
    codes: dict[Dimension, str],
    label: str = "",
    key: str,
) -> int:
    """Add a row for a coding to an ansvar's plan, or one more line item of it; return the line's id.

    Raises `RuleViolation` for a code that does not exist, or an account that is not of the result.
    """
    version = plan_of(session, actor, version_id=version_id)
    require_editable(session, actor, version=version, unit_ids={unit_id})
    subject = (version_id, unit_id, sorted(codes.items()), label)
    if not first_time(session, actor, key=key, action="plan_row_added", subject=subject):
        return int(result_of(session, key))
    coding_id = chosen_coding(session, codes)
    row = PlanLine(version_id=version_id, unit_id=unit_id, coding_id=coding_id, label=_short(label))
    session.add(row)
    session.flush()
    keep_result(session, key, row.id)
    audit.record(
        session, actor, "plan_row_added", subject=("plan_line", row.id), unit_id=unit_id,
        change=(None, {"codes": {str(one): code for one, code in codes.items()}, "label": row.label}),
    )  # fmt: skip
    return row.id or 0


def add_item(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, coding_id: int, label: str, key: str
) -> int:
    """Add a line item to a coding of an ansvar; they add up. Return its id.

    A coding without any line gets its own line first, so that there is something to add to.
    """
    version = plan_of(session, actor, version_id=version_id)
    require_editable(session, actor, version=version, unit_ids={unit_id})
    if not label.strip():
        raise RuleViolation(_("Ge delraden ett namn, så att den går att skilja från de andra."))
    subject = (version_id, unit_id, coding_id, label)
    if not first_time(session, actor, key=key, action="plan_item_added", subject=subject):
        return int(result_of(session, key))
    if session.get(Coding, coding_id) is None:
        raise RuleViolation(_("Konteringen finns inte. Välj konto och verksamhet på nytt."))
    held = select(PlanLine.id).where(
        PlanLine.version_id == version_id, PlanLine.unit_id == unit_id, PlanLine.coding_id == coding_id
    )
    if session.exec(held).first() is None:
        session.add(PlanLine(version_id=version_id, unit_id=unit_id, coding_id=coding_id))
    row = PlanLine(version_id=version_id, unit_id=unit_id, coding_id=coding_id, label=_short(label))
    session.add(row)
    session.flush()
    keep_result(session, key, row.id)
    audit.record(
        session, actor, "plan_row_added", subject=("plan_line", row.id), unit_id=unit_id,
        change=(None, {"coding": coding_id, "label": row.label}),
    )  # fmt: skip
    return row.id or 0


def describe_row(
    session: Session, actor: Actor, *, version_id: int, line_id: int, label: str, text: str
) -> None:
    """Give a line its name and its text; the latest one holds, the log has the earlier ones."""
    row = _own_row(session, actor, version_id, line_id)
    before = (row.label, row.text)
    if len(text.strip()) > _LONGEST_TEXT:
        raise RuleViolation(_("Skriv högst {n} tecken.").format(n=_LONGEST_TEXT))
    row.label, row.text = _short(label), text.strip()
    if (row.label, row.text) == before:
        return
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "plan_row_described", subject=("plan_line", line_id), unit_id=row.unit_id,
        change=(before, (row.label, row.text)),
    )  # fmt: skip


def lock_months(
    session: Session, actor: Actor, *, version_id: int, line_id: int, months: frozenset[int]
) -> None:
    """Let exactly these months of a line stand when amounts are distributed over it."""
    row = _own_row(session, actor, version_id, line_id)
    if not months <= frozenset(MONTHS):
        raise RuleViolation(_("Månaden finns inte. Ladda om sidan."))
    before, row.locked = row.locked, bits_of_months(months)
    if before == row.locked:
        return
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "plan_months_locked", subject=("plan_line", line_id), unit_id=row.unit_id,
        change=(before, row.locked),
    )  # fmt: skip


def _own_row(session: Session, actor: Actor, version_id: int, line_id: int) -> PlanLine:
    version = plan_of(session, actor, version_id=version_id)
    row = session.exec(
        select(PlanLine)
        .where(PlanLine.id == line_id, PlanLine.version_id == version_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise RuleViolation(_("Raden finns inte längre. Ladda om sidan, så ser du hur det står nu."))
    require_editable(session, actor, version=version, unit_ids={row.unit_id})
    if row.origin is not PlanOrigin.MANUAL:
        raise RuleViolation(_("Raden fylls i av systemet och ändras där den kommer ifrån, inte i budgeten."))
    return row


def _short(label: str) -> str:
    if len(label.strip()) > _LONGEST_LABEL:
        raise RuleViolation(_("Skriv högst {n} tecken.").format(n=_LONGEST_LABEL))
    return label.strip()
