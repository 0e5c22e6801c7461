"""The rows of a budget decision in preparation, and what it means for later years.

A row is an amount by month on an ansvar and an account, öre in ledger sign (a cost that grows is +).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import Dimension
from core.errors import RuleViolation
from core.imports.check import CODED
from core.models import BudgetDecision, Code, DecisionEffect, PlanLine
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.queries.budget_decision_draft import Places, is_cost_center, later_years, read_places
from core.queries.budget_usual import Usual, usual_codes
from core.rules.access import Actor
from core.rules.long_texts import checked_text
from core.rules.plan_signs import RESULT_CLASSES
from core.services import audit
from core.services.budget_decisions import own_draft, require_rev, touch
from core.services.codings import coding_ids
from core.services.decision_lines import NewLine, insert_lines
from core.services.requests import first_time, keep_result, result_of
from core.services.revised_budget import move_balances
from core.texts import _

LARGEST = 10**13
"""No row holds a hundred billion kronor (öre): a typing error, or an attack."""
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to add. Without `function` or `counterparty` they are those of the ansvar's own budget."""

    unit_id: int
    account: str
    months: tuple[int | None, ...]
    function: str | None = None
    project: str = ""
    counterparty: str | None = None
    text: str = ""


def add_rows(
    session: Session, actor: Actor, *, decision_id: int, rows: Sequence[NewRow], key: str
) -> list[int]:
    """Add rows to a draft and return the ids of its new lines; the same key adds them once.

    Raises `RuleViolation` for an ansvar outside the decision's unit, an account that is not of the
    result, öre, or money before the month that the decision counts from.
    """
    decision = own_draft(session, actor, decision_id=decision_id)
    if not first_time(
        session, actor, key=key, action="budget_decision_rows", subject=(decision_id, tuple(rows))
    ):
        return list(result_of(session, key))
    made = insert_lines(session, decision.version_id, _new_lines(session, actor, decision, rows))
    touch(session, decision)
    keep_result(session, key, made)
    audit.record(
        session, actor, "budget_decision_rows", subject=("budget_decision", decision_id),
        unit_id=decision.unit_id,
        change=(None, {"rows": len(rows), "change": sum(sum(m or 0 for m in row.months) for row in rows)}),
    )  # fmt: skip
    return made


def _new_lines(
    session: Session, actor: Actor, decision: BudgetDecision, rows: Sequence[NewRow]
) -> list[NewLine]:
    """Check rows and return them with their codings."""
    places = read_places(session, actor.tree_id)
    for row in rows:
        _check(decision, places, row)
    _require_codes(session, rows)
    usual = usual_codes(session, year=decision.year, unit_ids={row.unit_id for row in rows})
    ids = coding_ids(session, [_coding(row, usual) for row in rows])
    return [
        NewLine(row.unit_id, coding_id, row.months, text=_text(row.text))
        for row, coding_id in zip(rows, ids, strict=True)
    ]


def remove_row(session: Session, actor: Actor, *, decision_id: int, line_id: int) -> None:
    """Take a row out of a draft; one that is gone already is left at that."""
    decision = own_draft(session, actor, decision_id=decision_id)
    line = session.exec(
        select(PlanLine).where(PlanLine.id == line_id, PlanLine.version_id == decision.version_id)
    ).first()
    if line is None:
        return
    move_balances(session, decision.version_id, [line], sign=-1)
    old = line.model_dump(exclude={"id", "explain"})
    session.delete(line)
    touch(session, decision)
    audit.record(
        session, actor, "budget_decision_row_removed", subject=("budget_decision", decision_id),
        unit_id=decision.unit_id, change=(old, None),
    )  # fmt: skip


def set_effects(
    session: Session,
    actor: Actor,
    *,
    decision_id: int,
    rev: int,
    effects: Mapping[tuple[int, int], int],
    key: str,
) -> None:
    """Say what a draft means by (nämnd, year), in öre; what is not said any more is nothing."""
    decision = own_draft(session, actor, decision_id=decision_id)
    subject = (decision_id, rev, sorted(effects.items()))
    if not first_time(session, actor, key=key, action="budget_decision_effects", subject=subject):
        return
    require_rev(decision, rev)
    places, years = read_places(session, actor.tree_id), later_years(decision)
    for (unit_id, year), amount in effects.items():
        if unit_id not in places.units or places.committees[unit_id].id != unit_id or year not in years:
            raise RuleViolation(_("Ange belopp för nämnder och planår. Ladda om sidan."))
        _require_whole(amount)
    old = _replace_effects(session, decision, effects)
    touch(session, decision)
    audit.record(
        session, actor, "budget_decision_effects", subject=("budget_decision", decision_id),
        unit_id=decision.unit_id,
        change=(old, {f"{unit_id} {year}": amount for (unit_id, year), amount in effects.items()}),
    )  # fmt: skip


def _replace_effects(
    session: Session, decision: BudgetDecision, effects: Mapping[tuple[int, int], int]
) -> dict[str, int]:
    """Store the later years instead of those held; return the old ones."""
    held = session.exec(select(DecisionEffect).where(DecisionEffect.decision_id == decision.id)).all()
    old = {f"{row.unit_id} {row.year}": row.amount for row in held}
    for row in held:
        session.delete(row)
    session.flush()
    session.add_all(
        DecisionEffect(decision_id=decision.id or 0, unit_id=unit_id, year=year, amount=amount)
        for (unit_id, year), amount in effects.items()
    )
    session.flush()
    return old


def _check(decision: BudgetDecision, places: Places, row: NewRow) -> None:
    """Refuse a row that the decision cannot hold."""
    if not is_cost_center(places, row.unit_id):
        raise RuleViolation(_("Ansvaret finns inte i dagens organisation. Välj ett annat."))
    home, place = places.units[decision.unit_id], places.units[row.unit_id]
    if not home.lft <= place.lft <= home.rgt:
        raise RuleViolation(
            _("{unit} ligger utanför {home}. Välj ett ansvar som hör dit.").format(
                unit=place.name, home=home.name
            )
        )
    if len(row.months) != len(MONTHS) or not any(row.months):
        raise RuleViolation(_("Skriv ett belopp för {unit}.").format(unit=place.name))
    if any(row.months[: decision.effective_month - 1]):
        raise RuleViolation(_("Beslutet gäller från en senare månad. Lägg beloppet där eller efter."))
    for amount in row.months:
        _require_whole(amount or 0)


def _require_whole(amount: int) -> None:
    if amount % ORE_PER_KRONA:
        raise RuleViolation(_("Budgeten förs i hela kronor. Skriv beloppet utan ören."))
    if abs(amount) > LARGEST:
        raise RuleViolation(_("Beloppet är för stort. Kontrollera antalet nollor."))


def _require_codes(session: Session, rows: Sequence[NewRow]) -> None:
    """Refuse codes that nobody has named, and accounts that are not of the result."""
    wanted = {(Dimension.ACCOUNT, row.account) for row in rows}
    wanted |= {(Dimension.PROJECT, row.project) for row in rows if row.project}
    wanted |= {(Dimension.FUNCTION, row.function) for row in rows if row.function}
    wanted |= {(Dimension.COUNTERPARTY, row.counterparty) for row in rows if row.counterparty}
    named = select(Code.dimension, Code.code).where(
        col(Code.code).in_({code for _dimension, code in wanted}), col(Code.placeholder).is_(False)
    )
    missing = sorted(code for _dimension, code in wanted - set(session.exec(named).all()))
    if missing:
        raise RuleViolation(_("Koden {code} finns inte. Välj en ur listan.").format(code=missing[0]))
    for row in rows:
        if row.account[:1] not in RESULT_CLASSES:
            raise RuleViolation(
                _("Konto {code} hör inte till resultatet och budgeteras inte här.").format(code=row.account)
            )


def _text(text: str) -> str:
    return checked_text(text, what=_("texten"), longest=_LONGEST_TEXT, needed=False)


def _coding(row: NewRow, usual: Usual) -> tuple[str, ...]:
    """Return the codes of a row in `CODED` order."""
    function, counterparty = usual.of(row.unit_id, row.account)
    codes = {
        Dimension.ACCOUNT: row.account,
        Dimension.FUNCTION: function if row.function is None else row.function,
        Dimension.PROJECT: row.project,
        Dimension.COUNTERPARTY: counterparty if row.counterparty is None else row.counterparty,
    }
    return tuple(codes.get(dimension, "") for dimension in CODED)
